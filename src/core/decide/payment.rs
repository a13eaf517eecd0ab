//! Extraction, confirmation and payment: the end of a report's life.

use super::Case;
use super::steps::notice;
use crate::core::event::{Action, Change, Event, Notice};
use crate::core::ids::StepInstanceId;
use crate::core::rejection::Rejection;
use crate::core::report::{Processing, State, Submission};
use crate::core::workflow::StepKind;

/// An approval at processing payment pays, but only what was extracted.
pub(super) fn require_extracted(case: &Case<'_>) -> Result<(), Rejection> {
    match case.report.state {
        State::Processing { extracted: false, .. } => Err(Rejection::NotExtracted),
        _ => Ok(()),
    }
}

/// A financial system has booked the report: it is paid, extracted or not.
pub(super) fn integrated(mut case: Case<'_>) -> Vec<Event> {
    let Some(submission) = case.report.state.submission().cloned() else { return Vec::new() };
    vec![paid(&mut case, Action::MarkIntegrated, submission, None)]
}

/// The entries are extracted.
pub(super) fn extracted(case: Case<'_>) -> Result<Vec<Event>, Rejection> {
    match case.report.state {
        State::Processing { extracted: true, .. } => Err(Rejection::AlreadyExtracted),
        _ => Ok(vec![case.event(Change::Extracted)]),
    }
}

/// Payment is confirmed; announced as processing payment is.
pub(super) fn confirmed(case: Case<'_>) -> Vec<Event> {
    let State::Processing { submission, step, extracted, .. } = case.report.state.clone() else { return Vec::new() };
    let to = State::Processing { submission, step, extracted, payment: Processing::Confirmed };
    let notice = case.policy().ok().and_then(|policy| notice(&policy, &to, false));
    vec![case.moved(Action::ConfirmPayment, to, notice, None)]
}

/// Paid, which is always announced.
pub(super) fn paid(case: &mut Case<'_>, action: Action, submission: Submission, words: Option<String>) -> Event {
    let instance = StepInstanceId::from_bytes(case.context.bytes());
    let notice = case.policy().ok().map(|policy| Notice {
        step_code: Some(policy.workflow.paid_code.as_str().into()),
        process: policy.workflow.process_id,
        role: StepKind::ProcessingPayment.role().into(),
        instances: vec![(instance, None)],
    });
    let to = State::Paid { submission, at: case.context.now };
    case.moved(action, to, notice, words)
}
