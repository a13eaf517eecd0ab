//! Expense Report v2.0: lists of reports, a report in full, integration status.
//!
//! Pages: `v2.reports`, `expense-report-get`, `integration-status`; the error body is that of `http-status-codes`.

mod convert;
pub mod error;
mod integration_status;
mod names;
mod paging;
mod report;
mod reports;
mod terms;
mod wire;

use super::routing::routes;

routes! {
    #[schemas(wire::ErrorBody)]
    integration_status::post,
    reports::list,
    report::get,
}
