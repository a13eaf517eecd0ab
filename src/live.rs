//! Scenarios for a tenant that runs: laid over what it has, or put in its place. All or nothing, and without an event.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use uuid::Uuid;

use crate::api::App;
use crate::core::World;
use crate::events::subscriptions::{Register, Subscription};
use crate::fixtures::{self, Base, ClockSeed, Reading, Source};
use crate::scenario::{ScenarioError, subscriptions};
use crate::tenant::Tenant;
use crate::tenant::access::AccessSeed;
use crate::tenant::clock::Clock;
use crate::tenants::{Realm, access_of};

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
pub fn add(app: &App, realm: &Realm, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let reading = fixtures::read_addition(name, text).map_err(ScenarioError::Document)?;
    let (clock, now) = (clock(&reading, realm)?, realm.clock.now());
    let now = clock.map_or(now, |clock| clock.now);
    let (clients, there) = (realm.access.clients(), realm.outbox.subscriptions());
    let made = realm.store.amend(|world, ids| {
        let base = Base { world, clients: &clients };
        let addition = reading.compile_over(base, now, ids).map_err(ScenarioError::Document)?;
        let mut register = Register::default();
        for subscription in there {
            // It keeps the rules already.
            let _ = register.put(subscription);
        }
        let subscribed = subscriptions(addition.subscriptions.clone(), world.company.id, register)?;
        Ok::<_, ScenarioError>(move |world: &mut World| {
            let access = addition.apply(world);
            (access, subscribed, Inventory::of(world))
        })
    });
    let (access, subscribed, inventory) = made?;
    realm.access.extend(marked(realm, access, &HashMap::new()), now);
    app.tenants.applications_changed(realm);
    subscribed.into_iter().for_each(|subscription| subscribe(realm, subscription));
    set(realm, clock);
    Ok(inventory)
}

/// Puts a scenario in the place of everything that the tenant has: world, tokens, subscriptions, events. It stays who it is.
///
/// # Errors
/// Where something is wrong with it; nothing has changed then.
pub fn replace(app: &App, realm: &Realm, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let source = Source::Text { name: name.to_owned(), text };
    let reading = fixtures::read(&[source]).map_err(ScenarioError::Document)?;
    let (clock, now) = (clock(&reading, realm)?, realm.clock.now());
    let now = clock.map_or(now, |clock| clock.now);
    let own = realm.access.clients();
    let made = realm.store.amend(|_, ids| {
        let mut compiled = reading.compile(now, ids).map_err(ScenarioError::Document)?;
        Arc::make_mut(&mut compiled.world.company).id = realm.company;
        // Beyond the first tenant nobody has the very clients that are written, which are that one's.
        let written = compiled.access.applications.iter().map(|application| application.client_id);
        let mut own = own.into_iter();
        let clients: HashMap<Uuid, Uuid> = match realm.mark() {
            Some(_) => written.map(|client| (client, own.next().unwrap_or_else(|| ids.uuid()))).collect(),
            None => HashMap::new(),
        };
        let mut subscribed = subscriptions(compiled.subscriptions, realm.company, Register::default())?;
        for subscription in &mut subscribed {
            subscription.application =
                clients.get(&subscription.application).copied().unwrap_or(subscription.application);
        }
        let (fresh, access) = (compiled.world, marked(realm, compiled.access, &clients));
        Ok::<_, ScenarioError>(move |world: &mut World| {
            let before = mem::replace(world, fresh);
            (before, access, subscribed, Inventory::of(world))
        })
    });
    let (before, access, subscribed, inventory) = made?;
    // Freed outside the lock.
    drop(before);
    realm.access.reset(access, now);
    app.tenants.applications_changed(realm);
    if let Err(refused) = realm.outbox.reset(realm.company, subscribed) {
        tracing::error!(%refused, "subscriptions that kept the rules break them now; there are none");
    }
    set(realm, clock);
    Ok(inventory)
}

/// Who may call, as the tenant has it: beyond the first one tokens carry its mark.
fn marked(realm: &Realm, access: AccessSeed, clients: &HashMap<Uuid, Uuid>) -> AccessSeed {
    match realm.mark() {
        Some(company) => access_of(&access, company, clients),
        None => access,
    }
}

/// The clock that a scenario asks for, if any; relative to what the tenant's shows.
fn clock(reading: &Reading, tenant: &Tenant) -> Result<Option<ClockSeed>, ScenarioError> {
    reading.clock(tenant.clock.now()).map_err(ScenarioError::Document)
}

/// Sets the tenant's clock where that was asked for, and sees to what is due by now.
fn set(tenant: &Tenant, clock: Option<ClockSeed>) {
    match clock {
        Some(ClockSeed { now, is_frozen: true }) => tenant.clock.set(Some(now)),
        Some(ClockSeed { now, is_frozen: false }) => {
            let now = now.max(Clock::system().now());
            if let Err(error) = tenant.clock.run_from(Some(now)) {
                tracing::error!(%error, "a moment that is not past lies in the past");
            }
        }
        None => {}
    }
    tenant.timekeeper.wake();
}

/// Adds a subscription that was found to keep the rules.
fn subscribe(realm: &Realm, subscription: Subscription) {
    let id = subscription.id.clone();
    if let Err(refused) = realm.outbox.put(subscription) {
        tracing::warn!(%id, %refused, "someone else subscribed meanwhile, so this subscription of the scenario is left out");
    }
}
