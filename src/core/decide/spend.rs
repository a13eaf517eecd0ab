//! Adding expenses and pricing them, attaching receipts, and moving rejected expenses out of a report.

use std::collections::VecDeque;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::workflow::go_on;
use super::{Case, expenses};
use crate::core::attendee::Attendance;
use crate::core::command::NewExpense;
use crate::core::comment::Comment;
use crate::core::company::Company;
use crate::core::event::{Action, Change, Event, Through};
use crate::core::expense::{Details, Expense};
use crate::core::ids::{EntryId, ExpenseId};
use crate::core::money::{ExchangeRate, LARGEST, Money};
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::report::{Hold, Report, State};
use crate::core::tax;

/// How many expenses a report holds at most.
pub const MOST_EXPENSES: usize = 10_000;

/// Adds an expense.
pub(super) fn add(mut case: Case<'_>, body: Body<Box<NewExpense>>) -> Result<Vec<Event>, Rejection> {
    // The page of v3 says so; in v4 nothing does.
    if case.report.first_submitted_at.is_some() && case.context.through != Through::V4 {
        return Err(Rejection::NoNewEntries);
    }
    let new = *body.map_err(Rejection::Invalid)?;
    let transaction = Money::new(new.amount, new.currency);
    let mut faults = Vec::new();
    let (rate, posted) = price(&case, transaction, new.exchange_rate, &mut faults);
    if case.report.expenses.len() >= MOST_EXPENSES {
        faults.push(Fault::new("reportId", format!("the report has {MOST_EXPENSES} expenses, the most it can hold")));
    }
    let location = new.location.map(|location| case.world.company.located(location));
    let country = location.as_ref().and_then(|location| location.country_code.as_deref());
    let taxes = tax::in_country(&case.world.company, country.unwrap_or(&case.report.header.country_code));
    let expense = Expense {
        id: ExpenseId::from_bytes(case.context.bytes()),
        entry_id: EntryId::from_bytes(case.context.bytes()),
        has_receipt_image: new.particulars.receipt.image.is_some(),
        details: Details {
            expense_type: new.expense_type,
            payment_type: new.payment_type,
            transaction_date: new.transaction_date,
            transaction,
            exchange_rate: rate,
            business_purpose: new.business_purpose,
            vendor: new.vendor,
            location,
            is_personal: new.is_personal,
            is_billable: new.is_billable,
            custom: new.custom,
            particulars: Arc::new(new.particulars),
        },
        posted,
        adjusted: None,
        is_rejected: false,
        has_paper_receipt: false,
        itemizations: Vec::new(),
        allocations: Vec::new(),
        comments: case.comment(new.comment.as_deref().map(str::to_owned)).into_iter().collect(),
        exceptions: Vec::new(),
        modified_at: case.context.now,
        attendance: Attendance::default(),
        taxes,
    };
    // v3 and scenarios have looked at the texts in their own way.
    match case.context.through {
        Through::V4 => expenses::check(&case, &expense, &mut faults),
        _ => check_catalogue(&case.world.company, &expense.details, &mut faults),
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    Ok(vec![case.event(Change::ExpenseAdded(Arc::new(expense)))])
}

/// The rate of exchange, the one named or else the company's, and the amount in the report's currency.
pub(super) fn price(
    case: &Case<'_>,
    transaction: Money,
    named: Option<ExchangeRate>,
    faults: &mut Vec<Fault>,
) -> (ExchangeRate, Decimal) {
    let Money { amount, currency } = transaction;
    let known = || {
        let rates = &case.world.company.exchange_rates;
        let own = case.world.company.currency;
        let rate = |c| if c == own { Some(Decimal::ONE) } else { rates.get(&c).copied() };
        rate(currency)?.checked_div(rate(case.report.currency)?).map(ExchangeRate::multiply)
    };
    let same = (currency == case.report.currency).then_some(ExchangeRate::ONE);
    let Some(rate) = same.or(named.map(ExchangeRate::rounded)).or_else(known) else {
        let message = format!("no rate from {currency} to {} is known: say which one applies", case.report.currency);
        faults.push(Fault::new("exchangeRate", message));
        return (ExchangeRate::ONE, Decimal::ZERO);
    };
    if rate.value <= Decimal::ZERO {
        faults.push(Fault::new("exchangeRate", "has to be greater than zero"));
        return (rate, Decimal::ZERO);
    }
    let posted = Some(amount).filter(|a| a.abs() <= LARGEST).and_then(|a| rate.convert(a));
    if posted.is_none() {
        faults.push(Fault::new("transactionAmount", format!("is beyond {LARGEST}")));
    }
    (rate, posted.unwrap_or_default())
}

/// Whether the company knows the types that an expense names.
pub(super) fn check_catalogue(company: &Company, details: &Details, faults: &mut Vec<Fault>) {
    if company.expense_types.get(&details.expense_type).is_none_or(|known| known.is_category) {
        let known: Vec<_> = company.expense_types.values().filter(|t| !t.is_category).map(|t| &*t.code).collect();
        let (given, known) = (&details.expense_type, known.join(", "));
        let message = format!("{given:?} is no expense type of the company; it has {known}");
        faults.push(Fault::new("expenseType", message));
    }
    if !company.payment_types.contains_key(&details.payment_type) {
        let known: Vec<_> = company.payment_types.keys().map(String::as_str).collect();
        let (given, known) = (&details.payment_type, known.join(", "));
        let message = format!("{given:?} is no payment type of the company; it has {known}");
        faults.push(Fault::new("paymentType", message));
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
