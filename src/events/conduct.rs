//! How a receiver behaves: what is noted of its answers, for the verdict on it.

use std::time::Duration;

use uuid::Uuid;

use super::attempt::Verdict;
use super::log::{Attempt, TIMED_OUT};
use super::mischief::Trick;
use super::raised::Raised;
use crate::core::Timestamp;

/// How long a receiver may take before it is called slow, in real time: "a few seconds at most", say the pages.
pub const SLOW: Duration = Duration::from_secs(3);

/// The same while the tenant's clock stands still, where two seconds stand for a minute.
pub const SLOW_WHILE_FROZEN: Duration = Duration::from_secs(1);

/// How many events are named for each thing found.
const EXAMPLES: usize = 10;

/// What is noted of a receiver since a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    /// Since when.
    pub since: Timestamp,
    /// How many posts were made.
    pub posts: u64,
    /// How many of them were acknowledged.
    pub acknowledged: u64,
    /// How many had a wrong signature and were not acknowledged, as they should not be.
    pub forgeries_refused: u64,
    /// Acknowledged too slowly, or not in time.
    pub slow: Evidence,
    /// Answered with a status that loses the event.
    pub lost: Evidence,
    /// Answered with a redirect, which loses the event, too.
    pub redirected: Evidence,
    /// Acknowledged in spite of a wrong signature.
    pub forgeries_accepted: Evidence,
    /// Not answered, or not with HTTP.
    pub broken: Evidence,
    /// Asked for another attempt.
    pub put_off: Evidence,
    /// Not acknowledged until it was too old.
    pub expired: Evidence,
}

/// How often something was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How often.
    pub count: u64,
    /// The first events that it was seen with.
    pub events: Vec<Uuid>,
}

impl Evidence {
    /// Adds an event that it was seen with.
    pub fn add(&mut self, event: Uuid) {
        self.count += 1;
        if self.events.len() < EXAMPLES && !self.events.contains(&event) {
            self.events.push(event);
        }
    }
}

impl Conduct {
    /// Nothing is known yet.
    pub fn new(since: Timestamp) -> Self {
        Self {
            since,
            posts: 0,
            acknowledged: 0,
            forgeries_refused: 0,
            slow: Evidence::default(),
            lost: Evidence::default(),
            redirected: Evidence::default(),
            forgeries_accepted: Evidence::default(),
            broken: Evidence::default(),
            put_off: Evidence::default(),
            expired: Evidence::default(),
        }
    }

    /// Notes what became of a post.
    pub(super) fn note(&mut self, raised: &Raised, attempt: &Attempt, verdict: Verdict, frozen: bool) {
        let is_forged = attempt.trick == Trick::WrongSignature;
        let late = attempt.error.as_deref() == Some(TIMED_OUT);
        let slow = if frozen { SLOW_WHILE_FROZEN } else { SLOW };
        self.posts += 1;
        self.acknowledged += u64::from(verdict == Verdict::Delivered);
        if late || (verdict == Verdict::Delivered && attempt.took > slow) {
            self.slow.add(raised.id());
        }
        if attempt.error.is_some() && !late {
            self.broken.add(raised.id());
        }
        match (verdict, attempt.status) {
            (Verdict::Delivered, _) if is_forged => self.forgeries_accepted.add(raised.id()),
            // Whatever else a receiver answers to that is right.
            _ if is_forged => self.forgeries_refused += 1,
            (Verdict::Rejected, Some(300..=399)) => self.redirected.add(raised.id()),
            (Verdict::Rejected, _) => self.lost.add(raised.id()),
            (Verdict::Retry, Some(_)) if attempt.error.is_none() => self.put_off.add(raised.id()),
            (Verdict::Delivered | Verdict::Retry, _) => {}
        }
    }

    /// Notes that an event was given up.
    pub(super) fn gave_up(&mut self, raised: &Raised) {
        self.expired.add(raised.id());
    }
}
