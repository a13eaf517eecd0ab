//! Expenses: what was spent, how it was paid, and what of it was approved.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Timestamp;
use super::allocation::Allocation;
use super::attendee::Attendance;
use super::command::Patch;
use super::comment::Comment;
use super::company::Company;
use super::exception::Exception;
use super::ids::{EntryId, ExpenseId};
use super::money::{ExchangeRate, Money};
use super::particulars::{Mileage, Particulars, RateLocation, ReceiptKind, Travel, TravelAllowance};
use super::tax::Tax;

/// One expense of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Expense {
    /// Its name in v4.
    pub id: ExpenseId,
    /// Its name in v3.
    pub entry_id: EntryId,
    /// What was spent, and how.
    pub details: Details,
    /// The amount in the report's currency.
    pub posted: Decimal,
    /// What an approver allows of it, in the report's currency: between zero and the posted amount. None where he left it alone;
    /// always none of an itemized one. What is approved in the end: [`Expense::approved`].
    pub adjusted: Option<Decimal>,
    /// Whether an approver rejected it; it leaves the report on the next approval.
    pub is_rejected: bool,
    /// Whether an image of the receipt is attached.
    pub has_receipt_image: bool,
    /// Whether the receipt came in on paper.
    pub has_paper_receipt: bool,
    /// The parts that it is itemized into, none of which is itemized itself; empty where it is not itemized. They share its
    /// payment type, currency and rate, and are rejected with it.
    pub itemizations: Vec<Arc<Expense>>,
    /// Shares charged to cost objects; empty where nothing is allocated.
    pub allocations: Vec<Allocation>,
    /// What was said of it, oldest first.
    pub comments: Vec<Comment>,
    /// Remarks of audit rules. One more is found by itself: see [`Expense::itemizations_differ`].
    pub exceptions: Vec<Exception>,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// Who took part.
    pub attendance: Attendance,
    /// Taxes, one for each authority; of an itemized expense, those of its itemizations count.
    pub taxes: Vec<Tax>,
}

/// What the employee says of an expense.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Code of the expense type.
    pub expense_type: String,
    /// Id of the payment type.
    pub payment_type: String,
    /// When it was spent.
    pub transaction_date: NaiveDate,
    /// The amount as it was paid.
    pub transaction: Money,
    /// How the amount as it was paid becomes one in the report's currency.
    pub exchange_rate: ExchangeRate,
    /// What for.
    pub business_purpose: Option<String>,
    /// Whom it was paid to.
    pub vendor: Option<Vendor>,
    /// Where.
    pub location: Option<Location>,
    /// Whether the company owes nothing for it. Of an itemized one its itemizations say.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Values of the form's custom fields.
    pub custom: Vec<CustomField>,
    /// What only some expenses have.
    pub particulars: Arc<Particulars>,
}

/// Someone who was paid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vendor {
    /// Unique, where the catalogue knows him.
    pub id: Option<String>,
    /// His name in the catalogue.
    pub name: Option<String>,
    /// What the employee calls him.
    pub description: Option<String>,
}

impl From<String> for Vendor {
    fn from(description: String) -> Self {
        Self { description: Some(description), ..Self::default() }
    }
}

/// Where money was spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Unique, where the catalogue knows it.
    pub id: Option<String>,
    /// As shown.
    pub name: String,
    /// The city alone.
    pub city: Option<String>,
    /// ISO 3166-1.
    pub country_code: Option<String>,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<String>,
}

/// A value of a custom field, such as `custom15` or `orgUnit1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// The field.
    pub id: String,
    /// Its value; none where it was cleared.
    pub value: Option<String>,
}

/// Changes to an expense that is with its owner. What null does to each field is in `docs/merge-patch.md`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExpensePatch {
    /// Code of the expense type.
    pub expense_type: Patch<String>,
    /// Id of the payment type.
    pub payment_type: Patch<String>,
    /// When it was spent.
    pub transaction_date: Patch<NaiveDate>,
    /// The amount as it was paid.
    pub transaction: Patch<Money>,
    /// How that becomes an amount in the report's currency.
    pub exchange_rate: Patch<ExchangeRate>,
    /// What an approver allows of it.
    pub adjusted: Patch<Money>,
    /// What for.
    pub business_purpose: Patch<String>,
    /// Whom it was paid to.
    pub vendor: Patch<Vendor>,
    /// Where.
    pub location: Patch<Location>,
    /// What the employee remarks.
    pub comment: Patch<Arc<str>>,
    /// Whether the company owes nothing for it.
    pub is_personal: Patch<bool>,
    /// Whether it is billed to a customer.
    pub is_billable: Patch<bool>,
    /// Values of custom fields, each set or cleared by itself.
    pub custom: Patch<Vec<CustomField>>,
    /// Whether an approver rejected it.
    pub is_rejected: Patch<bool>,
    /// Whether the receipt came in on paper.
    pub has_paper_receipt: Patch<bool>,
    /// The kind of receipt.
    pub receipt_kind: Patch<ReceiptKind>,
    /// The identifier of the receipt's image.
    pub receipt_image: Patch<String>,
    /// Whether the employee declared the receipt missing.
    pub is_receipt_declared_missing: Patch<bool>,
    /// Where the money was spent as seen from the employee's home.
    pub rate_location: Patch<RateLocation>,
    /// The merchant's tax number.
    pub merchant_tax: Patch<String>,
    /// The supplier's number of the invoice.
    pub invoice: Patch<String>,
    /// The government's number of the invoice.
    pub government_invoice: Patch<String>,
    /// The journey that it paid for.
    pub travel: Patch<Travel>,
    /// The journey by car that it is the allowance for.
    pub mileage: Patch<Mileage>,
    /// Its part in a travel allowance.
    pub travel_allowance: Patch<TravelAllowance>,
    /// An item of the list of fuels.
    pub fuel: Patch<CustomField>,
    /// A route of Japan's railways.
    pub jpt_route: Patch<String>,
    /// The day that budgets count it at.
    pub budget_accrual_date: Patch<NaiveDate>,
    /// The expense of a request that it was expected by.
    pub request_expense: Patch<String>,
    /// Whether the employee keeps it out of his cash advance.
    pub is_excluded_from_cash_advance: Patch<bool>,
}

/// Changes to an expense, whether or not its report was submitted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpenseAmendment {
    /// What for.
    pub business_purpose: Patch<String>,
    /// Values of custom fields, each set or cleared by itself.
    pub custom: Patch<Vec<CustomField>>,
    /// Whether an approver or processor rejects it.
    pub is_rejected: Patch<bool>,
    /// Whether the receipt came in on paper.
    pub has_paper_receipt: Patch<bool>,
}

impl Expense {
    /// Itself, then its itemizations.
    pub fn with_itemizations(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.itemizations.iter().map(|itemization| &**itemization))
    }

    /// Whether an image of its receipt is wanted and missing.
    pub fn lacks_receipt_image(&self, company: &Company) -> bool {
        !self.has_receipt_image && company.wants_image(&self.details.expense_type)
    }
}
