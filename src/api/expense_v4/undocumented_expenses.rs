//! Calls about expenses that no page has, and that some tenants take: create, and on the long URL update and delete.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::expense_requests::{NewExpenseResponse, UpdateReportExpense};
use super::{WRITE, act, actor_in_context, answer, convert, json, path_expense, path_user, place, report_key};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::core::command::{Command, Deed, Part};
use crate::core::event::{Change, Through};
use crate::core::switch::Switch;

const CREATE: Operation = operation("v4.createExpense").behind(Switch::CreateExpense);
const UPDATE: Operation = operation("v4.updateExpenseInContext").behind(Switch::UpdateExpenseInContext);
const DELETE: Operation = operation("v4.deleteExpenseInContext").behind(Switch::DeleteExpenseInContext);

/// Who can be meant by the long URL.
const PARTS: &[Part] = &[Part::Traveler, Part::Proxy];

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: WRITE, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// Create an expense (undocumented)
#[utoipa::path(
    post,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses",
    operation_id = CREATE.id,
    extensions(("x-emulator-switch" = json!("createExpense"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = UpdateReportExpense,
    responses(
        (status = 201, description = "Created", body = NewExpenseResponse),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, or the switch is off", body = ErrorMessage),
    )
)]
pub async fn create(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| {
        let actor = actor_in_context(call, &request, PARTS)?;
        let deed = Deed::AddExpense(convert::new_expense(read(&body)));
        let records = call.tenant.store.execute(&actor, Command::act(report_key(&request), deed), &call.origin)?;
        let place = place(call, &request, path_user(&request), actor.part);
        let added = records.iter().find_map(|record| match &record.event.change {
            Change::ExpenseAdded(expense) => Some(place.expense(record.event.report, expense.id)),
            _ => None,
        });
        Ok(json(StatusCode::CREATED, &NewExpenseResponse { uri: added.unwrap_or_default() }))
    })
}

/// Update an expense of an unsubmitted report (undocumented)
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}",
    operation_id = UPDATE.id,
    extensions(("x-emulator-switch" = json!("updateExpenseInContext"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = UpdateReportExpense,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense, or the switch is off", body = ErrorMessage),
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let actor = actor_in_context(call, &request, PARTS)?;
        let patch = convert::expense_patch(read(&body));
        act(call, &request, &actor, Deed::UpdateExpense(path_expense(&request), patch))
    })
}

/// Delete an expense of an unsubmitted report (undocumented)
#[utoipa::path(
    delete,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}",
    operation_id = DELETE.id,
    extensions(("x-emulator-switch" = json!("deleteExpenseInContext"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense, or the switch is off", body = ErrorMessage),
        (status = 409, description = "The report was submitted", body = ErrorMessage),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let actor = actor_in_context(call, &request, PARTS)?;
        act(call, &request, &actor, Deed::DeleteExpense(path_expense(&request)))
    })
}
