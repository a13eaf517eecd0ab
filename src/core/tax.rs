//! Taxes of expenses: one for each authority that taxes where the money was spent (Expense Tax v4 page).

use rust_decimal::Decimal;

use super::amounts::Leaf;
use super::command::Patch;
use super::company::Company;
use super::expense::{CustomField, Expense};
use super::group::NamedId;
use super::ids::TaxAuthorityId;
use super::money::{ExchangeRate, SCALE};

/// The longest tax code or reclaim code, in characters (`maxLength` of the Expenses v4 page).
pub const LONGEST_CODE: usize = 20;

/// Someone who taxes, such as a country's VAT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxAuthority {
    /// Unique.
    pub id: TaxAuthorityId,
    /// Its name.
    pub name: String,
    /// What its tax is called on forms.
    pub label: String,
    /// The form on which its tax is stated.
    pub form: String,
    /// Where it taxes, ISO 3166-1; nowhere by itself where none is named.
    pub country_code: Option<String>,
}

/// What an authority taxes of an expense. Amounts are in the currency of the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tax {
    /// Whose tax it is; unique within the expense.
    pub authority: TaxAuthorityId,
    /// The tax code.
    pub code: Option<String>,
    /// How much of the expense is tax.
    pub amount: Option<Decimal>,
    /// The reclaim code.
    pub reclaim_code: Option<String>,
    /// How much of the tax is reclaimed.
    pub reclaim: Option<Decimal>,
    /// The type of rate that applies.
    pub rate_type: Option<NamedId>,
    /// The configuration by which tax is reclaimed.
    pub reclaim_configuration: Option<String>,
    /// Values of the tax form's custom fields.
    pub custom: Vec<CustomField>,
}

/// Changes to a tax: the fields that stay open to an external system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaxPatch {
    /// How much of the expense is tax.
    pub amount: Patch<Decimal>,
    /// How much of the tax is reclaimed.
    pub reclaim: Patch<Decimal>,
    /// The tax code.
    pub code: Patch<String>,
    /// The reclaim code.
    pub reclaim_code: Patch<String>,
    /// Values of custom fields, each set or cleared by itself.
    pub custom: Patch<Vec<CustomField>>,
}

impl Tax {
    /// A tax of which nothing is known but whose it is.
    pub const fn unknown(authority: TaxAuthorityId) -> Self {
        Self {
            authority,
            code: None,
            amount: None,
            reclaim_code: None,
            reclaim: None,
            rate_type: None,
            reclaim_configuration: None,
            custom: Vec::new(),
        }
    }

    /// The tax in the report's currency; none where it is unknown.
    pub fn posted(&self, exchange_rate: ExchangeRate) -> Option<Decimal> {
        exchange_rate.convert(self.amount?)
    }

    /// What is reclaimed, in the report's currency; none where it is unknown.
    pub fn posted_reclaim(&self, exchange_rate: ExchangeRate) -> Option<Decimal> {
        exchange_rate.convert(self.reclaim?)
    }
}

/// The taxes that an expense has from the beginning: one, with nothing known of it, for each authority of the country (inferred:
/// see `docs/fidelity.md`).
pub fn in_country(company: &Company, country_code: &str) -> Vec<Tax> {
    let taxes_there = |country: &str| country.eq_ignore_ascii_case(country_code);
    let authorities = company.tax_authorities.values();
    let there = authorities.filter(|authority| authority.country_code.as_deref().is_some_and(taxes_there));
    there.map(|authority| Tax::unknown(authority.id)).collect()
}

/// Sums of an expense's taxes, in the report's currency. An itemized expense is taxed by its itemizations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaxTotals {
    /// What was posted.
    pub posted: Decimal,
    /// What was approved.
    pub approved: Decimal,
    /// Taxes.
    pub tax: Decimal,
    /// The part of the taxes that belongs to what was approved.
    pub adjusted_tax: Decimal,
    /// What is reclaimed.
    pub reclaim: Decimal,
    /// The part of it that belongs to what was approved.
    pub adjusted_reclaim: Decimal,
    /// Whether any tax is known.
    pub is_known: bool,
}

impl TaxTotals {
    /// The sums of an expense.
    pub fn of(expense: &Expense) -> Self {
        let mut totals = Self::default();
        for leaf in expense.leaves() {
            let Expense { details, taxes, posted, .. } = leaf.expense;
            let rate = details.exchange_rate;
            let sum =
                |of: fn(&Tax, ExchangeRate) -> Option<Decimal>| taxes.iter().filter_map(|tax| of(tax, rate)).sum();
            let (tax, reclaim): (Decimal, Decimal) = (sum(Tax::posted), sum(Tax::posted_reclaim));
            totals.posted += posted;
            totals.approved += leaf.approved();
            totals.tax += tax;
            totals.adjusted_tax += adjusted(tax, &leaf);
            totals.reclaim += reclaim;
            totals.adjusted_reclaim += adjusted(reclaim, &leaf);
            totals.is_known |= taxes.iter().any(|tax| tax.amount.is_some());
        }
        totals
    }
}

/// The part of an amount that belongs to what of the expense is approved (inferred).
fn adjusted(amount: Decimal, leaf: &Leaf<'_>) -> Decimal {
    let (approved, posted) = (leaf.approved(), leaf.expense.posted);
    if approved == posted {
        return amount;
    }
    let part = amount.checked_mul(approved).and_then(|product| product.checked_div(posted));
    part.map_or(amount, |part| part.round_dp(SCALE))
}
