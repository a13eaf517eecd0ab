//! Faults: what goes wrong with requests on purpose.

use actix_web::{HttpRequest, HttpResponse, web};

use super::error::ErrorBody;
use super::read::{NoBody, read};
use super::selected::Selected;
use crate::api::path::part;
use crate::control::faults::unknown;
use crate::control::{ControlError, FaultSheet, List};
use crate::fixtures::FaultDoc;

/// The faults of the tenant, in the order in which they are tried.
#[utoipa::path(
    get,
    path = "/_emulator/faults",
    operation_id = "listFaults",
    responses((status = 200, description = "The faults, with those that are used up.", body = List<FaultSheet>))
)]
pub(super) async fn list(control: Selected) -> web::Json<List<FaultSheet>> {
    web::Json(List { items: control.faults(), next: None })
}

/// Makes something go wrong with requests to the emulated APIs, behind the faults that are there already.
#[utoipa::path(
    post,
    path = "/_emulator/faults",
    operation_id = "addFault",
    request_body = FaultDoc,
    responses(
        (status = 201, description = "The fault as it stands.", body = FaultSheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 409, description = "There are as many faults as there can be.", body = ErrorBody),
    )
)]
pub(super) async fn add(control: Selected, body: web::Bytes) -> Result<HttpResponse, ControlError> {
    let fault: FaultDoc = read(&body)?;
    Ok(HttpResponse::Created().json(control.add_fault(fault)?))
}

/// Takes all faults away, those of the scenario, too. A reset brings these back.
#[utoipa::path(
    delete,
    path = "/_emulator/faults",
    operation_id = "deleteFaults",
    responses((status = 204, description = "There is none any more."))
)]
pub(super) async fn clear(control: Selected, _: NoBody) -> HttpResponse {
    control.clear_faults();
    HttpResponse::NoContent().finish()
}

/// Takes a fault away.
#[utoipa::path(
    delete,
    path = "/_emulator/faults/{id}",
    operation_id = "deleteFault",
    params(("id" = u32, Path, description = "The fault's number.")),
    responses(
        (status = 204, description = "It is there no longer."),
        (status = 404, description = "There is no such fault.", body = ErrorBody),
    )
)]
pub(super) async fn remove(request: HttpRequest, control: Selected, _: NoBody) -> Result<HttpResponse, ControlError> {
    let id = part(&request, "id");
    control.remove_fault(id.parse().map_err(|_| unknown(&id))?)?;
    Ok(HttpResponse::NoContent().finish())
}
