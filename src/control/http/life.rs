//! The tenant as a whole: back to its beginning, or to rest.

use actix_web::HttpResponse;

use super::error::ErrorBody;
use super::read::NoBody;
use super::selected::Selected;
use crate::control::ControlError;

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
pub(super) async fn reset(control: Selected, _: NoBody) -> Result<HttpResponse, ControlError> {
    control.reset()?;
    Ok(HttpResponse::NoContent().finish())
}

/// Waits until nothing is due any more.
#[utoipa::path(
    post,
    path = "/_emulator/drain",
    operation_id = "drain",
    responses((status = 204, description = "No timer and no delivery is due."))
)]
pub(super) async fn drain(control: Selected, _: NoBody) -> HttpResponse {
    control.drain().await;
    HttpResponse::NoContent().finish()
}
