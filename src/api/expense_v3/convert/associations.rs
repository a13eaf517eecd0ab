//! Between v3's entry-attendee associations and those of `core`.

use rust_decimal::Decimal;

use super::entries::entry_id;
use super::entry_content::{check_custom, custom_fields};
use super::reports::Place;
use super::{attendee_id, read_attendee_id};
use crate::api::expense_v3::wire::associations::{
    EntryAttendeeAssociation, EntryAttendeeAssociationPost, EntryAttendeeAssociationPut,
};
use crate::api::expense_v3::wire::entry_content::CustomFields;
use crate::api::expense_v3::wire::form_fields::fill_form_fields;
use crate::api::expense_v3::wire::number::Number;
use crate::core::attendee::{Association, NewAssociation, NewAttendance};
use crate::core::expense::{CustomField, Expense};
use crate::core::ids::{AttendeeId, EntryId};
use crate::core::rejection::Body;

/// What v3 writes before the digits of an entry and those of an attendee.
const PREFIX: &str = "gWg";

/// The ID of an attendee's part in an entry.
pub fn association_id(entry: EntryId, attendee: AttendeeId) -> String {
    format!("{PREFIX}{entry}{attendee}")
}

/// The entry and the attendee that an association's ID means; those that there never are where it is no such ID.
pub fn read_association_id(text: &str) -> (EntryId, AttendeeId) {
    let digits = text.trim().strip_prefix(PREFIX).unwrap_or_default();
    let (entry, attendee) = digits.split_at_checked(EntryId::BYTES * 2).unwrap_or_default();
    match (entry.parse(), attendee.parse()) {
        (Ok(entry), Ok(attendee)) => (entry, attendee),
        _ => (EntryId::NOTHING, AttendeeId::NOTHING),
    }
}

/// An attendee's part in an expense.
pub fn association(expense: &Expense, part: &Association, place: Place<'_>) -> EntryAttendeeAssociation {
    let Association { attendee, version: _, amount, is_amount_edited: _, is_traveling: _, count, custom } = part;
    let id = association_id(expense.entry_id, *attendee);
    let field = |id: &str| custom.iter().find(|field| field.id == id).and_then(|field| field.value.clone());
    fill_form_fields! { EntryAttendeeAssociation {
        entry_id: entry_id(expense.entry_id),
        attendee_id: attendee_id(*attendee),
        amount: Number(*amount),
        associated_attendee_count: *count,
        uri: format!("{}/api/v3.0/expense/entryattendeeassociations/{id}", place.base_url),
        id,
    } by field; units:; custom: 1 2 3 4 5; }
}

/// Who takes part in an expense once this attendee does, too.
pub fn with_another(
    expense: &Expense,
    post: EntryAttendeeAssociationPost,
    custom: CustomFields,
) -> Body<NewAttendance> {
    let EntryAttendeeAssociationPost { entry_id: _, attendee_id, amount, associated_attendee_count } = post;
    let custom = read_custom(custom)?;
    let attendance = &expense.attendance;
    let counted: Decimal = attendance.associations.iter().map(|part| part.amount).sum();
    let mut new = as_it_is(expense);
    new.associations.push(NewAssociation {
        attendee: read_attendee_id(&attendee_id),
        version: None,
        amount: Some(amount.unwrap_or(expense.details.transaction.amount - counted)),
        is_amount_edited: amount.is_some(),
        is_traveling: None,
        count: associated_attendee_count.map(i64::from),
        custom,
    });
    Ok(new)
}

/// Who takes part in an expense once this attendee does otherwise.
pub fn with_changed(
    expense: &Expense,
    attendee: AttendeeId,
    put: EntryAttendeeAssociationPut,
    custom: CustomFields,
) -> Body<NewAttendance> {
    let EntryAttendeeAssociationPut { amount, associated_attendee_count } = put;
    let custom = read_custom(custom)?;
    let mut new = as_it_is(expense);
    for part in new.associations.iter_mut().filter(|part| part.attendee == attendee) {
        part.amount = amount.or(part.amount);
        part.is_amount_edited |= amount.is_some();
        part.count = associated_attendee_count.map(i64::from).or(part.count);
        part.custom.extend(custom.clone());
    }
    Ok(new)
}

/// Who takes part in an expense once this attendee does no more.
pub fn without(expense: &Expense, attendee: AttendeeId) -> NewAttendance {
    let mut new = as_it_is(expense);
    new.associations.retain(|part| part.attendee != attendee);
    new
}

fn as_it_is(expense: &Expense) -> NewAttendance {
    let associations = expense.attendance.associations.iter().map(|part| {
        let Association { attendee, version, amount, is_amount_edited, is_traveling, count, custom } = part;
        NewAssociation {
            attendee: *attendee,
            version: Some(i64::from(*version)),
            amount: Some(*amount),
            is_amount_edited: *is_amount_edited,
            is_traveling: *is_traveling,
            count: Some(i64::from(*count)),
            custom: custom.clone(),
        }
    });
    NewAttendance { no_shows: Some(i64::from(expense.attendance.no_shows)), associations: associations.collect() }
}

/// An association has five custom fields.
fn read_custom(custom: CustomFields) -> Body<Vec<CustomField>> {
    let mut faults = Vec::new();
    check_custom(&mut faults, &custom);
    if !faults.is_empty() {
        return Err(faults);
    }
    let is_known =
        |field: &CustomField| matches!(field.id.as_str(), "custom1" | "custom2" | "custom3" | "custom4" | "custom5");
    Ok(custom_fields(custom).into_iter().filter(is_known).collect())
}
