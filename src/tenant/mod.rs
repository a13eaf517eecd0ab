//! One tenant: a company's world behind its one writer, with its clock, its ids, its tokens and its journal.

pub mod access;
pub mod authority;
mod changes;
pub mod clock;
pub mod configuration;
pub mod data_dir;
pub mod faults;
pub mod findings;
pub mod ids;
pub mod journal;
pub mod keys;
pub mod listing;
pub mod mails;
pub mod parts;
pub mod pattern;
pub mod pem;
pub mod people;
pub mod provisions;
pub mod queries;
pub mod store;
pub mod stream;
pub mod timekeeper;

use std::sync::Arc;

use access::{Access, AccessSeed};
use chrono::Duration;
use clock::{Clock, Time};
use faults::{Faults, Stand};
use findings::Findings;
use ids::Ids;
use journal::Journal;
use mails::Mails;
use provisions::Provisions;
use store::{Listener, Store};
use timekeeper::Timekeeper;

use crate::core::{Timestamp, World};

/// What a tenant starts with, and what a reset brings back.
#[derive(Debug, Clone)]
pub struct Blueprint {
    /// Its world.
    pub world: World,
    /// Its applications, passwords and tokens.
    pub access: AccessSeed,
    /// What goes wrong with its requests.
    pub faults: Stand,
    /// The seed of its ids; without one they never repeat.
    pub seed: Option<u64>,
    /// The moment at which its clock stands; the system's time where there is none.
    pub frozen_at: Option<Timestamp>,
    /// What a running clock begins with, where that is not the system's time.
    pub runs_from: Option<RunsFrom>,
}

/// What a running clock begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunsFrom {
    /// This moment, unless the system's time is later.
    Moment(Timestamp),
    /// So far ahead of the system's time as it was; negative behind it.
    Offset(Duration),
}

impl Blueprint {
    /// A clock as it is at the start.
    pub fn clock(&self) -> Arc<Clock> {
        let clock = Clock::system();
        self.set(&clock);
        Arc::new(clock)
    }

    /// Sets a clock to how it is at the start.
    fn set(&self, clock: &Clock) {
        clock.set(self.frozen_at);
        match self.runs_from.filter(|_| self.frozen_at.is_none()) {
            Some(RunsFrom::Moment(from)) => clock.advance_to(from),
            Some(RunsFrom::Offset(ahead)) => clock.go(Time::Running { ahead }),
            None => {}
        }
    }
}

/// Everything that belongs to one company and is shared with no other.
#[derive(Debug)]
pub struct Tenant {
    /// What it started with.
    pub blueprint: Blueprint,
    /// Its time.
    pub clock: Arc<Clock>,
    /// Its world.
    pub store: Store,
    /// Its applications, passwords and tokens.
    pub access: Access,
    /// The requests it answered.
    pub journal: Journal,
    /// What goes wrong with its requests on purpose.
    pub faults: Faults,
    /// Where its requests depart from their pages, in strict mode. A reset leaves it: it is about the client.
    pub findings: Findings,
    /// The mails it would have sent.
    pub mails: Mails,
    /// What became of the requests to provision users.
    pub provisions: Provisions,
    /// What happens in it by itself.
    pub timekeeper: Arc<Timekeeper>,
}

impl Tenant {
    /// A tenant as its blueprint has it, on this clock; a listener is told of its events.
    pub fn new(blueprint: Blueprint, clock: Arc<Clock>, listener: Arc<dyn Listener>) -> Self {
        let timekeeper = Arc::new(Timekeeper::default());
        let listeners = vec![listener, Arc::<Timekeeper>::clone(&timekeeper)];
        let ids = Ids::new(blueprint.seed);
        let store = Store::new(blueprint.world.clone(), ids, Arc::clone(&clock), Arc::new(listeners));
        let access = Access::new(blueprint.access.clone(), clock.now());
        let faults = Faults::new(blueprint.faults.clone());
        let (journal, findings, mails) = (Journal::default(), Findings::default(), Mails::default());
        let provisions = Provisions::default();
        Self { blueprint, clock, store, access, journal, faults, findings, mails, provisions, timekeeper }
    }

    /// Brings back clock, world, ids and tokens as they were at the start, and forgets the requests.
    pub fn reset(&self) {
        self.blueprint.set(&self.clock);
        self.store.reset(self.blueprint.world.clone(), Ids::new(self.blueprint.seed));
        self.access.reset(self.blueprint.access.clone(), self.clock.now());
        self.faults.reset(self.blueprint.faults.clone());
        self.journal.clear();
        self.mails.clear();
        self.provisions.clear();
        self.timekeeper.wake();
    }
}
