//! Expenses of a report, to be read: list, get, itemizations, form fields.

use std::str::FromStr;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::ErrorMessage;
use super::wire::expense::{ExpenseDetail, ExpenseSummary};
use super::wire::form::ExpenseFormField;
use super::{READ, actor, actor_in_context, answer, convert, json, path_user, report_key};
use crate::api::call::{Operation, Tokens};
use crate::api::language::Language;
use crate::api::{path, query};
use crate::core::Rejection;
use crate::core::command::Part;
use crate::core::event::Through;
use crate::core::expense::Expense;
use crate::core::ids::ExpenseId;
use crate::core::rejection::Fault;
use crate::core::table::{CommandKind, Rule, rule};
use crate::tenant::queries::ReportView;

const LIST: Operation = operation("v4.listExpenses");
const GET: Operation = operation("v4.getExpense");
const ITEMIZATIONS: Operation = operation("v4.listItemizations");
const FORM_FIELDS: Operation = operation("v4.getExpenseFormFields");

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// What a caller asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Listing {
    include_itemizations: bool,
}

/// What a caller asks of a form.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Asked {
    expense_type_id: Option<String>,
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
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let place = convert::Place {
            base_url: call.base_url(),
            user: path_user(&request),
            part: actor.part,
            language: Language::of(&request),
        };
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
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager, Part::Proxy])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let expense = view.report.expense(expense_id(&request)?).ok_or(Rejection::ExpenseNotFound)?;
        let place = convert::Place {
            base_url: call.base_url(),
            user: path_user(&request),
            part: actor.part,
            language: Language::of(&request),
        };
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
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn list_itemizations(request: HttpRequest) -> HttpResponse {
    answer(&request, &ITEMIZATIONS, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let expense = view.report.expense(expense_id(&request)?).ok_or(Rejection::ExpenseNotFound)?;
        let place = convert::Place {
            base_url: call.base_url(),
            user: path_user(&request),
            part: actor.part,
            language: Language::of(&request),
        };
        Ok(json(StatusCode::OK, &itemizations(&view, expense, &place).collect::<Vec<_>>()))
    })
}

/// Get the fields of an expense's form
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/formFields",
    operation_id = FORM_FIELDS.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("expenseTypeId" = Option<String>, Query, description = "The type whose form is asked for; the expense's where absent"),
    ),
    responses(
        (status = 200, description = "The fields, in order", body = Vec<ExpenseFormField>),
        (status = 400, description = "No such type of expense", body = ErrorMessage),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not allowed", body = ErrorMessage),
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn form_fields(request: HttpRequest) -> HttpResponse {
    answer(&request, &FORM_FIELDS, |call| {
        let view = call.tenant.store.report(&actor(call), &report_key(&request))?;
        let expense = view.report.expense(expense_id(&request)?).ok_or(Rejection::ExpenseNotFound)?;
        let Asked { expense_type_id } = query::read(&request).map_err(Rejection::Invalid)?;
        if let Some(asked) = expense_type_id.as_ref().filter(|asked| !view.company.expense_types.contains_key(*asked)) {
            let message = format!("{asked:?} is no expense type of the company");
            return Err(Rejection::Invalid(vec![Fault::new("expenseTypeId", message)]).into());
        }
        let expense_type = expense_type_id.as_ref().unwrap_or(&expense.details.expense_type);
        let form = view.company.expense_forms.of(expense_type);
        let may_write = matches!(rule(CommandKind::UpdateExpense, view.report.state.stage()), Rule::Allowed(_));
        Ok(json(StatusCode::OK, &convert::form_fields(form, may_write)))
    })
}

/// The expense that the path names, for a command: one that nobody has where it names none, so that refusals keep their order.
pub(super) fn path_expense(request: &HttpRequest) -> ExpenseId {
    expense_id(request).unwrap_or(ExpenseId::from_bytes([0; ExpenseId::BYTES]))
}

/// The expense that the path names.
fn expense_id(request: &HttpRequest) -> Result<ExpenseId, Rejection> {
    ExpenseId::from_str(&path::part(request, "expenseId")).map_err(|_| Rejection::ExpenseNotFound)
}
