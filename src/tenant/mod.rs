//! One tenant: a company's world behind its one writer, with its clock, its ids, its tokens and its journal.

pub mod access;
pub mod clock;
pub mod ids;
pub mod journal;
pub mod keys;
pub mod queries;
pub mod store;
pub mod timekeeper;

use std::sync::Arc;

use access::Access;
use clock::Clock;
use ids::Ids;
use journal::Journal;
use store::{Listener, Store};
use timekeeper::Timekeeper;

use crate::core::{Timestamp, World};

/// What a tenant starts with, and what a reset brings back.
#[derive(Debug)]
pub struct Blueprint {
    /// Its world.
    pub world: World,
    /// The seed of its ids; without one they never repeat.
    pub seed: Option<u64>,
    /// The moment at which its clock stands; the system's time where there is none.
    pub frozen_at: Option<Timestamp>,
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
    /// What happens in it by itself.
    pub timekeeper: Arc<Timekeeper>,
}

impl Tenant {
    /// A tenant as its blueprint has it; whoever listens is told of its events.
    pub fn new(blueprint: Blueprint, access: Access, mut listeners: Vec<Arc<dyn Listener>>) -> Self {
        let clock = Arc::new(blueprint.frozen_at.map_or_else(Clock::system, Clock::frozen));
        let timekeeper = Arc::new(Timekeeper::default());
        listeners.push(Arc::<Timekeeper>::clone(&timekeeper));
        let ids = Ids::new(blueprint.seed);
        let store = Store::new(blueprint.world.clone(), ids, Arc::clone(&clock), Arc::new(listeners));
        Self { blueprint, clock, store, access, journal: Journal::default(), timekeeper }
    }

    /// Brings back world, clock and ids as they were at the start, and forgets the requests.
    pub fn reset(&self) {
        self.clock.set(self.blueprint.frozen_at);
        self.store.reset(self.blueprint.world.clone(), Ids::new(self.blueprint.seed));
        self.journal.clear();
        self.timekeeper.wake();
    }

    /// Moves the clock on to a moment. Everything due by then has happened when this returns, each thing at its own time.
    pub fn advance_to(&self, to: Timestamp) {
        while let Some(due) = self.store.next_due().filter(|due| *due <= to) {
            self.clock.advance_to(due);
            if self.store.run_due() == 0 {
                break;
            }
        }
        self.clock.advance_to(to);
    }
}
