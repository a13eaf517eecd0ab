//! Exceptions on reports: list, put, delete.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::{PARTS, listed, reading, writing};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::expense_v4::error::{Denials, ErrorMessage, Problem};
use crate::api::expense_v4::wire::remarks::{ExceptionRequest, ReportException};
use crate::api::expense_v4::{actor, actor_in_context, answer, report_key};
use crate::api::query;
use crate::core::command::Actor;
use crate::core::exception::{self, Subject};
use crate::core::rejection::Rejection;

const LIST: Operation = reading("v4.listReportExceptions", Tokens::USER);
const LIST_AS_SYSTEM: Operation = reading("v4.listReportExceptionsAsSystem", Tokens::COMPANY);
const PUT: Operation = writing("v4.putReportExceptionAsSystem");
const DELETE: Operation = writing("v4.deleteReportExceptionAsSystem");

/// What a caller asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Listing {
    exclude_expenses: bool,
}

/// List the exceptions on a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/exceptions",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("excludeExpenses" = Option<bool>, Query, description = "Only those on the report itself"),
    ),
    responses(
        (status = 200, description = "Those that the caller sees", body = Vec<ReportException>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, PARTS)?;
        list_exceptions(call, &request, &actor)
    })
}

/// List the exceptions on a report as the company
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/exceptions",
    operation_id = LIST_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("excludeExpenses" = Option<bool>, Query, description = "Only those on the report itself"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ReportException>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn list_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST_AS_SYSTEM, |call| list_exceptions(call, &request, &actor(call)))
}

/// Put an exception on a report
#[utoipa::path(
    put,
    path = "/expensereports/v4/reports/{reportId}/exceptions",
    operation_id = PUT.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    request_body = ExceptionRequest,
    responses(
        (status = 200, description = "Put there, or in the place of the one with its code"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn put_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| super::put(call, &request, &body, Subject::Report))
}

/// Delete an exception from a report
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}/exceptions/{exceptionCode}",
    operation_id = DELETE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("exceptionCode" = String, Path, description = "Its code"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or exception", body = ErrorMessage),
    )
)]
pub async fn delete_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| super::delete(call, &request, Subject::Report))
}

fn list_exceptions(call: &Call, request: &HttpRequest, actor: &Actor) -> Result<HttpResponse, Problem> {
    let view = call.tenant.store.report(actor, &report_key(request))?;
    let Listing { exclude_expenses } = query::read(request).map_err(Rejection::Invalid)?;
    if exclude_expenses {
        Ok(listed(actor, exception::of_header(&view.report)))
    } else {
        Ok(listed(actor, exception::of_report(&view.report, &view.company)))
    }
}
