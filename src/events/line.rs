//! What runs for one subscription: its lanes, whether they stand still, and how its receiver has done.

use std::sync::Arc;

use chrono::Duration;

use super::attempt::Verdict;
use super::conduct::Conduct;
use super::lane::{Lane, LaneKey, Standing, Waiting};
use super::log::Attempt;
use super::mischief::{Mischief, Mischievous, Plan, Trick};
use super::raised::Raised;
use super::snapshot::SavedMischief;
use super::subscriptions::SubscriptionId;
use crate::core::Timestamp;

/// How long a subscription may go without a success before it is deleted.
pub const WITHOUT_SUCCESS: Duration = Duration::days(30);

/// The most lanes that a subscription can have.
pub const MOST_LANES: usize = 24;

/// The lanes of a subscription and what is known of its receiver.
#[derive(Debug)]
pub(super) struct Line {
    pub health: Health,
    pub conduct: Conduct,
    mischief: Option<Mischievous>,
    is_paused: bool,
    lanes: Vec<Lane>,
}

/// How a receiver has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// When the subscription was made.
    pub made_at: Timestamp,
    /// Whether any company is connected, so that there can be a success at all.
    pub is_connected: bool,
    /// When the receiver last acknowledged an event.
    pub last_success_at: Option<Timestamp>,
    /// The first failure since then.
    pub failing_since: Option<Timestamp>,
}

impl Health {
    /// Nothing has been tried yet.
    pub(super) fn new(made_at: Timestamp, is_connected: bool) -> Self {
        Self { made_at, is_connected, last_success_at: None, failing_since: None }
    }

    fn note(&mut self, verdict: Verdict, at: Timestamp) {
        match verdict {
            Verdict::Delivered => (self.last_success_at, self.failing_since) = (Some(at), None),
            Verdict::Rejected | Verdict::Retry => {
                self.failing_since.get_or_insert(at);
            }
        }
    }

    /// When the subscription is deleted, unless something succeeds before.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let unused_since = if self.is_connected { None } else { Some(self.made_at) };
        self.failing_since.or(unused_since)?.checked_add_signed(WITHOUT_SUCCESS)
    }
}

impl Line {
    /// So many empty lanes. `number` says which making of the subscription this is.
    pub fn new(id: &SubscriptionId, number: u64, lanes: usize, now: Timestamp) -> Self {
        let key = |place| LaneKey { subscription: id.clone(), number, place };
        Self {
            health: Health::new(now, true),
            conduct: Conduct::new(now),
            mischief: None,
            is_paused: false,
            lanes: (0..lanes.clamp(1, MOST_LANES)).map(|place| Lane::new(key(place))).collect(),
        }
    }

    /// Queues an event in the lane of what it is about. Its age counts from `since`.
    pub fn push(&mut self, raised: &Arc<Raised>, since: Timestamp, now: Timestamp) {
        let plan = self.mischief.as_mut().map_or_else(Plan::default, |mischief| mischief.plan(now));
        self.lane_of(raised).push(Waiting::new(Arc::clone(raised), since, plan));
    }

    /// Goes on as it stood when it was saved. What waited is added one by one.
    pub fn restore(&mut self, is_paused: bool, health: Health, mischief: Option<SavedMischief>) {
        let is_connected = self.health.is_connected;
        (self.is_paused, self.health) = (is_paused, Health { is_connected, ..health });
        self.mischief = mischief.map(Mischievous::restored);
    }

    /// The mischief under way, and how far it has come.
    pub fn saved_mischief(&self) -> Option<SavedMischief> {
        self.mischief.as_ref().map(Mischievous::saved)
    }

    /// What waits in all lanes, in the order of each, and else the longest waiting first.
    pub fn standing(&self) -> Vec<Standing<'_>> {
        let mut lanes: Vec<_> = self.lanes.iter().map(|lane| lane.standing().peekable()).collect();
        let mut all = Vec::with_capacity(self.waiting());
        loop {
            let heads = lanes.iter_mut().filter_map(|lane| {
                let head = lane.peek()?.waiting;
                Some(((head.since, head.raised.number), lane))
            });
            let Some(next) = heads.min_by_key(|(age, _)| *age).and_then(|(_, lane)| lane.next()) else { return all };
            all.push(next);
        }
    }

    /// The mischief under way.
    pub fn mischief(&self) -> Option<Mischief> {
        self.mischief.as_ref().map(|under_way| under_way.mischief)
    }

    /// Begins mischief with what happens from now on, or ends it, with what waits, too.
    pub fn set_mischief(&mut self, mischief: Option<Mischief>, seed: Option<u64>) {
        self.mischief = mischief.map(|mischief| Mischievous::new(mischief, seed));
        if self.mischief.is_none() {
            self.lanes.iter_mut().for_each(Lane::spare);
        }
    }

    /// The lane of what an event is about: always the same one.
    pub fn lane_of(&mut self, raised: &Raised) -> &mut Lane {
        // The remainder is less than the number of lanes, of which there is one at least.
        let place = usize::try_from(raised.subject() % self.lanes.len() as u64).unwrap_or_default();
        &mut self.lanes[place]
    }

    /// The lane with this key, unless the subscription has been made anew since.
    pub fn lane(&mut self, key: &LaneKey) -> Option<&mut Lane> {
        self.lanes.get_mut(key.place).filter(|lane| lane.key == *key)
    }

    /// Its lanes.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// Its lanes, to be given tasks.
    pub fn lanes_mut(&mut self) -> &mut [Lane] {
        &mut self.lanes
    }

    /// Notes what became of a post.
    pub fn note(&mut self, raised: &Raised, attempt: &Attempt, verdict: Verdict, frozen: bool) {
        if attempt.trick != Trick::WrongSignature {
            self.health.note(verdict, attempt.at);
        }
        self.conduct.note(raised, attempt, verdict, frozen);
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Makes it stand still: nothing is posted, and nothing grows too old.
    pub fn pause(&mut self) {
        self.is_paused = true;
    }

    /// Makes it go on. What waits begins anew: no time has passed for it, nor for a receiver that failed.
    pub fn resume(&mut self, now: Timestamp) {
        if self.is_paused {
            self.is_paused = false;
            self.health.failing_since = self.health.failing_since.map(|_| now);
            self.lanes.iter_mut().for_each(|lane| lane.renew(now));
        }
    }

    /// How many events wait.
    pub fn waiting(&self) -> usize {
        self.lanes.iter().map(Lane::len).sum()
    }

    /// Whether anything is under way or due.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        let busy = |lane: &Lane| lane.is_posting() || (!self.is_paused && lane.is_busy(now));
        self.lanes.iter().any(busy)
    }

    /// When something is due next, if ever.
    pub fn next_due(&self) -> Option<Timestamp> {
        let retries = self.lanes.iter().filter(|_| !self.is_paused).filter_map(Lane::next_due);
        retries.chain(self.ends_at()).min()
    }

    /// When its subscription is deleted, unless something succeeds before. One that is paused is left alone.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.health.ends_at().filter(|_| !self.is_paused)
    }
}
