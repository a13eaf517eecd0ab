//! Scenarios for a tenant that runs: laid over what it has, or put in its place. All or nothing, and without an event.

use std::mem;
use std::sync::Arc;

use crate::api::App;
use crate::core::World;
use crate::events::subscriptions::{Register, Subscription};
use crate::fixtures::{self, Base, ClockSeed, Reading, Source};
use crate::scenario::{ScenarioError, subscriptions};
use crate::tenant::Tenant;
use crate::tenant::clock::Clock;

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
pub fn add(app: &App, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let tenant = &app.tenant;
    let reading = fixtures::read_addition(name, text).map_err(ScenarioError::Document)?;
    let (clock, now) = (clock(&reading, tenant)?, tenant.clock.now());
    let now = clock.map_or(now, |clock| clock.now);
    let (clients, there) = (tenant.access.clients(), app.outbox.subscriptions());
    let made = tenant.store.amend(|world, ids| {
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
    tenant.access.extend(access, now);
    subscribed.into_iter().for_each(|subscription| subscribe(app, subscription));
    set(tenant, clock);
    Ok(inventory)
}

/// Puts a scenario in the place of everything that the tenant has: world, tokens, subscriptions, events. It stays who it is.
///
/// # Errors
/// Where something is wrong with it; nothing has changed then.
pub fn replace(app: &App, name: &str, text: String) -> Result<Inventory, ScenarioError> {
    let tenant = &app.tenant;
    let source = Source::Text { name: name.to_owned(), text };
    let reading = fixtures::read(&[source]).map_err(ScenarioError::Document)?;
    let (clock, now) = (clock(&reading, tenant)?, tenant.clock.now());
    let now = clock.map_or(now, |clock| clock.now);
    let made = tenant.store.amend(|world, ids| {
        let mut compiled = reading.compile(now, ids).map_err(ScenarioError::Document)?;
        let company = world.company.id;
        Arc::make_mut(&mut compiled.world.company).id = company;
        let subscribed = subscriptions(compiled.subscriptions, company, Register::default())?;
        let (fresh, access) = (compiled.world, compiled.access);
        Ok::<_, ScenarioError>(move |world: &mut World| {
            let before = mem::replace(world, fresh);
            (before, access, company, subscribed, Inventory::of(world))
        })
    });
    let (before, access, company, subscribed, inventory) = made?;
    // Freed outside the lock.
    drop(before);
    tenant.access.reset(access, now);
    if let Err(refused) = app.outbox.reset(company, subscribed) {
        tracing::error!(%refused, "subscriptions that kept the rules break them now; there are none");
    }
    set(tenant, clock);
    Ok(inventory)
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
fn subscribe(app: &App, subscription: Subscription) {
    let id = subscription.id.clone();
    if let Err(refused) = app.outbox.put(subscription) {
        tracing::warn!(%id, %refused, "someone else subscribed meanwhile, so this subscription of the scenario is left out");
    }
}
