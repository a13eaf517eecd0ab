//! Expenses: what was spent, how it was paid, and what of it was approved.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Timestamp;
use super::allocation::Allocation;
use super::attendee::Attendance;
use super::comment::Comment;
use super::company::Company;
use super::exception::Exception;
use super::ids::{EntryId, ExpenseId};
use super::money::Money;
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
    /// What of it is approved, in the report's currency; of an itemized one see [`Expense::approved`].
    pub approved: Decimal,
    /// Whether an approver rejected it; it leaves the report on the next approval.
    pub is_rejected: bool,
    /// Whether an image of the receipt is attached.
    pub has_receipt_image: bool,
    /// The parts that it is itemized into, none of which is itemized itself; empty where it is not itemized.
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
    /// How much of the report's currency one unit of the transaction's is worth.
    pub exchange_rate: Decimal,
    /// What for.
    pub business_purpose: Option<String>,
    /// Whom it was paid to.
    pub vendor: Option<String>,
    /// Where.
    pub location: Option<Location>,
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
    /// Whether an image of its receipt is wanted and missing.
    pub fn lacks_receipt_image(&self, company: &Company) -> bool {
        !self.has_receipt_image && company.wants_image(&self.details.expense_type)
    }

    /// What counts of it: its itemizations, or where it has none it itself.
    pub fn leaves(&self) -> impl Iterator<Item = &Self> {
        let itself = self.itemizations.is_empty().then_some(self);
        itself.into_iter().chain(self.itemizations.iter().map(|itemization| &**itemization))
    }

    /// The part of the posted amount that is claimed: nothing that is personal.
    pub fn claimed(&self) -> Decimal {
        self.leaves().filter(|leaf| !leaf.details.is_personal).map(|leaf| leaf.posted).sum()
    }

    /// The part of the claimed amount that is approved.
    pub fn approved(&self) -> Decimal {
        self.leaves().map(|leaf| leaf.approved).sum()
    }
}
