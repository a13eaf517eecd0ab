//! Batches of exceptions.

use std::str::FromStr;

use super::{required, text};
use crate::api::expense_v1::wire::exceptions::ExceptionPost;
use crate::core::World;
use crate::core::command::ReportKey;
use crate::core::exception::{NewException, Subject, Visibility};
use crate::core::ids::{AllocationId, EntryId, ExpenseId};
use crate::core::rejection::{Body, Fault};
use crate::core::report::Report;

/// What comes before the digits of an entry's key, so that nobody takes it for a v4 expense ID.
const ENTRY_PREFIX: &str = "gWi";

/// The key of an entry, the same as in v3.
pub fn entry_key(id: EntryId) -> String {
    format!("{ENTRY_PREFIX}{id}")
}

/// The entry that a key is of.
pub fn entry_of(key: &str) -> Option<EntryId> {
    EntryId::from_str(key.strip_prefix(ENTRY_PREFIX)?).ok()
}

/// Where an exception goes, and the exception. What does not exist on this report is nothing.
pub fn exception(world: &World, report: &Report, post: ExceptionPost) -> (Subject, Body<NewException>) {
    let ExceptionPost { index, object_type, object_id, exception_code } = post;
    let kind = text(object_type).unwrap_or_default();
    let id = text(object_id).unwrap_or_default();
    let is = |name: &str| kind.eq_ignore_ascii_case(name);
    let mut faults = Vec::new();
    let subject = if kind.is_empty() || is("Report") {
        let named = world.find_report(&ReportKey::from(id.as_str()));
        let is_this = id.is_empty() || named.is_some_and(|named| named.id == report.id);
        if is_this { Subject::Report } else { Subject::Expense(ExpenseId::NOTHING) }
    } else if is("Entry") {
        let entry = entry_of(&id).and_then(|entry| world.expense_of_entry(entry));
        let own = entry.filter(|(on, _)| on.id == report.id);
        Subject::Expense(own.map_or(ExpenseId::NOTHING, |(_, expense)| expense))
    } else if is("Allocation") {
        let allocation = AllocationId::from_str(&id).ok().and_then(|id| report.allocation(id));
        let (expense, id) = allocation.map_or((ExpenseId::NOTHING, AllocationId::NOTHING), |(e, a)| (e.id, a.id));
        Subject::Allocation(expense, id)
    } else {
        faults.push(Fault::new("ObjectType", "has to be Report, Entry or Allocation"));
        Subject::Report
    };
    if index.is_none() {
        faults.push(required("Index"));
    }
    let code = text(exception_code).unwrap_or_default();
    let new = NewException { code, visibility: Visibility::All };
    (subject, if faults.is_empty() { Ok(new) } else { Err(faults) })
}
