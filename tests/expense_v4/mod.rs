//! Expense Report v4, operation by operation: what the pages promise, and every way in which it is refused.

mod expense_changes;
mod expenses;
mod forms;
mod merge_patch;
mod access;
mod languages;
mod listing;
mod switches;
mod totals;
mod undocumented;
