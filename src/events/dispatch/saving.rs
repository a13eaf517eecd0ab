//! What a dispatch keeps, as plain data and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::Dispatch;
use crate::events::lane::{Standing, Waiting};
use crate::events::log::{Delivery, DeliveryState};
use crate::events::raised::Raised;
use crate::events::snapshot::{SavedDelivery, SavedEvent, SavedSubscription};
use crate::events::subscriptions::{Subscription, SubscriptionId};

impl Dispatch {
    /// The subscriptions, with what waits for them.
    pub fn saved(&self) -> Vec<SavedSubscription> {
        self.register.all().filter_map(|subscription| self.saved_subscription(subscription)).collect()
    }

    fn saved_subscription(&self, subscription: &Subscription) -> Option<SavedSubscription> {
        let line = self.lines.get(&subscription.id)?;
        let saved = |Standing { waiting, failures, next }| SavedDelivery {
            event: waiting.raised.id(),
            since: waiting.since,
            failures,
            next_attempt_at: next,
            attempts: self.log.attempts(&waiting.raised, &subscription.id).to_vec(),
            plan: waiting.plan,
        };
        Some(SavedSubscription {
            subscription: subscription.clone(),
            is_paused: line.is_paused(),
            health: line.health,
            mischief: line.saved_mischief(),
            waiting: line.standing().into_iter().map(saved).collect(),
        })
    }

    /// Logs events as they were saved, with the deliveries that these subscriptions wait for. Answers the events by id.
    pub fn restore_events(
        &mut self,
        events: Vec<SavedEvent>,
        subscriptions: &[SavedSubscription],
    ) -> BTreeMap<Uuid, Arc<Raised>> {
        let mut deliveries: BTreeMap<Uuid, Vec<Delivery>> = BTreeMap::new();
        for SavedSubscription { subscription, waiting, .. } in subscriptions {
            for saved in waiting {
                deliveries.entry(saved.event).or_default().push(self.pending(&subscription.id, saved));
            }
        }
        let restore = |event: SavedEvent| {
            let (id, raised) = (event.id, Raised::restored(event, self.company));
            (id, self.log.push(raised, deliveries.remove(&id).unwrap_or_default()))
        };
        events.into_iter().map(restore).collect()
    }

    fn pending(&self, subscription: &SubscriptionId, saved: &SavedDelivery) -> Delivery {
        let SavedDelivery { event: _, since, failures: _, next_attempt_at, attempts, plan: _ } = saved;
        let deadline = self.rules.schedule.deadline(*since);
        Delivery {
            subscription: subscription.clone(),
            state: DeliveryState::Pending,
            attempts: attempts.clone(),
            next_attempt_at: next_attempt_at.filter(|at| *at < deadline),
        }
    }

    /// Lets what runs for a subscription go on as it stood when it was saved.
    pub fn restore_line(&mut self, saved: SavedSubscription, events: &BTreeMap<Uuid, Arc<Raised>>) {
        let SavedSubscription { subscription, is_paused, health, mischief, waiting } = saved;
        let Some(line) = self.lines.get_mut(&subscription.id) else { return };
        line.restore(is_paused, health, mischief);
        for SavedDelivery { event, since, failures, next_attempt_at, attempts: _, plan } in waiting {
            let Some(raised) = events.get(&event) else { continue };
            let waiting = Waiting::new(Arc::clone(raised), since, plan);
            line.lane_of(raised).restore(waiting, failures, next_attempt_at);
        }
    }
}
