//! Expense v3: adding an entry to a report, the documented way to make an expense.
//!
//! Page: `expense-entry`; the error body is that of `http-status-codes`.

mod convert;
mod entries;
pub mod error;
mod wire;

use super::routing::routes;

routes! {
    #[schemas(wire::ErrorBody)]
    entries::post,
}
