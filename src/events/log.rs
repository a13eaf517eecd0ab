//! The events that a tenant raised, with what became of their deliveries.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use uuid::Uuid;

use super::letter::{Letter, Letters};
use super::payload;
use super::subscriptions::SubscriptionId;
use super::topics::{EventType, Topic};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::store::Record;

/// How many events are kept where no other number is configured.
pub const KEPT: usize = 10_000;

/// How many attempts of a delivery are kept; older ones go first. The default schedule makes fewer.
pub const ATTEMPTS: usize = 100;

/// An event as subscribers are told of it.
#[derive(Debug)]
pub struct Raised {
    /// Its place among the events raised since the start.
    pub(super) number: u64,
    event_type: EventType,
    record: Arc<Record>,
    company: CompanyId,
    base: Option<Arc<str>>,
    letters: Letters,
}

impl Raised {
    /// `id` of the notification.
    pub fn id(&self) -> Uuid {
        self.record.id
    }

    /// The topic that it is raised on.
    pub fn topic(&self) -> Topic {
        self.event_type.topic()
    }

    /// Its type.
    pub fn event_type(&self) -> EventType {
        self.event_type
    }

    /// When it happened, and was published.
    pub fn at(&self) -> Timestamp {
        self.record.event.at
    }

    /// `Concur-Correlationid` of the request that caused it.
    pub fn correlation(&self) -> &str {
        &self.record.origin.correlation
    }

    /// What is sent of it. Links begin with the configured public URL, else with the URL under which the request that caused it came
    /// in. An event that no request caused has neither: its links begin with `made_under`, the URL under which the subscription was
    /// made, and are without a host where there is none.
    pub fn letter(&self, made_under: Option<&str>) -> Arc<Letter> {
        let base = self.base.as_deref().or(made_under).unwrap_or_default();
        self.letters.with(base, || payload::render(&self.record, self.company, base))
    }

    /// Its JSON, exactly as it is sent: the body of [`Self::letter`].
    pub fn payload(&self, made_under: Option<&str>) -> Bytes {
        self.letter(made_under).body()
    }
}

/// An event with what became of its deliveries.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The event.
    pub raised: Arc<Raised>,
    /// One for each subscription that it is for.
    pub deliveries: Vec<Delivery>,
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
}

/// The events of a tenant. So many are kept; of more, those that are through with all deliveries go, oldest first.
#[derive(Debug)]
pub(super) struct Log {
    keep: usize,
    raised: u64,
    open: BTreeMap<u64, Entry>,
    done: BTreeMap<u64, Entry>,
}

impl Log {
    pub fn new(keep: usize) -> Self {
        Self { keep, raised: 0, open: BTreeMap::new(), done: BTreeMap::new() }
    }

    /// Adds an event that these subscriptions get.
    pub fn push(
        &mut self,
        record: Arc<Record>,
        event_type: EventType,
        company: CompanyId,
        base: Option<Arc<str>>,
        subscriptions: Vec<SubscriptionId>,
    ) -> Arc<Raised> {
        self.raised += 1;
        let number = self.raised;
        let raised = Arc::new(Raised { number, event_type, record, company, base, letters: Letters::default() });
        let pending = |subscription| Delivery {
            subscription,
            state: DeliveryState::Pending,
            attempts: Vec::new(),
            next_attempt_at: None,
        };
        let deliveries = subscriptions.into_iter().map(pending).collect();
        self.open.insert(number, Entry { raised: Arc::clone(&raised), deliveries });
        self.file(number);
        raised
    }

    /// Notes an attempt at a delivery.
    pub fn attempted(&mut self, raised: &Raised, subscription: &SubscriptionId, attempt: Attempt) {
        self.change(raised, subscription, |delivery| {
            if delivery.attempts.len() >= ATTEMPTS {
                delivery.attempts.remove(0);
            }
            delivery.attempts.push(attempt);
        });
    }

    /// Notes how far a delivery is, and when it is tried again.
    pub fn moved(&mut self, raised: &Raised, to: &SubscriptionId, state: DeliveryState, next: Option<Timestamp>) {
        self.change(raised, to, |delivery| {
            delivery.state = state;
            delivery.next_attempt_at = next;
        });
        self.file(raised.number);
    }

    fn change(&mut self, raised: &Raised, subscription: &SubscriptionId, change: impl FnOnce(&mut Delivery)) {
        let Some(entry) = self.open.get_mut(&raised.number) else { return };
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

    /// All of them, oldest first.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.done.values().chain(self.open.values()).cloned().collect();
        entries.sort_unstable_by_key(|entry| entry.raised.number);
        entries
    }

    /// The one with this id.
    pub fn entry(&self, id: Uuid) -> Option<&Entry> {
        self.done.values().chain(self.open.values()).find(|entry| entry.raised.id() == id)
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.open.clear();
        self.done.clear();
    }
}
