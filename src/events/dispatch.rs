//! What one lock of an outbox guards: the register of subscriptions, a lane for each, and the log.
//!
//! Nothing here waits, and time is told to it.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use super::attempt::Verdict;
use super::lane::{Lane, LaneKey, Turn};
use super::log::{Attempt, DeliveryState, Log, Raised};
use super::payload;
use super::schedule::Schedule;
use super::subscriptions::{Refused, Register, Subscription, SubscriptionId};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::store::Record;

/// What the task of a lane does next.
#[derive(Debug)]
pub(super) enum Step {
    /// The lane is no more.
    End,
    /// Nothing waits.
    Idle,
    /// Nothing is due before this.
    Until(Timestamp),
    /// This goes to that subscription, as it is now.
    Post(Arc<Raised>, Arc<Subscription>),
}

/// Subscriptions, lanes and log. Every subscription of the register has a lane, and no other does.
#[derive(Debug)]
pub(super) struct Dispatch {
    pub company: CompanyId,
    pub public_url: Option<Arc<str>>,
    pub schedule: Schedule,
    pub register: Register,
    pub log: Log,
    /// What has come in and is not routed yet; empty but for its memory outside [`Self::route`].
    pub arrived: Vec<Arc<Record>>,
    lanes: BTreeMap<SubscriptionId, Lane>,
    lanes_made: u64,
}

impl Dispatch {
    pub fn new(company: CompanyId, public_url: Option<Arc<str>>, schedule: Schedule, keep: usize) -> Self {
        Self {
            company,
            public_url,
            schedule,
            register: Register::default(),
            log: Log::new(keep),
            arrived: Vec::new(),
            lanes: BTreeMap::new(),
            lanes_made: 0,
        }
    }

    /// Logs what the records that arrived raise, and queues it in the lanes of those who want it.
    pub fn route(&mut self) {
        let mut arrived = mem::take(&mut self.arrived);
        arrived.drain(..).for_each(|record| self.raise(record));
        self.arrived = arrived;
    }

    fn raise(&mut self, record: Arc<Record>) {
        let Some(event_type) = payload::event_type(&record.event.change) else { return };
        let base = self.public_url.clone().or_else(|| record.origin.base_url.clone());
        let wants = |subscription: &&Arc<Subscription>| subscription.wants(event_type, self.company);
        let ids: Vec<_> = self.register.all().filter(wants).map(|subscription| subscription.id.clone()).collect();
        let raised = self.log.push(record, event_type, self.company, base, ids.clone());
        for id in &ids {
            if let Some(lane) = self.lanes.get_mut(id) {
                lane.push(Arc::clone(&raised));
            }
        }
    }

    /// Adds or replaces a subscription. Answers its lane where that is new and wants a task; what waits in an old one stays.
    pub fn put(&mut self, subscription: Arc<Subscription>) -> Result<Option<&mut Lane>, Refused> {
        let id = subscription.id.clone();
        self.register.put(subscription)?;
        if self.lanes.contains_key(&id) {
            return Ok(None);
        }
        self.lanes_made += 1;
        let key = LaneKey { subscription: id.clone(), number: self.lanes_made };
        Ok(Some(self.lanes.entry(id).or_insert(Lane::new(key))))
    }

    /// Removes a subscription; what waits for it is given up.
    pub fn remove(&mut self, id: &SubscriptionId) -> Option<Arc<Subscription>> {
        if let Some(lane) = self.lanes.remove(id) {
            for raised in lane.queue() {
                self.log.moved(raised, id, DeliveryState::Expired, None);
            }
        }
        self.register.remove(id)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.lanes.clear();
        self.register = Register::default();
        self.log.clear();
    }

    /// What the task of a lane does now. What has become too old is given up on the way.
    pub fn step(&mut self, key: &LaneKey, now: Timestamp) -> Step {
        let Some(lane) = self.lanes.get_mut(&key.subscription).filter(|lane| lane.key == *key) else {
            return Step::End;
        };
        let Some(subscription) = self.register.get(&key.subscription) else { return Step::End };
        loop {
            match lane.turn(&self.schedule, now) {
                Turn::Idle => return Step::Idle,
                Turn::Until(at) => return Step::Until(at),
                Turn::Post(raised) => return Step::Post(raised, Arc::clone(subscription)),
                Turn::GiveUp(raised) => {
                    self.log.moved(&raised, &key.subscription, DeliveryState::Expired, None);
                    lane.advance();
                }
            }
        }
    }

    /// The next of those that wait behind the head of a lane.
    pub fn upcoming(&self, key: &LaneKey, count: usize) -> Vec<Arc<Raised>> {
        let lane = self.lanes.get(&key.subscription).filter(|lane| lane.key == *key);
        lane.map_or_else(Vec::new, |lane| lane.queue().skip(1).take(count).cloned().collect())
    }

    /// Notes what became of a post.
    pub fn posted(&mut self, key: &LaneKey, raised: &Raised, attempt: Attempt, verdict: Verdict, now: Timestamp) {
        let Some(lane) = self.lanes.get_mut(&key.subscription).filter(|lane| lane.key == *key) else { return };
        let (state, next) = match verdict {
            Verdict::Delivered => (DeliveryState::Delivered, None),
            Verdict::Rejected => (DeliveryState::Rejected, None),
            Verdict::Retry => (DeliveryState::Pending, lane.hold(&self.schedule, now)),
        };
        if state != DeliveryState::Pending {
            lane.advance();
        }
        self.log.attempted(raised, &key.subscription, attempt);
        self.log.moved(raised, &key.subscription, state, next);
    }

    /// Whether any lane has something under way or due.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        self.lanes.values().any(|lane| lane.is_busy(now))
    }

    /// When the first of those that wait for a retry is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.lanes.values().filter_map(Lane::next_due).min()
    }
}
