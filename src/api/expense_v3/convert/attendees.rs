//! Between v3's attendees and their types, and those of `core`.

use std::str::FromStr;
use std::sync::Arc;

use super::attendee_id;
use super::entry_content::custom_fields;
use super::report_content::{clearable, filled};
use super::reports::{Place, custom_field};
use crate::api::expense_v3::wire::attendee_types as type_wire;
use crate::api::expense_v3::wire::attendees as wire;
use crate::api::expense_v3::wire::attendees::Attendee as Shown;
use crate::api::expense_v3::wire::entry_content::CustomFields;
use crate::api::expense_v3::wire::form_fields::fill_form_fields;
use crate::api::expense_v3::wire::number::Number;
use crate::core::attendee::{Attendee, AttendeeParticulars, AttendeeType, TypeParticulars};
use crate::core::company::Company;
use crate::core::money::Currency;
use crate::core::registry::attendees::{AttendeeFacts, TypeFacts};
use crate::core::rejection::{Body, Fault};
use crate::core::user::User;

/// What v3 writes before the code of a type, each of whose bytes is two hexadecimal digits.
const TYPE_PREFIX: &str = "gWjT";
/// Whose those attendees are that are everyone's (page `v3.attendees`).
const SYSTEM: (&str, &str) = ("System, Concur", "ConcurSystem");

/// The ID of a type of attendee: it follows from its code, which stays.
pub fn type_id(code: &str) -> String {
    code.bytes().fold(TYPE_PREFIX.to_owned(), |id, byte| format!("{id}{byte:02X}"))
}

/// The code that the ID of a type means; an empty one where it is no such ID.
pub fn read_type_id(text: &str) -> String {
    let digits = text.trim().strip_prefix(TYPE_PREFIX).unwrap_or_default().as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// An attendee, with whose he is.
pub fn attendee<'a>(
    company: &'a Company,
    attendee: &'a Attendee,
    owner: Option<&Arc<User>>,
    place: Place<'_>,
) -> wire::Attendee<'a> {
    let Attendee { id, attendee_type, first_name, last_name, company: employer, version, particulars } = attendee;
    let AttendeeParticulars { middle_initial, suffix, title, external_id, currency, owner: _, total_this_year, custom } =
        particulars;
    let name = |user: &Arc<User>| format!("{}, {}", user.last_name, user.first_name);
    let id = attendee_id(*id);
    let field = |id: &str| custom_field(custom, id, company);
    fill_form_fields! { Shown {
        attendee_type_code: attendee_type,
        attendee_type_id: type_id(attendee_type),
        first_name: first_name.as_deref(),
        last_name,
        middle_initial: middle_initial.as_deref(),
        suffix: suffix.as_deref(),
        company: employer.as_deref(),
        title: title.as_deref(),
        external_id: external_id.as_deref(),
        has_exceptions_prev_year: false,
        has_exceptions_ytd: false,
        total_amount_prev_year: Number(0.into()),
        total_amount_ytd: Number(*total_this_year),
        version_number: *version,
        owner_name: owner.map_or_else(|| SYSTEM.0.to_owned(), name),
        owner_login_id: owner.map_or_else(|| SYSTEM.1.to_owned(), |user| user.login.clone()),
        currency_code: currency.as_ref().unwrap_or(&company.currency).as_str(),
        uri: format!("{}/api/v3.0/expense/attendees/{id}", place.base_url),
        id,
    } by field; units:; custom: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; }
}

/// What is said of an attendee.
pub fn attendee_facts(content: wire::AttendeeContent, custom: CustomFields) -> Body<Box<AttendeeFacts>> {
    let wire::AttendeeContent {
        attendee_type_id,
        first_name,
        last_name,
        middle_initial,
        suffix,
        company,
        title,
        external_id,
        currency_code,
        total_amount_ytd,
    } = content;
    let currency = filled(currency_code).map(|code| Currency::from_str(&code)).transpose();
    let mut faults: Vec<_> =
        currency.as_ref().err().map(|error| Fault::new("CurrencyCode", error.to_string())).into_iter().collect();
    // The first twenty are longer than the last five (page `v3.attendees`).
    for (name, value) in &custom.0 {
        let number: Option<u8> = name.strip_prefix("Custom").and_then(|number| number.parse().ok());
        let longest = if number.is_some_and(|number| number <= 20) { 100 } else { 48 };
        super::check_length(&mut faults, name, Some(value), longest);
    }
    let Some(currency) = currency.ok().filter(|_| faults.is_empty()) else { return Err(faults) };
    let known = |id: &str| id.strip_prefix("custom").and_then(|n| n.parse::<u8>().ok()).is_some_and(|n| n <= 25);
    Ok(Box::new(AttendeeFacts {
        attendee_type: filled(attendee_type_id).map(|id| read_type_id(&id)),
        first_name: clearable(first_name),
        last_name,
        middle_initial: clearable(middle_initial),
        suffix: clearable(suffix),
        title: clearable(title),
        company: clearable(company),
        external_id: clearable(external_id),
        currency,
        total_this_year: total_amount_ytd,
        custom: custom_fields(custom).into_iter().filter(|field| known(&field.id)).collect(),
    }))
}

/// A type of attendee.
pub fn attendee_type<'a>(known: &'a AttendeeType, place: Place<'_>) -> type_wire::AttendeeType<'a> {
    let AttendeeType { code, name, particulars } = known;
    let TypeParticulars { allows_manual_entry, allows_count_editing, form, connector, duplicate_search } = particulars;
    let id = type_id(code);
    type_wire::AttendeeType {
        name,
        code,
        attendee_form_id: form.as_deref(),
        duplicate_search_fields: duplicate_search.iter().map(String::as_str).collect(),
        connector_id: connector.as_deref().unwrap_or_default(),
        allow_manually_entered_attendees: *allows_manual_entry,
        allow_attendee_count_editing: *allows_count_editing,
        uri: format!("{}/api/v3.0/expense/attendeetypes/{id}", place.base_url),
        id,
    }
}

/// What is said of a type of attendee.
pub fn type_facts(content: type_wire::AttendeeTypeContent) -> TypeFacts {
    let type_wire::AttendeeTypeContent {
        name,
        code,
        attendee_form_id,
        duplicate_search_fields,
        connector_id,
        allow_manually_entered_attendees,
        allow_attendee_count_editing,
    } = content;
    TypeFacts {
        code,
        name,
        allows_manual_entry: allow_manually_entered_attendees,
        allows_count_editing: allow_attendee_count_editing,
        form: clearable(attendee_form_id),
        connector: clearable(connector_id),
        duplicate_search: duplicate_search_fields,
    }
}
