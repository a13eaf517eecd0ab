//! Reports by who has something to do with them: those that wait for a user, those that he approved; each in order of creation.

use std::collections::BTreeSet;
use std::iter::{self, Peekable};
use std::ops::Bound::{Excluded, Included};

use super::orders::{END, FIRST, LAST, sound};
use super::query::{Position, ReportQuery};
use crate::core::ids::{ReportId, UserId};
use crate::core::report::Report;

/// Reports by user, in order of creation. One flat set takes less memory than one for each user.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hands(BTreeSet<(UserId, Position)>);

impl Hands {
    pub(super) fn enter(&mut self, users: impl Iterator<Item = UserId>, report: &Report) {
        self.0.extend(users.map(|user| (user, place(report))));
    }

    pub(super) fn withdraw(&mut self, users: impl Iterator<Item = UserId>, report: &Report) {
        for user in users {
            self.0.remove(&(user, place(report)));
        }
    }

    /// All of a user, the oldest first.
    pub(super) fn of(&self, user: UserId) -> impl Iterator<Item = ReportId> {
        self.0.range((user, FIRST)..=(user, END)).map(|(_, position)| position.report)
    }

    /// Those of a user that were created when a search says and come behind where it goes on from, the newest first.
    pub(super) fn found<'a>(
        &'a self,
        user: UserId,
        query: &ReportQuery<'_>,
    ) -> Peekable<impl Iterator<Item = Position> + use<'a>> {
        let lower = match query.created.after {
            Some(after) => Excluded((user, Position { at: after, report: LAST })),
            None => Included((user, FIRST)),
        };
        let before = query.created.before.map(|at| Position { at, report: ReportId::NOTHING });
        let upper = before.into_iter().chain(query.behind).min().unwrap_or(END);
        let range = sound(lower, (user, upper)).map(|range| self.0.range(range).rev());
        range.into_iter().flatten().map(|(_, position)| *position).peekable()
    }

    /// The same of both, each once.
    pub(super) fn find_in_either<'a>(
        &'a self,
        other: &'a Self,
        user: UserId,
        query: &ReportQuery<'_>,
    ) -> impl Iterator<Item = Position> + use<'a> {
        let (mut mine, mut others) = (self.found(user, query), other.found(user, query));
        iter::from_fn(move || {
            let next = mine.peek().max(others.peek()).copied()?;
            mine.next_if_eq(&next);
            others.next_if_eq(&next);
            Some(next)
        })
    }
}

/// Neither part of it ever changes.
fn place(report: &Report) -> Position {
    Position { at: report.created_at, report: report.id }
}
