//! Allocations of an expense: list, get, change.

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::allocations::{Allocation, UpdateReportAllocation};
use super::{READ, WRITE, act, actor_in_context, answer, convert, json, path_allocation, report_key};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::api::path;
use crate::core::Rejection;
use crate::core::command::{Deed, Part};
use crate::core::event::Through;
use crate::core::ids::ExpenseId;

const LIST: Operation = operation("v4.listAllocations", READ);
const GET: Operation = operation("v4.getAllocation", READ);
const UPDATE: Operation = operation("v4.updateAllocation", WRITE);

const fn operation(id: &'static str, scopes: &'static [&'static str]) -> Operation {
    Operation { id, scopes, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// List the allocations of an expense
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/expenses/{expenseId}/allocations",
    operation_id = LIST.id,
    params(
        ("userId" = String, Path, description = "The user's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `MANAGER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("expenseId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<Allocation>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or expense", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Manager])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let id = ExpenseId::from_str(&path::part(&request, "expenseId")).map_err(|_| Rejection::ExpenseNotFound)?;
        let expense = view.report.expense(id).ok_or(Rejection::ExpenseNotFound)?;
        Ok(json(StatusCode::OK, &convert::allocations(&view.company, expense, view.report.currency)))
    })
}

/// Get an allocation
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/allocations/{allocationId}",
    operation_id = GET.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "The allocation", body = Allocation),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or allocation", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let id = path_allocation(&request);
        let (expense, _) = view.report.allocation(id).ok_or(Rejection::AllocationNotFound)?;
        let allocation = convert::allocation(&view.company, expense, id, view.report.currency);
        Ok(json(StatusCode::OK, &allocation.ok_or(Rejection::AllocationNotFound)?))
    })
}

/// Change an allocation
#[utoipa::path(
    patch,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/allocations/{allocationId}",
    operation_id = UPDATE.id,
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("allocationId" = String, Path, description = "32 hexadecimal digits"),
    ),
    request_body = UpdateReportAllocation,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Bad request, or a status that allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report or allocation", body = ErrorMessage),
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let patch = convert::allocation_patch(read(&body));
        act(call, &request, &actor, Deed::UpdateAllocation(path_allocation(&request), patch))
    })
}
