//! Travel requests that a report is associated with (Request Associations v4).

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::associations::RequestAssociations;
use super::{READ, actor_in_context, answer, convert, json, report_key};
use crate::api::call::{Operation, Tokens};
use crate::core::command::Part;
use crate::core::event::Through;

const GET: Operation = Operation {
    id: "v4.getRequestAssociations",
    scopes: READ,
    tokens: Tokens::USER_OR_COMPANY,
    through: Through::V4,
    switch: None,
};

/// Get the travel requests of a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/requestassociations",
    operation_id = GET.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER`, `PROCESSOR` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = RequestAssociations),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let parts = &[Part::Traveler, Part::Manager, Part::Processor, Part::Proxy];
        let actor = actor_in_context(call, &request, parts)?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        Ok(json(StatusCode::OK, &convert::request_associations(&view.report)))
    })
}
