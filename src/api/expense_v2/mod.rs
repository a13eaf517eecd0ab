//! Expense Report v2.0: integration status.
//!
//! Page: `integration-status`; the error body is that of `http-status-codes`.

pub mod error;
mod integration_status;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// All operations of the family.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(integration_status::post);
}
