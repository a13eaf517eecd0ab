//! How an action that the rules refuse is worded: why, and what can be done instead.

use super::ActionKind;
use crate::control::reports::legal_actions;
use crate::control::{ControlError, ErrorKind};
use crate::core::report::Report;
use crate::core::{Rejection, Timestamp, World};

/// What there is to do instead of an action that is refused: who can do it, else what comes before it.
pub(super) fn instead(world: &World, report: &Report, tried: ActionKind, now: Timestamp) -> String {
    let legal = legal_actions(world, report, now);
    let (same, others): (Vec<_>, Vec<_>) =
        legal.into_iter().filter(|legal| legal.through.is_none()).partition(|legal| legal.action == tried.name());
    let status = report.status();
    if !same.is_empty() {
        let by: Vec<_> = same.iter().map(|legal| legal.by.as_str()).collect();
        return format!("; at {status} it is for {} to {}", by.join(", "), tried.name());
    }
    let said: Vec<_> = others
        .chunk_by(|one, other| one.action == other.action)
        .filter_map(|same| Some(format!("{} by {}", same.first()?.action, same.first()?.by)))
        .collect();
    if said.is_empty() {
        format!("; at {status} nothing can be done with it")
    } else {
        format!("; at {status} there can be done: {}", said.join(", "))
    }
}

/// A refusal by the rules, and what there is to do instead.
pub(super) fn refusal(rejection: Rejection, instead: &str) -> ControlError {
    let kind = match &rejection {
        Rejection::ReportNotFound
        | Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::TaxNotFound => ErrorKind::NotFound,
        Rejection::CommentNotFound | Rejection::ExceptionNotFound { .. } => ErrorKind::NotFound,
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => ErrorKind::Forbidden,
        Rejection::Invalid(_) | Rejection::RejectedExpensesNeedComment { .. } => ErrorKind::Invalid,
        Rejection::IllegalAtStatus { .. }
        | Rejection::AlreadySubmitted { .. }
        | Rejection::AlreadyActed { .. }
        | Rejection::NotASystemStep { .. }
        | Rejection::StepCodeMismatch { .. }
        | Rejection::StepSequenceMismatch { .. }
        | Rejection::StaleStep
        | Rejection::StatusMismatch { .. }
        | Rejection::NotExtracted
        | Rejection::AlreadyExtracted
        | Rejection::NoExpenses
        | Rejection::BlockingException { .. }
        | Rejection::NoManager { .. }
        | Rejection::NoNewEntries
        | Rejection::ExceptionNotDeletable { .. } => ErrorKind::Conflict,
    };
    let message = match kind {
        // What was sent is wrong, wherever the report is.
        ErrorKind::Invalid | ErrorKind::NotFound => rejection.to_string(),
        _ => format!("{rejection}{instead}"),
    };
    ControlError::new(kind, message).because(rejection)
}
