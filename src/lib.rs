//! A local server that stands in for the SAP Concur Expense APIs.

pub mod api;
pub mod core;
pub mod fixtures;
pub mod tenant;
