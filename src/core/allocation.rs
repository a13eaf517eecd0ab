//! Allocations: which share of an expense is charged to which cost object.

use rust_decimal::Decimal;

use super::ids::AllocationId;

/// A share of an expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// Unique.
    pub id: AllocationId,
    /// The code of the cost object it is charged to.
    pub cost_object: String,
    /// The share, in percent; those of one expense add up to 100.
    pub percentage: Decimal,
}
