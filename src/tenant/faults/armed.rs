//! A fault that stands: whether it strikes a request, and what it counts for that.

use std::collections::HashMap;

use uuid::Uuid;

use super::CALLERS;
use super::fault::{Asked, CountedBy, Failure, Fault, RateLimit, Strike};
use super::stand::{Count, Standing, Stood};
use crate::core::{IdSource, Timestamp};
use crate::tenant::ids::Ids;

/// A fault that stands.
#[derive(Debug)]
pub(super) struct Armed {
    pub(super) standing: Standing,
    /// Its own, so that one fault does not change what another does under the same seed.
    dice: Ids,
    callers: HashMap<Uuid, Period>,
}

/// A caller's requests in the period that is under way.
#[derive(Debug, Clone, Copy)]
struct Period {
    ends: Timestamp,
    count: u32,
}

impl Armed {
    /// One that stands like this.
    pub(super) fn new(stood: Stood) -> Self {
        let Stood { standing, dice, counts } = stood;
        let callers = counts.into_iter().map(|Count { caller, ends, count }| (caller, Period { ends, count }));
        Self { standing, dice: Ids::new(dice), callers: callers.collect() }
    }

    /// How it stands; with where its dice go on, if they repeat.
    pub(super) fn stood(&self, repeats: bool) -> Stood {
        let Self { standing, dice, callers } = self;
        let count =
            |(caller, Period { ends, count }): (&Uuid, &Period)| Count { caller: *caller, ends: *ends, count: *count };
        let mut counts: Vec<_> = callers.iter().map(count).collect();
        counts.sort_unstable_by_key(|count| count.caller);
        Stood { standing: standing.clone(), dice: repeats.then(|| dice.state()), counts }
    }

    pub(super) fn may_strike(&self) -> bool {
        self.standing.left() != Some(0)
    }

    pub(super) fn strike(&mut self, asked: &Asked<'_>) -> Option<Strike> {
        if !self.may_strike() || !self.standing.fault.matches.fits(asked) {
            return None;
        }
        if self.standing.fault.probability.is_some_and(|chance| throw(&mut self.dice) >= chance) {
            return None;
        }
        let Fault { delay, failure, when, .. } = self.standing.fault;
        let failure = match failure {
            Some(Failure::RateLimit(limit)) => Some(self.count(limit, asked)?),
            other => other,
        };
        self.standing.hits = self.standing.hits.saturating_add(1);
        Some(Strike { id: self.standing.id, delay, failure, when })
    }

    /// Counts a request; a refusal where it is one too many.
    fn count(&mut self, RateLimit { limit, per, by }: RateLimit, asked: &Asked<'_>) -> Option<Failure> {
        let caller = match by {
            CountedBy::Application => asked.application.unwrap_or_default(),
            CountedBy::User => asked.user.map_or(Uuid::nil(), |user| user.0),
        };
        if self.callers.len() >= CALLERS && !self.callers.contains_key(&caller) {
            self.callers.retain(|_, period| period.ends > asked.at);
            if self.callers.len() >= CALLERS {
                self.callers.clear();
            }
        }
        let ends = asked.at.checked_add_signed(per).unwrap_or(asked.at);
        let period = self.callers.entry(caller).or_insert(Period { ends, count: 0 });
        // A clock that was set back has left the period, too.
        if asked.at >= period.ends || period.ends - asked.at > per {
            *period = Period { ends, count: 0 };
        }
        if period.count < limit {
            period.count += 1;
            return None;
        }
        let left = (period.ends - asked.at).num_milliseconds();
        let seconds = u32::try_from(left.max(1).unsigned_abs().div_ceil(1_000)).unwrap_or(u32::MAX);
        Some(Failure::Status { status: 429, retry_after: Some(seconds) })
    }
}

/// From 0 to less than 1.
fn throw(dice: &mut Ids) -> f64 {
    let mut bytes = [0; 4];
    dice.fill(&mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
}
