//! The tenant's subscriptions as the emulator sees them: how each stands, and what can be done to its deliveries.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::read::NoBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::control::{ControlError, List, SubscriptionSheet};

/// All subscriptions, by id.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions",
    operation_id = "listSubscriptions",
    responses((status = 200, description = "The subscriptions of all applications.", body = List<SubscriptionSheet>))
)]
pub(super) async fn list(control: Selected) -> web::Json<List<SubscriptionSheet>> {
    web::Json(List { items: control.subscriptions(), next: None })
}

/// One subscription.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions/{id}",
    operation_id = "getSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, control: Selected) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    control.subscription(&part(&request, "id")).map(web::Json)
}

/// Makes a subscription stand still. Its events queue; nothing is posted to it, and nothing grows too old.
#[utoipa::path(
    post,
    path = "/_emulator/subscriptions/{id}/pause",
    operation_id = "pauseSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription as it is now.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn pause(
    request: HttpRequest,
    control: Selected,
    _: NoBody,
) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    control.pause(&part(&request, "id")).map(web::Json)
}

/// Makes a subscription go on. What waits goes out, in order, and has its 72 hours from now on.
#[utoipa::path(
    post,
    path = "/_emulator/subscriptions/{id}/resume",
    operation_id = "resumeSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription as it is now.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn resume(
    request: HttpRequest,
    control: Selected,
    _: NoBody,
) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    control.resume(&part(&request, "id")).map(web::Json)
}
