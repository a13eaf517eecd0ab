//! What one lock of an outbox guards: the register of subscriptions, a lane for each, and the log.
//!
//! Nothing here waits, and time is told to it.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use super::attempt::Verdict;
use super::lane::{LaneKey, Turn, Waiting};
use super::line::Line;
use super::log::{Attempt, DeliveryState, Log, Raised};
use super::news::News;
use super::payload;
use super::schedule::Schedule;
use super::subscriptions::{Refused, Register, Subscription, SubscriptionId};
use super::topics::EventType;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;

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

/// What a dispatch goes by.
#[derive(Debug)]
pub(super) struct Rules {
    pub public_url: Option<Arc<str>>,
    pub schedule: Schedule,
    /// How many lanes a subscription gets.
    pub lanes: usize,
}

/// Subscriptions, lanes and log. Every subscription of the register has a line of lanes, and no other does.
#[derive(Debug)]
pub(super) struct Dispatch {
    pub company: CompanyId,
    pub register: Register,
    pub log: Log,
    /// What has come in and is not routed yet; empty but for its memory outside [`Self::route`].
    pub arrived: Vec<News>,
    rules: Rules,
    lines: BTreeMap<SubscriptionId, Line>,
    lines_made: u64,
}

impl Dispatch {
    pub fn new(company: CompanyId, rules: Rules, keep: usize) -> Self {
        Self {
            company,
            register: Register::default(),
            log: Log::new(keep),
            arrived: Vec::new(),
            rules,
            lines: BTreeMap::new(),
            lines_made: 0,
        }
    }

    /// Logs what arrived, and queues it in the lanes of those who want it.
    pub fn route(&mut self) {
        let mut arrived = mem::take(&mut self.arrived);
        for news in arrived.drain(..) {
            for event_type in payload::event_types(&news) {
                self.raise(event_type, news.clone());
            }
        }
        self.arrived = arrived;
    }

    fn raise(&mut self, event_type: EventType, news: News) {
        let base = self.rules.public_url.clone().or_else(|| news.origin().base_url.clone());
        let wants = |subscription: &&Arc<Subscription>| subscription.wants(event_type, self.company);
        let ids: Vec<_> = self.register.all().filter(wants).map(|subscription| subscription.id.clone()).collect();
        let raised = self.log.push(Raised::new(event_type, news, self.company, base), ids.clone());
        for id in &ids {
            if let Some(line) = self.lines.get_mut(id) {
                line.push(Waiting { raised: Arc::clone(&raised), since: raised.at() });
            }
        }
    }

    /// Deletes the subscriptions whose receivers have not been working for too long.
    pub fn sweep(&mut self, now: Timestamp) {
        let over = |line: &Line| line.ends_at().is_some_and(|at| at <= now);
        while let Some(id) = self.lines.iter().find(|(_, line)| over(line)).map(|(id, _)| id.clone()) {
            tracing::warn!(subscription = %id, "deleted: no delivery has succeeded for 30 days");
            self.remove(&id);
        }
    }

    /// Adds or replaces a subscription. Answers its line where that is new and wants tasks; what waits in an old one stays.
    pub fn put(&mut self, subscription: Arc<Subscription>, now: Timestamp) -> Result<Option<&mut Line>, Refused> {
        let (id, is_connected) = (subscription.id.clone(), !subscription.companies.is_empty());
        self.register.put(subscription)?;
        if let Some(line) = self.lines.get_mut(&id) {
            line.health.is_connected = is_connected;
            return Ok(None);
        }
        self.lines_made += 1;
        let mut line = Line::new(&id, self.lines_made, self.rules.lanes, now);
        line.health.is_connected = is_connected;
        Ok(Some(self.lines.entry(id).or_insert(line)))
    }

    /// Removes a subscription; what waits for it is given up.
    pub fn remove(&mut self, id: &SubscriptionId) -> Option<Arc<Subscription>> {
        if let Some(line) = self.lines.remove(id) {
            for raised in line.lanes().iter().flat_map(|lane| lane.queue()) {
                self.log.moved(raised, id, DeliveryState::Expired, None);
            }
        }
        self.register.remove(id)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.register = Register::default();
        self.log.clear();
    }

    /// What runs for a subscription.
    pub fn line(&self, id: &SubscriptionId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// What runs for a subscription, to be changed.
    pub fn line_mut(&mut self, id: &SubscriptionId) -> Option<&mut Line> {
        self.lines.get_mut(id)
    }

    /// Sends an event once more, to this subscription or to all that want it. What waits for a retry is tried now. Answers to how
    /// many it goes.
    pub fn redeliver(&mut self, raised: &Arc<Raised>, only: Option<&SubscriptionId>, now: Timestamp) -> usize {
        let wants = |s: &&Arc<Subscription>| {
            only.is_none_or(|only| *only == s.id) && s.wants(raised.event_type(), self.company)
        };
        let ids: Vec<_> = self.register.all().filter(wants).map(|subscription| subscription.id.clone()).collect();
        for id in &ids {
            let Some(line) = self.lines.get_mut(id) else { continue };
            if self.log.reopen(raised, id) {
                line.push(Waiting { raised: Arc::clone(raised), since: now });
            } else {
                line.lane_of(raised).hurry(raised);
            }
        }
        ids.len()
    }

    /// What the task of a lane does now. What has become too old is given up on the way.
    pub fn step(&mut self, key: &LaneKey, now: Timestamp) -> Step {
        let Some(subscription) = self.register.get(&key.subscription) else { return Step::End };
        let Some(line) = self.lines.get_mut(&key.subscription) else { return Step::End };
        let is_paused = line.is_paused();
        let Some(lane) = line.lane(key) else { return Step::End };
        if is_paused {
            return Step::Idle;
        }
        loop {
            match lane.turn(&self.rules.schedule, now) {
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

    /// Notes what became of a post.
    pub fn posted(&mut self, key: &LaneKey, raised: &Raised, attempt: Attempt, verdict: Verdict, now: Timestamp) {
        let Some(line) = self.lines.get_mut(&key.subscription) else { return };
        let Some(lane) = line.lane(key) else { return };
        let (state, next) = match verdict {
            Verdict::Delivered => (DeliveryState::Delivered, None),
            Verdict::Rejected => (DeliveryState::Rejected, None),
            Verdict::Retry => (DeliveryState::Pending, lane.hold(&self.rules.schedule, now)),
        };
        if state != DeliveryState::Pending {
            lane.advance();
        }
        line.note(verdict, attempt.at);
        self.log.attempted(raised, &key.subscription, attempt);
        self.log.moved(raised, &key.subscription, state, next);
    }

    /// Whether any lane has something under way or due.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        self.lines.values().any(|line| line.is_busy(now))
    }

    /// When the first of those that wait for something is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.lines.values().filter_map(Line::next_due).min()
    }
}
