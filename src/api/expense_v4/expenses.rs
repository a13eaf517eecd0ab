//! Expenses of a report, to be read: list, get, itemizations.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::{Denials, ErrorMessage};
use super::wire::expense::{ExpenseDetail, ExpenseSummary};
use super::{READ, actor_in_context, answer, convert, json, path_expense, path_user, place, report_key};
use crate::api::call::{Operation, Tokens};
use crate::api::query;
use crate::core::Rejection;
use crate::core::command::Part;
use crate::core::event::Through;
use crate::core::expense::Expense;
use crate::tenant::queries::ReportView;

const LIST: Operation = operation("v4.listExpenses");
const GET: Operation = operation("v4.getExpense");
const ITEMIZATIONS: Operation = operation("v4.listItemizations");

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// What a caller asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Listing {
    include_itemizations: bool,
}

/// List the expenses of a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("includeItemizations" = Option<bool>, Query, description = "Whether itemizations are listed, each after the expense that it is part of; `false` where absent"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ExpenseSummary>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let place = place(call, &request, path_user(&request), actor.part);
        let Listing { include_itemizations } = query::read(&request).map_err(Rejection::Invalid)?;
        let mut listed = Vec::with_capacity(view.report.expenses.len());
        for expense in &view.report.expenses {
            listed.push(convert::expense_summary(&view.report, &view.company, expense, None, &place));
            if include_itemizations {
                listed.extend(itemizations(&view, expense, &place));
            }
        }
        Ok(json(StatusCode::OK, &listed))
    })
}

/// The itemizations of an expense.
fn itemizations<'a>(
    view: &'a ReportView,
    expense: &'a Expense,
    place: &convert::Place<'a>,
) -> impl Iterator<Item = ExpenseSummary<'a>> {
    let summary = |itemization: &'a Arc<Expense>| {
        convert::expense_summary(&view.report, &view.company, itemization, Some(expense.id), place)
    };
    expense.itemizations.iter().map(summary)
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
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager, Part::Proxy])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let expense = view.report.expense(path_expense(&request)).ok_or(Rejection::ExpenseNotFound)?;
        let place = place(call, &request, path_user(&request), actor.part);
        Ok(json(StatusCode::OK, &convert::expense_detail(&view.report, &view.company, expense, &place)))
    })
}

/// List the itemizations of an expense
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/itemizations",
    operation_id = ITEMIZATIONS.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them; none where the expense is not itemized", body = Vec<ExpenseSummary>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn list_itemizations(request: HttpRequest) -> HttpResponse {
    answer(&request, &ITEMIZATIONS, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let expense = view.report.expense(path_expense(&request)).ok_or(Rejection::ExpenseNotFound)?;
        let place = place(call, &request, path_user(&request), actor.part);
        Ok(json(StatusCode::OK, &itemizations(&view, expense, &place).collect::<Vec<_>>()))
    })
}
