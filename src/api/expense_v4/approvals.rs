//! What an approver looks at: reports that wait for him, and cost objects of a report.

use std::cmp::Ordering;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::{Denials, ErrorMessage, Problem};
use super::wire::approvals::{CostObjectForApprover, ReportToApprove};
use super::{READ, actor_for_user, actor_in_context, answer, convert, json, path_user, place, report_key};
use crate::api::call::{Call, Operation, Tokens};
use crate::api::query;
use crate::core::command::{Actor, Part};
use crate::core::event::Through;
use crate::core::rejection::Rejection;
use crate::core::switch::Switch;
use crate::tenant::queries::WaitingReport;

const TO_APPROVE: Operation = operation("v4.reportsToApprove");
const COST_OBJECTS: Operation = operation("v4.costObjectsForApprover");
const COST_OBJECTS_IN_CONTEXT: Operation =
    operation("v4.costObjectsForApproverInContext").behind(Switch::CostObjectsInContext);

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// What a caller asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Listing {
    sort: Sort,
    order: Order,
    include_delegate_approvals: bool,
}

/// The fields that the list can be sorted on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Sort {
    Name,
    ReportDate,
    ReportId,
    ReportNumber,
    #[default]
    SubmitDate,
    AmountDueEmployee,
    ClaimedAmount,
    TotalApprovedAmount,
}

/// Which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    #[default]
    Asc,
    Desc,
}

impl Listing {
    fn compare(&self, a: &ReportToApprove<'_>, b: &ReportToApprove<'_>) -> Ordering {
        let by_field = match self.sort {
            Sort::Name => a.name.cmp(b.name),
            Sort::ReportDate => a.report_date.cmp(&b.report_date),
            Sort::ReportId | Sort::ReportNumber => a.report_id.cmp(&b.report_id),
            Sort::SubmitDate => a.submit_date.cmp(&b.submit_date),
            Sort::AmountDueEmployee => a.amount_due_employee.value.cmp(&b.amount_due_employee.value),
            Sort::ClaimedAmount => a.claimed_amount.value.cmp(&b.claimed_amount.value),
            Sort::TotalApprovedAmount => a.total_approved_amount.value.cmp(&b.total_approved_amount.value),
        };
        match self.order {
            Order::Asc => by_field,
            Order::Desc => by_field.reverse(),
        }
    }
}

/// List the reports that wait for an approver
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reportsToApprove",
    operation_id = TO_APPROVE.id,
    params(
        ("userId" = String, Path, description = "The approver's UUID"),
        ("contextType" = String, Path, description = "`MANAGER`"),
        ("sort" = Option<String>, Query, description = "The field to sort on; `submitDate` by default"),
        ("order" = Option<String>, Query, description = "`asc` or `desc`"),
        ("includeDelegateApprovals" = Option<bool>, Query, description = "Those of users whose delegate he is, too"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ReportToApprove>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
    )
)]
pub async fn reports_to_approve(request: HttpRequest) -> HttpResponse {
    answer(&request, &TO_APPROVE, |call| {
        let actor = actor_in_context(call, &request, &[Part::Manager])?;
        let listing: Listing = query::read(&request).map_err(Rejection::Invalid)?;
        let waiting = call.tenant.store.reports_to_approve(&actor, listing.include_delegate_approvals)?;
        let place = place(call, &request, path_user(&request), actor.part);
        let mut reports = Vec::with_capacity(waiting.len());
        for WaitingReport { view, approver } in &waiting {
            reports.extend(approver.as_deref().map(|approver| convert::report_to_approve(view, &place, approver)));
        }
        reports.sort_by(|a, b| listing.compare(a, b));
        Ok(json(StatusCode::OK, &reports))
    })
}

/// List the cost objects of a report that an approver sees
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/reports/{reportId}/costObjectsForApprover",
    operation_id = COST_OBJECTS.id,
    params(("userId" = String, Path, description = "The approver's UUID"), ("reportId" = String, Path, description = "20 hexadecimal digits")),
    responses(
        (status = 200, description = "All of them", body = Vec<CostObjectForApprover>),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn cost_objects(request: HttpRequest) -> HttpResponse {
    answer(&request, &COST_OBJECTS, |call| list_cost_objects(call, &request, &actor_for_user(call, &request)))
}

/// List the cost objects of a report that an approver sees, with a context that the page omits
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}/costObjectsForApprover",
    operation_id = COST_OBJECTS_IN_CONTEXT.id,
    extensions(("x-emulator-switch" = json!("costObjectsInContext"))),
    params(
        ("userId" = String, Path, description = "The approver's UUID"),
        ("contextType" = String, Path, description = "`MANAGER`"),
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<CostObjectForApprover>),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn cost_objects_in_context(request: HttpRequest) -> HttpResponse {
    answer(&request, &COST_OBJECTS_IN_CONTEXT, |call| {
        list_cost_objects(call, &request, &actor_in_context(call, &request, &[Part::Manager])?)
    })
}

fn list_cost_objects(call: &Call, request: &HttpRequest, actor: &Actor) -> Result<HttpResponse, Problem> {
    let (report, views) = call.tenant.store.cost_objects(actor, &report_key(request))?;
    Ok(json(StatusCode::OK, &convert::cost_objects(&report, &views)))
}
