//! Workflow actions.

use crate::api::expense_v1::wire::actions::WorkflowAction;
use crate::core::command::{Approval, Deed, ExpectedStep, SendBack};
use crate::core::rejection::{Body, Fault};

/// What a caller wants done with a report at its step.
#[derive(Debug)]
pub struct Action {
    /// The command that it is.
    pub deed: Deed,
    /// Whether it is a send back that does not say why, which the family answers as a failure.
    pub lacks_comment: bool,
}

/// An action as the rules have it. Of a wrong body it is not known which it is; an approval stands for it.
pub fn action(body: Body<WorkflowAction>) -> Action {
    let (deed, lacks_comment) = match body {
        Ok(WorkflowAction { action, comment }) => {
            let comment = comment.filter(|words| !words.trim().is_empty());
            let is = |name: &str| action.trim().eq_ignore_ascii_case(name);
            if is("Approve") {
                (Deed::Approve(Ok(Approval { comment, ..Approval::default() })), false)
            } else if is("Send Back to Employee") {
                let lacks_comment = comment.is_none();
                let comment = comment.unwrap_or_default();
                (Deed::SendBack(Ok(SendBack { comment, expected: ExpectedStep::default() })), lacks_comment)
            } else if is("Recall to Employee") {
                (Deed::Recall(Ok(())), false)
            } else {
                let message = "has to be Approve, Send Back to Employee or Recall to Employee";
                (Deed::Approve(Err(vec![Fault::new("Action", message)])), false)
            }
        }
        Err(faults) => (Deed::Approve(Err(faults)), false),
    };
    Action { deed, lacks_comment }
}
