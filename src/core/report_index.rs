//! Finding reports by status, owner and date: a page costs what is on it, however many reports there are.
//!
//! Reports stand in order of a moment (created, or submitted) and their ID, once for everyone and once for each owner, and in
//! each of the two apart by status. A search merges the few orders that its statuses leave. A report that is created or
//! submitted meanwhile comes before those that are there, so that whoever goes on from a [`Position`] meets each of the others
//! exactly once.

use std::collections::BTreeSet;
use std::collections::btree_set::Range;
use std::iter::{Peekable, Rev};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

use super::Timestamp;
use super::event::Action;
use super::ids::{ReportId, UserId};
use super::report::{Occurrence, Report};
use super::status::{ApprovalStatus, PaymentStatus, Status};

/// Where a report stands in an order: by the moment, then by its ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// When it was created, or where a search is by submit date, when it was submitted.
    pub at: Timestamp,
    /// Which report.
    pub report: ReportId,
}

impl Position {
    /// How many bytes one is written in.
    pub const BYTES: usize = 8 + 4 + ReportId::BYTES;

    /// Its bytes, for those who hand it out.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let (seconds, rest) = bytes.split_at_mut(8);
        seconds.copy_from_slice(&self.at.timestamp().to_be_bytes());
        let (nanoseconds, id) = rest.split_at_mut(4);
        nanoseconds.copy_from_slice(&self.at.timestamp_subsec_nanos().to_be_bytes());
        id.copy_from_slice(self.report.as_bytes());
        bytes
    }

    /// The one with these bytes; none where they name no moment.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Option<Self> {
        let (seconds, rest) = bytes.split_first_chunk()?;
        let (nanoseconds, id) = rest.split_first_chunk()?;
        let at = Timestamp::from_timestamp(i64::from_be_bytes(*seconds), u32::from_be_bytes(*nanoseconds))?;
        Some(Self { at, report: ReportId::from_bytes(*id.first_chunk()?) })
    }
}

/// A span of time; both ends lie outside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// Only what is later; everything from the beginning where none is given.
    pub after: Option<Timestamp>,
    /// Only what is earlier; everything up to the end where none is given.
    pub before: Option<Timestamp>,
}

/// Which reports are sought. The newest come first: by submit date where the search is bounded by it, else by the last
/// change where it is bounded by that, else by creation.
///
/// `..ReportQuery::default()` seeks all of them. Whatever else a caller filters by, he filters of what this yields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReportQuery<'a> {
    /// Whose; everyone's where nobody is named.
    pub owner: Option<UserId>,
    /// Waiting for this approver now.
    pub approver: Option<UserId>,
    /// At one of these; at any where none is named.
    pub approval: &'a [ApprovalStatus],
    /// At one of these; at any where none is named.
    pub payment: &'a [PaymentStatus],
    /// Created then.
    pub created: Span,
    /// Submitted then, the last time, and not returned since.
    pub submitted: Span,
    /// Last changed then. Where nothing else bounds the order, that is the order: the last one changed comes first, and whoever goes
    /// on from a position does not meet what changed meanwhile.
    pub changed: Span,
    /// Waiting for this approver now, or approved by him, as far as its history goes.
    pub handled_by: Option<UserId>,
    /// Only what comes behind this position, which the same search yielded before.
    pub behind: Option<Position>,
}

/// Positions of all reports; `World` keeps it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ReportIndex {
    by_creation: Orders,
    by_submission: Orders,
    by_change: BTreeSet<Position>,
    /// Who approved what.
    approvals: BTreeSet<(UserId, ReportId)>,
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

/// The same reports twice: all of them, and each owner's by themselves.
#[derive(Debug, Clone, Default, PartialEq)]
struct Orders {
    everyones: Order<()>,
    owners: Order<UserId>,
}

/// By whose they are, then status, then position. One flat set takes far less memory than one for each owner and status.
#[derive(Debug, Clone, PartialEq)]
struct Order<K>(BTreeSet<(K, Status, Position)>);

impl Span {
    /// Whether a moment lies in it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.after.is_none_or(|after| at > after) && self.before.is_none_or(|before| at < before)
    }

    fn is_bounded(&self) -> bool {
        self.after.is_some() || self.before.is_some()
    }
}

impl ReportQuery<'_> {
    /// Whether it yields this report; where it goes on from is left out of account.
    pub fn fits(&self, report: &Report) -> bool {
        let submitted = report.submitted_at();
        let approvers = || report.waits_for();
        self.owner.is_none_or(|owner| owner == report.owner)
            && self.approver.is_none_or(|approver| approvers().any(|user| user == approver))
            && self.handled_by.is_none_or(|user| approvers().any(|other| other == user) || was_approved(report, user))
            && self.is_at(report.status())
            && self.changed.contains(report.modified_at)
            && self.created.contains(report.created_at)
            && (!self.submitted.is_bounded() || submitted.is_some_and(|at| self.submitted.contains(at)))
    }

    /// Where a report stands in the order of this search.
    pub fn position_of(&self, report: &Report) -> Position {
        let submitted = report.submitted_at().filter(|_| self.submitted.is_bounded());
        let other = if self.is_by_change() { report.modified_at } else { report.created_at };
        Position { at: submitted.unwrap_or(other), report: report.id }
    }

    /// Whether the order is that of the last changes.
    pub(super) fn is_by_change(&self) -> bool {
        self.changed.is_bounded() && !self.submitted.is_bounded()
    }

    /// Whether a report comes behind where the search goes on from.
    pub(super) fn is_ahead(&self, report: &Report) -> bool {
        self.behind.is_none_or(|behind| self.position_of(report) < behind)
    }

    fn is_at(&self, Status { approval, payment }: Status) -> bool {
        (self.approval.is_empty() || self.approval.contains(&approval))
            && (self.payment.is_empty() || self.payment.contains(&payment))
    }
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
        self.approvals.extend(approvers(report).map(|user| (user, report.id)));
    }

    /// Something happened to a report: if it was an approval, it is the last thing in its history.
    pub(super) fn renew_approvals(&mut self, report: &Report) {
        self.approvals.extend(report.history.back().and_then(approver).map(|user| (user, report.id)));
    }

    /// A report has gone.
    pub(super) fn withdraw_approvals(&mut self, report: &Report) {
        for user in approvers(report) {
            self.approvals.remove(&(user, report.id));
        }
    }

    /// The reports that a user approved; with them some that are gone or have forgotten it.
    pub(super) fn approved_by(&self, user: UserId) -> impl Iterator<Item = ReportId> {
        let first = ReportId::NOTHING;
        self.approvals.range((user, first)..=(user, LAST)).map(|(_, report)| *report)
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
        std::iter::once((&mut self.by_creation, position(place.created))).chain(submitted)
    }
}

fn approver(row: &Occurrence) -> Option<UserId> {
    row.by.user.filter(|_| row.action == Action::Approve)
}

fn approvers(report: &Report) -> impl Iterator<Item = UserId> {
    report.history.iter().filter_map(approver)
}

fn was_approved(report: &Report, user: UserId) -> bool {
    approvers(report).any(|approver| approver == user)
}

// Derived, it would ask the key for a default.
impl<K> Default for Order<K> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<K: Copy + Ord> Order<K> {
    fn find(&self, key: K, query: &ReportQuery<'_>, span: Span) -> Merged<'_, K> {
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

const LAST: ReportId = ReportId::from_bytes([0xFF; ReportId::BYTES]);
const FIRST: Position = Position { at: Timestamp::MIN_UTC, report: ReportId::NOTHING };
const END: Position = Position { at: Timestamp::MAX_UTC, report: LAST };

/// A range that ends before `end`; none where it would be empty, which sets do not take.
fn sound<T: Ord>(lower: Bound<T>, end: T) -> Option<(Bound<T>, Bound<T>)> {
    match &lower {
        Included(start) | Excluded(start) if *start < end => Some((lower, Excluded(end))),
        _ => None,
    }
}

/// The reports at one status, the newest first.
type Run<'a, K> = Peekable<Rev<Range<'a, (K, Status, Position)>>>;

/// Several runs as one, the newest first.
struct Merged<'a, K> {
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
