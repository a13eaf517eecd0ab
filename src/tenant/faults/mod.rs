//! Faults: what goes wrong with a tenant's requests on purpose, and which of them strikes a request.
//!
//! Nothing here answers anything: the server asks for the [`Strike`] of a request and carries it out.

mod armed;
mod fault;
mod stand;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration as StdDuration;

use armed::Armed;
use chrono::Duration;
pub use fault::{Asked, CountedBy, Failure, Fault, Match, RateLimit, Strike, When};
use parking_lot::Mutex;
pub use stand::{Count, Stand, Standing, Stood};

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
    /// The seed and the last number; the faults of it are beside it.
    stand: Stand,
    faults: Vec<Armed>,
}

impl Faults {
    /// Faults that stand like this.
    pub fn new(stand: Stand) -> Self {
        let fresh = Self::default();
        fresh.reset(stand);
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

    /// How they stand, to go on from there.
    pub fn stand(&self) -> Stand {
        let Table { stand: Stand { seed, last, faults: _ }, faults } = &*self.table.lock();
        Stand { seed: *seed, last: *last, faults: faults.iter().map(|fault| fault.stood(seed.is_some())).collect() }
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

    /// Begins anew, or goes on, from how they stood.
    pub fn reset(&self, mut stand: Stand) {
        let faults = stand.faults.drain(..).map(Armed::new).collect();
        let mut table = self.table.lock();
        *table = Table { stand, faults };
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
        let stood = self.stand.next(fault);
        let standing = stood.standing.clone();
        self.faults.push(Armed::new(stood));
        standing
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::core::Timestamp;

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
        let faults = Faults::new(Stand::beginning(None, [Fault { times: Some(2), ..fault() }]));
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
            let faults = Faults::new(Stand::beginning(Some(7), faults.to_vec()));
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
        let faults =
            Faults::new(Stand::beginning(None, [Fault { failure: Some(Failure::RateLimit(limit)), ..fault() }]));
        let ask = |at, caller| faults.strike(&Asked { application: Some(Uuid::from_u128(caller)), ..asked(at) });
        let refused = |seconds| Some(Failure::Status { status: 429, retry_after: Some(seconds) });
        assert_eq!([ask(0, 1), ask(10, 1), ask(30, 2)], [None; 3]);
        assert_eq!(ask(20, 1).and_then(|strike| strike.failure), refused(40));
        assert_eq!([ask(60, 1), ask(61, 1)], [None; 2]);
        assert_eq!(ask(62, 1).and_then(|strike| strike.failure), refused(58));
        assert_eq!(ask(-100, 1), None);
    }

    #[test]
    fn faults_go_on_from_where_they_stood() {
        let limit = RateLimit { limit: 2, per: Duration::seconds(60), by: CountedBy::User };
        let likely = Fault { probability: Some(0.5), times: Some(20), ..fault() };
        let limited = Fault { failure: Some(Failure::RateLimit(limit)), ..fault() };
        let run = |faults: &Faults| (0..32).map(|at| faults.strike(&asked(at))).collect::<Vec<_>>();
        let faults = Faults::new(Stand::beginning(Some(7), [likely, limited]));
        run(&faults);
        let stand = faults.stand();
        assert!(stand.faults[0].standing.hits > 0 && !stand.faults[1].counts.is_empty());
        let after = Faults::new(stand.clone());
        assert_eq!(after.stand(), stand);
        let added = Fault { probability: Some(0.5), ..fault() };
        assert_eq!(faults.add(added.clone()), after.add(added));
        assert_eq!(run(&faults), run(&after));
        assert_eq!(after.stand(), faults.stand());
    }

    #[test]
    fn another_tenant_begins_with_what_is_left_and_its_own_dice() {
        let faults = Faults::new(Stand::beginning(Some(7), [Fault { times: Some(1), ..fault() }, fault()]));
        assert_eq!(faults.strike(&asked(0)).map(|strike| strike.id), Some(1));
        let other = faults.stand().of_another(Some(8));
        assert_eq!(other, Stand::beginning(Some(8), [fault()]));
    }

    #[test]
    fn what_cannot_stand_is_said() {
        let stand = Stand::beginning(Some(7), (0..=MOST).map(|_| fault()));
        assert_eq!(stand.check().unwrap_err().0, MOST);
        let mut stand = Stand::beginning(None, [fault(), fault()]);
        assert_eq!(stand.check(), Ok(()));
        stand.faults[1].standing.id = 1;
        assert_eq!(stand.check().unwrap_err().0, 1);
        stand.faults[1].standing.id = 3;
        assert_eq!(stand.check().unwrap_err().0, 1);
        stand.faults[1].standing.id = 2;
        let count = Count { caller: Uuid::nil(), ends: asked(0).at, count: 1 };
        stand.faults[1].counts = vec![count; CALLERS + 1];
        assert_eq!(stand.check().unwrap_err().0, 1);
    }
}
