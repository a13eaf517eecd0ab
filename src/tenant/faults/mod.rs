//! Faults: what goes wrong with a tenant's requests on purpose, and which of them strikes a request.
//!
//! Nothing here answers anything: the server asks for the [`Strike`] of a request and carries it out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration as StdDuration;

use chrono::Duration;
use parking_lot::Mutex;
use uuid::Uuid;

use super::ids::Ids;
use super::pattern;
use crate::core::ids::UserId;
use crate::core::{IdSource, Timestamp};

/// How many faults a tenant has at most, those that are used up included.
pub const MOST: usize = 100;

/// The longest delay, in real time.
pub const LONGEST_DELAY: StdDuration = StdDuration::from_secs(600);

/// The longest period of a rate limit.
pub const LONGEST_PERIOD: Duration = Duration::days(1);

/// How many callers a rate limit tells apart.
const CALLERS: usize = 1_000;

/// How many tenants have faults that may strike: all that a request looks at where nobody has any.
static ARMED: AtomicUsize = AtomicUsize::new(0);

/// Something that goes wrong: a delay, a failure, or one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which requests it is for.
    pub matches: Match,
    /// How long the answer waits, in real time.
    pub delay: Option<StdDuration>,
    /// How it fails; without one it is only late.
    pub failure: Option<Failure>,
    /// Whether it comes before the request is carried out, or after.
    pub when: When,
    /// How often it strikes; without end where there is none.
    pub times: Option<u32>,
    /// The chance that it strikes a request, from 0 to 1; always where there is none.
    pub probability: Option<f64>,
}

/// Which requests a fault is for. Each one given has to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// This method, in any case.
    pub method: Option<String>,
    /// A path that fits this [`pattern`].
    pub path: Option<String>,
    /// A token of this user.
    pub user: Option<UserId>,
}

/// How a request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It is refused with this status, in the words of its family.
    Status {
        /// The status.
        status: u16,
        /// `Retry-After`, in seconds.
        retry_after: Option<u32>,
    },
    /// The connection is cut without an answer.
    Reset,
    /// The answer begins, and the connection is cut after so many bytes of its body; after half of them where no number is given.
    Truncate(Option<u64>),
    /// It is refused with 429 where its caller has made too many.
    RateLimit(RateLimit),
}

/// So many requests of one caller in a period; the period begins with the first of them, on the tenant's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many are let through.
    pub limit: u32,
    /// How long a period is.
    pub per: Duration,
    /// Who is one caller.
    pub by: CountedBy,
}

/// Whose requests are counted together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CountedBy {
    /// Those with tokens of one application.
    #[default]
    Application,
    /// Those with tokens of one user.
    User,
}

/// When a fault comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before the request is carried out: nothing has changed.
    Before,
    /// After it was carried out: what it was to change has changed, and the caller cannot tell.
    After,
}

/// What is known of a request before it is carried out.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its path.
    pub path: &'a str,
    /// Whose token it carries, if a user's.
    pub user: Option<UserId>,
    /// The application that its token was issued to.
    pub application: Option<Uuid>,
    /// When it came in, on the tenant's clock.
    pub at: Timestamp,
}

/// What a fault does to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// Which fault it is.
    pub id: u32,
    /// How long the answer waits.
    pub delay: Option<StdDuration>,
    /// How it fails; never a [`Failure::RateLimit`].
    pub failure: Option<Failure>,
    /// Before or after it is carried out.
    pub when: When,
}

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

/// There are [`MOST`] faults already, and each of them may still strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are {MOST} faults already; delete some first")]
pub struct Full;

/// The faults of a tenant, in the order in which they are tried.
#[derive(Debug, Default)]
pub struct Faults {
    /// Whether there are any that may strike.
    armed: AtomicBool,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    seed: Option<u64>,
    last: u32,
    faults: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    standing: Standing,
    /// Its own, so that one fault does not change what another does under the same seed.
    dice: Ids,
    callers: HashMap<u128, Period>,
}

/// A caller's requests in the period that is under way.
#[derive(Debug, Clone, Copy)]
struct Period {
    ends: Timestamp,
    count: u32,
}

impl Faults {
    /// These, numbered from 1; their chances repeat under a seed.
    pub fn new(seed: Option<u64>, faults: &[Fault]) -> Self {
        let fresh = Self::default();
        fresh.reset(seed, faults);
        fresh
    }

    /// Whether any tenant has a fault that may strike. One look at one number: every request asks.
    pub fn are_armed_anywhere() -> bool {
        ARMED.load(Ordering::Relaxed) > 0
    }

    /// Whether any fault may strike.
    pub fn are_armed(&self) -> bool {
        self.armed.load(Ordering::Relaxed)
    }

    /// What becomes of a request: the first fault that is for it and strikes.
    pub fn strike(&self, asked: &Asked<'_>) -> Option<Strike> {
        let mut table = self.table.lock();
        let strike = table.faults.iter_mut().find_map(|fault| fault.strike(asked));
        if strike.is_some() {
            self.mark(&table);
        }
        strike
    }

    /// Adds one behind the others. Of those that are used up the oldest goes where there is no room.
    pub fn add(&self, fault: Fault) -> Result<Standing, Full> {
        let mut table = self.table.lock();
        if table.faults.len() >= MOST {
            let spent = table.faults.iter().position(|fault| !fault.may_strike()).ok_or(Full)?;
            table.faults.remove(spent);
        }
        let standing = table.add(fault);
        self.mark(&table);
        Ok(standing)
    }

    /// How many more can be added.
    pub fn room(&self) -> usize {
        MOST - self.table.lock().faults.iter().filter(|fault| fault.may_strike()).count().min(MOST)
    }

    /// All of them, in the order in which they are tried.
    pub fn all(&self) -> Vec<Standing> {
        self.table.lock().faults.iter().map(|fault| fault.standing.clone()).collect()
    }

    /// Those that may still strike, each as often as is left of it.
    pub fn left(&self) -> Vec<Fault> {
        let left = self.all().into_iter().map(|standing| Fault { times: standing.left(), ..standing.fault });
        left.filter(|fault| fault.times != Some(0)).collect()
    }

    /// Takes one away; answers whether there was one of this number.
    pub fn remove(&self, id: u32) -> bool {
        let mut table = self.table.lock();
        let before = table.faults.len();
        table.faults.retain(|fault| fault.standing.id != id);
        self.mark(&table);
        table.faults.len() < before
    }

    /// Takes all of them away.
    pub fn clear(&self) {
        let mut table = self.table.lock();
        table.faults.clear();
        self.mark(&table);
    }

    /// Begins anew with these.
    pub fn reset(&self, seed: Option<u64>, faults: &[Fault]) {
        let mut table = self.table.lock();
        *table = Table { seed, ..Table::default() };
        faults.iter().take(MOST).for_each(|fault| {
            table.add(fault.clone());
        });
        self.mark(&table);
    }

    fn mark(&self, table: &Table) {
        self.arm(table.faults.iter().any(Armed::may_strike));
    }

    fn arm(&self, armed: bool) {
        match (self.armed.swap(armed, Ordering::Relaxed), armed) {
            (false, true) => ARMED.fetch_add(1, Ordering::Relaxed),
            (true, false) => ARMED.fetch_sub(1, Ordering::Relaxed),
            (true, true) | (false, false) => return,
        };
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        self.arm(false);
    }
}

impl Table {
    fn add(&mut self, fault: Fault) -> Standing {
        self.last += 1;
        let standing = Standing { id: self.last, fault, hits: 0 };
        let dice = Ids::new(self.seed.map(|seed| seed.wrapping_add(u64::from(self.last))));
        self.faults.push(Armed { standing: standing.clone(), dice, callers: HashMap::new() });
        standing
    }
}

impl Armed {
    fn may_strike(&self) -> bool {
        self.standing.left() != Some(0)
    }

    fn strike(&mut self, asked: &Asked<'_>) -> Option<Strike> {
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
            CountedBy::Application => asked.application.map_or(0, |id| id.as_u128()),
            CountedBy::User => asked.user.map_or(0, |user| user.0.as_u128()),
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

impl Match {
    fn fits(&self, asked: &Asked<'_>) -> bool {
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(asked.method))
            && self.user.is_none_or(|user| asked.user == Some(user))
            && self.path.as_ref().is_none_or(|path| pattern::fits(path, asked.path))
    }
}

/// From 0 to less than 1.
fn throw(dice: &mut Ids) -> f64 {
    let mut bytes = [0; 4];
    dice.fill(&mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault() -> Fault {
        let failure = Some(Failure::Status { status: 503, retry_after: None });
        Fault { matches: Match::default(), delay: None, failure, when: When::Before, times: None, probability: None }
    }

    fn asked(at: i64) -> Asked<'static> {
        let at = Timestamp::from_timestamp(1_000_000 + at, 0).unwrap();
        Asked { method: "GET", path: "/a/b", user: None, application: None, at }
    }

    #[test]
    fn a_fault_that_is_used_up_strikes_no_more_and_makes_room() {
        let faults = Faults::new(None, &[Fault { times: Some(2), ..fault() }]);
        assert_eq!([0, 1, 2].map(|at| faults.strike(&asked(at)).is_some()), [true, true, false]);
        assert!(!faults.are_armed());
        (0..MOST).for_each(|_| {
            faults.add(fault()).unwrap();
        });
        assert_eq!((faults.all().len(), faults.all()[0].id), (MOST, 2));
        assert_eq!(faults.add(fault()), Err(Full));
        assert!(faults.remove(2) && !faults.remove(2));
        faults.clear();
        assert!(!faults.are_armed());
    }

    #[test]
    fn chances_repeat_under_a_seed_and_leave_each_other_alone() {
        let likely = |path: &str| Fault {
            matches: Match { path: Some(path.to_owned()), ..Match::default() },
            probability: Some(0.5),
            ..fault()
        };
        let run = |faults: &[Fault]| {
            let faults = Faults::new(Some(7), faults);
            (0..64).map(|at| faults.strike(&asked(at)).is_some_and(|strike| strike.id == 1)).collect::<Vec<_>>()
        };
        let alone = run(&[likely("/a/**")]);
        assert_eq!(alone, run(&[likely("/a/**"), likely("/a/b")]));
        let struck = alone.iter().filter(|struck| **struck).count();
        assert!((16..48).contains(&struck), "{struck}");
    }

    #[test]
    fn a_rate_limit_counts_each_caller_in_periods_of_his_own() {
        let limit = RateLimit { limit: 2, per: Duration::seconds(60), by: CountedBy::Application };
        let faults = Faults::new(None, &[Fault { failure: Some(Failure::RateLimit(limit)), ..fault() }]);
        let ask = |at, caller| faults.strike(&Asked { application: Some(Uuid::from_u128(caller)), ..asked(at) });
        let refused = |seconds| Some(Failure::Status { status: 429, retry_after: Some(seconds) });
        assert_eq!([ask(0, 1), ask(10, 1), ask(30, 2)], [None; 3]);
        assert_eq!(ask(20, 1).and_then(|strike| strike.failure), refused(40));
        assert_eq!([ask(60, 1), ask(61, 1)], [None; 2]);
        assert_eq!(ask(62, 1).and_then(|strike| strike.failure), refused(58));
        assert_eq!(ask(-100, 1), None);
    }
}
