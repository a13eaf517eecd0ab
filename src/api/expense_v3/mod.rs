//! Expense v3: searching reports, creating and changing them, and adding entries to them, the documented way to make an expense.
//!
//! Pages: `v3.reports`, `expense-entry`; the error body is that of `http-status-codes`.

mod caller;
mod convert;
mod entries;
pub mod error;
mod names;
mod paging;
mod parts;
mod report_digests;
mod report_filters;
mod reports;
mod wire;

use super::routing::routes;

routes! {
    #[schemas(wire::ErrorBody)]
    entries::list,
    entries::get,
    entries::post,
    entries::put,
    entries::delete,
    reports::list,
    reports::get,
    reports::post,
    reports::put,
    report_digests::list,
    report_digests::get,
}
