//! Brings a report to where it should be, by the shortest legal way, with every event that lies on it.

use std::sync::Arc;

use serde::Deserialize;
use utoipa::ToSchema;

use super::reports::{ReportSheet, approval, payment, unknown};
use super::{Control, ControlError, ErrorKind};
use crate::core::command::{Deed, ReportKey};
use crate::core::ids::ReportId;
use crate::core::journey::{self, Role, Stride, Target};
use crate::core::report::Report;
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};
use crate::core::{Actor, Command, Timestamp, World};
use crate::tenant::store::Origin;
use crate::tenants::Realm;

/// Where a report should be. At least one of them is given.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Destination {
    /// `A_…`
    #[serde(default, deserialize_with = "approval")]
    #[schema(value_type = Option<String>)]
    pub approval_status: Option<ApprovalStatus>,
    /// `P_…`
    #[serde(default, deserialize_with = "payment")]
    #[schema(value_type = Option<String>)]
    pub payment_status: Option<PaymentStatus>,
}

impl From<ApprovalStatus> for Destination {
    fn from(approval: ApprovalStatus) -> Self {
        Self { approval_status: Some(approval), payment_status: None }
    }
}

impl From<PaymentStatus> for Destination {
    fn from(payment: PaymentStatus) -> Self {
        Self { approval_status: None, payment_status: Some(payment) }
    }
}

impl From<Status> for Destination {
    fn from(Status { approval, payment }: Status) -> Self {
        Self { approval_status: Some(approval), payment_status: Some(payment) }
    }
}

impl Control {
    /// Brings a report to a status by the shortest legal way. Each step on it is a command of whoever may give it, and raises its
    /// events. A way that only time leads, to `A_TEXP` for one, moves the clock on.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::core::status::ApprovalStatus;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let report = emulator.control().advance_report("764428DD6A664AF0BFCB", ApprovalStatus::Accounting).await?;
    /// assert_eq!(report.history.last().map(|row| row.action), Some("approve"));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such report, where no legal way leads there, or where somebody else moves it meanwhile.
    pub async fn advance_report(&self, id: &str, to: impl Into<Destination>) -> Result<ReportSheet, ControlError> {
        let target = to.into().target()?;
        let store = &self.realm.store;
        let now = self.now();
        let (report, way) = store.read(|world| {
            let report = world.find_report(&ReportKey::from(id)).ok_or_else(|| unknown(id))?;
            let way =
                journey::plan(world, report.id, &target, now).ok_or_else(|| nowhere(world, report, &target, now))?;
            Ok::<_, ControlError>((report.id, way))
        })?;
        let origin = self.origin();
        for stride in way {
            take(&self.realm, report, stride, &origin).await?;
        }
        let now = self.now();
        store.read(|world| {
            let report = world.report(report).filter(|report| target.is_met(report)).ok_or_else(disturbed)?;
            Ok(ReportSheet::of(world, report, now))
        })
    }
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
    ControlError::new(ErrorKind::Conflict, message)
}

impl Destination {
    fn target(self) -> Result<Target, ControlError> {
        let Self { approval_status, payment_status } = self;
        if approval_status.is_none() && payment_status.is_none() {
            let message = "where to is missing; give an approvalStatus, a paymentStatus, or both";
            return Err(ControlError::bad(message).at("approvalStatus"));
        }
        Ok(Target { approval: approval_status, payment: payment_status, step_code: None })
    }
}

/// Says why no way leads there, and where ways do.
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
    ControlError::new(ErrorKind::Conflict, message).at(field)
}

/// Why its owner could not submit it, where that is what he would have to do.
fn refusal(world: &World, report: &Report, now: Timestamp) -> Option<String> {
    let submit = Command::act(report.id, Deed::Submit);
    journey::refusal(world, &Actor::user(report.owner), submit, now).map(|refused| refused.to_string())
}
