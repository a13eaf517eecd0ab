//! Reports in order of a moment, apart by whose they are and by status.

use std::collections::BTreeSet;
use std::collections::btree_set::Range;
use std::iter::{Peekable, Rev};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

use super::query::{Position, ReportQuery, Span};
use crate::core::Timestamp;
use crate::core::ids::{ReportId, UserId};
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};

/// The same reports twice: all of them, and each owner's by themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Orders {
    pub(super) everyones: Order<()>,
    pub(super) owners: Order<UserId>,
}

/// By whose they are, then status, then position. One flat set takes far less memory than one for each owner and status.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order<K>(pub(super) BTreeSet<(K, Status, Position)>);

// Derived, it would ask the key for a default.
impl<K> Default for Order<K> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<K: Copy + Ord> Order<K> {
    pub(super) fn find(&self, key: K, query: &ReportQuery<'_>, span: Span) -> Merged<'_, K> {
        let statuses = self.statuses(key).filter(|status| query.is_at(*status));
        let run = |status| {
            let lower = match span.after {
                Some(after) => Excluded((key, status, Position { at: after, report: LAST })),
                None => Included((key, status, FIRST)),
            };
            let before = span.before.map(|at| Position { at, report: ReportId::NOTHING });
            let upper = before.into_iter().chain(query.behind).min().unwrap_or(END);
            Some(self.0.range(sound(lower, (key, status, upper))?).rev().peekable())
        };
        Merged { runs: statuses.filter_map(run).collect() }
    }

    /// The statuses that there are, each found from the one before.
    fn statuses(&self, key: K) -> impl Iterator<Item = Status> {
        const LOWEST: Status = Status { approval: ApprovalStatus::NotSubmitted, payment: PaymentStatus::NotPaid };
        let next = move |from: Bound<(K, Status, Position)>| {
            let (whose, status, _) = self.0.range((from, Unbounded)).next()?;
            (*whose == key).then_some(*status)
        };
        let first = next(Included((key, LOWEST, FIRST)));
        std::iter::successors(first, move |status| next(Excluded((key, *status, END))))
    }
}

pub(super) const LAST: ReportId = ReportId::from_bytes([0xFF; ReportId::BYTES]);
pub(super) const FIRST: Position = Position { at: Timestamp::MIN_UTC, report: ReportId::NOTHING };
pub(super) const END: Position = Position { at: Timestamp::MAX_UTC, report: LAST };

/// A range that ends before `end`; none where it would be empty, which sets do not take.
pub(super) fn sound<T: Ord>(lower: Bound<T>, end: T) -> Option<(Bound<T>, Bound<T>)> {
    match &lower {
        Included(start) | Excluded(start) if *start < end => Some((lower, Excluded(end))),
        _ => None,
    }
}

/// The reports at one status, the newest first.
type Run<'a, K> = Peekable<Rev<Range<'a, (K, Status, Position)>>>;

/// Several runs as one, the newest first.
pub(super) struct Merged<'a, K> {
    runs: Vec<Run<'a, K>>,
}

impl<K> Iterator for Merged<'_, K> {
    type Item = ReportId;

    fn next(&mut self) -> Option<ReportId> {
        let heads = self.runs.iter_mut().enumerate();
        let heads = heads.filter_map(|(run, places)| places.peek().map(|(.., position)| (*position, run)));
        let (position, run) = heads.max()?;
        self.runs.get_mut(run)?.next();
        Some(position.report)
    }
}
