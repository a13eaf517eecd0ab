//! Expense Report v4, resource by resource.

mod languages;
mod listing;
mod switches;
