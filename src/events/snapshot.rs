//! What of an outbox outlives its process, as plain data: the subscriptions, and what waits for them.
//!
//! Deliveries that are through are not part of it, nor is what was noted of how receivers behave.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::line::Health;
use super::log::Attempt;
use super::mischief::{Mischief, Plan};
use super::news::About;
use super::subscriptions::{Refused, Register, Subscription, SubscriptionId};
use super::topics::EventType;
use crate::core::Timestamp;

/// An outbox as it stood at a moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The subscriptions, by id.
    pub subscriptions: Vec<SavedSubscription>,
    /// The events that some subscription waits for, in the order in which they were raised.
    pub events: Vec<SavedEvent>,
}

/// A subscription with what waits for it.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedSubscription {
    /// The subscription.
    pub subscription: Subscription,
    /// Whether it stands still.
    pub is_paused: bool,
    /// How its receiver has done.
    pub health: Health,
    /// The mischief under way with it.
    pub mischief: Option<SavedMischief>,
    /// What waits for it, in the order in which it goes out.
    pub waiting: Vec<SavedDelivery>,
}

/// Mischief under way, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SavedMischief {
    /// What is done.
    pub mischief: Mischief,
    /// What its dice have to begin with to go on as they would have.
    pub dice: u64,
    /// When the burst that is being gathered is let go.
    pub burst_at: Option<Timestamp>,
}

/// A delivery that is not yet acknowledged.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDelivery {
    /// The event: the id of one of [`Snapshot::events`].
    pub event: Uuid,
    /// Since when it waits: it is given up when this is 72 hours ago.
    pub since: Timestamp,
    /// How often it has failed since then; only what is next to go out can have failed.
    pub failures: usize,
    /// When it is tried again, where it has failed; at once where that is not said.
    pub next_attempt_at: Option<Timestamp>,
    /// The attempts made, oldest first.
    pub attempts: Vec<Attempt>,
    /// What mischief has in mind for it.
    pub plan: Plan,
}

/// An event that is not delivered to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedEvent {
    /// `id` of the notification.
    pub id: Uuid,
    /// Its type, which has a topic.
    pub event_type: EventType,
    /// When it happened.
    pub at: Timestamp,
    /// `Concur-Correlationid` of the request that caused it.
    pub correlation: Arc<str>,
    /// What it is about.
    pub about: About,
    /// The notification: JSON, byte for byte as it is sent. Where it is not known what its link begins with, the link begins with `/`,
    /// and every subscription is told of it under the URL that it was made under.
    pub payload: Box<str>,
}

/// Why nothing can be restored from a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// The subscriptions break a rule together.
    #[error("subscription `{0}`: {1}")]
    Subscription(SubscriptionId, Refused),
    /// Two subscriptions have one id.
    #[error("subscription `{0}` is there twice")]
    SubscriptionTwice(SubscriptionId),
    /// Two events have one id.
    #[error("event {0} is there twice")]
    EventTwice(Uuid),
    /// What waits for a subscription is not among the events.
    #[error("subscription `{0}` waits for event {1}, which is not among the events")]
    NoEvent(SubscriptionId, Uuid),
    /// A subscription waits for one event twice.
    #[error("subscription `{0}` waits for event {1} twice")]
    DeliveryTwice(SubscriptionId, Uuid),
}

impl Snapshot {
    /// These subscriptions, with nothing waiting for them: they are new, at this time.
    pub fn of(subscriptions: impl IntoIterator<Item = Subscription>, now: Timestamp) -> Self {
        let saved = |subscription: Subscription| {
            let health = Health::new(now, subscription.is_connected());
            SavedSubscription { subscription, is_paused: false, health, mischief: None, waiting: Vec::new() }
        };
        Self { subscriptions: subscriptions.into_iter().map(saved).collect(), events: Vec::new() }
    }

    /// Whether it can be restored.
    pub fn check(&self) -> Result<(), Unsound> {
        let mut events = BTreeSet::new();
        if let Some(twice) = self.events.iter().find(|event| !events.insert(event.id)) {
            return Err(Unsound::EventTwice(twice.id));
        }
        let mut register = Register::default();
        for SavedSubscription { subscription, waiting, .. } in &self.subscriptions {
            let id = &subscription.id;
            if register.get(id).is_some() {
                return Err(Unsound::SubscriptionTwice(id.clone()));
            }
            let put = register.put(Arc::new(subscription.clone()));
            put.map_err(|refused| Unsound::Subscription(id.clone(), refused))?;
            let mut waits_for = BTreeSet::new();
            for SavedDelivery { event, .. } in waiting {
                if !events.contains(event) {
                    return Err(Unsound::NoEvent(id.clone(), *event));
                }
                if !waits_for.insert(event) {
                    return Err(Unsound::DeliveryTwice(id.clone(), *event));
                }
            }
        }
        Ok(())
    }
}
