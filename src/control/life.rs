//! The tenant as a whole: back to its beginning, or to rest.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use super::ControlError;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::App;

/// Brings back the scenario that the tenant started with.
#[utoipa::path(
    post,
    path = "/_emulator/reset",
    operation_id = "reset",
    responses(
        (status = 204, description = "World, tokens, clock, ids, subscriptions and journal are as they were at the start."),
        (status = 409, description = "The subscriptions of the scenario break a rule; nothing has changed.", body = ErrorBody),
    )
)]
pub(super) async fn reset(app: web::Data<App>, tenant: Selected) -> Result<HttpResponse, ControlError> {
    app.reset(&tenant).map_err(|refused| ControlError::new(StatusCode::CONFLICT, refused.to_string()))?;
    Ok(HttpResponse::NoContent().finish())
}

/// Waits until nothing is due any more.
#[utoipa::path(
    post,
    path = "/_emulator/drain",
    operation_id = "drain",
    responses((status = 204, description = "No timer and no delivery is due."))
)]
pub(super) async fn drain(tenant: Selected) -> HttpResponse {
    tenant.drain().await;
    HttpResponse::NoContent().finish()
}
