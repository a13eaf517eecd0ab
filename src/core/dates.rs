//! When a report came to the places that APIs show dates of.

use super::Timestamp;
use super::event::Action;
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

    /// When its entries were extracted since the last submit; none where they were not, and where its history has become too long
    /// to say.
    pub fn extracted_at(&self) -> Option<Timestamp> {
        let since_submit = self.history.iter().rev().take_while(|row| row.action != Action::Submit);
        let is_there = matches!(self.state, State::Processing { extracted: true, .. } | State::Paid { .. });
        let row = since_submit.filter(|_| is_there).find(|row| row.action == Action::MarkExtracted);
        row.map(|row| row.at)
    }

    /// The key of the extract that it was in, and of the payment batch that closed with it: reports that were extracted together have
    /// the same one (inferred). None where it was in none.
    pub fn extract_key(&self) -> Option<String> {
        self.extracted_at().map(|at| at.timestamp().to_string())
    }

    /// When it was paid, if it was.
    pub fn paid_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Paid { at, .. } => Some(*at),
            _ => None,
        }
    }
}
