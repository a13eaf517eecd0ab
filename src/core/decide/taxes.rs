//! Changing the taxes of an expense while an external system validates the report.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Case;
use super::header::{check_custom, merge_custom};
use crate::core::event::{Change, Event};
use crate::core::ids::{ExpenseId, TaxAuthorityId};
use crate::core::money::{ExchangeRate, LARGEST};
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::tax::{LONGEST_CODE, TaxPatch};
use crate::core::workflow::StepKind;

/// Changes a tax. Only external validation is open to this (guide on bi-directional tax integration).
pub(super) fn adjust(
    case: Case<'_>,
    expense: ExpenseId,
    authority: TaxAuthorityId,
    patch: Body<TaxPatch>,
) -> Result<Vec<Event>, Rejection> {
    if case.report.state.step().map(|step| step.kind) != Some(StepKind::ExternalValidation) {
        return Err(Rejection::IllegalAtStatus { command: case.command, status: case.report.status() });
    }
    let mut expense = case.expense(expense)?;
    let rate = expense.details.exchange_rate;
    let tax = expense.taxes.iter_mut().find(|tax| tax.authority == authority).ok_or(Rejection::TaxNotFound)?;
    let TaxPatch { amount, reclaim, code, reclaim_code, custom } = patch.map_err(Rejection::Invalid)?;
    tax.amount = amount.or(tax.amount);
    tax.reclaim = reclaim.or(tax.reclaim);
    tax.code = code.or(tax.code.take());
    tax.reclaim_code = reclaim_code.or(tax.reclaim_code.take());
    tax.custom = merge_custom(std::mem::take(&mut tax.custom), custom);
    let mut faults = Vec::new();
    check_amount(&mut faults, "taxTransactionAmount", tax.amount, rate);
    check_amount(&mut faults, "reclaimTransactionAmount", tax.reclaim, rate);
    check_code(&mut faults, "taxCode", tax.code.as_deref());
    check_code(&mut faults, "reclaimCode", tax.reclaim_code.as_deref());
    check_custom(&mut faults, "customData", &tax.custom);
    if faults.is_empty() {
        Ok(vec![case.event(Change::ExpenseChanged(Arc::new(expense)))])
    } else {
        Err(Rejection::Invalid(faults))
    }
}

fn check_amount(faults: &mut Vec<Fault>, field: &str, amount: Option<Decimal>, rate: ExchangeRate) {
    if amount.is_some_and(|amount| amount.abs() > LARGEST || rate.convert(amount).is_none()) {
        faults.push(Fault::new(field, format!("is beyond {LARGEST}")));
    }
}

fn check_code(faults: &mut Vec<Fault>, field: &str, code: Option<&str>) {
    if code.is_some_and(|code| code.chars().count() > LONGEST_CODE) {
        faults.push(Fault::new(field, format!("has more than {LONGEST_CODE} characters")));
    }
}
