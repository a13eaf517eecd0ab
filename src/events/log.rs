//! The events that a tenant raised, with what became of their deliveries.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{SecondsFormat, TimeDelta};
use serde_json::json;
use uuid::Uuid;

use super::mischief::Trick;
use super::raised::Raised;
use super::subscriptions::SubscriptionId;
use crate::core::Timestamp;
use crate::tenant::stream::Stream;

/// How many events are kept where no other number is configured.
pub const KEPT: usize = 10_000;

/// How many attempts of a delivery are kept; older ones go first. The default schedule makes fewer.
pub const ATTEMPTS: usize = 100;

/// How long attempts are kept, on the tenant's clock.
pub const ATTEMPTS_KEPT: TimeDelta = TimeDelta::days(30);

/// What is noted of an attempt that was not answered in time.
pub(super) const TIMED_OUT: &str = "no complete answer in time";

/// An event with what became of its deliveries.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The event.
    pub raised: Arc<Raised>,
    /// One for each subscription that it is for.
    pub deliveries: Vec<Delivery>,
}

impl Entry {
    /// A copy without the attempts that are older than they are kept.
    fn seen(&self, now: Timestamp) -> Self {
        let mut entry = self.clone();
        for delivery in &mut entry.deliveries {
            delivery.attempts.retain(|attempt| now - attempt.at < ATTEMPTS_KEPT);
        }
        entry
    }
}

/// What became of an event at one subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// How far it is.
    pub state: DeliveryState,
    /// The attempts made, oldest first; the last [`ATTEMPTS`].
    pub attempts: Vec<Attempt>,
    /// When it is tried again, if it has failed and will be.
    pub next_attempt_at: Option<Timestamp>,
}

impl Delivery {
    /// One that waits for its first attempt.
    pub(super) fn to(subscription: SubscriptionId) -> Self {
        Self { subscription, state: DeliveryState::Pending, attempts: Vec::new(), next_attempt_at: None }
    }
}

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// Not acknowledged yet.
    Pending,
    /// Acknowledged.
    Delivered,
    /// Refused by the receiver for good.
    Rejected,
    /// Given up: too old, or its subscription was deleted.
    Expired,
}

impl DeliveryState {
    /// Its name in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }
}

/// One attempt at a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When it began, on the tenant's clock.
    pub at: Timestamp,
    /// The status that the receiver answered with, if it did.
    pub status: Option<u16>,
    /// What went wrong on the way, if anything.
    pub error: Option<Box<str>>,
    /// How long it took, in real time.
    pub took: Duration,
    /// What was odd about it, on purpose.
    pub trick: Trick,
}

/// A moment as control writes it.
fn written(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The events of a tenant. So many are kept; of more, those that are through with all deliveries go, oldest first.
#[derive(Debug)]
pub(super) struct Log {
    keep: usize,
    /// Who hears of what is noted here.
    stream: Arc<Stream>,
    raised: u64,
    open: BTreeMap<u64, Entry>,
    done: BTreeMap<u64, Entry>,
}

impl Log {
    pub fn new(keep: usize, stream: Arc<Stream>) -> Self {
        // Whoever raises an event may look at it.
        Self { keep: keep.max(1), stream, raised: 0, open: BTreeMap::new(), done: BTreeMap::new() }
    }

    /// Adds an event with these deliveries.
    pub fn push(&mut self, mut raised: Raised, deliveries: Vec<Delivery>) -> Arc<Raised> {
        self.raised += 1;
        let number = self.raised;
        raised.number = number;
        let raised = Arc::new(raised);
        self.stream.tell("event", || {
            json!({
                "id": raised.id(),
                "topic": raised.topic().name(),
                "eventType": raised.event_type().name(),
                "at": written(raised.at()),
                "correlationId": raised.correlation(),
                "reportId": raised.report().map(|report| report.to_string()),
                "subscriptions": deliveries.iter().map(|delivery| delivery.subscription.to_string()).collect::<Vec<_>>(),
            })
        });
        self.open.insert(number, Entry { raised: Arc::clone(&raised), deliveries });
        self.file(number);
        raised
    }

    /// Makes the delivery of an event to a subscription pending again, or for the first time. Answers whether it was not already.
    pub fn reopen(&mut self, raised: &Raised, subscription: &SubscriptionId) -> bool {
        let Some(mut entry) = self.open.remove(&raised.number).or_else(|| self.done.remove(&raised.number)) else {
            return false;
        };
        let known = entry.deliveries.iter_mut().find(|delivery| delivery.subscription == *subscription);
        let was_pending = known.as_ref().is_some_and(|delivery| delivery.state == DeliveryState::Pending);
        match known {
            Some(delivery) => delivery.state = DeliveryState::Pending,
            None => entry.deliveries.push(Delivery::to(subscription.clone())),
        }
        self.open.insert(raised.number, entry);
        !was_pending
    }

    /// Notes an attempt at a delivery.
    pub fn attempted(&mut self, raised: &Raised, subscription: &SubscriptionId, attempt: Attempt) {
        self.stream.tell("attempt", || {
            json!({
                "event": raised.id(),
                "subscription": subscription.to_string(),
                "at": written(attempt.at),
                "status": attempt.status,
                "error": attempt.error,
                "tookMs": attempt.took.as_secs_f64() * 1_000.0,
                "mischief": attempt.trick.name(),
            })
        });
        self.change(raised, subscription, |delivery| {
            if delivery.attempts.len() >= ATTEMPTS {
                delivery.attempts.remove(0);
            }
            delivery.attempts.push(attempt);
        });
    }

    /// Notes how far a delivery is, and when it is tried again.
    pub fn moved(&mut self, raised: &Raised, to: &SubscriptionId, state: DeliveryState, next: Option<Timestamp>) {
        self.stream.tell("delivery", || {
            json!({
                "event": raised.id(),
                "subscription": to.to_string(),
                "state": state.name(),
                "nextAttemptAt": next.map(written),
            })
        });
        self.change(raised, to, |delivery| {
            delivery.state = state;
            delivery.next_attempt_at = next;
        });
        self.file(raised.number);
    }

    fn change(&mut self, raised: &Raised, subscription: &SubscriptionId, change: impl FnOnce(&mut Delivery)) {
        let entry = self.open.get_mut(&raised.number).or_else(|| self.done.get_mut(&raised.number));
        let Some(entry) = entry else { return };
        if let Some(delivery) = entry.deliveries.iter_mut().find(|d| d.subscription == *subscription) {
            change(delivery);
        }
    }

    /// Puts an event away that is through with all deliveries, and lets old ones go.
    fn file(&mut self, number: u64) {
        let pending = |entry: &Entry| entry.deliveries.iter().any(|d| d.state == DeliveryState::Pending);
        if self.open.get(&number).is_some_and(|entry| !pending(entry))
            && let Some(entry) = self.open.remove(&number)
        {
            self.done.insert(number, entry);
        }
        while self.open.len() + self.done.len() > self.keep && self.done.pop_first().is_some() {}
    }

    /// All of them as they are to be seen now, oldest first.
    pub fn entries(&self, now: Timestamp) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.all().map(|entry| entry.seen(now)).collect();
        entries.sort_unstable_by_key(|entry| entry.raised.number);
        entries
    }

    /// The one with this id, as it is to be seen now.
    pub fn entry(&self, id: Uuid, now: Timestamp) -> Option<Entry> {
        self.raised(id)
            .and_then(|raised| self.open.get(&raised.number).or_else(|| self.done.get(&raised.number)))
            .map(|entry| entry.seen(now))
    }

    /// The event with this id.
    pub fn raised(&self, id: Uuid) -> Option<&Arc<Raised>> {
        self.all().map(|entry| &entry.raised).find(|raised| raised.id() == id)
    }

    /// The events that happened from a moment on, oldest first.
    pub fn since(&self, moment: Timestamp) -> Vec<Arc<Raised>> {
        let mut found: Vec<_> =
            self.all().map(|entry| &entry.raised).filter(|raised| raised.at() >= moment).cloned().collect();
        found.sort_unstable_by_key(|raised| raised.number);
        found
    }

    /// Those that some subscription waits for, oldest first.
    pub fn waiting(&self) -> Vec<Arc<Raised>> {
        self.open.values().map(|entry| Arc::clone(&entry.raised)).collect()
    }

    /// The attempts that were made to deliver an event to a subscription.
    pub fn attempts(&self, raised: &Raised, to: &SubscriptionId) -> &[Attempt] {
        let entry = self.open.get(&raised.number).or_else(|| self.done.get(&raised.number));
        let delivery = entry.and_then(|entry| entry.deliveries.iter().find(|d| d.subscription == *to));
        delivery.map_or(&[], |delivery| &delivery.attempts)
    }

    /// All of them, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.done.values().chain(self.open.values())
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.open.clear();
        self.done.clear();
    }
}
