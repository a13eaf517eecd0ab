//! What two tenants of one scenario do not share: company, applications, tokens. Users, reports and all the rest are the scenario's.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::mark;
use crate::core::World;
use crate::core::ids::CompanyId;
use crate::events::subscriptions::Subscription;
use crate::scenario::Scenario;
use crate::tenant::Blueprint;
use crate::tenant::access::AccessSeed;

/// The same scenario for another company: with client IDs and tokens of its own. A seed that was not asked for is its own, too, so that
/// whoever hears of several tenants never meets one ID twice.
pub(super) fn of(
    scenario: &Scenario,
    company: CompanyId,
    is_asked_for: bool,
    mut fresh: impl FnMut() -> Uuid,
) -> Scenario {
    // What waits in an export waits for its own tenant.
    let Scenario { blueprint, subscriptions, outbox: _, events: _ } = scenario;
    let Blueprint { world, access, faults, seed, frozen_at, runs_from } = blueprint;
    let seed = seed.map(|seed| if is_asked_for { seed } else { seed ^ fold(company) });
    let clients: HashMap<Uuid, Uuid> = access.applications.iter().map(|a| (a.client_id, fresh())).collect();
    let blueprint = Blueprint {
        world: world_of(world, company),
        access: access_of(access, world.company.id, Some(company), &clients),
        faults: faults.of_another(seed),
        seed,
        frozen_at: *frozen_at,
        runs_from: *runs_from,
    };
    let own = |subscription: &Subscription| Subscription {
        application: client(&clients, subscription.application),
        companies: vec![company],
        ..subscription.clone()
    };
    Scenario { blueprint, subscriptions: subscriptions.iter().map(own).collect(), outbox: None, events: 0 }
}

fn world_of(world: &World, company: CompanyId) -> World {
    let mut world = world.clone();
    Arc::make_mut(&mut world.company).id = company;
    world
}

/// Who may call, with these clients, and with this mark on tokens, if with any, in place of that of the company whose they were.
pub fn access_of(
    access: &AccessSeed,
    written: CompanyId,
    company: Option<CompanyId>,
    clients: &HashMap<Uuid, Uuid>,
) -> AccessSeed {
    let own = |token: &str| {
        let bare = mark::bare(written, token);
        company.map_or_else(|| bare.to_owned(), |company| mark::marked(company, bare))
    };
    let mut access = access.clone();
    for application in &mut access.applications {
        application.client_id = client(clients, application.client_id);
    }
    for token in &mut access.tokens {
        token.token = own(&token.token);
        token.client_id = client(clients, token.client_id);
    }
    for token in &mut access.request_tokens {
        token.token = own(&token.token);
        token.client_id = token.client_id.map(|id| client(clients, id));
    }
    access
}

/// A company as a number.
fn fold(company: CompanyId) -> u64 {
    let (high, low) = company.0.as_u64_pair();
    high ^ low
}

/// What a client ID of the scenario is at the tenant.
fn client(clients: &HashMap<Uuid, Uuid>, written: Uuid) -> Uuid {
    clients.get(&written).copied().unwrap_or(written)
}
