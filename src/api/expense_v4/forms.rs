//! Forms: the fields that a report and its expenses have.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::{Denials, ErrorMessage, Problem};
use super::wire::form::FormField;
use super::{READ, actor, answer, convert, json, path_expense, report_key};
use crate::api::call::{Operation, Tokens};
use crate::api::{language, query};
use crate::core::Rejection;
use crate::core::event::Through;
use crate::core::form::Form;
use crate::core::ids::PolicyId;
use crate::core::rejection::Fault;
use crate::core::table::{CommandKind, Rule, rule};
use crate::tenant::queries::ReportView;

const OF_REPORT: Operation = operation("v4.getReportFormFields");
const OF_EXPENSE: Operation = operation("v4.getExpenseFormFields");

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// What a caller asks of a form.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Asked {
    policy_id: Option<String>,
    expense_type_id: Option<String>,
}

/// Get the fields of a report's form
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/formFields",
    operation_id = OF_REPORT.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("policyId" = Option<String>, Query, description = "The policy whose form is asked for; the report's where absent"),
    ),
    responses(
        (status = 200, description = "The fields, in order", body = Vec<FormField>),
        (status = 400, description = "No such policy", body = ErrorMessage),
        (status = 404, description = "No such report", body = ErrorMessage),
        Denials,
    )
)]
pub async fn of_report(request: HttpRequest) -> HttpResponse {
    answer(&request, &OF_REPORT, |call| {
        let view = call.tenant.store.report(&actor(call), &report_key(&request))?;
        let Asked { policy_id, .. } = query::read(&request).map_err(Rejection::Invalid)?;
        let policy = match policy_id {
            None => view.report.header.policy,
            Some(asked) => {
                let known = asked.parse().ok().filter(|id: &PolicyId| call.tenant.store.has_policy(*id));
                known.ok_or_else(|| unknown("policyId", &asked, "policy"))?
            }
        };
        Ok(fields(&request, &view, view.company.report_forms.of(&policy), CommandKind::UpdateHeader))
    })
}

/// Get the fields of an expense's form
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/formFields",
    operation_id = OF_EXPENSE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("expenseTypeId" = Option<String>, Query, description = "The type whose form is asked for; the expense's where absent"),
    ),
    responses(
        (status = 200, description = "The fields, in order", body = Vec<FormField>),
        (status = 400, description = "No such type of expense", body = ErrorMessage),
        (status = 404, description = "No such report or expense", body = ErrorMessage),
        Denials,
    )
)]
pub async fn of_expense(request: HttpRequest) -> HttpResponse {
    answer(&request, &OF_EXPENSE, |call| {
        let view = call.tenant.store.report(&actor(call), &report_key(&request))?;
        let expense = view.report.expense(path_expense(&request)).ok_or(Rejection::ExpenseNotFound)?;
        let Asked { expense_type_id, .. } = query::read(&request).map_err(Rejection::Invalid)?;
        if let Some(asked) = expense_type_id.as_ref().filter(|asked| !view.company.expense_types.contains_key(*asked)) {
            return Err(unknown("expenseTypeId", asked, "expense type"));
        }
        let expense_type = expense_type_id.as_ref().unwrap_or(&expense.details.expense_type);
        Ok(fields(&request, &view, view.company.expense_forms.of(expense_type), CommandKind::UpdateExpense))
    })
}

fn unknown(parameter: &str, asked: &str, what: &str) -> Problem {
    Rejection::Invalid(vec![Fault::new(parameter, format!("{asked:?} is no {what} of the company"))]).into()
}

/// The fields of a form; what the report's status lets nobody change is read-only.
fn fields(request: &HttpRequest, view: &ReportView, form: &Form, change: CommandKind) -> HttpResponse {
    let may_write = matches!(rule(change, view.report.state.stage()), Rule::Allowed(_));
    let language = language::of(request);
    let named = |name| view.company.translations.of(name, language);
    json(StatusCode::OK, &convert::form_fields(form, may_write, named))
}
