//! Attendees of an expense: get, put in place, remove.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage, Problem};
use super::wire::attendees::{ExpenseAttendeeResponse, ExpenseAttendees, ExpenseAttendeesWithAmounts};
use super::{
    READ, WRITE, act, actor, actor_in_context, answer, convert, json, path_expense, path_user, place, report_key,
};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::json::read;
use crate::core::command::{Actor, Deed, Part};
use crate::core::event::Through;
use crate::core::{Command, Rejection};

const GET: Operation = operation("v4.getAttendees", READ, Tokens::USER_OR_COMPANY);
const GET_AS_SYSTEM: Operation = operation("v4.getAttendeesAsSystem", READ, Tokens::COMPANY);
const SET: Operation = operation("v4.setAttendees", WRITE, Tokens::USER);
const REMOVE: Operation = operation("v4.removeAttendees", WRITE, Tokens::USER);

const OWNERS: &[Part] = &[Part::Traveler, Part::Proxy];

const fn operation(id: &'static str, scopes: &'static [&'static str], tokens: Tokens) -> Operation {
    Operation { id, scopes, tokens, through: Through::V4, switch: None }
}

/// Get the attendees of an expense
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/attendees",
    operation_id = GET.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = ExpenseAttendeesWithAmounts),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| show(call, &request, &actor_in_context(call, &request, OWNERS)?))
}

/// Get the attendees of an expense, as the company
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/attendees",
    operation_id = GET_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = ExpenseAttendeesWithAmounts),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn get_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET_AS_SYSTEM, |call| show(call, &request, &actor(call)))
}

fn show(call: &Call, request: &HttpRequest, actor: &Actor) -> Result<HttpResponse, Problem> {
    let view = call.tenant.store.report(actor, &report_key(request))?;
    let expense = view.report.expense(path_expense(request)).ok_or(Rejection::ExpenseNotFound)?;
    Ok(json(StatusCode::OK, &convert::attendees(expense, view.report.currency)))
}

/// Associate attendees with an expense, in place of those who were before
#[utoipa::path(
    post,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/attendees",
    operation_id = SET.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = ExpenseAttendees,
    responses(
        (status = 201, description = "Associated", body = ExpenseAttendeeResponse),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn set(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &SET, |call| {
        let actor = actor_in_context(call, &request, OWNERS)?;
        let expense = path_expense(&request);
        let attendance = convert::new_attendance(read(&body));
        let command = Command::act(report_key(&request), Deed::SetAttendees(expense, attendance));
        let records = call.tenant.store.execute(&actor, command, &call.origin)?;
        let place = place(call, &request, path_user(&request), actor.part);
        let report = records.first().map(|record| place.report(record.event.report)).unwrap_or_default();
        let uri = format!("{report}/expenses/{expense}/attendees");
        Ok(json(StatusCode::CREATED, &ExpenseAttendeeResponse { uri }))
    })
}

/// Remove all attendees of an expense
#[utoipa::path(
    delete,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/attendees",
    operation_id = REMOVE.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Removed"),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn remove(request: HttpRequest) -> HttpResponse {
    answer(&request, &REMOVE, |call| {
        let actor = actor_in_context(call, &request, OWNERS)?;
        act(call, &request, &actor, Deed::RemoveAttendees(path_expense(&request)))
    })
}
