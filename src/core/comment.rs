//! Comments on a report and on its expenses.
//!
//! Facts: the Comments v4 page, and the length from v4's contract.

use std::collections::HashSet;
use std::sync::Arc;

use super::Timestamp;
use super::event::Acting;
use super::ids::{StepInstanceId, UserId};
use super::report::State;

/// The longest comment, in characters (`maxLength` of the v4 contract).
pub const LONGEST: usize = 2000;

/// How many comments a report holds at most, and each of its expenses.
pub const MOST: usize = 1_000;

/// What someone wrote on a report or an expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the company or the system did.
    pub author: Option<UserId>,
    /// For whom: another than the author only where a delegate wrote; nobody where the company or the system did.
    pub created_for: Option<UserId>,
    /// The part of the workflow step that the report was at; none where it was with its owner.
    pub step: Option<StepInstanceId>,
    /// Whether an auditor wrote it; scenarios only.
    pub is_auditors: bool,
    /// What.
    pub text: Arc<str>,
}

impl Comment {
    /// What someone says of a report that is where `state` says.
    pub fn new(at: Timestamp, by: Acting, state: &State, text: Arc<str>) -> Self {
        let instances = state.step().map_or(&[][..], |step| &step.instances);
        // The speaker's own part of the step, where he has one.
        let his = instances.iter().find(|i| i.assignee.is_some() && i.assignee == by.user);
        Self {
            at,
            author: by.delegate.or(by.user),
            created_for: by.user,
            step: his.or(instances.first()).map(|i| i.id),
            is_auditors: false,
            text,
        }
    }

    /// Whether it was written by the same one, for the same one.
    pub fn is_by(&self, by: Acting) -> bool {
        self.voice() == (by.delegate.or(by.user), by.user)
    }

    fn voice(&self) -> (Option<UserId>, Option<UserId>) {
        (self.author, self.created_for)
    }
}

/// The place of the last comment of someone's in a list, oldest first; none where he said nothing.
pub fn latest_by(comments: &[Comment], by: Acting) -> Option<usize> {
    comments.iter().rposition(|comment| comment.is_by(by))
}

/// Every comment of a list, oldest first, each with whether it is its author's latest there.
pub fn with_latest(comments: &[Comment]) -> Vec<(&Comment, bool)> {
    let mut voices = HashSet::new();
    let mut marked: Vec<_> = comments.iter().rev().map(|comment| (comment, voices.insert(comment.voice()))).collect();
    marked.reverse();
    marked
}
