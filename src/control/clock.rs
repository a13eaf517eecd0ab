//! The tenant's clock: read it, set it, move it on.

use chrono::{DateTime, Datelike, Duration, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::list::{millis, optional_moment};
use super::{Control, ControlError};
use crate::core::Timestamp;
use crate::tenant::clock::Clock;

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Clock)]
pub struct ClockFace {
    /// What time it is for the tenant.
    #[serde(serialize_with = "millis")]
    pub now: DateTime<Utc>,
    /// Whether it stands still until it is moved.
    pub frozen: bool,
}

/// How a clock is to be set.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockSetting)]
pub struct ClockChange {
    /// The moment to show; left out, the one that it shows.
    #[serde(default, deserialize_with = "optional_moment")]
    pub now: Option<DateTime<Utc>>,
    /// Whether to stand still there, or to run on from there as the system's clock runs; left out, it goes on as it does.
    #[serde(default)]
    pub frozen: Option<bool>,
}

impl ClockChange {
    /// To stand still where it is.
    pub const FROZEN: Self = Self { now: None, frozen: Some(true) };

    /// To run on from where it is.
    pub const RUNNING: Self = Self { now: None, frozen: Some(false) };

    /// To show a moment, and go on as it does: to stand still there, if it stands still.
    pub fn at(now: Timestamp) -> Self {
        Self { now: Some(now), frozen: None }
    }

    /// To run on from a moment.
    pub fn running_from(now: Timestamp) -> Self {
        Self { now: Some(now), frozen: Some(false) }
    }

    /// To stand still at a moment.
    pub fn frozen_at(now: Timestamp) -> Self {
        Self { now: Some(now), frozen: Some(true) }
    }
}

impl From<&Clock> for ClockFace {
    fn from(clock: &Clock) -> Self {
        Self { now: clock.now(), frozen: clock.is_frozen() }
    }
}

impl Control {
    /// The tenant's clock.
    pub fn clock(&self) -> ClockFace {
        ClockFace::from(&*self.realm.clock)
    }

    /// Sets the tenant's clock: to stand still at a moment, or to run on from one. What is due by then happens by itself.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// # use concur_emulator::control::ClockChange;
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().fixture("empty").start().await?;
    /// emulator.control().set_clock(ClockChange::frozen_at("2026-03-01T08:00:00Z".parse()?))?;
    /// assert!(emulator.control().clock().frozen);
    /// // It is still March, and time passes.
    /// emulator.control().set_clock(ClockChange::RUNNING)?;
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where the change is none.
    pub fn set_clock(&self, change: ClockChange) -> Result<ClockFace, ControlError> {
        let ClockChange { now, frozen } = change;
        if now.is_none() && frozen.is_none() {
            return Err(ControlError::bad("changes nothing; give `now`, `frozen` or both"));
        }
        let clock = &self.realm.clock;
        if frozen.unwrap_or_else(|| clock.is_frozen()) {
            clock.set(Some(now.unwrap_or_else(|| clock.now())));
        } else {
            clock.run_from(now);
        }
        self.realm.timekeeper.wake();
        Ok(self.clock())
    }

    /// Moves the tenant's clock on. Everything due by then has happened when this is done, each thing at its own time.
    ///
    /// # Errors
    /// Where that is beyond the year 9999.
    pub async fn advance(&self, by: Duration) -> Result<ClockFace, ControlError> {
        // As far as four digits can write a year.
        let to = self.now().checked_add_signed(by).filter(|to| to.year() <= 9999);
        let to = to.ok_or_else(|| ControlError::bad("that is beyond year 9999").at("by"))?;
        self.realm.advance_to(to).await;
        Ok(self.clock())
    }
}
