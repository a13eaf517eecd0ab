//! What happens by itself: steps that approve or expire when their time has come.

use std::sync::Arc;

use tokio::sync::Notify;

use super::clock::Clock;
use super::store::{Listener, Record, Store};
use crate::core::Change;

/// Watches a tenant's clock. It listens to the store, so that it knows when there is something new to wait for.
#[derive(Debug, Default)]
pub struct Timekeeper {
    bell: Notify,
}

impl Timekeeper {
    /// Makes it look again at what is due when.
    pub fn wake(&self) {
        self.bell.notify_one();
    }

    /// Does what is due when its time has come, for as long as it is polled.
    pub async fn keep(&self, store: &Store, clock: &Clock) {
        loop {
            store.run_due();
            match store.next_due().filter(|due| *due > clock.now()) {
                Some(due) => tokio::select! {
                    () = clock.wait_until(due) => {}
                    () = self.bell.notified() => {}
                },
                // Nothing to wait for.
                None => self.bell.notified().await,
            }
        }
    }
}

impl Listener for Timekeeper {
    fn committed(&self, records: &[Arc<Record>]) {
        let starts_a_timer = |record: &Arc<Record>| match &record.event.change {
            Change::Moved(change) => change.to.due().is_some(),
            Change::Created(report) => report.state.due().is_some(),
            _ => false,
        };
        if records.iter().any(starts_a_timer) {
            self.wake();
        }
    }
}
