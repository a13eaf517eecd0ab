//! Finding reports by status, owner and date: a page costs what is on it, however many reports there are.
//!
//! Reports stand in order of a moment (created, or submitted) and their ID, once for everyone and once for each owner, and in
//! each of the two apart by status. A search merges the few orders that its statuses leave. A report that is created or
//! submitted meanwhile comes before those that are there, so that whoever goes on from a [`Position`] meets each of the others
//! exactly once.

mod hands;
mod orders;
mod query;

use std::collections::BTreeSet;
use std::iter;
use std::ops::Bound::{Excluded, Included};

pub use query::{Position, ReportQuery, Span};

use self::hands::Hands;
use self::orders::{END, FIRST, LAST, Orders, sound};
use self::query::{approver, approvers};
use super::Timestamp;
use super::ids::{ReportId, UserId};
use super::report::Report;
use super::status::Status;

/// Positions of all reports; `World` keeps it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ReportIndex {
    by_creation: Orders,
    by_submission: Orders,
    by_change: BTreeSet<Position>,
    /// Who approved what; with it some that have forgotten it.
    approvals: Hands,
    /// For whom what waits.
    queues: Hands,
}

/// What the index says of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    id: ReportId,
    owner: UserId,
    status: Status,
    created: Timestamp,
    submitted: Option<Timestamp>,
    changed: Timestamp,
}

impl Place {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            id: report.id,
            owner: report.owner,
            status: report.status(),
            created: report.created_at,
            submitted: report.submitted_at(),
            changed: report.modified_at,
        }
    }

    fn change(&self) -> Position {
        Position { at: self.changed, report: self.id }
    }
}

impl ReportIndex {
    pub(super) fn enter(&mut self, place: Place) {
        self.by_change.insert(place.change());
        for (orders, position) in self.orders(place) {
            orders.everyones.0.insert(((), place.status, position));
            orders.owners.0.insert((place.owner, place.status, position));
        }
    }

    pub(super) fn withdraw(&mut self, place: Place) {
        self.by_change.remove(&place.change());
        for (orders, position) in self.orders(place) {
            orders.everyones.0.remove(&((), place.status, position));
            orders.owners.0.remove(&(place.owner, place.status, position));
        }
    }

    /// A report that was here is there now.
    pub(super) fn renew(&mut self, before: Place, after: Place) {
        let moved = Place { changed: after.changed, ..before };
        if moved != after {
            self.withdraw(before);
            self.enter(after);
        } else if before != after {
            self.by_change.remove(&before.change());
            self.by_change.insert(after.change());
        }
    }

    /// A report has come, with its history.
    pub(super) fn enter_approvals(&mut self, report: &Report) {
        self.approvals.enter(approvers(report), report);
    }

    /// Something happened to a report: if it was an approval, it is the last thing in its history.
    pub(super) fn renew_approvals(&mut self, report: &Report) {
        self.approvals.enter(report.history.back().and_then(approver).into_iter(), report);
    }

    /// A report has gone.
    pub(super) fn withdraw_approvals(&mut self, report: &Report) {
        self.approvals.withdraw(approvers(report), report);
    }

    /// A report waits for whom it says.
    pub(super) fn enter_queues(&mut self, report: &Report) {
        self.queues.enter(report.waits_for(), report);
    }

    /// A report that waited for whom it says does so no longer.
    pub(super) fn withdraw_queues(&mut self, report: &Report) {
        self.queues.withdraw(report.waits_for(), report);
    }

    /// The reports that wait for a user, the oldest first.
    pub(super) fn queue(&self, user: UserId) -> impl Iterator<Item = ReportId> {
        self.queues.of(user)
    }

    /// What a search by approver or by who handled it yields, in order of creation, but for everything else; none where it is another
    /// search, or in another order.
    pub(super) fn find_in_hands<'a>(
        &'a self,
        query: &ReportQuery<'_>,
    ) -> Option<Box<dyn Iterator<Item = Position> + 'a>> {
        if query.submitted.is_bounded() || query.is_by_change() {
            return None;
        }
        match (query.approver, query.handled_by) {
            (Some(approver), _) => Some(Box::new(self.queues.found(approver, query))),
            (None, Some(user)) => Some(Box::new(self.queues.find_in_either(&self.approvals, user, query))),
            (None, None) => None,
        }
    }

    /// The reports in somebody's hands, as [`find_in_hands`](Self::find_in_hands) has them, in no order.
    pub(super) fn in_hands(&self, query: &ReportQuery<'_>) -> BTreeSet<ReportId> {
        match (query.approver, query.handled_by) {
            (Some(approver), _) => self.queues.of(approver).collect(),
            (None, Some(user)) => self.queues.of(user).chain(self.approvals.of(user)).collect(),
            (None, None) => BTreeSet::new(),
        }
    }

    /// Those that a search yields, but for the approvers and for the dates that it is not in the order of; where it is in the order of
    /// the last changes, but for everything else.
    pub(super) fn find<'a>(&'a self, query: &ReportQuery<'_>) -> Box<dyn Iterator<Item = ReportId> + 'a> {
        if query.is_by_change() {
            let lower = match query.changed.after {
                Some(after) => Excluded(Position { at: after, report: LAST }),
                None => Included(FIRST),
            };
            let before = query.changed.before.map(|at| Position { at, report: ReportId::NOTHING });
            let upper = before.into_iter().chain(query.behind).min().unwrap_or(END);
            let found = sound(lower, upper).map(|range| self.by_change.range(range).rev());
            return Box::new(found.into_iter().flatten().map(|position| position.report));
        }
        let (orders, span) = if query.submitted.is_bounded() {
            (&self.by_submission, query.submitted)
        } else {
            (&self.by_creation, query.created)
        };
        match query.owner {
            Some(owner) => Box::new(orders.owners.find(owner, query, span)),
            None => Box::new(orders.everyones.find((), query, span)),
        }
    }

    fn orders(&mut self, place: Place) -> impl Iterator<Item = (&mut Orders, Position)> {
        let position = |at| Position { at, report: place.id };
        let submitted = place.submitted.map(|at| (&mut self.by_submission, position(at)));
        iter::once((&mut self.by_creation, position(place.created))).chain(submitted)
    }
}
