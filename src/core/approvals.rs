//! What an approver looks at: the reports that wait for him, and the cost objects of one.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::allocation::{Portion, portions};
use super::command::{Actor, Caller};
use super::company::CostObject;
use super::decide::can_read;
use super::ids::{ExpenseId, UserId};
use super::rejection::Rejection;
use super::report::{Report, State};
use super::user::Right;
use super::workflow::StepKind;
use super::world::World;

/// A cost object of a report, as one approver sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct CostObjectView {
    /// The cost object.
    pub cost_object: CostObject,
    /// What of the report is charged to it.
    pub shares: Vec<Share>,
    /// Whether the one who looks is its owner.
    pub is_callers: bool,
    /// Whether its owner has approved.
    pub is_approved: bool,
    /// Whether it waits for the one who looks.
    pub waits_for_caller: bool,
    /// Whether it waits for someone whose delegate he is.
    pub waits_for_delegator: bool,
}

/// What of an expense is charged to a cost object, in the report's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The expense.
    pub expense: ExpenseId,
    /// Of its posted amount.
    pub posted: Decimal,
    /// Of its claimed amount.
    pub claimed: Decimal,
    /// Of its approved amount.
    pub approved: Decimal,
}

/// The cost objects of a report that someone sees: his own and those of users whose delegate he is, or all of them where the
/// policy does not filter.
pub fn cost_objects(world: &World, actor: &Actor, report: &Report) -> Result<Vec<CostObjectView>, Rejection> {
    can_read(world, actor, report)?;
    let looker = match actor.caller {
        Caller::User(caller) => Some(actor.target.unwrap_or(caller)),
        Caller::Company | Caller::Clock => actor.target,
    };
    let filtered = world.policy(report.header.policy).is_some_and(|p| p.switches.filter_expenses_by_cost_object);
    let is_delegate_of = |owner| {
        let delegates = |looker| world.user(owner).is_some_and(|u| u.has_delegate(looker, Right::Approve));
        looker.is_some_and(delegates)
    };
    let mut views = Vec::new();
    for cost_object in charged(world, report) {
        let is_callers = looker == Some(cost_object.owner);
        let is_delegates = is_delegate_of(cost_object.owner);
        if filtered && !is_callers && !is_delegates {
            continue;
        }
        let waits = waits_for(report, cost_object.owner);
        views.push(CostObjectView {
            shares: shares(report, &cost_object.code),
            is_callers,
            is_approved: is_approved(world, report, cost_object.owner),
            waits_for_caller: waits && is_callers,
            waits_for_delegator: waits && is_delegates,
            cost_object: cost_object.clone(),
        });
    }
    Ok(views)
}

/// The cost objects that a report is charged to, each once, in the order in which they come.
fn charged<'a>(world: &'a World, report: &Report) -> Vec<&'a CostObject> {
    let mut charged: Vec<&CostObject> = Vec::new();
    for allocation in report.leaves().flat_map(|leaf| &leaf.expense.allocations) {
        let Some(cost_object) = world.company.cost_objects.get(&allocation.cost_object) else { continue };
        if !charged.iter().any(|c| c.code == cost_object.code) {
            charged.push(cost_object);
        }
    }
    charged
}

fn shares(report: &Report, cost_object: &str) -> Vec<Share> {
    let mut shares = Vec::new();
    for expense in report.leaves().map(|leaf| leaf.expense) {
        let mut charged = portions(expense).filter(|(a, _)| a.cost_object == cost_object).map(|(_, p)| p).peekable();
        if charged.peek().is_none() {
            continue;
        }
        let none =
            Share { expense: expense.id, posted: Decimal::ZERO, claimed: Decimal::ZERO, approved: Decimal::ZERO };
        shares.push(charged.fold(none, |share, Portion { posted, claimed, approved }| Share {
            expense: share.expense,
            posted: share.posted + posted,
            claimed: share.claimed + claimed,
            approved: share.approved + approved,
        }));
    }
    shares
}

fn waits_for(report: &Report, owner: UserId) -> bool {
    match &report.state {
        State::AtStep { step, on_hold: false, .. } => {
            step.kind == StepKind::CostObjects && step.pending().any(|i| i.assignee == Some(owner))
        }
        _ => false,
    }
}

/// Whether this owner's part in the cost object step is behind the report.
fn is_approved(world: &World, report: &Report, owner: UserId) -> bool {
    let Some(policy) = world.policy(report.header.policy) else { return false };
    let Some(place) = policy.workflow.steps().iter().position(|s| s.kind == StepKind::CostObjects) else {
        return false;
    };
    match (&report.state, report.state.step()) {
        (State::Paid { .. }, _) => true,
        (_, Some(step)) if step.index == place => {
            step.instances.iter().any(|i| i.assignee == Some(owner) && i.approved)
        }
        (_, Some(step)) => step.index > place,
        (_, None) => false,
    }
}

/// The reports that wait for a user, each with the approver it waits for: himself, or where asked for someone whose delegate
/// he is.
pub fn waiting(
    world: &World,
    actor: &Actor,
    include_delegators: bool,
) -> Result<Vec<(Arc<Report>, UserId)>, Rejection> {
    let approver = match (actor.caller, actor.target) {
        (Caller::User(caller), None) => caller,
        (_, Some(target)) => target,
        (Caller::Company | Caller::Clock, None) => return Err(Rejection::NeedsUser),
    };
    let delegates = |of: UserId, who| world.user(of).is_some_and(|u| u.has_delegate(who, Right::Approve));
    let is_his = match actor.caller {
        Caller::User(caller) => caller == approver || delegates(approver, caller),
        Caller::Company | Caller::Clock => world.user(approver).is_some(),
    };
    if !is_his {
        return Err(Rejection::NotTheUser { user: approver.to_string(), right: Right::Approve });
    }
    let mut approvers = vec![approver];
    if include_delegators {
        approvers.extend(world.delegators(approver).filter(|of| delegates(*of, approver)));
    }
    let mut waiting = Vec::new();
    for of in approvers {
        let begins = waiting.len();
        waiting.extend(world.queue(of).map(|report| (Arc::clone(report), of)));
        waiting[begins..].sort_unstable_by_key(|(report, _)| report.id);
    }
    Ok(waiting)
}
