//! Events once more, and events for nothing.

use std::sync::Arc;

use serde_json::value::to_raw_value;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::events::no_event;
use super::subscriptions::unknown;
use super::{Control, ControlError, ErrorKind, EventSheet};
use crate::core::Timestamp;
use crate::events::news::{Announcement, Matter};
use crate::events::subscriptions::SubscriptionId;

/// The longest facts of a test event, in bytes of JSON.
pub(super) const LONGEST_FACTS: usize = 64 * 1024;

impl Control {
    /// Sends an event again to a subscription, or to every one that wants it, at the end of what waits there. What waits already is
    /// tried at once. Answers the event, its deliveries pending.
    ///
    /// # Errors
    /// Where there is no such event or subscription, the event is no longer kept, or the subscription is for other events.
    pub fn redeliver(&self, event: Uuid, to: Option<&str>) -> Result<EventSheet, ControlError> {
        let only = self.chosen(to)?;
        let begun = self.realm.outbox.redeliver(event, only.as_ref()).ok_or_else(|| no_event(&event.to_string()))?;
        match only {
            Some(only) if begun == 0 => Err(unwanted(&only)),
            _ => self.event(event),
        }
    }

    /// Sends everything again that happened from a moment on, in the same order: to a subscription, or to every one that wants it.
    /// Answers how many deliveries that makes.
    ///
    /// # Errors
    /// Where there is no such subscription.
    pub fn redeliver_since(&self, since: Timestamp, to: Option<&str>) -> Result<usize, ControlError> {
        let only = self.chosen(to)?;
        Ok(self.realm.outbox.redeliver_since(since, only.as_ref()))
    }

    /// Raises an event with these facts on the topic `public.test`.
    ///
    /// # Errors
    /// Where the facts are longer than 64 KiB.
    pub fn raise_test_event(&self, facts: &Map<String, Value>) -> Result<EventSheet, ControlError> {
        let raw = to_raw_value(facts).map_err(|error| ControlError::bad(error.to_string()).at("facts"))?;
        if raw.get().len() > LONGEST_FACTS {
            return Err(too_long());
        }
        let (id, facts) = (self.realm.store.uuid(), Arc::from(raw));
        let (at, origin) = (self.now(), self.origin());
        self.realm.outbox.announce(Announcement { id, at, origin, matter: Matter::Test { facts } });
        self.event(id)
    }

    /// The subscription that is named, if one is.
    fn chosen(&self, name: Option<&str>) -> Result<Option<SubscriptionId>, ControlError> {
        let Some(name) = name else { return Ok(None) };
        let known = name.parse().ok().filter(|id| self.realm.outbox.standing(id).is_some());
        known.map(Some).ok_or_else(|| unknown(name).at("subscription"))
    }
}

/// Its topic, its filter or its companies leave the event out.
fn unwanted(subscription: &SubscriptionId) -> ControlError {
    let message = format!(
        "the subscription `{subscription}` does not get this event; its topic, its filter and its companies say which it gets"
    );
    ControlError::new(ErrorKind::Conflict, message).at("subscription")
}

/// The facts of a test event are too long.
pub(super) fn too_long() -> ControlError {
    ControlError::bad(format!("the facts have to be at most {LONGEST_FACTS} bytes")).at("facts")
}
