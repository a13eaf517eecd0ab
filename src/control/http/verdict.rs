//! The verdict on a receiver: what it did that will hurt in production.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::control::{ControlError, Verdict};

/// The verdict on the receiver of a subscription, as far as its answers and its calls back show.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions/{id}/verdict",
    operation_id = "getVerdict",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The verdict.", body = Verdict),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, control: Selected) -> Result<web::Json<Verdict>, ControlError> {
    control.verdict(&part(&request, "id")).map(web::Json)
}
