//! The one writer of a tenant's world.
//!
//! [`Store::execute`] takes the lock, decides, evolves, hands the events to whoever listens, and lets go. Nothing is awaited,
//! rendered or sent meanwhile: listeners only queue.

mod amend;

use std::fmt;
use std::sync::Arc;

pub use amend::{Ground, TRIES};
use parking_lot::RwLock;
use uuid::Uuid;

use super::clock::Clock;
use super::ids::Ids;
use crate::core::contents::Contents;
use crate::core::event::Through;
use crate::core::registry::Refusal;
use crate::core::report::Timer;
use crate::core::{
    Actor, Command, CompanyCommand, CompanyEvent, Context, Event, Rejection, Timestamp, World, decide, decide_company,
    evolve, evolve_company,
};

/// An event with what identifies it outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its place among the tenant's events, from 1, without gaps.
    pub sequence: u64,
    /// `id` of the notification.
    pub id: Uuid,
    /// Where it came from.
    pub origin: Origin,
    /// What happened.
    pub event: Event,
}

/// What became of a command: the events that it raised, or why it was refused.
pub type Outcome = Result<Vec<Arc<Record>>, Rejection>;

/// A change of what the company has besides reports, with what identifies it outside.
#[derive(Debug, Clone, PartialEq)]
pub struct CompanyRecord {
    /// Its place among all of the tenant's events, from 1.
    pub sequence: u64,
    /// `id` of the notification, where it raises one.
    pub id: Uuid,
    /// Where it came from.
    pub origin: Origin,
    /// What happened.
    pub event: CompanyEvent,
}

/// The request that caused an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The door it came in by.
    pub through: Through,
    /// Its `Concur-Correlationid`.
    pub correlation: Arc<str>,
    /// The base URL under which the emulator was called, without a trailing slash; none where no request caused it.
    pub base_url: Option<Arc<str>>,
}

/// Someone who is told of events in the order in which they happened. It is called under the lock: queue, and return.
pub trait Listener: Send + Sync {
    /// These events have just happened.
    fn committed(&self, records: &[Arc<Record>]);

    /// These changes of what the company has besides reports have just happened.
    fn managed(&self, _records: &[Arc<CompanyRecord>]) {}
}

/// Several listeners, told one after the other.
impl Listener for Vec<Arc<dyn Listener>> {
    fn committed(&self, records: &[Arc<Record>]) {
        self.iter().for_each(|listener| listener.committed(records));
    }

    fn managed(&self, records: &[Arc<CompanyRecord>]) {
        self.iter().for_each(|listener| listener.managed(records));
    }
}

/// A tenant's world behind its lock.
pub struct Store {
    inner: RwLock<Inner>,
    clock: Arc<Clock>,
    listener: Arc<dyn Listener>,
}

struct Inner {
    world: World,
    ids: Ids,
    sequence: u64,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// A store of this world.
    pub fn new(world: World, ids: Ids, clock: Arc<Clock>, listener: Arc<dyn Listener>) -> Self {
        Self { inner: RwLock::new(Inner { world, ids, sequence: 0 }), clock, listener }
    }

    /// Carries out a command, whole or not at all.
    pub fn execute(&self, actor: &Actor, command: Command, origin: &Origin) -> Result<Vec<Arc<Record>>, Rejection> {
        let mut inner = self.inner.write();
        let now = self.clock.now();
        self.execute_at(&mut inner, now, actor, command, origin)
    }

    /// Carries out a command that follows from what is there: it is found and decided in one go, so that nothing comes between.
    pub fn execute_found(
        &self,
        actor: &Actor,
        find: impl FnOnce(&World) -> Result<Command, Rejection>,
        origin: &Origin,
    ) -> Result<Vec<Arc<Record>>, Rejection> {
        let mut inner = self.inner.write();
        let now = self.clock.now();
        let command = find(&inner.world)?;
        self.execute_at(&mut inner, now, actor, command, origin)
    }

    fn execute_at(
        &self,
        inner: &mut Inner,
        now: Timestamp,
        actor: &Actor,
        command: Command,
        origin: &Origin,
    ) -> Result<Vec<Arc<Record>>, Rejection> {
        let Inner { world, ids, sequence } = inner;
        let context = Context { now, ids, through: origin.through };
        let events = decide(world, actor, command, context)?;
        let mut records = Vec::with_capacity(events.len());
        for event in events {
            evolve(world, &event);
            *sequence += 1;
            records.push(Arc::new(Record { sequence: *sequence, id: ids.uuid(), origin: origin.clone(), event }));
        }
        self.listener.committed(&records);
        Ok(records)
    }

    /// Carries out several commands one after the other, each whole or not at all, with nothing between them. What they are is
    /// made out from the world as it is then.
    pub fn execute_each<E>(
        &self,
        commands: impl FnOnce(&World) -> Result<Vec<(Actor, Command)>, E>,
        origin: &Origin,
    ) -> Result<Vec<Outcome>, E> {
        let mut inner = self.inner.write();
        let now = self.clock.now();
        let commands = commands(&inner.world)?;
        Ok(commands.into_iter().map(|(actor, c)| self.execute_at(&mut inner, now, &actor, c, origin)).collect())
    }

    /// Carries out a command, and looks something up before anything else can happen, whether or not it was refused.
    pub(super) fn execute_and_read<R>(
        &self,
        actor: &Actor,
        command: Command,
        origin: &Origin,
        look: impl FnOnce(&World) -> R,
    ) -> (Outcome, R) {
        let mut inner = self.inner.write();
        let now = self.clock.now();
        let outcome = self.execute_at(&mut inner, now, actor, command, origin);
        (outcome, look(&inner.world))
    }

    /// Carries out a command on what the company has besides reports, whole or not at all.
    pub fn manage(
        &self,
        actor: &Actor,
        command: CompanyCommand,
        origin: &Origin,
    ) -> Result<Vec<Arc<CompanyRecord>>, Refusal> {
        let mut inner = self.inner.write();
        let Inner { world, ids, sequence } = &mut *inner;
        let context = Context { now: self.clock.now(), ids, through: origin.through };
        let events = decide_company(world, actor, command, context)?;
        let mut records = Vec::with_capacity(events.len());
        for event in events {
            evolve_company(world, &event);
            *sequence += 1;
            records.push(Arc::new(CompanyRecord {
                sequence: *sequence,
                id: ids.uuid(),
                origin: origin.clone(),
                event,
            }));
        }
        self.listener.managed(&records);
        Ok(records)
    }

    /// Looks something up. Keep it short: take out what is shared and render it afterwards.
    pub fn read<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        look(&self.inner.read().world)
    }

    /// What is to outlive the process: what the world is made of, the source of identifiers as it goes on, how many events there were;
    /// and what else there is to take at the same moment. Nothing happens meanwhile, so `beside` has to be quick.
    pub fn freeze<R>(&self, beside: impl FnOnce() -> R) -> (Contents, Ids, u64, R) {
        let inner = self.inner.read();
        (inner.world.contents(), inner.ids.clone(), inner.sequence, beside())
    }

    /// The source of identifiers as it is now: another that goes on as it would.
    pub fn ids(&self) -> Ids {
        self.inner.read().ids.clone()
    }

    /// Lets the numbers of events go on behind those that there were before.
    pub fn count_from(&self, events: u64) {
        self.inner.write().sequence = events;
    }

    /// Replaces the world, as at the start.
    pub fn reset(&self, world: World, ids: Ids) {
        let stale = {
            let mut inner = self.inner.write();
            inner.ids = ids;
            std::mem::replace(&mut inner.world, world)
        };
        // Freed outside the lock.
        drop(stale);
    }

    /// A fresh UUID from the tenant's source.
    pub fn uuid(&self) -> Uuid {
        self.inner.write().ids.uuid()
    }

    /// A fresh secret of so many random bytes, in hexadecimal digits.
    pub fn secret(&self, bytes: usize) -> String {
        self.inner.write().ids.hex(bytes)
    }

    /// When the clock has something to do next, if ever.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.read(|world| world.next_due().map(|(_, due)| due.at))
    }

    /// Does everything that is due by now, each thing at its own time. Answers how many there were. What the rules refuse is passed over,
    /// so that it does not stand in the way of the rest; it is tried again when its report changes.
    pub fn run_due(&self) -> usize {
        let mut done = 0;
        loop {
            let mut inner = self.inner.write();
            let Some((report, due)) = inner.world.next_due() else { return done };
            if due.at > self.clock.now() {
                return done;
            }
            let deed = match due.what {
                Timer::AutoApprove => crate::core::command::Deed::AutoApprove,
                Timer::Expire => crate::core::command::Deed::Expire,
            };
            let correlation = inner.ids.uuid().to_string().into();
            let origin = Origin { through: Through::Clock, correlation, base_url: None };
            if let Err(rejection) =
                self.execute_at(&mut inner, due.at, &Actor::CLOCK, Command::act(report, deed), &origin)
            {
                tracing::error!(%report, %rejection, "the clock could not do what was due; it waits until the report changes");
                inner.world.pass_over(report);
                continue;
            }
            done += 1;
        }
    }
}
