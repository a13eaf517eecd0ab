//! Saying who took part in an expense.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Case;
use super::header::{check_custom, merge_custom};
use crate::core::attendee::{Association, Attendance, LARGEST_COUNT, MOST, NewAssociation, NewAttendance};
use crate::core::command::Patch;
use crate::core::company::Company;
use crate::core::event::{Change, Event};
use crate::core::expense::Expense;
use crate::core::ids::ExpenseId;
use crate::core::money::SCALE;
use crate::core::rejection::{Body, Fault, Rejection};

/// The list of attendees in the body (Attendee Associations v4 page).
const LIST: &str = "expenseAttendeeList";

/// Says who took part; whoever was said to before is forgotten.
pub(super) fn set(case: Case<'_>, id: ExpenseId, body: Body<NewAttendance>) -> Result<Vec<Event>, Rejection> {
    let mut expense = case.expense(id)?;
    let attendance = body.and_then(|new| checked(&case.world.company, &expense, new));
    expense.attendance = attendance.map_err(Rejection::Invalid)?;
    Ok(vec![case.event(Change::ExpenseChanged(Arc::new(expense)))])
}

/// Says that nobody took part, and that nobody was missing.
pub(super) fn remove(case: Case<'_>, id: ExpenseId) -> Result<Vec<Event>, Rejection> {
    let expense = Expense { attendance: Attendance::default(), ..case.expense(id)? };
    Ok(vec![case.event(Change::ExpenseChanged(Arc::new(expense)))])
}

/// Who took part in an expense, if that can be.
///
/// # Errors
/// What is wrong, with the fields as v4 names them: `expenseAttendeeList[0].attendeeId`.
pub fn checked(company: &Company, expense: &Expense, new: NewAttendance) -> Body<Attendance> {
    let NewAttendance { no_shows, associations } = new;
    if associations.len() > MOST {
        return Err(vec![Fault::new(LIST, format!("has more than {MOST} attendees"))]);
    }
    let mut faults = Vec::new();
    let no_shows = within(no_shows, 0, LARGEST_COUNT, "noShowAttendeeCount", &mut faults);
    let (mut seen, mut accepted) = (HashSet::new(), Vec::with_capacity(associations.len()));
    for (index, new) in associations.into_iter().enumerate() {
        let place = format!("{LIST}[{index}]");
        if !seen.insert(new.attendee) {
            let message = format!("{} is there twice; use associatedAttendeeCount for more people", new.attendee);
            faults.push(Fault::new(format!("{place}.attendeeId"), message));
        }
        accepted.extend(association(company, expense, new, &place, &mut faults));
    }
    if faults.is_empty() {
        check_total(expense, &accepted, &mut faults);
    }
    if faults.is_empty() { Ok(Attendance { no_shows, associations: accepted }) } else { Err(faults) }
}

fn association(
    company: &Company,
    expense: &Expense,
    new: NewAssociation,
    place: &str,
    faults: &mut Vec<Fault>,
) -> Option<Association> {
    let NewAssociation { attendee, version, amount, is_amount_edited, is_traveling, count, custom } = new;
    let Some(known) = company.attendees.get(&attendee) else {
        faults.push(Fault::new(format!("{place}.attendeeId"), format!("{attendee} is no attendee of the company")));
        return None;
    };
    check_custom(faults, &format!("{place}.customData"), &custom);
    let custom = merge_custom(Vec::new(), Patch::Set(custom));
    let version = match version {
        None => known.version,
        given => within(given, 1, known.version, &format!("{place}.versionNumber"), faults),
    };
    let count = within(Some(count.unwrap_or(1)), 1, LARGEST_COUNT, &format!("{place}.associatedAttendeeCount"), faults);
    let amount = share(expense, amount, &format!("{place}.transactionAmount"), faults)?;
    Some(Association { attendee, version, amount, is_amount_edited, is_traveling, count, custom })
}

/// A whole number between two others; the lower one where none is given.
fn within(given: Option<i64>, least: u32, most: u32, field: &str, faults: &mut Vec<Fault>) -> u32 {
    let given = given.unwrap_or(i64::from(least));
    match u32::try_from(given).ok().filter(|number| (least..=most).contains(number)) {
        Some(number) => number,
        None => {
            faults.push(Fault::new(field, format!("has to be between {least} and {most}, not {given}")));
            least
        }
    }
}

/// An attendee's amount, which is no more than the expense's and has its sign.
fn share(expense: &Expense, amount: Option<Decimal>, field: &str, faults: &mut Vec<Fault>) -> Option<Decimal> {
    let whole = expense.details.transaction;
    let Some(amount) = amount else {
        faults.push(Fault::new(field, "is required"));
        return None;
    };
    if amount.normalize().scale() > SCALE {
        faults.push(Fault::new(field, format!("has more than {SCALE} decimals")));
        return None;
    }
    let is_part = amount.is_zero()
        || (amount.is_sign_negative() == whole.amount.is_sign_negative() && amount.abs() <= whole.amount.abs());
    if !is_part {
        let message = format!("{amount} is no part of the expense's {} {}", whole.amount, whole.currency);
        faults.push(Fault::new(field, message));
        return None;
    }
    Some(amount)
}

/// Together they come to no more than the expense; less is possible, since those who did not show up have cost something, too
/// (inferred).
fn check_total(expense: &Expense, associations: &[Association], faults: &mut Vec<Fault>) {
    let whole = expense.details.transaction;
    let total: Decimal = associations.iter().map(|association| association.amount).sum();
    if total.abs() > whole.amount.abs() {
        let message =
            format!("the amounts come to {total}, more than the expense's {} {}", whole.amount, whole.currency);
        faults.push(Fault::new(format!("{LIST}.transactionAmount"), message));
    }
}
