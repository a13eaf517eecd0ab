//! Expense Report v4, resource by resource.

mod access;
mod languages;
mod listing;
mod switches;
