//! Comments on reports as a whole: list, add, change, delete.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::{listed, operation, save};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::expense_v4::error::{Denials, ErrorMessage, Problem};
use crate::api::expense_v4::wire::remarks::{CommentDetails, CommentSaveResponse, CommentText};
use crate::api::expense_v4::{READ, WRITE, act, actor, actor_in_context, answer, convert, report_key};
use crate::api::json::read;
use crate::api::query;
use crate::core::command::{Actor, Deed, Part};
use crate::core::rejection::Rejection;

const LIST: Operation = operation("v4.listReportComments", READ, Tokens::USER);
const LIST_AS_SYSTEM: Operation = operation("v4.listReportCommentsAsSystem", READ, Tokens::COMPANY);
const ADD: Operation = operation("v4.addReportComment", WRITE, Tokens::USER);
const ADD_AS_SYSTEM: Operation = operation("v4.addReportCommentAsSystem", WRITE, Tokens::COMPANY);
const CHANGE: Operation = operation("v4.changeReportComment", WRITE, Tokens::USER);
const CHANGE_AS_SYSTEM: Operation = operation("v4.changeReportCommentAsSystem", WRITE, Tokens::COMPANY);
const DELETE: Operation = operation("v4.deleteReportComment", WRITE, Tokens::USER);
const DELETE_AS_SYSTEM: Operation = operation("v4.deleteReportCommentAsSystem", WRITE, Tokens::COMPANY);

/// What a caller asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Listing {
    include_all_comments: bool,
}

/// List the comments on a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/comments",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("includeAllComments" = Option<bool>, Query, description = "Those on expenses, too; by default those on the report as a whole"),
    ),
    responses(
        (status = 200, description = "All of them, oldest first", body = Vec<CommentDetails>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager, Part::Proxy])?;
        list_comments(call, &request, &actor)
    })
}

/// Comment on a report
#[utoipa::path(
    post,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/comments",
    operation_id = ADD.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = CommentText,
    responses(
        (status = 201, description = "Added", body = CommentSaveResponse),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn add(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &ADD, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager, Part::Proxy])?;
        let on = None;
        let deed = Deed::AddComment(on, convert::comment_text(read(&body)));
        save(call, &request, &actor, StatusCode::CREATED, on, deed)
    })
}

/// Change one's latest comment on a report
#[utoipa::path(
    put,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/comments",
    operation_id = CHANGE.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = CommentText,
    responses(
        (status = 200, description = "Changed", body = CommentSaveResponse),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or no comment of the caller's", body = ErrorMessage),
    )
)]
pub async fn change(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CHANGE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let on = None;
        let deed = Deed::ChangeComment(on, convert::comment_text(read(&body)));
        save(call, &request, &actor, StatusCode::OK, on, deed)
    })
}

/// Delete one's latest comment on a report
#[utoipa::path(
    delete,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/comments",
    operation_id = DELETE.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or no comment of the caller's", body = ErrorMessage),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        act(call, &request, &actor, Deed::DeleteComment(None))
    })
}

/// List the comments on a report as the company
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/comments",
    operation_id = LIST_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("includeAllComments" = Option<bool>, Query, description = "Those on expenses, too; by default those on the report as a whole"),
    ),
    responses(
        (status = 200, description = "All of them, oldest first", body = Vec<CommentDetails>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST_AS_SYSTEM, |call| list_comments(call, &request, &actor(call)))
}

/// Comment on a report as the company
#[utoipa::path(
    post,
    path = "/expensereports/v4/reports/{reportId}/comments",
    operation_id = ADD_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = CommentText,
    responses(
        (status = 201, description = "Added", body = CommentSaveResponse),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn add_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &ADD_AS_SYSTEM, |call| {
        let on = None;
        let deed = Deed::AddComment(on, convert::comment_text(read(&body)));
        save(call, &request, &actor(call), StatusCode::CREATED, on, deed)
    })
}

/// Change one's latest comment on a report as the company
#[utoipa::path(
    put,
    path = "/expensereports/v4/reports/{reportId}/comments",
    operation_id = CHANGE_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = CommentText,
    responses(
        (status = 200, description = "Changed", body = CommentSaveResponse),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or no comment of the caller's", body = ErrorMessage),
    )
)]
pub async fn change_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CHANGE_AS_SYSTEM, |call| {
        let on = None;
        let deed = Deed::ChangeComment(on, convert::comment_text(read(&body)));
        save(call, &request, &actor(call), StatusCode::OK, on, deed)
    })
}

/// Delete one's latest comment on a report as the company
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}/comments",
    operation_id = DELETE_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or no comment of the caller's", body = ErrorMessage),
    )
)]
pub async fn delete_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE_AS_SYSTEM, |call| act(call, &request, &actor(call), Deed::DeleteComment(None)))
}

fn list_comments(call: &Call, request: &HttpRequest, actor: &Actor) -> Result<HttpResponse, Problem> {
    let view = call.tenant.store.report(actor, &report_key(request))?;
    let Listing { include_all_comments } = query::read(request).map_err(Rejection::Invalid)?;
    let expenses = view.report.all_expenses().filter(|_| include_all_comments);
    let of_expenses = expenses.map(|expense| (Some(expense.id), &expense.comments[..]));
    let lists: Vec<_> = std::iter::once((None, &view.report.comments[..])).chain(of_expenses).collect();
    Ok(listed(call, &lists))
}
