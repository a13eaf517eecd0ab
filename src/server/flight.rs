//! How many requests are being answered, so that a stop can wait for them and for nothing else.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// A count of requests in flight.
#[derive(Debug, Default)]
pub struct InFlight {
    count: AtomicUsize,
    landed: Notify,
}

impl InFlight {
    /// One more.
    pub fn take_off(&self) {
        self.count.fetch_add(1, Ordering::AcqRel);
    }

    /// One less.
    pub fn land(&self) {
        if self.count.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.landed.notify_waiters();
        }
    }

    /// Is done when there are none.
    pub async fn none(&self) {
        loop {
            // Listens before it looks, so that nothing lands unheard in between.
            let landed = self.landed.notified();
            if self.count.load(Ordering::Acquire) == 0 {
                return;
            }
            landed.await;
        }
    }
}
