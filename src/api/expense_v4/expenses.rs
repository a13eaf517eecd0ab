//! Expenses of a report: list and get.

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::ErrorMessage;
use super::wire::expense::{ExpenseDetail, ExpenseSummary};
use super::{READ, actor_in_context, answer, convert, json, path_user, report_key};
use crate::api::call::{Operation, Tokens};
use crate::api::path;
use crate::core::Rejection;
use crate::core::command::Part;
use crate::core::event::Through;
use crate::core::ids::ExpenseId;

const LIST: Operation =
    Operation { id: "v4.listExpenses", scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4 };
const GET: Operation =
    Operation { id: "v4.getExpense", scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4 };

/// List the expenses of a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ExpenseSummary>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let place = convert::Place { base_url: call.base_url(), user: path_user(&request), part: actor.part };
        let wire = |expense| convert::expense_summary(&view.report, &view.company, expense, &place);
        let expenses: Vec<_> = view.report.expenses.iter().map(|expense| wire(expense)).collect();
        Ok(json(StatusCode::OK, &expenses))
    })
}

/// Get an expense
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}",
    operation_id = GET.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "The expense", body = ExpenseDetail),
        (status = 400, description = "Bad request", body = ErrorMessage),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager, Part::Proxy])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let id = ExpenseId::from_str(&path::part(&request, "expenseId")).map_err(|_| Rejection::ExpenseNotFound)?;
        let expense = view.report.expense(id).ok_or(Rejection::ExpenseNotFound)?;
        let place = convert::Place { base_url: call.base_url(), user: path_user(&request), part: actor.part };
        Ok(json(StatusCode::OK, &convert::expense_detail(&view.report, &view.company, expense, &place)))
    })
}
