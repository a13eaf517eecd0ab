//! Scenarios for a tenant that runs: laid over what it has, or put in its place. All or nothing, and without an event.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use uuid::Uuid;

use crate::core::World;
use crate::events::subscriptions::Subscription;
use crate::fixtures::{self, Base, ClockSeed, Compiled, Reading, Resumed, Source};
use crate::scenario::ScenarioError;
use crate::tenant::Tenant;
use crate::tenant::access::AccessSeed;
use crate::tenant::faults::{CountedBy, Failure, Full, RateLimit, Stand};
use crate::tenant::ids::Ids;
use crate::tenants::{Realm, Tenants, access_of};

/// What there is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inventory {
    /// Reports.
    pub reports: usize,
    /// Users.
    pub users: usize,
    /// Policies.
    pub policies: usize,
}

impl Inventory {
    fn of(world: &World) -> Self {
        let policies = world.policies().count();
        Self { reports: world.report_count(), users: world.user_count(), policies }
    }
}

/// Lays a scenario over what the tenant has. The tenant stands for whatever the scenario extends.
///
/// # Errors
/// Where something is wrong with it; nothing has changed then.
pub fn add(tenants: &Tenants, realm: &Realm, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let reading = fixtures::read_addition(name, text).map_err(ScenarioError::Document)?;
    let _alone = realm.alone();
    let (clock, now) = (clock(&reading, realm)?, realm.clock.now());
    let now = clock.map_or(now, |clock| clock.now);
    let (clients, there) = (realm.access.clients(), realm.outbox.subscriptions());
    let taken: Vec<_> = reading.clients().filter(|client| is_taken(tenants, realm, *client)).collect();
    let room = realm.faults.room();
    let made = realm.store.amend(|ground, ids| {
        let base = Base { ground, clients: &clients, subscriptions: &there };
        let mut addition = reading.compile_over(base, now, ids).map_err(ScenarioError::Document)?;
        if addition.faults.len() > room {
            return Err(ScenarioError::Faults(Full));
        }
        let renamed: HashMap<Uuid, Uuid> = taken.iter().map(|client| (*client, ids.uuid())).collect();
        let mut subscribed = mem::take(&mut addition.subscriptions);
        for Subscription { application, .. } in &mut subscribed {
            *application = renamed.get(application).copied().unwrap_or(*application);
        }
        Ok(move |world: &mut World| {
            let faults = mem::take(&mut addition.faults);
            let access = addition.apply(world);
            (access_of(&access, realm.company, realm.mark(), &renamed), subscribed, faults, Inventory::of(world))
        })
    });
    let (access, subscribed, faults, inventory) = made?;
    realm.access.extend(access, now);
    tenants.applications_changed(realm);
    subscribed.into_iter().for_each(|subscription| subscribe(realm, subscription));
    for fault in faults {
        if let Err(full) = realm.faults.add(fault) {
            tracing::warn!(%full, "someone else added faults meanwhile, so this one of the scenario is left out");
        }
    }
    set(realm, clock);
    Ok(inventory)
}

/// Puts a scenario in the place of everything that the tenant has: world, tokens, subscriptions, events. It stays who it is.
///
/// # Errors
/// Where something is wrong with it; nothing has changed then.
pub fn replace(tenants: &Tenants, realm: &Realm, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let source = Source::Text { name: name.to_owned(), text };
    let reading = fixtures::read(&[source]).map_err(ScenarioError::Document)?;
    let clock = clock(&reading, realm)?;
    let now = clock.map_or_else(|| realm.clock.now(), |clock| clock.now);
    let mut ids = realm.store.ids();
    let compiled = reading.compile(now, &mut ids).map_err(ScenarioError::Document)?;
    let Compiled { mut world, access, subscriptions: mut subscribed, faults, resumed } = compiled;
    let written = mem::replace(&mut Arc::make_mut(&mut world.company).id, realm.company);
    let clients = own_clients(tenants, realm, &access, &mut ids);
    let own = |subscription: &mut Subscription| {
        let client = &mut subscription.application;
        *client = clients.get(client).copied().unwrap_or(*client);
        subscription.companies.iter_mut().filter(|company| **company == written).for_each(|c| *c = realm.company);
    };
    subscribed.iter_mut().for_each(own);
    let access = access_of(&access, written, realm.mark(), &clients);
    let inventory = Inventory::of(&world);
    let mut faults = Stand::beginning(realm.blueprint.seed, faults);
    let (mut outbox, mut events, mut went) = (None, None, None);
    if let Some(resumed) = resumed {
        let Resumed { clock: time, ids: seed, events: count, outbox: mut saved, faults: stood } = *resumed;
        faults = counted_for(&clients, stood);
        saved.subscriptions.iter_mut().for_each(|saved| own(&mut saved.subscription));
        went = Some(time);
        ids = seed.map_or(ids, |seed| Ids::new(Some(seed)));
        (outbox, events) = (Some(saved), Some(count));
    }

    let _alone = realm.alone();
    // Nobody who subscribed to what was hears of what comes, and nothing of it is due by the clock that was.
    realm.outbox.halt();
    match went {
        Some(time) => realm.clock.go(time),
        None => turn(realm, clock),
    }
    realm.store.reset(world, ids);
    events.into_iter().for_each(|count| realm.store.count_from(count));
    realm.access.reset(access, realm.clock.now());
    realm.faults.reset(faults);
    realm.mails.clear();
    realm.provisions.clear();
    tenants.applications_changed(realm);
    let taken_up = match outbox {
        Some(outbox) => realm.outbox.restore(realm.company, outbox).map_err(|unsound| unsubscribed(&unsound)),
        None => realm.outbox.reset(realm.company, subscribed).map_err(|refused| unsubscribed(&refused)),
    };
    taken_up.unwrap_or_default();
    realm.timekeeper.wake();
    Ok(inventory)
}

fn unsubscribed(why: &dyn std::fmt::Display) {
    tracing::error!(%why, "what was sound when it was read cannot be taken up; there are no subscriptions");
}

/// Whether a client is another tenant's.
fn is_taken(tenants: &Tenants, realm: &Realm, client: Uuid) -> bool {
    tenants.of_client(client).is_some_and(|owner| owner.company != realm.company)
}

/// What the clients of a scenario are in the tenant: those that are another tenant's stand for its own that the scenario does not name,
/// in their order, or are new.
fn own_clients(tenants: &Tenants, realm: &Realm, access: &AccessSeed, ids: &mut Ids) -> HashMap<Uuid, Uuid> {
    let written: Vec<_> = access.applications.iter().map(|application| application.client_id).collect();
    let mut own = realm.access.clients().into_iter().filter(|client| !written.contains(client));
    let taken = written.iter().filter(|client| is_taken(tenants, realm, **client));
    taken.map(|client| (*client, own.next().unwrap_or_else(|| ids.uuid()))).collect()
}

/// Faults as they stood, with what was counted of a client counted of the one that stands for it.
fn counted_for(clients: &HashMap<Uuid, Uuid>, mut stand: Stand) -> Stand {
    for fault in &mut stand.faults {
        if let Some(Failure::RateLimit(RateLimit { by: CountedBy::Application, .. })) = fault.standing.fault.failure {
            for count in &mut fault.counts {
                count.caller = clients.get(&count.caller).copied().unwrap_or(count.caller);
            }
        }
    }
    stand
}

/// The clock that a scenario asks for, if any; relative to what the tenant's shows.
fn clock(reading: &Reading, tenant: &Tenant) -> Result<Option<ClockSeed>, ScenarioError> {
    reading.clock(tenant.clock.now()).map_err(ScenarioError::Document)
}

/// Sets the tenant's clock where that was asked for, and sees to what is due by now.
fn set(tenant: &Tenant, clock: Option<ClockSeed>) {
    turn(tenant, clock);
    tenant.timekeeper.wake();
}

/// Sets the tenant's clock where that was asked for.
fn turn(tenant: &Tenant, clock: Option<ClockSeed>) {
    match clock {
        Some(ClockSeed { now, is_frozen: true }) => tenant.clock.set(Some(now)),
        Some(ClockSeed { now, is_frozen: false }) => tenant.clock.run_from(Some(now)),
        None => {}
    }
}

/// Adds a subscription that was found to keep the rules.
fn subscribe(realm: &Realm, subscription: Subscription) {
    let id = subscription.id.clone();
    if let Err(refused) = realm.outbox.put(subscription) {
        tracing::warn!(%id, %refused, "someone else subscribed meanwhile, so this subscription of the scenario is left out");
    }
}
