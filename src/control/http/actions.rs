//! Doing with a report what only Concur's own pages can do at Concur.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::read::read;
use super::selected::Selected;
use crate::api::exchange::Exchange;
use crate::api::explain;
use crate::api::path::part;
use crate::control::{Action, ControlError, ReportSheet};

/// Does with a report what only Concur's own pages can do at Concur, as any user.
#[utoipa::path(
    post,
    path = "/_emulator/reports/{id}/actions",
    operation_id = "actOnReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    request_body = Action,
    responses(
        (status = 200, description = "The report as it is now.", body = ReportSheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 403, description = "This user may not do this.", body = ErrorBody),
        (status = 404, description = "There is no such report.", body = ErrorBody),
        (status = 409, description = "This cannot be done with the report where it is.", body = ErrorBody),
    )
)]
pub(super) async fn act(
    request: HttpRequest,
    control: Selected,
    body: web::Bytes,
) -> Result<web::Json<ReportSheet>, ControlError> {
    let action: Action = read(&body)?;
    let done = control.act(&part(&request, "id"), &action);
    done.map(web::Json).inspect_err(|refused| {
        Exchange::of(&request).belongs_to(control.realm());
        refused.rejection().into_iter().for_each(|rejection| explain::note(&request, rejection));
    })
}
