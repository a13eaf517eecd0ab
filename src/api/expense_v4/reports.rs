//! Reports: create, get, change, delete.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::report::{NewReportResponse, ReportDetails};
use super::wire::requests::{NewReport, UpdateReport, UpdateSubmittedReport};
use super::{READ, WRITE, act, actor, actor_in_context, answer, convert, is_users, json, path_user, place, report_key};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::core::Command;
use crate::core::command::{Deed, Part};
use crate::core::event::Through;
use crate::core::switch::Switch;

const CREATE: Operation = operation("v4.createReport", WRITE, Tokens::USER_OR_COMPANY);
const GET: Operation = operation("v4.getReport", READ, Tokens::USER_OR_COMPANY);
const UPDATE: Operation = operation("v4.updateReport", WRITE, Tokens::USER_OR_COMPANY);
const AMEND: Operation = operation("v4.updateSubmittedReport", WRITE, Tokens::COMPANY);
const DELETE: Operation = operation("v4.deleteReport", WRITE, Tokens::USER_OR_COMPANY);
const DELETE_IN_CONTEXT: Operation =
    operation("v4.deleteReportInContext", WRITE, Tokens::USER_OR_COMPANY).behind(Switch::DeleteReportInContext);

const fn operation(id: &'static str, scopes: &'static [&'static str], tokens: Tokens) -> Operation {
    Operation { id, scopes, tokens, through: Through::V4, switch: None }
}

/// Create a report
#[utoipa::path(
    post,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports",
    operation_id = CREATE.id,
    params(("userId" = String, Path, description = "The owner's UUID"), ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`")),
    request_body = NewReport,
    responses(
        (status = 201, description = "Created", body = NewReportResponse),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
    )
)]
pub async fn create(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let owner = path_user(&request);
        let body = convert::new_report(read(&body));
        let records = call.tenant.store.execute(&actor, Command::Create { owner, body }, &call.origin)?;
        let place = place(call, &request, owner, actor.part);
        let uri = records.first().map(|record| place.report(record.event.report)).unwrap_or_default();
        Ok(json(StatusCode::CREATED, &NewReportResponse { uri }))
    })
}

/// Get a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}",
    operation_id = GET.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER`, `PROCESSOR` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "The report's header", body = ReportDetails),
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
        let place = place(call, &request, path_user(&request), actor.part);
        let may_recall = is_users(&actor) && matches!(actor.part, Part::Traveler | Part::Proxy);
        Ok(json(StatusCode::OK, &convert::report_details(&view, &place, may_recall)))
    })
}

/// Update an unsubmitted report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}",
    operation_id = UPDATE.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = UpdateReport,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        act(call, &request, &actor, Deed::UpdateHeader(convert::header_patch(read(&body))))
    })
}

/// Update a submitted report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/reports/{reportId}",
    operation_id = AMEND.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    request_body = UpdateSubmittedReport,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Bad request, or a report that is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn amend(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &AMEND, |call| {
        let patch = convert::header_patch_of_submitted(read(&body));
        act(call, &request, &actor(call), Deed::AmendHeader(patch))
    })
}

/// Delete an unsubmitted report
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}",
    operation_id = DELETE.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    responses(
        (status = 204, description = "Deleted"),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
        (status = 409, description = "The report was submitted", body = ErrorMessage),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| act(call, &request, &actor(call), Deed::Delete))
}

/// Delete an unsubmitted report, by the path that names its owner
#[utoipa::path(
    delete,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}",
    operation_id = DELETE_IN_CONTEXT.id,
    extensions(("x-emulator-switch" = json!("deleteReportInContext"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or the switch is off", body = ErrorMessage),
        (status = 409, description = "The report was submitted", body = ErrorMessage),
    )
)]
pub async fn delete_in_context(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE_IN_CONTEXT, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        act(call, &request, &actor, Deed::Delete)
    })
}
