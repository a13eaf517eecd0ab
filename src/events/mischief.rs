//! Mischief: what is done to a receiver on purpose, so that it can be seen to stand it. The same under the same seed.

use chrono::Duration;

use super::seal::Seal;
use super::snapshot::SavedMischief;
use crate::core::{IdSource, Timestamp};
use crate::tenant::ids::Ids;

/// How long an event that others may pass is held back at most.
pub const PASSED_FOR: Duration = Duration::seconds(10);

/// The longest delay and the longest burst that can be asked for.
pub const LONGEST: Duration = Duration::hours(24);

/// What is done to a receiver. Chances are from 0 to 1, for each event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mischief {
    /// The chance that an event is posted once more after it was acknowledged.
    pub duplicates: f64,
    /// The chance that an event is held back for a while, in which events of other reports pass it.
    pub reorder: f64,
    /// The chance that an event, and everything behind it, is late.
    pub delays: f64,
    /// How late at most.
    pub delay_up_to: Duration,
    /// The chance that an event is first posted with a signature that is wrong. What the receiver answers then does not count.
    pub wrong_signatures: f64,
    /// How long events are held from the first one on, so that they come all at once.
    pub burst: Option<Duration>,
    /// What the dice begin with.
    pub seed: Option<u64>,
}

impl Default for Mischief {
    /// None at all. Where events are made late, it is by half a minute at most.
    fn default() -> Self {
        Self {
            duplicates: 0.0,
            reorder: 0.0,
            delays: 0.0,
            delay_up_to: Duration::seconds(30),
            wrong_signatures: 0.0,
            burst: None,
            seed: None,
        }
    }
}

/// What is odd about an attempt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trick {
    /// Nothing.
    #[default]
    None,
    /// The event has been acknowledged already.
    Duplicate,
    /// The signature is wrong.
    WrongSignature,
}

impl Trick {
    /// Its name in the control API, if it is one.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Duplicate => Some("duplicate"),
            Self::WrongSignature => Some("wrongSignature"),
        }
    }
}

/// What mischief has in mind for one event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// It is not posted before this.
    pub not_before: Option<Timestamp>,
    /// Until then, events of other reports may pass it.
    pub may_be_passed: bool,
    /// It is posted once more after it was acknowledged.
    pub twice: bool,
    /// It is first posted with this signature.
    pub forged: Option<Seal>,
}

/// Mischief under way.
#[derive(Debug)]
pub(super) struct Mischievous {
    pub mischief: Mischief,
    dice: Ids,
    /// When the burst that is being gathered is let go.
    burst_at: Option<Timestamp>,
}

impl Mischievous {
    /// Without a seed of its own the mischief begins with `seed`.
    pub fn new(mischief: Mischief, seed: Option<u64>) -> Self {
        Self { mischief, dice: Ids::new(mischief.seed.or(seed)), burst_at: None }
    }

    /// As it was when it was saved.
    pub fn restored(saved: SavedMischief) -> Self {
        let SavedMischief { mischief, dice, burst_at } = saved;
        Self { mischief, dice: Ids::new(Some(dice)), burst_at }
    }

    /// As plain data.
    pub fn saved(&self) -> SavedMischief {
        SavedMischief { mischief: self.mischief, dice: self.dice.state(), burst_at: self.burst_at }
    }

    /// What is done with the next event. The dice are thrown as often for each, so that one chance does not change the others.
    pub fn plan(&mut self, now: Timestamp) -> Plan {
        let Mischief { duplicates, reorder, delays, delay_up_to, wrong_signatures, burst, seed: _ } = self.mischief;
        let [twice, passed, late, forged] =
            [duplicates, reorder, delays, wrong_signatures].map(|chance| self.falls(chance));
        let (share, foreign) = (self.throw(), self.falls(0.5));
        let later = |by: Duration| now.checked_add_signed(part(by, share));
        let not_before = if late {
            later(delay_up_to)
        } else if passed {
            later(PASSED_FOR)
        } else {
            None
        };
        let forged = forged.then_some(if foreign { Seal::Foreign } else { Seal::Broken });
        Plan {
            not_before: not_before.max(burst.and_then(|burst| self.gather(burst, now))),
            may_be_passed: passed && !late,
            twice,
            forged,
        }
    }

    /// When the burst goes off that something belongs to which happens now.
    fn gather(&mut self, burst: Duration, now: Timestamp) -> Option<Timestamp> {
        if self.burst_at.is_none_or(|at| at <= now) {
            self.burst_at = now.checked_add_signed(burst);
        }
        self.burst_at
    }

    fn falls(&mut self, chance: f64) -> bool {
        self.throw() < chance
    }

    /// From 0 to less than 1.
    fn throw(&mut self) -> f64 {
        let mut bytes = [0; 4];
        self.dice.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}

/// A part of a duration, of a millisecond at least.
fn part(of: Duration, share: f64) -> Duration {
    // Whatever is cut off is less than a millisecond, and 24 hours are far from the bounds.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a share of at most 24 hours")]
    let milliseconds = (of.num_milliseconds() as f64 * share) as i64;
    Duration::milliseconds(milliseconds.max(1))
}
