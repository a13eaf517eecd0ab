//! A tenant's outbox: it hears what happens, and sees to it that every subscriber is told.

mod snapshots;
mod views;
mod work;

use std::fmt;
use std::mem;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration as StdDuration;

use parking_lot::{Mutex, MutexGuard};
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::courier::Courier;
use super::dispatch::{Dispatch, Rules, Step};
use super::identity_changes;
use super::lane::LaneKey;
use super::log::{Entry, KEPT};
use super::news::{Announcement, News};
use super::payload;
use super::schedule::Schedule;
use super::seal::Seal;
use super::subscriptions::{Refused, Register, Subscription, SubscriptionId};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::clock::Clock;
use crate::tenant::store::{CompanyRecord, Listener, Record};
use crate::tenant::stream::{Facts, Stream};

pub use snapshots::Stood;
pub use views::{Standing, Told};
use work::deliver;

/// How long a receiver may take to answer while the tenant's clock stands still, in real time. Nobody who stops the clock wants to
/// wait for the minute that it stands for.
pub const FROZEN_TIMEOUT: StdDuration = StdDuration::from_secs(2);
/// How many events of a lane are signed before they are at its head: enough that a lane never waits for a signature, few enough
/// that a receiver that is down costs nothing.
const AHEAD: usize = 8;

/// What can be set of an outbox.
#[derive(Debug, Clone)]
pub struct Settings {
    /// When deliveries are tried again.
    pub schedule: Schedule,
    /// How many lanes a subscription has, from 1 to 24.
    pub lanes: usize,
    /// How many events are kept; those not yet delivered stay anyway.
    pub keep: usize,
    /// How long a receiver may take to answer while the clock stands still, if that is less than otherwise.
    pub frozen_timeout: StdDuration,
    /// The base URL of links in events, without a trailing slash; taken from the request that caused an event where none is set.
    pub public_url: Option<Arc<str>>,
    /// How posts are signed.
    pub seal: Seal,
    /// What mischief begins with, so that it repeats.
    pub seed: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        let (schedule, frozen_timeout) = (Schedule::default(), FROZEN_TIMEOUT);
        Self { schedule, lanes: 1, keep: KEPT, frozen_timeout, public_url: None, seal: Seal::default(), seed: None }
    }
}

/// A tenant's events, subscriptions and deliveries.
pub struct Outbox {
    shared: Arc<Shared>,
    courier: Arc<Courier>,
    router: AbortHandle,
}

/// What the tasks on the courier's thread work with. Only the outbox itself keeps them running.
struct Shared {
    clock: Arc<Clock>,
    frozen_timeout: StdDuration,
    seal: Seal,
    /// What happened and is not routed yet. Nobody holds this lock for longer than it takes to add to it or to empty it.
    inbox: Mutex<Vec<News>>,
    arrived: Notify,
    dispatch: Mutex<Dispatch>,
    /// Told whenever a lane may have come to rest.
    rested: Notify,
    /// Who hears of all of it.
    stream: Arc<Stream>,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}

impl Listener for Outbox {
    fn committed(&self, records: &[Arc<Record>]) {
        records.iter().for_each(|record| self.shared.stream.pass("report", || Facts::Report(Arc::clone(record))));
        let raising = |record: &&Arc<Record>| payload::raises(&record.event.change);
        if records.iter().any(|record| raising(&record)) {
            self.shared.inbox.lock().extend(records.iter().filter(raising).cloned().map(News::Report));
            self.shared.arrived.notify_one();
        }
    }

    fn managed(&self, records: &[Arc<CompanyRecord>]) {
        records.iter().for_each(|record| self.shared.stream.pass("company", || Facts::Company(Arc::clone(record))));
        records.iter().filter_map(|record| identity_changes::announcement(record)).for_each(|told| self.announce(told));
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.router.abort();
        // Ends the tasks of all lanes.
        self.shared.dispatch.lock().clear();
    }
}

impl Outbox {
    /// An outbox of this company without subscriptions, on the tenant's clock.
    pub fn new(courier: Arc<Courier>, clock: Arc<Clock>, company: CompanyId, settings: Settings) -> Self {
        let Settings { schedule, lanes, keep, frozen_timeout, public_url, seal, seed } = settings;
        let ahead = if seal == Seal::Absent { 0 } else { AHEAD };
        let stream = Arc::<Stream>::default();
        let rules = Rules { public_url, schedule, lanes, ahead, seed };
        let shared = Arc::new(Shared {
            clock,
            frozen_timeout,
            seal,
            inbox: Mutex::default(),
            arrived: Notify::new(),
            dispatch: Mutex::new(Dispatch::new(company, rules, keep, Arc::clone(&stream))),
            rested: Notify::new(),
            stream,
        });
        let router = courier.spawn(route(Arc::clone(&shared)));
        Self { shared, courier, router }
    }

    /// Where all that happens to the tenant is told, requests included.
    pub fn stream(&self) -> &Stream {
        &self.shared.stream
    }

    /// Tells subscribers of something that is no change of a report. It only queues, so that it can be called under a lock.
    pub fn announce(&self, announcement: Announcement) {
        self.shared.inbox.lock().push(News::Announced(Arc::new(announcement)));
        self.shared.arrived.notify_one();
    }

    /// Adds a subscription, or replaces the application's own of the same id. Events from now on are for it; what already waits
    /// for the one replaced goes to the new endpoint, and the companies that have joined that one stay.
    pub fn put(&self, subscription: Subscription) -> Result<(), Refused> {
        let mut dispatch = self.shared.up_to_date();
        let id = subscription.id.clone();
        let what = if dispatch.register.get(&id).is_some() { "replaced" } else { "added" };
        self.start(&mut dispatch, Arc::new(subscription))?;
        self.shared.tell_of(&id, what);
        Ok(())
    }

    /// Has a company join the subscriptions that an application has by now: they get what happens from now on.
    pub fn connect(&self, application: Uuid, company: CompanyId) {
        self.shared.up_to_date().connect(application, company);
    }

    /// Deletes a subscription of an application, and stops its deliveries. Answers whether there was one.
    pub fn delete(&self, application: Uuid, id: &SubscriptionId) -> bool {
        let mut dispatch = self.shared.up_to_date();
        let found = dispatch.register.get(id).is_some_and(|subscription| subscription.application == application);
        if found {
            dispatch.remove(id);
            self.shared.tell_of(id, "deleted");
            self.shared.rested.notify_waiters();
        }
        found
    }

    /// The subscriptions of an application, by id.
    pub fn subscriptions_of(&self, application: Uuid) -> Vec<Arc<Subscription>> {
        self.shared.up_to_date().register.of(application).cloned().collect()
    }

    /// A subscription of an application.
    pub fn subscription(&self, application: Uuid, id: &SubscriptionId) -> Option<Arc<Subscription>> {
        self.shared.up_to_date().register.get(id).filter(|s| s.application == application).cloned()
    }

    /// All subscriptions, by id.
    pub fn subscriptions(&self) -> Vec<Arc<Subscription>> {
        self.shared.up_to_date().register.all().cloned().collect()
    }

    /// The events raised, oldest first, with what became of their deliveries up to now.
    pub fn events(&self) -> Vec<Entry> {
        self.shared.up_to_date().log.entries(self.shared.clock.now())
    }

    /// The event with this id.
    pub fn event(&self, id: Uuid) -> Option<Entry> {
        self.shared.up_to_date().log.entry(id, self.shared.clock.now())
    }

    /// When the first of the deliveries that wait for a retry is due. To pass a time as if it passed by itself, move a frozen clock
    /// to each of these moments in turn and [drain](Self::drain) there.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.shared.up_to_date().next_due()
    }

    /// Waits until no delivery is under way or due. Those that wait for a retry in the tenant's future do not count.
    pub async fn drain(&self) {
        loop {
            let mut rested = pin!(self.shared.rested.notified());
            rested.as_mut().enable();
            if !self.shared.up_to_date().is_busy(self.shared.clock.now()) {
                return;
            }
            rested.await;
        }
    }

    /// Forgets all events and subscriptions, stops all deliveries, and begins again with these subscriptions and this company; not
    /// at all where the subscriptions break a rule.
    pub fn reset(&self, company: CompanyId, subscriptions: Vec<Subscription>) -> Result<(), Refused> {
        let subscriptions: Vec<_> = subscriptions.into_iter().map(Arc::new).collect();
        let mut trial = Register::default();
        subscriptions.iter().try_for_each(|subscription| trial.put(Arc::clone(subscription)))?;

        let mut dispatch = self.shared.up_to_date();
        dispatch.clear();
        self.shared.stream.tell("reset", || json!({}));
        dispatch.company = company;
        subscriptions.into_iter().try_for_each(|subscription| self.start(&mut dispatch, subscription))?;
        self.shared.rested.notify_waiters();
        Ok(())
    }

    /// Forgets all events and subscriptions, and stops all deliveries, on the way to something that is told otherwise.
    pub fn halt(&self) {
        self.shared.up_to_date().clear();
        self.shared.rested.notify_waiters();
    }

    fn start(&self, dispatch: &mut Dispatch, subscription: Arc<Subscription>) -> Result<(), Refused> {
        let Some(line) = dispatch.put(subscription, self.shared.clock.now())? else { return Ok(()) };
        for lane in line.lanes_mut() {
            let (shared, poster) = (Arc::clone(&self.shared), self.courier.poster());
            lane.task = Some(self.courier.spawn(deliver(shared, poster, lane.key.clone(), Arc::clone(&lane.wake))));
        }
        Ok(())
    }
}

impl Shared {
    /// The dispatch, after everything that has happened up to now. Whoever changes subscriptions comes by here, so that an event
    /// goes to those who were subscribed when it happened.
    fn up_to_date(&self) -> MutexGuard<'_, Dispatch> {
        let mut dispatch = self.dispatch.lock();
        mem::swap(&mut *self.inbox.lock(), &mut dispatch.arrived);
        let now = self.clock.now();
        dispatch.route(now);
        dispatch.sweep(now).iter().for_each(|gone| self.tell_of(gone, "deleted"));
        dispatch
    }

    /// Tells that something was done with a subscription.
    fn tell_of(&self, id: &SubscriptionId, what: &'static str) {
        self.stream.tell("subscription", || json!({"subscription": id.as_str(), "what": what}));
    }

    fn step(&self, key: &LaneKey) -> Step {
        let step = self.dispatch.lock().step(key, self.clock.now());
        if matches!(step, Step::Idle | Step::Until(_)) {
            self.rested.notify_waiters();
        }
        step
    }
}

/// Brings what happens to the lanes.
async fn route(shared: Arc<Shared>) {
    loop {
        shared.arrived.notified().await;
        drop(shared.up_to_date());
    }
}
