//! Taxes of an expense, between core and the wire.

use super::custom_data;
use super::requests::custom;
use crate::api::expense_v4::nulls::patch;
use crate::api::expense_v4::wire::Amount;
use crate::api::expense_v4::wire::expense::ExpenseTaxSummary;
use crate::api::expense_v4::wire::tax::{ExpenseTax, ExpenseTaxDetails, UpdateExpenseTax};
use crate::core::company::Company;
use crate::core::expense::Expense;
use crate::core::group::NamedId;
use crate::core::language::Language;
use crate::core::money::Currency;
use crate::core::rejection::Body;
use crate::core::tax::{Tax, TaxPatch, TaxTotals};

/// The taxes of an expense, with names in a language.
pub fn expense_taxes<'a>(company: &'a Company, expense: &'a Expense, language: Language) -> ExpenseTaxDetails<'a> {
    let named = |name: &'a str| company.translations.of(name, language);
    let rate = expense.details.exchange_rate;
    let wire = |tax: &'a Tax| {
        let Tax { authority, code, amount, reclaim_code, reclaim, rate_type, reclaim_configuration, custom } = tax;
        let known = company.tax_authorities.get(authority);
        let (rate_id, rate_name) = rate_type.as_ref().map(|NamedId { id, name }| (&**id, named(name))).unzip();
        ExpenseTax {
            custom_data: custom_data(custom),
            reclaim_code: reclaim_code.as_deref(),
            reclaim_transaction_amount: *reclaim,
            tax_authority_id: *authority,
            tax_authority_name: known.map(|authority| named(&authority.name)),
            tax_code: code.as_deref(),
            tax_label: known.map(|authority| named(&authority.label)),
            tax_form_id: known.map(|authority| &*authority.form),
            tax_rate_type_id: rate_id,
            tax_rate_type_name: rate_name,
            tax_reclaim_configuration_id: reclaim_configuration.as_deref(),
            tax_transaction_amount: *amount,
            tax_posted_amount: tax.posted(rate),
            tax_reclaim_posted_amount: tax.posted_reclaim(rate),
        }
    };
    ExpenseTaxDetails { expense_taxes: expense.taxes.iter().map(wire).collect() }
}

/// Changes to a tax.
pub fn tax_patch(body: Body<UpdateExpenseTax>) -> Body<TaxPatch> {
    let UpdateExpenseTax { custom_data, tax_transaction_amount, reclaim_transaction_amount, tax_code, reclaim_code } =
        body?;
    Ok(TaxPatch {
        amount: patch("taxTransactionAmount", tax_transaction_amount),
        reclaim: patch("reclaimTransactionAmount", reclaim_transaction_amount),
        code: patch("taxCode", tax_code),
        reclaim_code: patch("reclaimCode", reclaim_code),
        custom: patch("customData", custom_data.map(|fields| fields.map(custom))),
    })
}

/// Sums of an expense's taxes. Net amounts are without tax, or without what of it is reclaimed; adjusted ones are of what was
/// approved (inferred: see `docs/fidelity.md`).
pub fn tax_summary(expense: &Expense, currency: Currency) -> ExpenseTaxSummary {
    let TaxTotals { posted, approved, tax, adjusted_tax, reclaim, adjusted_reclaim, is_known } = TaxTotals::of(expense);
    let amount = |value| Amount::new(value, currency);
    ExpenseTaxSummary {
        total_tax_posted_amount: amount(tax),
        total_tax_adjusted_amount: amount(adjusted_tax),
        total_reclaim_posted_amount: amount(reclaim),
        total_reclaim_adjusted_amount: amount(adjusted_reclaim),
        net_tax_amount: amount(posted - tax),
        net_adjusted_tax_amount: amount(approved - adjusted_tax),
        net_reclaim_amount: amount(posted - reclaim),
        net_reclaim_adjusted_amount: amount(approved - adjusted_reclaim),
        vat_tax_total: is_known.then(|| amount(tax)),
    }
}
