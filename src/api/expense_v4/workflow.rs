//! The workflow: submit, approve, send back, recall (Workflows v4).

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::requests::{ReportApproveRequest, ReportRecallRequest, ReportSendBackRequest};
use super::{WORKFLOW, WRITE, act, actor, actor_for_user, actor_in_context, answer, convert};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::core::command::{Deed, Part};
use crate::core::event::Through;
use crate::core::switch::Switch;

const SUBMIT: Operation = operation("v4.submitReport", WRITE, Tokens::USER_OR_COMPANY);
const SUBMIT_IN_CONTEXT: Operation =
    operation("v4.submitReportInContext", WRITE, Tokens::USER_OR_COMPANY).behind(Switch::SubmitInContext);
const APPROVE: Operation = operation("v4.approveReport", WORKFLOW, Tokens::USER);
const APPROVE_AS_SYSTEM: Operation = operation("v4.approveReportAsSystem", WORKFLOW, Tokens::COMPANY);
const SEND_BACK: Operation = operation("v4.sendBackReport", WORKFLOW, Tokens::USER);
const SEND_BACK_AS_SYSTEM: Operation = operation("v4.sendBackReportAsSystem", WORKFLOW, Tokens::COMPANY);
const RECALL: Operation = operation("v4.recallReport", WORKFLOW, Tokens::USER);

const fn operation(id: &'static str, scopes: &'static [&'static str], tokens: Tokens) -> Operation {
    Operation { id, scopes, tokens, through: Through::V4, switch: None }
}

/// Submit a report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/reports/{reportId}/submit",
    operation_id = SUBMIT.id,
    params(("userId" = String, Path, description = "The owner's UUID"), ("reportId" = String, Path, description = "20 hexadecimal digits")),
    responses(
        (status = 204, description = "Submitted"),
        (status = 400, description = "It cannot be submitted as it is", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
        (status = 409, description = "It has been submitted", body = ErrorMessage),
    )
)]
pub async fn submit(request: HttpRequest) -> HttpResponse {
    answer(&request, &SUBMIT, |call| act(call, &request, &actor_for_user(call, &request), Deed::Submit))
}

/// Submit a report, with a context that the page omits
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/submit",
    operation_id = SUBMIT_IN_CONTEXT.id,
    extensions(("x-emulator-switch" = json!("submitInContext"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Submitted"),
        (status = 400, description = "It cannot be submitted as it is", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
        (status = 409, description = "It has been submitted", body = ErrorMessage),
    )
)]
pub async fn submit_in_context(request: HttpRequest) -> HttpResponse {
    answer(&request, &SUBMIT_IN_CONTEXT, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        act(call, &request, &actor, Deed::Submit)
    })
}

/// Approve a report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/approve",
    operation_id = APPROVE.id,
    params(
        ("userId" = String, Path, description = "The approver's UUID, or his delegate's"),
        ("contextType" = String, Path, description = "`MANAGER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = ReportApproveRequest,
    responses(
        (status = 204, description = "Approved"),
        (status = 400, description = "It cannot be approved, or the body is wrong", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn approve(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &APPROVE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Manager])?;
        act(call, &request, &actor, Deed::Approve(convert::approval(read(&body))))
    })
}

/// Approve a report at a system step
#[utoipa::path(
    patch,
    path = "/expensereports/v4/reports/{reportId}/approve",
    operation_id = APPROVE_AS_SYSTEM.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    request_body = ReportApproveRequest,
    responses(
        (status = 204, description = "Approved"),
        (status = 400, description = "It is at no system step, or the body is wrong", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn approve_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &APPROVE_AS_SYSTEM, |call| {
        act(call, &request, &actor(call), Deed::Approve(convert::approval(read(&body))))
    })
}

/// Send a report back
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/sendBack",
    operation_id = SEND_BACK.id,
    params(
        ("userId" = String, Path, description = "The approver's UUID, or his delegate's"),
        ("contextType" = String, Path, description = "`MANAGER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = ReportSendBackRequest,
    responses(
        (status = 204, description = "Sent back"),
        (status = 400, description = "It cannot be sent back, or the comment is missing", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn send_back(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &SEND_BACK, |call| {
        let actor = actor_in_context(call, &request, &[Part::Manager])?;
        act(call, &request, &actor, Deed::SendBack(convert::send_back(read(&body))))
    })
}

/// Send a report back from a system step
#[utoipa::path(
    patch,
    path = "/expensereports/v4/reports/{reportId}/sendBack",
    operation_id = SEND_BACK_AS_SYSTEM.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    request_body = ReportSendBackRequest,
    responses(
        (status = 204, description = "Sent back"),
        (status = 400, description = "It is at no system step, or the comment is missing", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn send_back_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &SEND_BACK_AS_SYSTEM, |call| {
        act(call, &request, &actor(call), Deed::SendBack(convert::send_back(read(&body))))
    })
}

/// Recall a report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/recall",
    operation_id = RECALL.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID, or his delegate's"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body(content = ReportRecallRequest, description = "Nothing that counts"),
    responses(
        (status = 204, description = "Recalled"),
        (status = 400, description = "It cannot be recalled", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn recall(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &RECALL, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let body = read::<ReportRecallRequest>(&body).map(|ReportRecallRequest {}| ());
        act(call, &request, &actor, Deed::Recall(body))
    })
}
