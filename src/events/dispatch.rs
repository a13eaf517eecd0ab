//! What one lock of an outbox guards: the register of subscriptions, a lane for each, and the log.
//!
//! Nothing here waits, and time is told to it.

mod saving;

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use uuid::Uuid;

use super::attempt::Verdict;
use super::lane::{LaneKey, Turn};
use super::line::Line;
use super::log::{Attempt, Delivery, DeliveryState, Log};
use super::mischief::{Mischief, Trick};
use super::news::{News, fold};
use super::payload;
use super::raised::Raised;
use super::schedule::Schedule;
use super::seal::Seal;
use super::subscriptions::{Refused, Register, Subscription, SubscriptionId};
use super::topics::EventType;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::stream::Stream;

/// What the task of a lane does next.
#[derive(Debug)]
pub(super) enum Step {
    /// The lane is no more.
    End,
    /// Nothing waits.
    Idle,
    /// Nothing is due before this.
    Until(Timestamp),
    /// This goes out.
    Post(Errand),
}

/// Something to be posted.
#[derive(Debug)]
pub(super) struct Errand {
    pub raised: Arc<Raised>,
    /// To whom, as it is now.
    pub to: Arc<Subscription>,
    pub trick: Trick,
    /// How it is signed, where that is not as usual.
    pub seal: Option<Seal>,
    /// What will follow.
    pub upcoming: Vec<Arc<Raised>>,
}

/// What a dispatch goes by.
#[derive(Debug)]
pub(super) struct Rules {
    pub public_url: Option<Arc<str>>,
    pub schedule: Schedule,
    /// How many lanes a subscription gets.
    pub lanes: usize,
    /// How many events are made ready before they are at the head of a lane.
    pub ahead: usize,
    /// What mischief begins with.
    pub seed: Option<u64>,
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
    pub fn new(company: CompanyId, rules: Rules, keep: usize, stream: Arc<Stream>) -> Self {
        Self {
            company,
            register: Register::default(),
            log: Log::new(keep, stream),
            arrived: Vec::new(),
            rules,
            lines: BTreeMap::new(),
            lines_made: 0,
        }
    }

    /// Logs what arrived, and queues it in the lanes of those who want it.
    pub fn route(&mut self, now: Timestamp) {
        let mut arrived = mem::take(&mut self.arrived);
        for news in arrived.drain(..) {
            for event_type in payload::event_types(&news) {
                self.raise(event_type, news.clone(), now);
            }
        }
        self.arrived = arrived;
    }

    fn raise(&mut self, event_type: EventType, news: News, now: Timestamp) {
        let base = self.rules.public_url.clone().or_else(|| news.origin().base_url.clone());
        let wants = |subscription: &&Arc<Subscription>| subscription.wants(event_type, self.company);
        let ids: Vec<_> = self.register.all().filter(wants).map(|subscription| subscription.id.clone()).collect();
        let deliveries = ids.iter().cloned().map(Delivery::to).collect();
        let raised = self.log.push(Raised::new(event_type, news, self.company, base), deliveries);
        for id in &ids {
            if let Some(line) = self.lines.get_mut(id) {
                line.push(&raised, raised.at(), now);
            }
        }
    }

    /// Deletes the subscriptions whose receivers have not been working for too long; answers which.
    pub fn sweep(&mut self, now: Timestamp) -> Vec<SubscriptionId> {
        let mut gone = Vec::new();
        let over = |line: &Line| line.ends_at().is_some_and(|at| at <= now);
        while let Some(id) = self.lines.iter().find(|(_, line)| over(line)).map(|(id, _)| id.clone()) {
            tracing::warn!(subscription = %id, "deleted: no delivery has succeeded for 30 days");
            self.remove(&id);
            gone.push(id);
        }
        gone
    }

    /// Adds or replaces a subscription. Answers its line where that is new and wants tasks; what waits in an old one stays, and so
    /// do the companies that have joined it.
    pub fn put(&mut self, mut subscription: Arc<Subscription>, now: Timestamp) -> Result<Option<&mut Line>, Refused> {
        if let Some(before) = self.register.get(&subscription.id) {
            Arc::make_mut(&mut subscription).join(&before.companies);
        }
        let (id, is_connected) = (subscription.id.clone(), subscription.is_connected());
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

    /// Has a company join the subscriptions of an application.
    pub fn connect(&mut self, application: Uuid, company: CompanyId) {
        for subscription in self.register.of_mut(application) {
            Arc::make_mut(subscription).join(&[company]);
            if let Some(line) = self.lines.get_mut(&subscription.id) {
                line.health.is_connected = true;
            }
        }
    }

    /// Removes a subscription; what waits for it is given up.
    pub fn remove(&mut self, id: &SubscriptionId) -> Option<Arc<Subscription>> {
        if let Some(line) = self.lines.remove(id) {
            for raised in line.lanes().iter().flat_map(|lane| lane.undelivered()) {
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
                line.push(raised, now, now);
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
        if line.lane(key).is_some() && line.is_paused() {
            return Step::Idle;
        }
        loop {
            let Some(lane) = line.lane(key) else { return Step::End };
            match lane.turn(&self.rules.schedule, now) {
                Turn::Idle => return Step::Idle,
                Turn::Until(at) => return Step::Until(at),
                Turn::Post(raised, trick, seal) => {
                    let upcoming = lane.queue().skip(1).take(self.rules.ahead).cloned().collect();
                    return Step::Post(Errand { raised, to: Arc::clone(subscription), trick, seal, upcoming });
                }
                Turn::GiveUp(raised) => {
                    self.log.moved(&raised, &key.subscription, DeliveryState::Expired, None);
                    lane.advance();
                    line.conduct.gave_up(&raised);
                }
            }
        }
    }

    /// Begins or ends mischief with a subscription. Answers whether there is one.
    pub fn set_mischief(&mut self, id: &SubscriptionId, mischief: Option<Mischief>) -> bool {
        // Subscriptions do not repeat each other's dice.
        let seed = self.rules.seed.map(|seed| seed ^ fold(id.as_str().as_bytes()));
        self.lines.get_mut(id).map(|line| line.set_mischief(mischief, seed)).is_some()
    }

    /// Notes what became of a post. `frozen` says whether the clock stood still.
    pub fn posted(
        &mut self,
        key: &LaneKey,
        raised: &Raised,
        outcome: (Attempt, Verdict),
        now: Timestamp,
        frozen: bool,
    ) {
        let (attempt, verdict) = outcome;
        let Some(line) = self.lines.get_mut(&key.subscription) else { return };
        let Some(lane) = line.lane(key) else { return };
        let moved = match (attempt.trick, verdict) {
            (Trick::WrongSignature, _) => {
                lane.forged();
                None
            }
            (Trick::Duplicate, _) => {
                lane.advance();
                None
            }
            (Trick::None, Verdict::Retry) => Some((DeliveryState::Pending, lane.hold(&self.rules.schedule, now))),
            (Trick::None, Verdict::Delivered) => {
                if !lane.again() {
                    lane.advance();
                }
                Some((DeliveryState::Delivered, None))
            }
            (Trick::None, Verdict::Rejected) => {
                lane.advance();
                Some((DeliveryState::Rejected, None))
            }
        };
        line.note(raised, &attempt, verdict, frozen);
        self.log.attempted(raised, &key.subscription, attempt);
        if let Some((state, next)) = moved {
            self.log.moved(raised, &key.subscription, state, next);
        }
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
