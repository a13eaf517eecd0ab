//! How many requests are being answered, so that a stop can wait for them and for nothing else, and when no more are.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// What is added to the count when no more are answered: far more than there can be at once.
const CLOSED: usize = 1 << (usize::BITS - 1);

/// A count of requests in flight.
#[derive(Debug, Default)]
pub struct InFlight {
    count: AtomicUsize,
    landed: Notify,
}

impl InFlight {
    /// One more. Answers whether it is still to be answered.
    pub fn take_off(&self) -> bool {
        self.count.fetch_add(1, Ordering::AcqRel) & CLOSED == 0
    }

    /// One less.
    pub fn land(&self) {
        if self.count.fetch_sub(1, Ordering::AcqRel) & !CLOSED == 1 {
            self.landed.notify_waiters();
        }
    }

    /// From now on nothing that takes off is to be answered.
    pub fn close(&self) {
        self.count.fetch_or(CLOSED, Ordering::AcqRel);
    }

    /// Is done when there are none.
    pub async fn none(&self) {
        loop {
            // Listens before it looks, so that nothing lands unheard in between.
            let landed = self.landed.notified();
            if self.count.load(Ordering::Acquire) & !CLOSED == 0 {
                return;
            }
            landed.await;
        }
    }
}
