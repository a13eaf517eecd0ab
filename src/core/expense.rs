//! Expenses: what was spent, how it was paid, and what of it was approved.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Timestamp;
use super::allocation::Allocation;
use super::company::Company;
use super::exception::Exception;
use super::ids::{EntryId, ExpenseId};
use super::money::Money;

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
    /// What of it is approved, in the report's currency.
    pub approved: Decimal,
    /// Whether an approver rejected it; it leaves the report on the next approval.
    pub is_rejected: bool,
    /// Whether an image of the receipt is attached.
    pub has_receipt_image: bool,
    /// Shares charged to cost objects; empty where nothing is allocated.
    pub allocations: Vec<Allocation>,
    /// Remarks of audit rules.
    pub exceptions: Vec<Exception>,
    /// When it last changed.
    pub modified_at: Timestamp,
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
    /// How much of the report's currency one unit of the transaction's is worth.
    pub exchange_rate: Decimal,
    /// What for.
    pub business_purpose: Option<String>,
    /// Whom it was paid to.
    pub vendor: Option<String>,
    /// Where.
    pub location: Option<Location>,
    /// What the employee remarks.
    pub comment: Option<Arc<str>>,
    /// Whether the company owes nothing for it.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Values of the form's custom fields.
    pub custom: Vec<CustomField>,
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

impl Expense {
    /// Whether an exception on it stops a submit.
    pub fn blocks_submit(&self) -> bool {
        self.exceptions.iter().any(|e| e.blocks_submit)
    }

    /// Whether an image of its receipt is wanted and missing.
    pub fn lacks_receipt_image(&self, company: &Company) -> bool {
        !self.has_receipt_image && company.wants_image(&self.details.expense_type)
    }

    /// The part of the posted amount that is claimed: none of a personal expense.
    pub fn claimed(&self) -> Decimal {
        if self.details.is_personal { Decimal::ZERO } else { self.posted }
    }
}
