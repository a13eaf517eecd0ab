//! Brings a report to where it should be, by the shortest legal way, with every event that lies on it.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::read::read;
use super::selected::Selected;
use crate::api::path::part;
use crate::control::{ControlError, Destination, ReportSheet};

/// Brings a report to a status by the shortest legal way. Each step on it is a command of whoever may give it, and raises its
/// events. A way that only time leads, to `A_TEXP` for one, moves the clock on.
#[utoipa::path(
    post,
    path = "/_emulator/reports/{id}/advance-to",
    operation_id = "advanceReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    request_body = Destination,
    responses(
        (status = 200, description = "The report, which is there now.", body = ReportSheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 404, description = "There is no such report.", body = ErrorBody),
        (status = 409, description = "No legal command leads there; the message says where one does.", body = ErrorBody),
    )
)]
pub(super) async fn advance(
    request: HttpRequest,
    control: Selected,
    body: web::Bytes,
) -> Result<web::Json<ReportSheet>, ControlError> {
    let destination: Destination = read(&body)?;
    control.advance_report(&part(&request, "id"), destination).await.map(web::Json)
}
