//! Expense Report v2.0: integration status.
//!
//! Page: `integration-status`; the error body is that of `http-status-codes`.

pub mod error;
mod integration_status;
mod wire;

use super::routing::routes;

routes! {
    integration_status::post,
}
