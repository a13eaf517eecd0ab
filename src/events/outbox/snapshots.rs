//! An outbox as plain data, and back.

use std::sync::Arc;

use super::Outbox;
use crate::core::ids::CompanyId;
use crate::events::raised::Raised;
use crate::events::snapshot::{SavedSubscription, Snapshot, Unsound};

/// An outbox as it stood at a moment, taken out quickly, to be rendered at leisure.
#[derive(Debug)]
pub struct Stood {
    subscriptions: Vec<SavedSubscription>,
    events: Vec<Arc<Raised>>,
}

impl Stood {
    /// As plain data.
    pub fn snapshot(self) -> Snapshot {
        Snapshot {
            subscriptions: self.subscriptions,
            events: self.events.iter().map(|raised| raised.saved()).collect(),
        }
    }
}

impl Outbox {
    /// The subscriptions, and what waits for them. What is on its way at this moment waits, too: after [`Self::restore`] it goes out
    /// once more.
    pub fn snapshot(&self) -> Snapshot {
        // Payloads are rendered when nobody is kept waiting by it.
        self.stand().snapshot()
    }

    /// The same, not yet rendered.
    pub fn stand(&self) -> Stood {
        let dispatch = self.shared.up_to_date();
        Stood { subscriptions: dispatch.saved(), events: dispatch.log.waiting() }
    }

    /// Forgets all events and subscriptions, stops all deliveries, and goes on from a snapshot, in this company; not at all where
    /// the snapshot is not sound. What is due by the tenant's clock goes out at once, so that the clock is set before.
    pub fn restore(&self, company: CompanyId, snapshot: Snapshot) -> Result<(), Unsound> {
        snapshot.check()?;
        let Snapshot { subscriptions, events } = snapshot;
        let mut dispatch = self.shared.up_to_date();
        dispatch.clear();
        self.shared.stream.tell("reset", || serde_json::json!({}));
        dispatch.company = company;
        let events = dispatch.restore_events(events, &subscriptions);
        for saved in subscriptions {
            let id = saved.subscription.id.clone();
            let started = self.start(&mut dispatch, saved.subscription.clone().into());
            started.map_err(|refused| Unsound::Subscription(id, refused))?;
            dispatch.restore_line(saved, &events);
        }
        self.shared.rested.notify_waiters();
        Ok(())
    }
}
