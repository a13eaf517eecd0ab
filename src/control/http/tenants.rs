//! The tenants: a company of its own for every test that wants one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::error::ErrorBody;
use super::read::{NoBody, read_if_any};
use super::selected::Installation;
use crate::api::path::part;
use crate::control::{ControlError, List, NewTenant, TenantFilter, TenantSheet};

/// Founds a tenant: a company of its own from a scenario, with ids, tokens, clock and journal of its own. Users and reports have the IDs of
/// the scenario.
#[utoipa::path(
    post,
    path = "/_emulator/tenants",
    operation_id = "createTenant",
    request_body(content = NewTenant, description = "None, for one like that which the server started with."),
    responses(
        (status = 201, description = "The tenant.", body = TenantSheet),
        (status = 400, description = "The body is wrong, or there is no such scenario.", body = ErrorBody),
        (status = 409, description = "There are as many tenants as there can be.", body = ErrorBody),
    )
)]
pub(super) async fn create(
    control: Installation,
    body: web::Bytes,
) -> Result<(web::Json<TenantSheet>, StatusCode), ControlError> {
    let founded = control.found(read_if_any(&body)?).await?;
    Ok((web::Json(founded.tenant()), StatusCode::CREATED))
}

/// The tenants, in the order in which they were founded.
#[utoipa::path(
    get,
    path = "/_emulator/tenants",
    operation_id = "listTenants",
    params(TenantFilter),
    responses(
        (status = 200, description = "The tenants.", body = List<TenantSheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(control: Installation<TenantFilter>) -> Result<web::Json<List<TenantSheet>>, ControlError> {
    control.tenants(&control.query).map(web::Json)
}

/// Deletes a tenant. Its tokens are worthless from then on, and its deliveries end.
#[utoipa::path(
    delete,
    path = "/_emulator/tenants/{companyId}",
    operation_id = "deleteTenant",
    params(("companyId" = String, Path, description = "The company's UUID.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such tenant.", body = ErrorBody),
        (status = 409, description = "It is the one that the server started with.", body = ErrorBody),
    )
)]
pub(super) async fn delete(
    request: HttpRequest,
    control: Installation,
    _: NoBody,
) -> Result<HttpResponse, ControlError> {
    let doomed = control.of_company(&part(&request, "companyId"));
    doomed.map_err(|unknown| unknown.at("companyId"))?.delete()?;
    Ok(HttpResponse::NoContent().finish())
}
