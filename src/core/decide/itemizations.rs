//! Splitting parts off an expense.

use std::sync::Arc;

use super::header::{LONGEST_PURPOSE, check_custom, check_date, check_text};
use super::spend::check_catalogue;
use super::{Case, MOST_EXPENSES};
use crate::core::attendee::Attendance;
use crate::core::command::NewItemization;
use crate::core::comment;
use crate::core::event::{Change, Event};
use crate::core::expense::{Details, Expense};
use crate::core::ids::{EntryId, ExpenseId};
use crate::core::money::{LARGEST, Money};
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::tax;

/// Adds an itemization behind those that an expense has. Where and whom it was paid to, it has of the expense (inferred: forms copy
/// them down). The first one takes over what the expense was allocated to (inferred): shares are of parts, where there are any.
/// They need not add up before the submit.
pub(super) fn add(mut case: Case<'_>, of: ExpenseId, body: Body<Box<NewItemization>>) -> Result<Vec<Event>, Rejection> {
    let mut whole = case.expense(of)?;
    let new = *body.map_err(Rejection::Invalid)?;
    let mut faults = Vec::new();
    if case.report.parent_of(of).is_some() {
        faults.push(Fault::new("parentExpenseId", "is an itemization, which is not itemized itself"));
    }
    if case.report.all_expenses().count() >= MOST_EXPENSES {
        let message = format!("the report has {MOST_EXPENSES} expenses and itemizations, the most it can hold");
        faults.push(Fault::new("reportId", message));
    }
    let mut part = part(&mut case, &whole, new);
    check(&case, &part, &mut faults);
    part.allocations = std::mem::take(&mut whole.allocations);
    whole.itemizations.push(Arc::new(part));
    // Of an itemized expense its itemizations say what is approved.
    whole.adjusted = None;
    if !whole.post_itemizations() {
        faults.push(Fault::new("transactionAmount", "leads to an itemization that is beyond all bounds"));
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    Ok(vec![case.event(Change::ExpenseChanged(Arc::new(whole)))])
}

fn part(case: &mut Case<'_>, whole: &Expense, new: NewItemization) -> Expense {
    let NewItemization {
        expense_type,
        transaction_date,
        amount,
        business_purpose,
        comment,
        is_personal,
        is_billable,
        custom,
    } = new;
    let Details { payment_type, transaction, exchange_rate, vendor, location, .. } = &whole.details;
    let country = location.as_ref().and_then(|location| location.country_code.as_deref());
    let country = country.unwrap_or(&case.report.header.country_code);
    Expense {
        id: ExpenseId::from_bytes(case.context.bytes()),
        entry_id: EntryId::from_bytes(case.context.bytes()),
        details: Details {
            expense_type,
            payment_type: payment_type.clone(),
            transaction_date,
            transaction: Money::new(amount, transaction.currency),
            exchange_rate: *exchange_rate,
            business_purpose,
            vendor: vendor.clone(),
            location: location.clone(),
            is_personal,
            is_billable,
            custom,
            particulars: Arc::default(),
        },
        posted: amount,
        adjusted: None,
        is_rejected: false,
        has_receipt_image: false,
        has_paper_receipt: false,
        itemizations: Vec::new(),
        allocations: Vec::new(),
        comments: case.comment(comment.as_deref().map(str::to_owned)).into_iter().collect(),
        exceptions: Vec::new(),
        modified_at: case.context.now,
        attendance: Attendance::default(),
        taxes: tax::in_country(&case.world.company, country),
    }
}

fn check(case: &Case<'_>, part: &Expense, faults: &mut Vec<Fault>) {
    let details = &part.details;
    check_catalogue(&case.world.company, details, faults);
    check_custom(faults, "customData", &details.custom);
    check_date(faults, "transactionDate", Some(details.transaction_date));
    check_text(faults, "businessPurpose", details.business_purpose.as_deref(), LONGEST_PURPOSE);
    check_text(faults, "comment", part.comments.last().map(|comment| &*comment.text), comment::LONGEST);
    if details.transaction.amount.abs() > LARGEST {
        faults.push(Fault::new("transactionAmount", format!("is beyond {LARGEST}")));
    }
}
