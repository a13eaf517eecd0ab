//! Reports: where each one is, how it came there, what can be done with it now and by whom.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::control::{ControlError, List, ReportFilter, ReportSheet};

/// The reports of the tenant, by ID.
#[utoipa::path(
    get,
    path = "/_emulator/reports",
    operation_id = "listReports",
    params(ReportFilter),
    responses(
        (status = 200, description = "The reports.", body = List<ReportSheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(control: Selected<ReportFilter>) -> Result<web::Json<List<ReportSheet>>, ControlError> {
    control.reports(&control.query).map(web::Json)
}

/// One report.
#[utoipa::path(
    get,
    path = "/_emulator/reports/{id}",
    operation_id = "getReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    responses(
        (status = 200, description = "The report.", body = ReportSheet),
        (status = 404, description = "There is no such report.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, control: Selected) -> Result<web::Json<ReportSheet>, ControlError> {
    control.report(&part(&request, "id")).map(web::Json)
}
