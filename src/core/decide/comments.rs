//! Saying something of a report or an expense, and changing or taking back what one said last.

use std::sync::Arc;

use super::Case;
use crate::core::comment::{self, Comment, LONGEST, MOST};
use crate::core::event::{Change, Event};
use crate::core::expense::Expense;
use crate::core::ids::ExpenseId;
use crate::core::rejection::{Body, Fault, Rejection};

/// Adds a comment.
pub(super) fn add(case: Case<'_>, on: Option<ExpenseId>, body: Body<String>) -> Result<Vec<Event>, Rejection> {
    let mut comments = comments_of(&case, on)?.to_vec();
    let text = checked(body)?;
    if comments.len() >= MOST {
        return Err(Rejection::Invalid(vec![Fault::new(
            "comment",
            format!("there are {MOST} already, the most there can be"),
        )]));
    }
    comments.push(Comment::new(case.context.now, case.by, &case.report.state, text));
    changed(&case, on, comments)
}

/// Changes what the caller said last, which stays where and when it was said.
pub(super) fn change(case: Case<'_>, on: Option<ExpenseId>, body: Body<String>) -> Result<Vec<Event>, Rejection> {
    let (mut comments, place) = with_latest(&case, on)?;
    let text = checked(body)?;
    comments.iter_mut().skip(place).take(1).for_each(|latest| latest.text = Arc::clone(&text));
    changed(&case, on, comments)
}

/// Takes back what the caller said last.
pub(super) fn delete(case: Case<'_>, on: Option<ExpenseId>) -> Result<Vec<Event>, Rejection> {
    let (mut comments, place) = with_latest(&case, on)?;
    comments.remove(place);
    changed(&case, on, comments)
}

/// What was said so far of the report as a whole, or of an expense.
fn comments_of<'a>(case: &Case<'a>, on: Option<ExpenseId>) -> Result<&'a [Comment], Rejection> {
    match on {
        None => Ok(&case.report.comments),
        Some(expense) => Ok(&case.report.expense(expense).ok_or(Rejection::ExpenseNotFound)?.comments),
    }
}

/// The same, to be changed, with the place of what the caller said last.
fn with_latest(case: &Case<'_>, on: Option<ExpenseId>) -> Result<(Vec<Comment>, usize), Rejection> {
    let comments = comments_of(case, on)?;
    let place = comment::latest_by(comments, case.by).ok_or(Rejection::CommentNotFound)?;
    Ok((comments.to_vec(), place))
}

fn checked(body: Body<String>) -> Result<Arc<str>, Rejection> {
    let text = body.map_err(Rejection::Invalid)?;
    let fault = |message: String| Err(Rejection::Invalid(vec![Fault::new("comment", message)]));
    if text.trim().is_empty() {
        return fault("is required".to_owned());
    }
    if text.chars().count() > LONGEST {
        return fault(format!("has more than {LONGEST} characters"));
    }
    Ok(text.into())
}

fn changed(case: &Case<'_>, on: Option<ExpenseId>, comments: Vec<Comment>) -> Result<Vec<Event>, Rejection> {
    let change = match on {
        None => Change::CommentsChanged(comments),
        Some(expense) => Change::ExpenseChanged(Arc::new(Expense { comments, ..case.expense(expense)? })),
    };
    Ok(vec![case.event(change)])
}
