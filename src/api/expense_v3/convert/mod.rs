//! Between v3's wire and `core`, a file for each resource.

pub mod allocations;
pub mod associations;
pub mod attendees;
pub mod common;
pub mod entries;
pub mod entry_content;
pub mod groups;
pub mod itemizations;
pub mod report_content;
pub mod reports;

use crate::core::ids::AttendeeId;
use crate::core::rejection::{Fault, Rejection};

/// What v3 writes before an attendee's digits.
const ATTENDEE_PREFIX: &str = "gWj";

/// The v3 ID of an attendee.
pub fn attendee_id(id: AttendeeId) -> String {
    format!("{ATTENDEE_PREFIX}{id}")
}

/// The attendee that a v3 ID means, or one of v4; the one that there never is where it is neither.
pub fn read_attendee_id(text: &str) -> AttendeeId {
    let text = text.trim();
    text.strip_prefix(ATTENDEE_PREFIX).unwrap_or(text).parse().unwrap_or(AttendeeId::NOTHING)
}

/// A refusal that names fields as v3 does; the rules name them as v4 does.
pub fn in_words_of_v3(rejection: Rejection) -> Rejection {
    let name = |field: String| match field.as_str() {
        "expenseType" => "ExpenseTypeCode".to_owned(),
        "paymentType" => "PaymentTypeID".to_owned(),
        "exchangeRate" => "ExchangeRate".to_owned(),
        "transactionAmount" => "TransactionAmount".to_owned(),
        "transactionDate" => "TransactionDate".to_owned(),
        "reportId" => "ReportID".to_owned(),
        "businessPurpose" => "Description".to_owned(),
        "comment" => "Comment".to_owned(),
        "isPersonalExpense" => "IsPersonal".to_owned(),
        "parentExpenseId" => "EntryID".to_owned(),
        _ => match field.strip_prefix("expenseAttendeeList") {
            Some(rest) if rest.ends_with("attendeeId") => "AttendeeID".to_owned(),
            Some(rest) if rest.ends_with("transactionAmount") => "Amount".to_owned(),
            Some(rest) if rest.ends_with("associatedAttendeeCount") => "AssociatedAttendeeCount".to_owned(),
            _ => field,
        },
    };
    match rejection {
        Rejection::Invalid(faults) => {
            Rejection::Invalid(faults.into_iter().map(|fault| Fault { field: name(fault.field), ..fault }).collect())
        }
        other => other,
    }
}

/// Reports a text that is longer than a page allows, in characters.
pub fn check_length(faults: &mut Vec<Fault>, field: &str, text: Option<&str>, longest: usize) {
    if text.is_some_and(|text| text.chars().count() > longest) {
        faults.push(Fault::new(field, format!("has more than {longest} characters")));
    }
}
