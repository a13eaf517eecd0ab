//! Attendees and their types, as they are kept: see [`crate::core::attendee`] for what they do in expenses.
//!
//! Facts: the pages of Attendees v3 and Attendee Types v3. Bounds but for the lengths are inferred.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Case, CompanyChange, Refusal};
use crate::core::attendee::{Attendee, AttendeeParticulars, AttendeeType, TypeParticulars};
use crate::core::command::Patch;
use crate::core::expense::CustomField;
use crate::core::ids::{AttendeeId, UserId};
use crate::core::money::{Currency, LARGEST};
use crate::core::rejection::{Body, Fault};

/// How many attendees a company has at most.
pub const MOST_ATTENDEES: usize = 20_000;
/// How many types of attendee a company has at most.
pub const MOST_TYPES: usize = 200;
/// How many fields a type looks for duplicates in at most.
pub const MOST_SEARCHED: usize = 50;

/// The type whose attendees belong to whoever adds them.
const PRIVATE: &str = "PRIVATE";
/// Types that Concur keeps for itself.
const SYSTEMS: &[&str] = &["NOSHOWS", "UNDEF", "SYSEMP"];

const LONGEST_CODE: usize = 40;
const LONGEST_ID: usize = 64;

/// What is said of an attendee; what is none is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendeeFacts {
    /// The code of his type.
    pub attendee_type: Option<String>,
    /// His first name.
    pub first_name: Patch<String>,
    /// His last name.
    pub last_name: Option<String>,
    /// The initial of his middle name.
    pub middle_initial: Patch<String>,
    /// What follows his name.
    pub suffix: Patch<String>,
    /// His title.
    pub title: Patch<String>,
    /// The name of his company.
    pub company: Patch<String>,
    /// What he is called elsewhere.
    pub external_id: Patch<String>,
    /// The currency of what is spent on him.
    pub currency: Option<Currency>,
    /// What was spent on him this year.
    pub total_this_year: Option<Decimal>,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
}

/// What is said of a type of attendee; what is none is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeFacts {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Whether users may add attendees of it.
    pub allows_manual_entry: Option<bool>,
    /// Whether users may say how many people one stands for.
    pub allows_count_editing: Option<bool>,
    /// The form of its attendees.
    pub form: Patch<String>,
    /// The connector that brings them.
    pub connector: Patch<String>,
    /// The fields in which duplicates are looked for.
    pub duplicate_search: Option<Vec<String>>,
}

/// Whether Concur keeps a type for itself, so that no list shows it.
pub fn is_systems(code: &str) -> bool {
    SYSTEMS.contains(&code)
}

/// Whether an attendee is there for a user: a shared one, or his own; for the company all of them.
pub fn is_seen_by(attendee: &Attendee, user: Option<UserId>) -> bool {
    let owner = attendee.particulars.owner;
    owner.is_none() || user.is_none_or(|user| owner == Some(user))
}

pub(super) fn add(case: &mut Case<'_>, body: Body<Box<AttendeeFacts>>) -> Result<Vec<CompanyChange>, Refusal> {
    let facts = *body.map_err(Refusal::Invalid)?;
    let company = &case.world.company;
    let mut faults = Vec::new();
    let code = facts.attendee_type.clone().unwrap_or_default();
    if !company.attendee_types.contains_key(&code) || is_systems(&code) {
        faults.push(Fault::new("AttendeeTypeID", "names no type of which attendees can be added"));
    }
    if company.attendees.len() >= MOST_ATTENDEES {
        let message = format!("the company has {MOST_ATTENDEES} attendees already, the most it can have");
        faults.push(Fault::new("", message));
    }
    let owner = case.user().filter(|_| code == PRIVATE);
    let nobody = Attendee {
        id: AttendeeId::from_bytes(case.context.bytes()),
        attendee_type: code,
        first_name: None,
        last_name: String::new(),
        company: None,
        version: 1,
        particulars: AttendeeParticulars { owner, ..AttendeeParticulars::default() },
    };
    let attendee = described(nobody, facts, &mut faults);
    done(faults, CompanyChange::AttendeePut(Arc::new(attendee)))
}

pub(super) fn change(
    case: &Case<'_>,
    id: AttendeeId,
    body: Body<Box<AttendeeFacts>>,
) -> Result<Vec<CompanyChange>, Refusal> {
    let before = seen(case, id)?;
    let facts = *body.map_err(Refusal::Invalid)?;
    let mut faults = Vec::new();
    if is_systems(&before.attendee_type) {
        faults.push(Fault::new("AttendeeTypeID", "is Concur's own: its attendees are not changed"));
    }
    if facts.attendee_type.as_ref().is_some_and(|code| *code != before.attendee_type) {
        faults.push(Fault::new("AttendeeTypeID", format!("is {}, and stays that", before.attendee_type)));
    }
    let mut attendee = described(before.clone(), facts, &mut faults);
    attendee.version = before.version.saturating_add(1);
    done(faults, CompanyChange::AttendeePut(Arc::new(attendee)))
}

pub(super) fn delete(case: &Case<'_>, id: AttendeeId) -> Result<Vec<CompanyChange>, Refusal> {
    seen(case, id)?;
    let mut faults = Vec::new();
    if case.world.attendances_of(id) > 0 {
        faults.push(Fault::new("id", "took part in expenses, and stays"));
    }
    done(faults, CompanyChange::AttendeeGone(id))
}

pub(super) fn add_type(case: &Case<'_>, body: Body<TypeFacts>) -> Result<Vec<CompanyChange>, Refusal> {
    let facts = body.map_err(Refusal::Invalid)?;
    let types = &case.world.company.attendee_types;
    let mut faults = Vec::new();
    let code = facts.code.clone().unwrap_or_default();
    check_text("Code", Some(&code), LONGEST_CODE, &mut faults);
    if types.contains_key(&code) || is_systems(&code) {
        faults.push(Fault::new("Code", "is another type's already"));
    }
    if types.len() >= MOST_TYPES {
        faults.push(Fault::new("", format!("the company has {MOST_TYPES} types already, the most it can have")));
    }
    let new = AttendeeType { code, name: String::new(), particulars: TypeParticulars::default() };
    let new = type_described(case, new, facts, &mut faults);
    done(faults, CompanyChange::AttendeeTypePut(Arc::new(new)))
}

pub(super) fn change_type(case: &Case<'_>, code: &str, body: Body<TypeFacts>) -> Result<Vec<CompanyChange>, Refusal> {
    let before = kept_type(case, code)?.clone();
    let facts = body.map_err(Refusal::Invalid)?;
    let mut faults = Vec::new();
    if facts.code.as_ref().is_some_and(|code| *code != before.code) {
        faults.push(Fault::new("Code", format!("is {}, and stays that", before.code)));
    }
    let changed = type_described(case, before, facts, &mut faults);
    done(faults, CompanyChange::AttendeeTypePut(Arc::new(changed)))
}

pub(super) fn delete_type(case: &Case<'_>, code: &str) -> Result<Vec<CompanyChange>, Refusal> {
    kept_type(case, code)?;
    let mut faults = Vec::new();
    if case.world.company.attendees.values().any(|attendee| attendee.attendee_type == code) {
        faults.push(Fault::new("id", "has attendees, and stays"));
    }
    done(faults, CompanyChange::AttendeeTypeGone(code.to_owned()))
}

/// An attendee who is there for the caller.
fn seen<'a>(case: &Case<'a>, id: AttendeeId) -> Result<&'a Attendee, Refusal> {
    let known = case.world.company.attendees.get(&id);
    let user = case.user();
    known.map(Arc::as_ref).filter(|attendee| is_seen_by(attendee, user)).ok_or(Refusal::NotFound("attendee"))
}

fn kept_type<'a>(case: &Case<'a>, code: &str) -> Result<&'a AttendeeType, Refusal> {
    let known = case.world.company.attendee_types.get(code).filter(|_| !is_systems(code));
    known.ok_or(Refusal::NotFound("attendee type"))
}

fn described(mut attendee: Attendee, facts: AttendeeFacts, faults: &mut Vec<Fault>) -> Attendee {
    let AttendeeFacts {
        attendee_type: _,
        first_name,
        last_name,
        middle_initial,
        suffix,
        title,
        company,
        external_id,
        currency,
        total_this_year,
        custom,
    } = facts;
    attendee.first_name = first_name.or(attendee.first_name.take());
    attendee.last_name = last_name.unwrap_or(attendee.last_name);
    attendee.company = company.or(attendee.company.take());
    let more = &mut attendee.particulars;
    more.middle_initial = middle_initial.or(more.middle_initial.take());
    more.suffix = suffix.or(more.suffix.take());
    more.title = title.or(more.title.take());
    more.external_id = external_id.or(more.external_id.take());
    more.currency = currency.or(more.currency);
    more.total_this_year = total_this_year.unwrap_or(more.total_this_year);
    for field in custom {
        more.custom.retain(|known| known.id != field.id);
        more.custom.extend(Some(field).filter(|field| field.value.is_some()));
    }
    check_text("LastName", Some(&attendee.last_name), 132, faults);
    for (field, text, longest) in [
        ("FirstName", &attendee.first_name, 50),
        ("Company", &attendee.company, 150),
        ("MiddleInitial", &attendee.particulars.middle_initial, 1),
        ("Suffix", &attendee.particulars.suffix, 32),
        ("Title", &attendee.particulars.title, 32),
        ("ExternalID", &attendee.particulars.external_id, 48),
    ] {
        check_text(field, text.as_deref(), longest, faults);
    }
    if attendee.particulars.total_this_year.abs() > LARGEST {
        faults.push(Fault::new("TotalAmountYTD", format!("is beyond {LARGEST}")));
    }
    attendee
}

fn type_described(case: &Case<'_>, mut known: AttendeeType, facts: TypeFacts, faults: &mut Vec<Fault>) -> AttendeeType {
    let TypeFacts { code: _, name, allows_manual_entry, allows_count_editing, form, connector, duplicate_search } =
        facts;
    known.name = name.unwrap_or(known.name);
    let more = &mut known.particulars;
    more.allows_manual_entry = allows_manual_entry.unwrap_or(more.allows_manual_entry);
    more.allows_count_editing = allows_count_editing.unwrap_or(more.allows_count_editing);
    more.form = form.or(more.form.take());
    more.connector = connector.or(more.connector.take());
    more.duplicate_search = duplicate_search.unwrap_or_else(|| std::mem::take(&mut more.duplicate_search));
    check_text("Name", Some(&known.name), LONGEST_CODE, faults);
    let mut others = case.world.company.attendee_types.values().filter(|other| other.code != known.code);
    if others.any(|other| other.name.to_lowercase() == known.name.to_lowercase()) {
        faults.push(Fault::new("Name", "is another type's already"));
    }
    check_text("AttendeeFormID", known.particulars.form.as_deref(), LONGEST_ID, faults);
    check_text("ConnectorID", known.particulars.connector.as_deref(), LONGEST_ID, faults);
    if known.particulars.duplicate_search.len() > MOST_SEARCHED {
        faults.push(Fault::new("DuplicateSearchFields", format!("has more than {MOST_SEARCHED} fields")));
    }
    for field in &known.particulars.duplicate_search {
        check_text("DuplicateSearchFields", Some(field), LONGEST_ID, faults);
    }
    known
}

fn check_text(field: &str, text: Option<&str>, longest: usize, faults: &mut Vec<Fault>) {
    let Some(text) = text else { return };
    if text.trim().is_empty() {
        faults.push(Fault::new(field, "is required"));
    } else if text.chars().count() > longest {
        faults.push(Fault::new(field, format!("has more than {longest} characters")));
    }
}

fn done(faults: Vec<Fault>, change: CompanyChange) -> Result<Vec<CompanyChange>, Refusal> {
    if faults.is_empty() { Ok(vec![change]) } else { Err(Refusal::Invalid(faults)) }
}
