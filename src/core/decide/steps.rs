//! Entering a step: who is asked, under which instance, and what subscribers are told.

use std::sync::Arc;

use super::Context;
use crate::core::event::Notice;
use crate::core::ids::{StepInstanceId, UserId};
use crate::core::report::{CurrentStep, Due, Processing, Report, State, StepInstance, Submission, Timer};
use crate::core::workflow::{Assignee, Policy, Step, StepKind};
use crate::core::world::World;

/// Enters the first step from `index` on that has something to do. The workflow ends in a step that always has.
pub(super) fn enter(
    world: &World,
    report: &Report,
    policy: &Policy,
    index: usize,
    mut submission: Submission,
    context: &mut Context<'_>,
) -> State {
    let steps = policy.workflow.steps();
    let last = steps.len() - 1;
    let (index, step, assignees) = steps
        .iter()
        .enumerate()
        .skip(index.min(last))
        .map(|(index, step)| (index, step, assignees(world, report, &step.assignee)))
        .find(|(index, step, assignees)| *index == last || !is_passed_over(step, assignees))
        .unwrap_or((last, &steps[last], Vec::new()));
    for user in &assignees {
        if !submission.approvers.contains(user) {
            submission.approvers.push(*user);
        }
    }
    let step = current(step, index, &assignees, context);
    if step.kind == StepKind::ProcessingPayment {
        State::Processing { submission, step, extracted: false, payment: Processing::UnderWay }
    } else {
        State::AtStep { submission, step, on_hold: false }
    }
}

/// A cost object step without any cost object is passed over (inferred: see `docs/fidelity.md`).
fn is_passed_over(step: &Step, assignees: &[UserId]) -> bool {
    step.assignee == Assignee::CostObjectOwners && assignees.is_empty()
}

fn current(step: &Step, index: usize, assignees: &[UserId], context: &mut Context<'_>) -> CurrentStep {
    let mut instance =
        |assignee| StepInstance { id: StepInstanceId::from_bytes(context.bytes()), assignee, approved: false };
    let instances = if assignees.is_empty() {
        vec![instance(None)]
    } else {
        assignees.iter().map(|user| instance(Some(*user))).collect()
    };
    let timer = |after: Option<_>, what| after.map(|after| Due { at: context.now + after, what });
    let due = [timer(step.auto_approve_after, Timer::AutoApprove), timer(step.expires_after, Timer::Expire)]
        .into_iter()
        .flatten()
        .min();
    CurrentStep {
        index,
        kind: step.kind,
        code: step.code.as_str().into(),
        role: step.role.as_str().into(),
        entered_at: context.now,
        instances,
        due,
    }
}

/// What subscribers are told of a report that enters where it now is. `always`: even where the step is not configured for it.
pub(super) fn notice(policy: &Policy, state: &State, always: bool) -> Option<Notice> {
    let step = state.step()?;
    let configured = policy.workflow.steps().get(step.index).is_some_and(|s| s.notify) || step.kind.always_notifies();
    (configured || always).then(|| Notice {
        step_code: configured.then(|| Arc::clone(&step.code)),
        process: policy.workflow.process_id,
        role: Arc::clone(&step.role),
        instances: step.instances.iter().map(|i| (i.id, i.assignee)).collect(),
    })
}

/// Who is asked at a step, each once.
fn assignees(world: &World, report: &Report, assignee: &Assignee) -> Vec<UserId> {
    match assignee {
        Assignee::Nobody => Vec::new(),
        Assignee::Manager { level } => manager(world, report.owner, *level).into_iter().collect(),
        Assignee::User(user) => not_the_owner(world, report.owner, *user).into_iter().collect(),
        Assignee::CostObjectOwners => {
            let mut owners = Vec::new();
            for owner in cost_object_owners(world, report) {
                let Some(owner) = not_the_owner(world, report.owner, owner) else { continue };
                if !owners.contains(&owner) {
                    owners.push(owner);
                }
            }
            owners
        }
    }
}

fn cost_object_owners<'a>(world: &'a World, report: &'a Report) -> impl Iterator<Item = UserId> + 'a {
    // What was rejected leaves the report, so nobody is asked for it.
    let allocations = report.leaves().filter(|leaf| !leaf.is_rejected).flat_map(|leaf| &leaf.expense.allocations);
    allocations.filter_map(|a| Some(world.company.cost_objects.get(&a.cost_object)?.owner))
}

/// The manager so many levels above a user; the highest there is where the chain ends before (inferred).
pub(super) fn manager(world: &World, user: UserId, level: usize) -> Option<UserId> {
    let chain = managers(world, user);
    chain.get(level.saturating_sub(1)).or_else(|| chain.last()).copied()
}

/// Nobody approves his own report: it goes to his manager's manager, or as far up as there is anyone (inferred).
fn not_the_owner(world: &World, owner: UserId, assignee: UserId) -> Option<UserId> {
    if assignee == owner { manager(world, owner, 2) } else { Some(assignee) }
}

/// Who approves for a user, who for that one, and so on; it ends where someone would come twice.
fn managers(world: &World, user: UserId) -> Vec<UserId> {
    let mut chain = Vec::new();
    let mut next = world.user(user).and_then(|u| u.approver());
    while let Some(manager) = next.filter(|m| *m != user && !chain.contains(m)) {
        chain.push(manager);
        next = world.user(manager).and_then(|u| u.approver());
    }
    chain
}
