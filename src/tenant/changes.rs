//! Changes as those hear of them who listen to the stream: what, of what, by whom; never what is written there.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use super::store::{CompanyRecord, Origin, Record};
use crate::core::event::{Acting, Change, Through};
use crate::core::registry::CompanyChange;
use crate::core::status::Status;
use crate::core::{Event, Timestamp};

/// A change of a report.
pub(super) fn of_report(record: &Record) -> Value {
    let Record { sequence, id: _, origin, event } = record;
    let Event { at, by, through, report, owner, report_kind: _, change } = event;
    let mut facts = common(*sequence, *at, *by, *through, origin);
    let mut put = |field: &str, value: Value| facts.insert(field.to_owned(), value);
    put("reportId", report.to_string().into());
    put("ownerId", owner.to_string().into());
    put("what", name(change).into());
    match change {
        Change::Moved(moved) => {
            put("action", moved.action.name().into());
            put("from", status(moved.from));
            put("to", status(moved.to.status()));
        }
        Change::ExpenseAdded(expense) | Change::ExpenseChanged(expense) => {
            put("expenseId", expense.id.to_string().into());
        }
        Change::ExpenseDeleted(expense) => {
            put("expenseId", expense.to_string().into());
        }
        Change::ExpensesMoved { to, expenses: _ } => {
            put("toReportId", to.to_string().into());
        }
        _ => {}
    }
    facts.into()
}

/// A change of what the company has besides reports.
pub(super) fn of_company(record: &CompanyRecord) -> Value {
    let CompanyRecord { sequence, id: _, origin, event } = record;
    let mut facts = common(*sequence, event.at, event.by, event.through, origin);
    let (what, id) = match &event.change {
        CompanyChange::ListPut(list) => ("listPut", list.id.to_string()),
        CompanyChange::ListItemPut(item) => ("listItemPut", item.id.to_string()),
        CompanyChange::ListItemsDeleted(items) => {
            ("listItemsDeleted", items.first().map(ToString::to_string).unwrap_or_default())
        }
        CompanyChange::AttendeePut(attendee) => ("attendeePut", attendee.id.to_string()),
        CompanyChange::AttendeeGone(attendee) => ("attendeeDeleted", attendee.to_string()),
        CompanyChange::AttendeeTypePut(kind) => ("attendeeTypePut", kind.code.clone()),
        CompanyChange::AttendeeTypeGone(code) => ("attendeeTypeDeleted", code.clone()),
        CompanyChange::ReceiptPut(image) => ("receiptImagePut", image.id.to_string()),
        CompanyChange::ReceiptDeleted(image) => ("receiptImageDeleted", image.to_string()),
        CompanyChange::UserAdded(user) => ("userAdded", user.id.to_string()),
        CompanyChange::UserChanged { before: _, after } => ("userChanged", after.id.to_string()),
        CompanyChange::UserDeleted(user) => ("userDeleted", user.id.to_string()),
    };
    facts.insert("what".to_owned(), what.into());
    facts.insert("id".to_owned(), id.into());
    facts.into()
}

fn common(sequence: u64, at: Timestamp, by: Acting, through: Through, origin: &Origin) -> Map<String, Value> {
    let mut facts = Map::new();
    facts.insert("sequence".to_owned(), sequence.into());
    facts.insert("at".to_owned(), at.to_rfc3339_opts(SecondsFormat::Millis, true).into());
    facts.insert("by".to_owned(), by.user.map(|user| user.to_string()).into());
    facts.insert("delegate".to_owned(), by.delegate.map(|user| user.to_string()).into());
    facts.insert("through".to_owned(), through.name().into());
    facts.insert("correlationId".to_owned(), (*origin.correlation).into());
    facts
}

const fn name(change: &Change) -> &'static str {
    match change {
        Change::Created(_) => "created",
        Change::HeaderChanged { .. } => "headerChanged",
        Change::Deleted => "deleted",
        Change::ExpenseAdded(_) => "expenseAdded",
        Change::ExpenseChanged(_) => "expenseChanged",
        Change::ExpensesMoved { .. } => "expensesMoved",
        Change::PartlyApproved { .. } => "partlyApproved",
        Change::Extracted => "extracted",
        Change::Moved(_) => "statusChanged",
        Change::ExpenseDeleted(_) => "expenseDeleted",
        Change::CashAdvancesChanged(_) => "cashAdvancesChanged",
        Change::CommentsChanged(_) => "commentsChanged",
        Change::ExceptionsChanged(_) => "exceptionsChanged",
    }
}

fn status(Status { approval, payment }: Status) -> Value {
    json!({"approvalStatus": approval.code(), "paymentStatus": payment.code()})
}
