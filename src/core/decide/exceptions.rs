//! Putting exceptions on reports, expenses and allocations, and deleting them.

use std::sync::Arc;

use super::Case;
use crate::core::event::{Change, Event};
use crate::core::exception::{Exception, ITEMIZATION_DIFFERENCE, NewException, Subject};
use crate::core::expense::Expense;
use crate::core::ids::ExpenseId;
use crate::core::rejection::{Body, Fault, Rejection, brief};

/// Puts an exception; one of the same code that stands there is replaced.
pub(super) fn put(case: Case<'_>, on: Subject, body: Body<NewException>) -> Result<Vec<Event>, Rejection> {
    let mut exceptions = exceptions_of(&case, on)?.to_vec();
    let exception = known(&case, body.map_err(Rejection::Invalid)?)?;
    match exceptions.iter_mut().find(|e| e.code == exception.code) {
        Some(before) => *before = exception,
        None => exceptions.push(exception),
    }
    changed(&case, on, exceptions)
}

/// Deletes an exception that was put through the API.
pub(super) fn delete(case: Case<'_>, on: Subject, code: &str) -> Result<Vec<Event>, Rejection> {
    let mut exceptions = exceptions_of(&case, on)?.to_vec();
    let place = exceptions.iter().position(|e| e.code == code);
    match place.map(|place| exceptions.remove(place)) {
        Some(Exception { is_from_api: true, .. }) => changed(&case, on, exceptions),
        Some(Exception { is_from_api: false, code, .. }) => Err(Rejection::ExceptionNotDeletable { code }),
        None if is_found(&case, on, code) => Err(Rejection::ExceptionNotDeletable { code: code.to_owned() }),
        None => Err(Rejection::ExceptionNotFound { code: brief(code.to_owned()) }),
    }
}

/// The exception as the company's catalogue has it.
fn known(case: &Case<'_>, new: NewException) -> Result<Exception, Rejection> {
    let NewException { code, visibility } = new;
    let fault = |message: String| Err(Rejection::Invalid(vec![Fault::new("exceptionCode", message)]));
    if code == ITEMIZATION_DIFFERENCE {
        return fault(format!("{code} cannot be put: it stands wherever itemizations do not add up, and nowhere else"));
    }
    let catalogue = &case.world.company.exception_types;
    let Some(known) = catalogue.get(&code) else {
        let codes: Vec<_> = catalogue.keys().map(String::as_str).filter(|c| *c != ITEMIZATION_DIFFERENCE).collect();
        let code = brief(code);
        return fault(format!("{code:?} is no exception of the company; it has {}", codes.join(", ")));
    };
    let (message, blocks_submit) = (known.message.clone(), known.blocks_submit);
    Ok(Exception { code, message, blocks_submit, visibility, is_from_api: true })
}

/// Whether the emulator finds this exception there by itself.
fn is_found(case: &Case<'_>, on: Subject, code: &str) -> bool {
    let differs = |expense| case.report.expense(expense).is_some_and(|e| e.itemizations_differ());
    match on {
        Subject::Expense(expense) => code == ITEMIZATION_DIFFERENCE && differs(expense),
        Subject::Report | Subject::Allocation(..) => false,
    }
}

/// What stands there so far.
fn exceptions_of<'a>(case: &Case<'a>, on: Subject) -> Result<&'a [Exception], Rejection> {
    let find = |id: ExpenseId| case.report.expense(id).ok_or(Rejection::ExpenseNotFound);
    match on {
        Subject::Report => Ok(&case.report.exceptions),
        Subject::Expense(expense) => Ok(&find(expense)?.exceptions),
        Subject::Allocation(expense, id) => {
            let allocation = find(expense)?.allocations.iter().find(|a| a.id == id);
            Ok(&allocation.ok_or(Rejection::AllocationNotFound)?.exceptions)
        }
    }
}

fn changed(case: &Case<'_>, on: Subject, exceptions: Vec<Exception>) -> Result<Vec<Event>, Rejection> {
    let change = match on {
        Subject::Report => Change::ExceptionsChanged(exceptions),
        Subject::Expense(expense) => Change::ExpenseChanged(Arc::new(Expense { exceptions, ..case.expense(expense)? })),
        Subject::Allocation(expense, id) => {
            let mut expense = case.expense(expense)?;
            if let Some(allocation) = expense.allocations.iter_mut().find(|a| a.id == id) {
                allocation.exceptions = exceptions;
            }
            Change::ExpenseChanged(Arc::new(expense))
        }
    };
    Ok(vec![case.event(change)])
}
