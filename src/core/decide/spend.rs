//! Adding expenses, attaching receipts, and moving rejected expenses out of a report.

use std::collections::VecDeque;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Case;
use super::workflow::go_on;
use crate::core::attendee::Attendance;
use crate::core::command::NewExpense;
use crate::core::comment::Comment;
use crate::core::event::{Action, Change, Event};
use crate::core::expense::{Details, Expense};
use crate::core::ids::{EntryId, ExpenseId};
use crate::core::money::{LARGEST, Money, convert};
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::report::{Hold, Report, State};
use crate::core::tax;

/// How many expenses a report holds at most.
pub const MOST_EXPENSES: usize = 10_000;

/// Adds an expense.
pub(super) fn add(mut case: Case<'_>, body: Body<Box<NewExpense>>) -> Result<Vec<Event>, Rejection> {
    if case.report.first_submitted_at.is_some() {
        return Err(Rejection::NoNewEntries);
    }
    let new = *body.map_err(Rejection::Invalid)?;
    let mut faults = Vec::new();
    let (rate, posted) = price(&case, &new, &mut faults);
    check_catalogue(&case, &new, &mut faults);
    if case.report.expenses.len() >= MOST_EXPENSES {
        faults.push(Fault::new("ReportID", format!("the report has {MOST_EXPENSES} expenses, the most it can hold")));
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let country = new.location.as_ref().and_then(|location| location.country_code.as_deref());
    let taxes = tax::in_country(&case.world.company, country.unwrap_or(&case.report.header.country_code));
    let expense = Expense {
        id: ExpenseId::from_bytes(case.context.bytes()),
        entry_id: EntryId::from_bytes(case.context.bytes()),
        details: Details {
            expense_type: new.expense_type,
            payment_type: new.payment_type,
            transaction_date: new.transaction_date,
            transaction: Money::new(new.amount, new.currency),
            exchange_rate: rate,
            business_purpose: new.business_purpose,
            vendor: new.vendor,
            location: new.location,
            is_personal: new.is_personal,
            is_billable: new.is_billable,
            custom: new.custom,
        },
        posted,
        approved: if new.is_personal { Decimal::ZERO } else { posted },
        is_rejected: false,
        has_receipt_image: false,
        itemizations: Vec::new(),
        allocations: Vec::new(),
        comments: case.comment(new.comment.as_deref().map(str::to_owned)).into_iter().collect(),
        exceptions: Vec::new(),
        modified_at: case.context.now,
        attendance: Attendance::default(),
        taxes,
    };
    Ok(vec![case.event(Change::ExpenseAdded(Arc::new(expense)))])
}

/// The rate of exchange and the amount in the report's currency.
fn price(case: &Case<'_>, new: &NewExpense, faults: &mut Vec<Fault>) -> (Decimal, Decimal) {
    let known = || {
        let rates = &case.world.company.exchange_rates;
        let own = case.world.company.currency;
        let rate = |c| if c == own { Some(Decimal::ONE) } else { rates.get(&c).copied() };
        rate(new.currency)?.checked_div(rate(case.report.currency)?)
    };
    let same = (new.currency == case.report.currency).then_some(Decimal::ONE);
    let Some(rate) = same.or(new.exchange_rate).or_else(known) else {
        let message =
            format!("no rate from {} to {} is known: say which one applies", new.currency, case.report.currency);
        faults.push(Fault::new("ExchangeRate", message));
        return (Decimal::ONE, Decimal::ZERO);
    };
    if rate <= Decimal::ZERO {
        faults.push(Fault::new("ExchangeRate", "has to be greater than zero"));
    }
    let posted = Some(new.amount).filter(|a| a.abs() <= LARGEST).and_then(|a| convert(a, rate));
    if posted.is_none() {
        faults.push(Fault::new("TransactionAmount", format!("is beyond {LARGEST}")));
    }
    (rate, posted.unwrap_or_default())
}

fn check_catalogue(case: &Case<'_>, new: &NewExpense, faults: &mut Vec<Fault>) {
    let company = &case.world.company;
    if company.expense_types.get(&new.expense_type).is_none_or(|known| known.is_category) {
        let known: Vec<_> = company.expense_types.values().filter(|t| !t.is_category).map(|t| &*t.code).collect();
        let message = format!("{:?} is no expense type of the company; it has {}", new.expense_type, known.join(", "));
        faults.push(Fault::new("ExpenseTypeCode", message));
    }
    if !company.payment_types.contains_key(&new.payment_type) {
        let known: Vec<_> = company.payment_types.keys().map(String::as_str).collect();
        let message = format!("{:?} is no payment type of the company; it has {}", new.payment_type, known.join(", "));
        faults.push(Fault::new("PaymentTypeID", message));
    }
}

/// Attaches an image of a receipt; the last one missing releases a report that was held for it.
pub(super) fn attach_receipt(case: Case<'_>, expense: ExpenseId) -> Result<Vec<Event>, Rejection> {
    let with_image = Expense { has_receipt_image: true, ..case.expense(expense)? };
    let attached = case.event(Change::ExpenseChanged(Arc::new(with_image)));
    let company = &case.world.company;
    let still_missing = case.report.expenses.iter().any(|e| e.id != expense && e.lacks_receipt_image(company));
    match case.report.state.clone() {
        State::Held(Hold::ReceiptImages, submission) if !still_missing => {
            Ok(vec![attached, go_on(case, Hold::ReceiptImages, submission, Action::AttachReceipt)?])
        }
        _ => Ok(vec![attached]),
    }
}

/// Moves rejected expenses into a new report of the owner, as on an approval (inferred: see `docs/fidelity.md`).
pub(super) fn move_rejected(case: &mut Case<'_>, reason: String) -> [Event; 2] {
    let report = case.report;
    let id = case.context.fresh_report_id(case.world);
    let now = case.context.now;
    let addendum = Arc::new(Report {
        id,
        alias: None,
        state: State::Returned,
        expenses: Vec::new(),
        comments: vec![Comment::new(now, case.by, &report.state, reason.into())],
        exceptions: Vec::new(),
        created_at: now,
        modified_at: now,
        version: 0,
        was_sent_back: true,
        history: VecDeque::new(),
        cash_advances: Vec::new(),
        ..Report::clone(report)
    });
    let expenses = report.expenses.iter().filter(|e| e.is_rejected).map(|e| e.id).collect();
    let created = case.event_of(&addendum, Change::Created(Arc::clone(&addendum)));
    [created, case.event(Change::ExpensesMoved { to: id, expenses })]
}
