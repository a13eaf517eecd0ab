//! A tenant's time: the system's, or one that stands still until it is moved.
//!
//! This is the one place that reads the system's clock and the one that sleeps; `clippy.toml` bans both elsewhere.

use std::time::{Duration as StdDuration, Instant};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::core::Timestamp;

/// A tenant's clock.
#[derive(Debug)]
pub struct Clock {
    time: Mutex<Time>,
    moved: watch::Sender<()>,
}

/// How a clock goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// With the system's.
    Running {
        /// How far ahead of it; negative behind it.
        ahead: Duration,
    },
    /// It stands.
    Frozen {
        /// At this moment.
        at: Timestamp,
    },
}

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self::new(Time::Running { ahead: Duration::zero() })
    }

    /// A clock that stands at this moment until it is moved.
    pub fn frozen(at: Timestamp) -> Self {
        Self::new(Time::Frozen { at })
    }

    fn new(time: Time) -> Self {
        Self { time: Mutex::new(time), moved: watch::Sender::new(()) }
    }

    /// What time it is, to the millisecond, as every API shows it.
    pub fn now(&self) -> Timestamp {
        let now = match *self.time.lock() {
            Time::Running { ahead } => system_time() + ahead,
            Time::Frozen { at } => at,
        };
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// How it goes.
    pub fn time(&self) -> Time {
        *self.time.lock()
    }

    /// Told whenever it is set or moved by hand.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.moved.subscribe()
    }

    /// Whether it stands still.
    pub fn is_frozen(&self) -> bool {
        matches!(*self.time.lock(), Time::Frozen { .. })
    }

    /// Moves it to a later moment. It never goes back: an earlier one changes nothing.
    pub fn advance_to(&self, to: Timestamp) {
        {
            let mut time = self.time.lock();
            match &mut *time {
                Time::Running { ahead } => *ahead = (to - system_time()).max(*ahead),
                Time::Frozen { at } => *at = to.max(*at),
            }
        }
        self.moved.send_replace(());
    }

    /// Freezes it at a moment, or lets it run with the system's time, as at the start.
    pub fn set(&self, frozen_at: Option<Timestamp>) {
        *self.time.lock() = match frozen_at {
            Some(at) => Time::Frozen { at },
            None => Time::Running { ahead: Duration::zero() },
        };
        self.moved.send_replace(());
    }

    /// Lets it run, as the system's time does: from a moment on, or from where it is.
    pub fn run_from(&self, now: Option<Timestamp>) {
        {
            let mut time = self.time.lock();
            match (now, &*time) {
                (Some(at), _) | (None, &Time::Frozen { at }) => *time = Time::Running { ahead: at - system_time() },
                (None, Time::Running { .. }) => {}
            }
        }
        self.moved.send_replace(());
    }

    /// Makes it go as another went.
    pub fn go(&self, time: Time) {
        *self.time.lock() = time;
        self.moved.send_replace(());
    }

    /// Waits until it shows this moment, whether time passes or someone moves it there.
    pub async fn wait_until(&self, at: Timestamp) {
        let mut moved = self.moved.subscribe();
        loop {
            moved.mark_unchanged();
            let now = self.now();
            if now >= at {
                return;
            }
            let left = (at - now).to_std().unwrap_or(StdDuration::ZERO);
            if self.is_frozen() {
                if moved.changed().await.is_err() {
                    return;
                }
            } else {
                // An error means that the time is up, which the loop finds out by itself.
                let _ = tokio::time::timeout(left, moved.changed()).await;
            }
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system_time() -> Timestamp {
    Utc::now()
}

/// The date in real time, whatever a tenant's clock shows: for certificates, which others look at.
pub fn real_date() -> NaiveDate {
    system_time().date_naive()
}

/// Waits so long in real time, whatever a tenant's clock shows: for what has to do with sockets, not with reports.
#[allow(clippy::disallowed_methods, reason = "the one place that sleeps")]
pub async fn real_time(passes: StdDuration) {
    tokio::time::sleep(passes).await;
}

/// Measures how long something takes in real time, whatever a tenant's clock shows.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts one.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has run.
    pub fn elapsed(self) -> StdDuration {
        self.0.elapsed()
    }
}
