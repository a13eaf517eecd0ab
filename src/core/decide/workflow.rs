//! Submitting, approving, sending back, recalling, holding: what moves a report through its workflow.

use std::sync::Arc;

use super::steps::{enter, manager, notice};
use super::{Case, payment, spend};
use crate::core::command::{Approval, Caller, ExpectedStep, SendBack};
use crate::core::comment;
use crate::core::event::{Action, Change, Event, Move, Notice, Through};
use crate::core::exception::{self, Exception};
use crate::core::ids::StepInstanceId;
use crate::core::rejection::{Body, Fault, Rejection, brief};
use crate::core::report::{CurrentStep, Hold, Processing, Report, State, Submission, Timer};
use crate::core::status::Status;
use crate::core::table::{CommandKind, Effect};
use crate::core::workflow::{Assignee, Performer, Policy, Step, StepKind};

/// The codes under which a send back and a recall are announced (seed: report event page).
const SEND_BACK_CODE: &str = "SENDBACK";
const RECALL_CODE: &str = "RECALL";
/// The role code of the employee's own step (inferred).
const EMPLOYEE_ROLE: &str = "EMPLOYEE";
/// `statusId` for a plain approval, also its default (seed: workflows page).
const PLAIN_APPROVAL: &str = "A_APPR";

impl Case<'_> {
    pub(super) fn policy(&self) -> Result<Arc<Policy>, Rejection> {
        let id = self.report.header.policy;
        self.world.policy(id).cloned().ok_or_else(|| {
            Rejection::Invalid(vec![Fault::new("policyId", format!("the report's policy {id} no longer exists"))])
        })
    }

    /// A change of status, announced or not.
    pub(super) fn moved(&self, action: Action, to: State, notice: Option<Notice>, words: Option<String>) -> Event {
        let comment = self.comment(words);
        let from = self.report.status();
        self.event(Change::Moved(Box::new(Move { action, from, to, comment, notice })))
    }
}

/// Submits: into the first step, or into a hold before it.
pub(super) fn submit(mut case: Case<'_>) -> Result<Vec<Event>, Rejection> {
    let report = case.report;
    if report.expenses.is_empty() {
        return Err(Rejection::NoExpenses);
    }
    let mut exceptions = exception::of_report(report, &case.world.company).map(|standing| standing.exception);
    if let Some(blocking) = exceptions.find(|e| e.blocks_submit) {
        let Exception { code, message, .. } = blocking.into_owned();
        return Err(Rejection::BlockingException { code, message });
    }
    let policy = case.policy()?;
    let needs_manager = |step: &Step| match step.assignee {
        Assignee::Manager { .. } => true,
        Assignee::User(user) => user == report.owner,
        Assignee::CostObjectOwners | Assignee::Nobody => false,
    };
    if policy.workflow.steps().iter().any(needs_manager) && manager(case.world, report.owner, 1).is_none() {
        return Err(Rejection::NoManager { user: report.owner });
    }
    let submission = Submission { at: case.context.now, by: case.by.delegate.or(case.by.user), approvers: Vec::new() };
    let to = start(&mut case, &policy, submission, None);
    let notice = notice(&policy, &to, true);
    Ok(vec![case.moved(Action::Submit, to, notice, None)])
}

/// Into the next hold that the policy has and the report has not passed, else into the first step. Entering a hold raises
/// nothing (inferred).
fn start(case: &mut Case<'_>, policy: &Policy, submission: Submission, passed: Option<Hold>) -> State {
    let lacks_image = case.report.lacks_receipt_image(&case.world.company);
    let hold = match passed {
        None if policy.switches.hold_for_receipt_images && lacks_image => Some(Hold::ReceiptImages),
        None | Some(Hold::ReceiptImages) if policy.switches.hold_for_anomaly_check => Some(Hold::AnomalyCheck),
        None | Some(Hold::ReceiptImages | Hold::AnomalyCheck) => None,
    };
    match hold {
        Some(hold) => State::Held(hold, submission),
        None => enter(case.world, case.report, policy, 0, submission, &mut case.context),
    }
}

/// Approves the caller's part of the current step, or pays.
pub(super) fn approve(mut case: Case<'_>, body: Body<Approval>) -> Result<Vec<Event>, Rejection> {
    let (submission, step) = at_step(&case)?;
    let instances = parts_to_approve(&case, &step)?;
    if case.effect == Effect::Paid {
        payment::require_extracted(&case)?;
    }
    let approval = body.map_err(Rejection::Invalid)?;
    check_expected(&approval.expected, &step)?;
    check_length("comment", approval.comment.as_deref().unwrap_or_default())?;
    check_length("expenseRejectedComment", approval.expense_rejected_comment.as_deref().unwrap_or_default())?;
    let mut events = Vec::new();
    if let Some(reason) = reason_for_rejected(case.report, &approval)? {
        events.extend(spend::move_rejected(&mut case, reason));
    }
    let others_wait = step.pending().any(|i| !instances.contains(&i.id));
    if case.effect == Effect::Paid {
        events.push(payment::paid(&mut case, Action::Approve, submission, approval.comment.clone()));
    } else if others_wait {
        let comment = case.comment(approval.comment.clone());
        let partly = |instance| case.event(Change::PartlyApproved { instance, comment: comment.clone() });
        events.extend(instances.into_iter().map(partly));
    } else {
        let policy = case.policy()?;
        let to = enter(case.world, case.report, &policy, step.index + 1, submission, &mut case.context);
        let notice = notice(&policy, &to, false);
        events.push(case.moved(Action::Approve, to, notice, approval.comment.clone()));
    }
    let leads_to = events.iter().find_map(moved_to).unwrap_or(case.report.status());
    check_status(&approval, leads_to)?;
    Ok(events)
}

fn moved_to(event: &Event) -> Option<Status> {
    match &event.change {
        Change::Moved(moved) => Some(moved.to.status()),
        _ => None,
    }
}

/// Why expenses were rejected, which has to be said where some were.
fn reason_for_rejected(report: &Report, approval: &Approval) -> Result<Option<String>, Rejection> {
    let count = report.expenses.iter().filter(|e| e.is_rejected).count();
    let reason = approval.expense_rejected_comment.clone().filter(|c| !c.trim().is_empty());
    match reason {
        _ if count == 0 => Ok(None),
        None => Err(Rejection::RejectedExpensesNeedComment { count }),
        Some(reason) => Ok(Some(reason)),
    }
}

/// The clock approves whatever waits.
pub(super) fn auto_approve(mut case: Case<'_>) -> Result<Vec<Event>, Rejection> {
    check_timer(&case, Timer::AutoApprove)?;
    let (submission, step) = at_step(&case)?;
    let policy = case.policy()?;
    let to = enter(case.world, case.report, &policy, step.index + 1, submission, &mut case.context);
    let notice = notice(&policy, &to, false);
    Ok(vec![case.moved(Action::AutoApprove, to, notice, None)])
}

/// The clock lets the step expire; nobody is told (inferred).
pub(super) fn expire(case: Case<'_>) -> Result<Vec<Event>, Rejection> {
    check_timer(&case, Timer::Expire)?;
    let (submission, step) = at_step(&case)?;
    Ok(vec![case.moved(Action::Expire, State::Expired { submission, step }, None, None)])
}

/// The clock does only what the step has a time for.
fn check_timer(case: &Case<'_>, timer: Timer) -> Result<(), Rejection> {
    if case.report.state.due().is_some_and(|due| due.what == timer) {
        return Ok(());
    }
    let command = match timer {
        Timer::AutoApprove => CommandKind::AutoApprove,
        Timer::Expire => CommandKind::Expire,
    };
    Err(Rejection::IllegalAtStatus { command, status: case.report.status() })
}

/// Sends the report back to its owner.
pub(super) fn send_back(mut case: Case<'_>, body: Body<SendBack>) -> Result<Vec<Event>, Rejection> {
    let (_, step) = at_step(&case)?;
    may_send_back(&case, &step)?;
    let words = body.map_err(Rejection::Invalid)?;
    check_expected(&words.expected, &step)?;
    if words.comment.trim().is_empty() {
        let message = "a comment that says why the report is sent back is required";
        return Err(Rejection::Invalid(vec![Fault::new("comment", message)]));
    }
    check_length("comment", &words.comment)?;
    let notice = employee_notice(&mut case, SEND_BACK_CODE)?;
    Ok(vec![case.moved(Action::SendBack, State::Returned, Some(notice), Some(words.comment))])
}

/// Takes the report back to its owner at his own wish.
pub(super) fn recall(mut case: Case<'_>, body: Body<()>) -> Result<Vec<Event>, Rejection> {
    let reviewed = case.report.state.step().is_some_and(|step| step.kind.performer() == Performer::Processor);
    if reviewed && case.context.through == Through::V1 {
        // The page of v1.1 leaves out reports that wait for a processor.
        return Err(Rejection::IllegalAtStatus { command: case.command, status: case.report.status() });
    }
    body.map_err(Rejection::Invalid)?;
    let notice = employee_notice(&mut case, RECALL_CODE)?;
    Ok(vec![case.moved(Action::Recall, State::Returned, Some(notice), None)])
}

/// Puts the report on hold; nobody is told.
pub(super) fn hold(case: Case<'_>) -> Vec<Event> {
    let to = match case.report.state.clone() {
        State::AtStep { submission, step, .. } => State::AtStep { submission, step, on_hold: true },
        State::Processing { submission, step, extracted, .. } => {
            State::Processing { submission, step, extracted, payment: Processing::OnHold }
        }
        elsewhere => elsewhere,
    };
    vec![case.moved(Action::Hold, to, None, None)]
}

/// Lets the report go on: where it was put on hold, or into the first step of its workflow.
pub(super) fn release(case: Case<'_>) -> Result<Vec<Event>, Rejection> {
    match case.report.state.clone() {
        State::Held(hold, submission) => go_on(case, hold, submission, Action::Release).map(|event| vec![event]),
        State::AtStep { submission, step, .. } => {
            let to = State::AtStep { submission, step, on_hold: false };
            Ok(vec![case.moved(Action::Release, to, None, None)])
        }
        State::Processing { submission, step, extracted, .. } => {
            let to = State::Processing { submission, step, extracted, payment: Processing::UnderWay };
            Ok(vec![case.moved(Action::Release, to, None, None)])
        }
        elsewhere => Ok(vec![case.moved(Action::Release, elsewhere, None, None)]),
    }
}

/// On from a hold; the first step is announced as it is configured.
pub(super) fn go_on(
    mut case: Case<'_>,
    passed: Hold,
    submission: Submission,
    action: Action,
) -> Result<Event, Rejection> {
    let policy = case.policy()?;
    let to = start(&mut case, &policy, submission, Some(passed));
    let notice = notice(&policy, &to, false);
    Ok(case.moved(action, to, notice, None))
}

/// The submit and the step that a report is in. The status table lets nothing else come here.
fn at_step(case: &Case<'_>) -> Result<(Submission, CurrentStep), Rejection> {
    let state = &case.report.state;
    state.submission().cloned().zip(state.step().cloned()).ok_or_else(|| match case.actor.caller {
        Caller::User(user) => Rejection::AlreadyActed { user, status: case.report.status() },
        Caller::Company | Caller::Clock => Rejection::NotASystemStep { step: String::new() },
    })
}

/// Which parts of the step this caller approves.
fn parts_to_approve(case: &Case<'_>, step: &CurrentStep) -> Result<Vec<StepInstanceId>, Rejection> {
    let performer = step.kind.performer();
    let waiting = step.pending();
    match (case.actor.caller, case.by.user) {
        // A user in nobody's name is an administrator who acts for the system.
        (Caller::Company, _) | (Caller::User(_), None) if performer == Performer::System => {
            Ok(waiting.map(|i| i.id).collect())
        }
        (Caller::Company | Caller::Clock, _) => Err(Rejection::NotASystemStep { step: step.code.to_string() }),
        (Caller::User(caller), by) => {
            let user = by.unwrap_or(caller);
            let is_his = |assignee: Option<_>| match assignee {
                Some(assignee) => assignee == user,
                None => performer == Performer::Processor && is_processor(case),
            };
            let his: Vec<_> = waiting.filter(|i| is_his(i.assignee)).map(|i| i.id).collect();
            if his.is_empty() {
                return Err(Rejection::AlreadyActed { user, status: case.report.status() });
            }
            Ok(his)
        }
    }
}

fn may_send_back(case: &Case<'_>, step: &CurrentStep) -> Result<(), Rejection> {
    match case.actor.caller {
        Caller::User(_) if step.kind == StepKind::ProcessingPayment && is_processor(case) => Ok(()),
        Caller::User(_) | Caller::Company | Caller::Clock => parts_to_approve(case, step).map(|_| ()),
    }
}

fn is_processor(case: &Case<'_>) -> bool {
    let user = case.by.user.and_then(|user| case.world.user(user));
    case.by.delegate.is_none() && user.is_some_and(|u| u.roles.processor)
}

/// A stale idea of the step is refused, so that nobody approves what he has not seen.
fn check_expected(expected: &ExpectedStep, step: &CurrentStep) -> Result<(), Rejection> {
    if let Some(code) = expected.code.as_ref().filter(|code| ***code != *step.code) {
        return Err(Rejection::StepCodeMismatch { expected: brief(code.clone()), actual: step.code.to_string() });
    }
    if let Some(sequence) = expected.sequence.as_ref().filter(|s| s.trim() != step.sequence().to_string()) {
        return Err(Rejection::StepSequenceMismatch { expected: brief(sequence.clone()), actual: step.sequence() });
    }
    Ok(())
}

/// A status asked for has to be the one that follows (inferred: see `docs/fidelity.md`).
fn check_status(approval: &Approval, actual: Status) -> Result<(), Rejection> {
    match &approval.status {
        Some(status) if status != PLAIN_APPROVAL && status != actual.approval.code() => {
            Err(Rejection::StatusMismatch { expected: brief(status.clone()), actual })
        }
        Some(_) | None => Ok(()),
    }
}

fn check_length(field: &str, text: &str) -> Result<(), Rejection> {
    if text.chars().count() > comment::LONGEST {
        let message = format!("has more than {} characters", comment::LONGEST);
        return Err(Rejection::Invalid(vec![Fault::new(field, message)]));
    }
    Ok(())
}

/// After a send back or a recall the report is at the employee's own step (inferred).
fn employee_notice(case: &mut Case<'_>, code: &str) -> Result<Notice, Rejection> {
    Ok(Notice {
        step_code: Some(code.into()),
        process: case.policy()?.workflow.process_id,
        role: EMPLOYEE_ROLE.into(),
        instances: vec![(StepInstanceId::from_bytes(case.context.bytes()), Some(case.report.owner))],
    })
}
