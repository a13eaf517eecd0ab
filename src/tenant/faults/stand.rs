//! How a tenant's faults stand: what it begins with, and what an export keeps, so that they go on as they would have.

use uuid::Uuid;

use super::fault::Fault;
use super::{CALLERS, MOST};
use crate::core::Timestamp;

/// A fault as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its number among the tenant's faults, from 1.
    pub id: u32,
    /// What it was when it was added.
    pub fault: Fault,
    /// How many requests it has struck.
    pub hits: u32,
}

impl Standing {
    /// How often it will still strike; without end where there is no number.
    pub fn left(&self) -> Option<u32> {
        self.fault.times.map(|times| times.saturating_sub(self.hits))
    }
}

/// How the faults of a tenant stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stand {
    /// What their chances repeat under, if they do.
    pub seed: Option<u64>,
    /// The number of the one that was added last.
    pub last: u32,
    /// All of them, in the order in which they are tried.
    pub faults: Vec<Stood>,
}

/// How a fault stands, with what decides when it strikes next.
#[derive(Debug, Clone, PartialEq)]
pub struct Stood {
    /// The fault, and how often it has struck.
    pub standing: Standing,
    /// Where its dice go on, if they repeat.
    pub dice: Option<u64>,
    /// How far a rate limit has counted.
    pub counts: Vec<Count>,
}

/// A caller's requests in the period that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Whose: an application or a user; nil where that is not known.
    pub caller: Uuid,
    /// When the period is over.
    pub ends: Timestamp,
    /// How many they are.
    pub count: u32,
}

impl Stand {
    /// None yet; what is added repeats under a seed.
    pub const fn seeded(seed: Option<u64>) -> Self {
        Self { seed, last: 0, faults: Vec::new() }
    }

    /// These, numbered from 1, and none of them has struck.
    pub fn beginning(seed: Option<u64>, faults: impl IntoIterator<Item = Fault>) -> Self {
        let mut stand = Self::seeded(seed);
        for fault in faults {
            let stood = stand.next(fault);
            stand.faults.push(stood);
        }
        stand
    }

    /// What another tenant begins with: each fault as often as is left of it, with chances and counts of its own.
    pub fn of_another(&self, seed: Option<u64>) -> Self {
        let left =
            self.faults.iter().map(|Stood { standing, .. }| Fault { times: standing.left(), ..standing.fault.clone() });
        Self::beginning(seed, left.filter(|fault| fault.times != Some(0)))
    }

    /// The next one, as it stands when it is added.
    pub(super) fn next(&mut self, fault: Fault) -> Stood {
        self.last = self.last.saturating_add(1);
        // Its own dice, so that one fault does not change what another does under the same seed.
        let dice = self.seed.map(|seed| seed.wrapping_add(u64::from(self.last)));
        Stood { standing: Standing { id: self.last, fault, hits: 0 }, dice, counts: Vec::new() }
    }

    /// Whether faults can stand like this.
    ///
    /// # Errors
    /// Says which of them cannot, and why.
    pub fn check(&self) -> Result<(), (usize, String)> {
        let mut last = 0;
        for (place, Stood { standing, counts, .. }) in self.faults.iter().enumerate() {
            if place >= MOST {
                return Err((place, format!("a tenant has at most {MOST} faults; remove this one")));
            }
            if standing.id <= last || standing.id > self.last {
                let message = format!("is number {}; numbers rise, and the last given was {}", standing.id, self.last);
                return Err((place, message));
            }
            if counts.len() > CALLERS {
                return Err((place, format!("counts more than {CALLERS} callers; remove some")));
            }
            last = standing.id;
        }
        Ok(())
    }
}
