//! Comments and exceptions, between the wire and core.

use std::collections::HashMap;
use std::sync::Arc;

use crate::api::expense_v4::wire::remarks as wire;
use crate::core::comment::{Comment, with_latest};
use crate::core::exception::{Exception, NewException, Standing, Visibility};
use crate::core::ids::{ExpenseId, UserId};
use crate::core::rejection::{Body, Fault};
use crate::core::user::User;

/// People by who they are.
pub type People = HashMap<UserId, Arc<User>>;

/// A comment to be, or what it is changed to.
pub fn comment_text(body: Body<wire::CommentText>) -> Body<String> {
    let wire::CommentText { comment } = body?;
    Ok(comment.unwrap_or_default())
}

/// What was said of a report as a whole, or of one of its expenses.
pub fn comments<'a>(
    comments: &'a [Comment],
    on: Option<ExpenseId>,
    people: &'a People,
) -> impl Iterator<Item = wire::CommentDetails<'a>> {
    with_latest(comments).into_iter().map(move |(comment, is_latest)| {
        let Comment { at, author, created_for, step, is_auditors, text } = comment;
        wire::CommentDetails {
            author: commenter(*author, people),
            comment: text,
            created_for_employee: commenter(*created_for, people),
            created_for_employee_id: created_for.map(|user| user.to_string()),
            creation_date: *at,
            expense_id: on.map(|id| id.to_string()),
            is_auditor_comment: *is_auditors,
            is_latest,
            step_instance_id: step.map(|id| id.to_string()),
        }
    })
}

fn commenter(user: Option<UserId>, people: &People) -> wire::Commenter<'_> {
    let Some(id) = user else { return wire::Commenter::default() };
    let employee_id = people.get(&id).map(|user| user.employee_id.as_str());
    wire::Commenter { employee_id, employee_uuid: Some(id.to_string()) }
}

/// An exception to put.
pub fn new_exception(body: Body<wire::ExceptionRequest>) -> Body<NewException> {
    let wire::ExceptionRequest { exception_code, exception_visibility } = body?;
    match (exception_code, exception_visibility) {
        (Some(code), Some(visibility)) => Ok(NewException { code, visibility: visibility.into() }),
        (code, visibility) => {
            let missing = [("exceptionCode", code.is_none()), ("exceptionVisibility", visibility.is_none())];
            let faults = missing.into_iter().filter(|(_, is_missing)| *is_missing);
            Err(faults.map(|(field, _)| Fault::new(field, "is required")).collect())
        }
    }
}

/// An exception, and where it stands.
pub fn exception(standing: Standing<'_>) -> wire::ReportException {
    let Standing { exception, expense, parent, allocation } = standing;
    let Exception { code, message, blocks_submit, visibility, is_from_api: _ } = exception.into_owned();
    wire::ReportException {
        exception_code: code,
        exception_visibility: visibility.into(),
        is_blocking: blocks_submit,
        message,
        allocation_id: allocation.map(|id| id.to_string()),
        expense_id: expense.map(|id| id.to_string()),
        parent_expense_id: parent.map(|id| id.to_string()),
    }
}

impl From<wire::ExceptionVisibility> for Visibility {
    fn from(visibility: wire::ExceptionVisibility) -> Self {
        match visibility {
            wire::ExceptionVisibility::All => Self::All,
            wire::ExceptionVisibility::ApproverProcessor => Self::ApproverProcessor,
            wire::ExceptionVisibility::Processor => Self::Processor,
        }
    }
}

impl From<Visibility> for wire::ExceptionVisibility {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::All => Self::All,
            Visibility::ApproverProcessor => Self::ApproverProcessor,
            Visibility::Processor => Self::Processor,
        }
    }
}
