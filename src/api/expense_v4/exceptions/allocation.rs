//! Exceptions on allocations: list, put, delete.

use actix_web::{HttpRequest, HttpResponse};

use super::{PARTS, listed, reading, writing};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::expense_v4::error::{Denials, ErrorMessage, Problem};
use crate::api::expense_v4::wire::remarks::{ExceptionRequest, ReportException};
use crate::api::expense_v4::{actor, actor_in_context, answer, path_allocation, path_expense, report_key};
use crate::core::command::Actor;
use crate::core::exception::{self, Subject};
use crate::core::rejection::Rejection;

const LIST: Operation = reading("v4.listAllocationExceptions", Tokens::USER);
const LIST_AS_SYSTEM: Operation = reading("v4.listAllocationExceptionsAsSystem", Tokens::COMPANY);
const PUT: Operation = writing("v4.putAllocationExceptionAsSystem");
const DELETE: Operation = writing("v4.deleteAllocationExceptionAsSystem");

/// List the exceptions on an allocation
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER`, `MANAGER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "Those that the caller sees", body = Vec<ReportException>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, expense or allocation", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, PARTS)?;
        list_exceptions(call, &request, &actor)
    })
}

/// List the exceptions on an allocation as the company
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions",
    operation_id = LIST_AS_SYSTEM.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ReportException>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, expense or allocation", body = ErrorMessage),
    )
)]
pub async fn list_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST_AS_SYSTEM, |call| list_exceptions(call, &request, &actor(call)))
}

/// Put an exception on an allocation
#[utoipa::path(
    put,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions",
    operation_id = PUT.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = ExceptionRequest,
    responses(
        (status = 200, description = "Put there, or in the place of the one with its code"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, expense or allocation", body = ErrorMessage),
    )
)]
pub async fn put_as_system(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        super::put(call, &request, &body, Subject::Allocation(path_expense(&request), path_allocation(&request)))
    })
}

/// Delete an exception from an allocation
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions/{exceptionCode}",
    operation_id = DELETE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
        ("exceptionCode" = String, Path, description = "Its code"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Bad request, or the report is paid", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report, expense, allocation or exception", body = ErrorMessage),
    )
)]
pub async fn delete_as_system(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        super::delete(call, &request, Subject::Allocation(path_expense(&request), path_allocation(&request)))
    })
}

fn list_exceptions(call: &Call, request: &HttpRequest, actor: &Actor) -> Result<HttpResponse, Problem> {
    let view = call.tenant.store.report(actor, &report_key(request))?;
    let expense = view.report.expense(path_expense(request)).ok_or(Rejection::ExpenseNotFound)?;
    let id = path_allocation(request);
    let allocation = expense.allocations.iter().find(|a| a.id == id).ok_or(Rejection::AllocationNotFound)?;
    let parent = view.report.parent_of(expense.id).map(|parent| parent.id);
    Ok(listed(actor, exception::of_allocation(expense.id, parent, allocation)))
}
