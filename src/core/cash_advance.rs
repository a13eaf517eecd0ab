//! Cash advances: money that an employee was given beforehand, and that his reports account for.

use std::collections::BTreeMap;

use super::ids::{CashAdvanceId, UserId};
use super::money::Money;

/// How many a report is associated with at most (inferred: everything has a bound).
pub const MOST: usize = 100;

/// A cash advance that reports of its owner can be associated with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashAdvance {
    /// Unique.
    pub id: CashAdvanceId,
    /// Who was given it.
    pub owner: UserId,
    /// Its name.
    pub name: String,
    /// How much was given.
    pub amount: Money,
}

/// Every cash advance of the company.
pub type CashAdvances = BTreeMap<CashAdvanceId, CashAdvance>;
