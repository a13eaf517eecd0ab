//! Taxes of an expense (Expense Tax v4): get them, and change one while an external system validates the report.

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::tax::{ExpenseTaxDetails, UpdateExpenseTax};
use super::{act, actor, answer, convert, json, path_expense, report_key};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::api::{language, path};
use crate::core::Rejection;
use crate::core::command::Deed;
use crate::core::event::Through;
use crate::core::ids::TaxAuthorityId;

/// Unlike elsewhere, `expense.report.readwrite` reads taxes and does not write them.
const READ: &[&str] = &["expense.report.read", "expense.report.readwrite", "expense.report.tax.readwrite"];
const WRITE: &[&str] = &["expense.report.tax.readwrite"];

const LIST: Operation =
    Operation { id: "v4.getExpenseTaxes", scopes: READ, tokens: Tokens::COMPANY, through: Through::V4, switch: None };
const UPDATE: Operation =
    Operation { id: "v4.updateExpenseTax", scopes: WRITE, tokens: Tokens::COMPANY, through: Through::V4, switch: None };

/// Get the taxes of an expense
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/taxes",
    operation_id = LIST.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "One for each authority", body = ExpenseTaxDetails),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let view = call.tenant.store.report(&actor(call), &report_key(&request))?;
        let expense = view.report.expense(path_expense(&request)).ok_or(Rejection::ExpenseNotFound)?;
        Ok(json(StatusCode::OK, &convert::expense_taxes(&view.company, expense, language::of(&request))))
    })
}

/// Change a tax of an expense at external validation
#[utoipa::path(
    patch,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/tax/{taxAuthorityId}",
    operation_id = UPDATE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("taxAuthorityId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = UpdateExpenseTax,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "The report is not at external validation, or the body is wrong", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, expense or tax", body = ErrorMessage),
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let expense = path_expense(&request);
        let authority =
            TaxAuthorityId::from_str(&path::part(&request, "taxAuthorityId")).map_err(|_| Rejection::TaxNotFound)?;
        let patch = convert::tax_patch(read(&body));
        act(call, &request, &actor(call), Deed::AdjustTax { expense, authority, patch })
    })
}
