//! Expenses of a report, to be changed: update on the short URL, delete.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::expense_requests::UpdateReportExpenseCompact;
use super::{WRITE, act, actor, answer, convert, path_expense};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::core::command::Deed;
use crate::core::event::Through;

const AMEND: Operation = operation("v4.updateSubmittedExpense", Tokens::COMPANY);
const DELETE: Operation = operation("v4.deleteExpense", Tokens::USER_OR_COMPANY);

const fn operation(id: &'static str, tokens: Tokens) -> Operation {
    Operation { id, scopes: WRITE, tokens, through: Through::V4, switch: None }
}

/// Update an expense of a submitted report
#[utoipa::path(
    patch,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}",
    operation_id = AMEND.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = UpdateReportExpenseCompact,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Bad request, or a report that is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn amend(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &AMEND, |call| {
        let amendment = convert::expense_amendment(read(&body));
        act(call, &request, &actor(call), Deed::AmendExpense(path_expense(&request), amendment))
    })
}

/// Delete an expense of an unsubmitted report
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}",
    operation_id = DELETE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
        (status = 409, description = "The report was submitted", body = ErrorMessage),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| act(call, &request, &actor(call), Deed::DeleteExpense(path_expense(&request))))
}
