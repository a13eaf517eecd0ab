//! `POST …/integrationstatus/report/{reportId}`: the report is booked in a financial system, and so paid.

use actix_web::{HttpRequest, HttpResponse};

use super::error;
use super::wire::{ActionStatus, ErrorBody};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::negotiate::Format;
use crate::api::{json, path, xml};
use crate::core::command::{Actor, Command, Deed, ReportKey};
use crate::core::event::Through;
use crate::core::rejection::{self, Fault, Rejection};
use crate::tenant::access::Principal;

const POST: Operation = Operation {
    id: "v2.postIntegrationStatus",
    scopes: &["EXPRPT"],
    tokens: Tokens::USER_OR_COMPANY,
    through: Through::V2,
    switch: None,
};

/// Say that a report is booked
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v2.0/integrationstatus/report/{reportId}",
    operation_id = POST.id,
    params(("reportId" = String, Path, description = "The report's ID, or a protected one, encoded or raw")),
    responses(
        (status = 200, description = "Done, or refused with `FAILURE`", content(
            (ActionStatus = "application/json"),
            (ActionStatus = "application/xml"),
        )),
        (status = 400, description = "No such report", content((ErrorBody = "application/json"), (ErrorBody = "application/xml"))),
        (status = 401, description = "No token", content((ErrorBody = "application/json"), (ErrorBody = "application/xml"))),
        (status = 403, description = "No valid token, or not an administrator's", content(
            (ErrorBody = "application/json"),
            (ErrorBody = "application/xml"),
        )),
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    let call = match Call::open(&request, &POST) {
        Ok(call) => call,
        Err(denied) => return error::denied(&request, &denied),
    };
    let actor = match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        Principal::Company | Principal::Application => Actor::COMPANY,
    };
    let report = ReportKey::from(path::part(&request, "reportId").as_str());
    let outcome = well_formed(&request, &body)
        .map_err(Rejection::Invalid)
        .and_then(|()| call.tenant.store.execute(&actor, Command::act(report, Deed::MarkIntegrated), &call.origin));
    match outcome {
        Ok(_) => error::action(&request, &ActionStatus::success()),
        Err(rejection) => error::refused(&request, &rejection),
    }
}

/// The action takes no body; one that is sent nevertheless at least has to be what it says it is.
fn well_formed(request: &HttpRequest, body: &Body) -> rejection::Body<()> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("", fault.to_string())])?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match Format::of_request(request) {
        Some(Format::Json) => json::parse::<serde::de::IgnoredAny>(bytes).map(|_| ()),
        Some(Format::Xml) => xml::check(bytes),
        None => Err(vec![Fault::new("Content-Type", "has to be application/json or application/xml")]),
    }
}
