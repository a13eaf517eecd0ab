//! Allocations: which share of an expense is charged to which cost object.
//!
//! Facts: the Allocations v4 page. Amounts are never stored; they are shares of the expense's.

use rust_decimal::Decimal;

use super::command::Patch;
use super::exception::Exception;
use super::expense::{CustomField, Expense};
use super::ids::{AllocationId, ExpenseId};
use super::money::split;

/// A share of an expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// Unique.
    pub id: AllocationId,
    /// The code of the cost object it is charged to.
    pub cost_object: String,
    /// The share, in percent; those of one expense add up to 100.
    pub percentage: Decimal,
    /// The code of the ledger's account that it is booked to.
    pub account_code: Option<String>,
    /// The code of the account for what is beyond a limit.
    pub over_limit_account_code: Option<String>,
    /// Values of the allocation form's custom fields, without the one that holds the cost object.
    pub custom: Vec<CustomField>,
    /// Whether Concur made it; then nobody changes it.
    pub is_system: bool,
    /// Whether someone set the percentage by hand.
    pub is_percent_edited: bool,
    /// Remarks of audit rules.
    pub exceptions: Vec<Exception>,
}

/// What an allocation comes to, in the report's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Portion {
    /// Of the expense's posted amount.
    pub posted: Decimal,
    /// Of its claimed amount.
    pub claimed: Decimal,
    /// Of its approved amount.
    pub approved: Decimal,
}

/// How much of an expense is allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Nothing.
    Nothing,
    /// Some of it.
    Part,
    /// All of it.
    Whole,
}

impl Extent {
    /// Its code: `N`, `P` or `F`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "N",
            Self::Part => "P",
            Self::Whole => "F",
        }
    }

    /// How much of an expense is; of an itemized one its itemizations say.
    pub fn of(expense: &Expense) -> Self {
        let share = |part: &Expense| part.allocations.iter().map(|allocation| allocation.percentage).sum::<Decimal>();
        let shares = || expense.leaves().map(|leaf| share(leaf.expense));
        if shares().all(|share| share.is_zero()) {
            Self::Nothing
        } else if shares().all(|share| share >= Decimal::ONE_HUNDRED) {
            Self::Whole
        } else {
            Self::Part
        }
    }
}

/// Changes to an allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllocationPatch {
    /// The expenses that are meant: the one that it is a share of.
    pub expenses: Vec<ExpenseId>,
    /// Values of custom fields, the one with the cost object among them; each set or cleared by itself.
    pub custom: Patch<Vec<CustomField>>,
}

/// The allocations of an expense, each with what it comes to. Together they come to the expense's amounts exactly.
pub fn portions(expense: &Expense) -> impl Iterator<Item = (&Allocation, Portion)> {
    let shares = |amount| split(amount, expense.allocations.iter().map(|a| a.percentage), Decimal::ONE_HUNDRED);
    let amounts = shares(expense.posted).into_iter().zip(shares(expense.claimed())).zip(shares(expense.approved()));
    let portion = |((posted, claimed), approved)| Portion { posted, claimed, approved };
    expense.allocations.iter().zip(amounts.map(portion))
}
