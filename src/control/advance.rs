//! Brings a report to where it should be, by the shortest legal way, with every event that lies on it.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ControlError;
use super::answer::read;
use super::error::ErrorBody;
use super::reports::{Sheet, sheet, unknown};
use super::selected::Selected;
use crate::api::App;
use crate::api::path::part;
use crate::core::command::{Deed, ReportKey};
use crate::core::ids::ReportId;
use crate::core::journey::{self, Role, Stride, Target};
use crate::core::report::Report;
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};
use crate::core::{Actor, Command, Timestamp, World};
use crate::tenant::store::Origin;
use crate::tenants::Realm;

/// Where a report should be. At least one of them is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Destination)]
struct Destination {
    /// `A_…`
    approval_status: Option<String>,
    /// `P_…`
    payment_status: Option<String>,
}

/// Brings a report to a status by the shortest legal way. Each step on it is a command of whoever may give it, and raises its
/// events. A way that only time leads, to `A_TEXP` for one, moves the clock on.
#[utoipa::path(
    post,
    path = "/_emulator/reports/{id}/advance-to",
    operation_id = "advanceReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    request_body = Destination,
    responses(
        (status = 200, description = "The report, which is there now.", body = Sheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 404, description = "There is no such report.", body = ErrorBody),
        (status = 409, description = "No legal command leads there; the message says where one does.", body = ErrorBody),
    )
)]
pub(super) async fn advance(
    request: HttpRequest,
    app: web::Data<App>,
    tenant: Selected,
    body: web::Bytes,
) -> Result<web::Json<Sheet>, ControlError> {
    let name = part(&request, "id");
    let target = read::<Destination>(&body)?.target()?;
    let store = &tenant.store;
    let now = tenant.clock.now();
    let (id, way) = store.read(|world| {
        let report = world.find_report(&ReportKey::from(name.as_str())).ok_or_else(|| unknown(&name))?;
        let way = journey::plan(world, report.id, &target, now).ok_or_else(|| nowhere(world, report, &target, now))?;
        Ok::<_, ControlError>((report.id, way))
    })?;
    let origin = tenant.origin(&app, &request);
    for stride in way {
        take(&tenant, id, stride, &origin).await?;
    }
    let now = tenant.clock.now();
    store.read(|world| {
        let report = world.report(id).filter(|report| target.is_met(report)).ok_or_else(disturbed)?;
        Ok(web::Json(sheet(world, report, now)))
    })
}

/// Takes one stride: the commands of everyone who has a part in it, with nothing between them.
async fn take(tenant: &Realm, id: ReportId, stride: Stride, origin: &Origin) -> Result<(), ControlError> {
    let store = &tenant.store;
    if stride.by == Role::Clock {
        let due = store.read(|world| world.report(id).and_then(|report| report.state.due()));
        tenant.advance_to(due.ok_or_else(disturbed)?.at).await;
        return Ok(());
    }
    let commands = |world: &World| {
        let report = world.report(id).ok_or_else(disturbed)?;
        Ok(stride.commands(world, report))
    };
    let outcomes = store.execute_each(commands, origin)?;
    outcomes.into_iter().try_for_each(|outcome| outcome.map(drop)).map_err(|_| disturbed())
}

fn disturbed() -> ControlError {
    let message = "someone else changed the report on its way; look where it is, and try again";
    ControlError::new(StatusCode::CONFLICT, message)
}

impl Destination {
    fn target(self) -> Result<Target, ControlError> {
        let Self { approval_status, payment_status } = self;
        if approval_status.is_none() && payment_status.is_none() {
            let message = "where to is missing; give an approvalStatus, a paymentStatus, or both";
            return Err(ControlError::bad(message).at("approvalStatus"));
        }
        let wrong = |field, text: &str, known: Vec<&str>| {
            ControlError::bad(format!("`{text}` is no status; give one of {}", known.join(", "))).at(field)
        };
        let approval = approval_status.map(|text| {
            let codes = || ApprovalStatus::ALL.iter().map(|status| status.code()).collect();
            ApprovalStatus::from_code(&text).ok_or_else(|| wrong("approvalStatus", &text, codes()))
        });
        let payment = payment_status.map(|text| {
            let codes = || PaymentStatus::ALL.iter().map(|status| status.code()).collect();
            PaymentStatus::from_code(&text).ok_or_else(|| wrong("paymentStatus", &text, codes()))
        });
        Ok(Target { approval: approval.transpose()?, payment: payment.transpose()?, step_code: None })
    }
}

/// 409: says why no way leads there, and where ways do.
fn nowhere(world: &World, report: &Arc<Report>, target: &Target, now: Timestamp) -> ControlError {
    let here = report.status();
    let wanted: Vec<_> =
        target.approval.map(ApprovalStatus::code).into_iter().chain(target.payment.map(PaymentStatus::code)).collect();
    let policy = world.policy(report.header.policy);
    let reachable = journey::reachable(world, report.id, now);
    let others: Vec<_> = reachable.iter().filter(|status| **status != here).map(Status::to_string).collect();
    let is_with_owner = matches!(here.approval, ApprovalStatus::NotSubmitted | ApprovalStatus::Returned);
    let refused = refusal(world, report, now).filter(|_| is_with_owner);
    let why = match (others.is_empty(), refused) {
        (true, Some(refused)) => format!("it cannot be submitted: {refused}"),
        (true, None) => "from there it goes nowhere any more".to_owned(),
        (false, _) => {
            let steps = policy.iter().flat_map(|policy| policy.workflow.steps()).map(|step| step.kind.status().code());
            let steps: Vec<_> = steps.collect();
            let name = policy.map_or("", |policy| policy.name.as_str());
            format!("policy `{name}` goes by {}; it can get to {}", steps.join(", "), others.join(", "))
        }
    };
    let message = format!("no legal command leads from {here} to {}: {why}", wanted.join("/"));
    let field = if target.approval.is_some() { "approvalStatus" } else { "paymentStatus" };
    ControlError::new(StatusCode::CONFLICT, message).at(field)
}

/// Why its owner could not submit it, where that is what he would have to do.
fn refusal(world: &World, report: &Report, now: Timestamp) -> Option<String> {
    let submit = Command::act(report.id, Deed::Submit);
    journey::refusal(world, &Actor::user(report.owner), submit, now).map(|refused| refused.to_string())
}
