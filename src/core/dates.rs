//! When a report came to the places that APIs show dates of.

use super::Timestamp;
use super::report::{Report, State};
use super::status::ApprovalStatus;

impl Report {
    /// When it was last submitted; none before the first submit and after a return.
    pub fn submitted_at(&self) -> Option<Timestamp> {
        self.state.submission().map(|submission| submission.at)
    }

    /// When it was approved by all and came to processing payment; none before that. Of a paid one its history says, which may
    /// have become too long to.
    pub fn processing_since(&self) -> Option<Timestamp> {
        match &self.state {
            State::Processing { step, .. } => Some(step.entered_at),
            State::Paid { .. } => {
                let entered = |from, to| from != ApprovalStatus::Approved && to == ApprovalStatus::Approved;
                let row = self.history.iter().rev().find(|row| entered(row.from.approval, row.to.approval));
                row.map(|row| row.at)
            }
            State::NotSubmitted
            | State::Returned
            | State::Filed(_)
            | State::Held(..)
            | State::AtStep { .. }
            | State::Expired { .. } => None,
        }
    }

    /// When it was paid, if it was.
    pub fn paid_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Paid { at, .. } => Some(*at),
            _ => None,
        }
    }
}
