//! Expense Report v4, resource by resource.

mod allocations;
mod attendees;
mod languages;
