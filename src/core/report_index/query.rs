//! What is sought of reports, and where in an order they stand.

use crate::core::Timestamp;
use crate::core::event::Action;
use crate::core::ids::{ReportId, UserId};
use crate::core::report::{Occurrence, Report};
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};

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

impl Span {
    /// Whether a moment lies in it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.after.is_none_or(|after| at > after) && self.before.is_none_or(|before| at < before)
    }

    pub(super) fn is_bounded(&self) -> bool {
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
    pub(in crate::core) fn is_by_change(&self) -> bool {
        self.changed.is_bounded() && !self.submitted.is_bounded()
    }

    /// Whether a report comes behind where the search goes on from.
    pub(in crate::core) fn is_ahead(&self, report: &Report) -> bool {
        self.behind.is_none_or(|behind| self.position_of(report) < behind)
    }

    pub(super) fn is_at(&self, Status { approval, payment }: Status) -> bool {
        (self.approval.is_empty() || self.approval.contains(&approval))
            && (self.payment.is_empty() || self.payment.contains(&payment))
    }
}

/// Whose approval a row of a history tells of.
pub(super) fn approver(row: &Occurrence) -> Option<UserId> {
    row.by.user.filter(|_| row.action == Action::Approve)
}

/// Who approved a report, as far as its history goes.
pub(super) fn approvers(report: &Report) -> impl Iterator<Item = UserId> {
    report.history.iter().filter_map(approver)
}

fn was_approved(report: &Report, user: UserId) -> bool {
    approvers(report).any(|approver| approver == user)
}
