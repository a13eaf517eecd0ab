//! Who founds tenants: compiles a scenario once, and gives each tenant its own company, tokens and clock.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::runtime::Handle;

use super::own;
use super::realm::Realm;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::core::switch::Switch;
use crate::events::courier::Courier;
use crate::events::outbox::{Outbox, Settings};
use crate::events::seal::Seal;
use crate::events::subscriptions::Refused;
use crate::fixtures;
use crate::scenario::{Scenario, ScenarioError};
use crate::tenant::ids::Ids;
use crate::tenant::store::Listener;
use crate::tenant::{Blueprint, Tenant};

/// How many compiled scenarios are kept beside that of the first tenant; the one that was used longest ago goes first.
pub const KEPT: usize = 16;

/// What a tenant begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    /// Names of scenarios, laid over each other in this order.
    pub fixtures: Vec<String>,
    /// What identifiers and random choices repeat under.
    pub seed: Option<u64>,
    /// The moment at which the clock stands; the system's time where there is none.
    pub frozen_at: Option<Timestamp>,
}

/// What a tenant that is asked for begins with, where that differs from the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// A scenario: one that is built in, or one that the server was started with.
    pub fixture: Option<String>,
    /// What identifiers and random choices repeat under, whatever other tenants there are.
    pub seed: Option<u64>,
    /// The moment at which the clock stands, or the system's time.
    pub clock: Option<Option<Timestamp>>,
}

/// Why a tenant was not founded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoundError {
    /// There are as many as there can be.
    #[error("there are {most} tenants, the most that there can be; delete some first", most = super::MOST)]
    TooMany,
    /// A company has one already.
    #[error("there is a tenant of company {0} already")]
    Taken(CompanyId),
    /// No such scenario.
    #[error("there is no scenario `{0}` here; take one that is built in, or one that the server was started with: {1}")]
    NoScenario(String, String),
    /// The scenario cannot be loaded.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The scenario has subscriptions that break a rule together.
    #[error("the subscriptions of the scenario: {0}")]
    Subscriptions(#[from] Refused),
}

/// Makes tenants. They share the thread that delivers, and whatever of a scenario they have not changed.
pub struct Founder {
    courier: Arc<Courier>,
    settings: Settings,
    start: Beginning,
    runtime: Handle,
    /// Of companies and clients: what no scenario has.
    ids: Mutex<Ids>,
    compiled: Mutex<VecDeque<(Beginning, Arc<Scenario>)>>,
}

impl fmt::Debug for Founder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Founder").field("start", &self.start).finish_non_exhaustive()
    }
}

impl Founder {
    /// Makes tenants that deliver by this courier, with these settings but for seal and seed; what is due in them happens on this
    /// runtime. `start` is how they begin where nothing else is asked for.
    pub fn new(courier: Arc<Courier>, settings: Settings, start: Beginning, runtime: Handle) -> Self {
        // Not the source of any tenant, nor the one that scenarios are compiled with.
        let ids = Ids::new(start.seed.map(|seed| seed.rotate_left(32) ^ u64::MAX));
        Self { courier, settings, start, runtime, ids: Mutex::new(ids), compiled: Mutex::default() }
    }

    /// The tenant that a server starts with, as its scenario is written.
    pub fn first(&self) -> Result<Realm, FoundError> {
        self.settled(&*self.scenario(&self.start)?)
    }

    /// Tenants that go on from an export: the first, and the others. Whoever asks for a tenant and names no scenario gets one like the
    /// first.
    pub fn resume(&self, scenarios: Vec<Scenario>) -> Result<Vec<Realm>, FoundError> {
        let mut realms = Vec::with_capacity(scenarios.len());
        for scenario in scenarios {
            let mut realm = self.settled(&scenario)?;
            if realms.is_empty() {
                self.compiled.lock().push_front((self.start.clone(), Arc::new(scenario)));
            } else {
                realm.is_marked = true;
            }
            realms.push(realm);
        }
        Ok(realms)
    }

    /// Another tenant, with a company of its own.
    pub(super) fn found(&self, wish: &Wish) -> Result<Realm, FoundError> {
        let scenario = match self.imported(wish) {
            Some(scenario) => scenario,
            None => self.scenario(&self.beginning(wish)?)?,
        };
        let own = {
            let mut ids = self.ids.lock();
            let company = CompanyId(ids.uuid());
            own::of(&scenario, company, wish.seed.is_some(), || ids.uuid())
        };
        let mut realm = self.settled(&own)?;
        realm.is_marked = true;
        Ok(realm)
    }

    /// A tenant that begins as this scenario says, to the letter.
    pub fn settled(&self, scenario: &Scenario) -> Result<Realm, FoundError> {
        let Scenario { blueprint, subscriptions, outbox: resumed, events } = scenario;
        let company = &blueprint.world.company;
        let seal = if company.switches.is_on(Switch::SignWebhooks) { Seal::Own } else { Seal::Absent };
        let settings = Settings { seal, seed: blueprint.seed, ..self.settings.clone() };
        let clock = blueprint.clock();
        let outbox = Arc::new(Outbox::new(Arc::clone(&self.courier), Arc::clone(&clock), company.id, settings));
        let listener: Arc<dyn Listener> = Arc::<Outbox>::clone(&outbox);
        let tenant = Arc::new(Tenant::new(blueprint.clone(), clock, listener));
        tenant.store.count_from(*events);
        let mut realm = Realm::new(tenant, outbox, subscriptions.clone());
        realm.resumed.clone_from(resumed);
        realm.events = *events;
        realm.begin()?;
        realm.keep_time(&self.runtime);
        Ok(realm)
    }

    pub(super) fn is_at_hand(&self, wish: &Wish) -> bool {
        self.imported(wish).is_some() || self.beginning(wish).map_or(true, |beginning| self.kept(&beginning).is_some())
    }

    /// What was imported at the start, with the clock and the seed of a wish, where no other scenario is wished for. Its file is not read
    /// again: it may have been written anew since.
    fn imported(&self, wish: &Wish) -> Option<Arc<Scenario>> {
        let is_meant = wish.fixture.as_ref().is_none_or(|name| self.start.fixtures.contains(name));
        let first = self.compiled.lock().front().map(|(_, scenario)| Arc::clone(scenario));
        let mut scenario = first.filter(|first| is_meant && first.outbox.is_some())?;
        if wish.clock.is_some() || wish.seed.is_some() {
            let Blueprint { seed, frozen_at, runs_from, .. } = &mut Arc::make_mut(&mut scenario).blueprint;
            *seed = wish.seed.or(*seed);
            if let Some(clock) = wish.clock {
                (*frozen_at, *runs_from) = (clock, None);
            }
        }
        Some(scenario)
    }

    fn beginning(&self, wish: &Wish) -> Result<Beginning, FoundError> {
        let fixtures = match &wish.fixture {
            None => self.start.fixtures.clone(),
            Some(name) => vec![self.known(name)?],
        };
        let seed = wish.seed.or(self.start.seed);
        Ok(Beginning { fixtures, seed, frozen_at: wish.clock.unwrap_or(self.start.frozen_at) })
    }

    /// A name that may be asked for. Whoever started the server may name files; whoever calls it may not.
    fn known(&self, name: &str) -> Result<String, FoundError> {
        let built_in = fixtures::embedded().iter().map(|embedded| embedded.name);
        let mut known = built_in.chain(self.start.fixtures.iter().map(String::as_str));
        if known.clone().any(|known| known == name) {
            return Ok(name.to_owned());
        }
        let first = known.next().unwrap_or_default().to_owned();
        let all = known.fold(first, |all, name| all + ", " + name);
        Err(FoundError::NoScenario(name.to_owned(), all))
    }

    /// What a beginning comes to: compiled now, or before.
    fn scenario(&self, beginning: &Beginning) -> Result<Arc<Scenario>, FoundError> {
        if let Some(kept) = self.kept(beginning) {
            return Ok(kept);
        }
        let scenario = Arc::new(Scenario::compile(beginning)?);
        let mut compiled = self.compiled.lock();
        // That of the first tenant is used by it anyway.
        let gone = if compiled.len() > KEPT { compiled.remove(1) } else { None };
        compiled.push_back((beginning.clone(), Arc::clone(&scenario)));
        drop(compiled);
        // Freed outside the lock.
        drop(gone);
        Ok(scenario)
    }

    fn kept(&self, beginning: &Beginning) -> Option<Arc<Scenario>> {
        let mut compiled = self.compiled.lock();
        let place = compiled.iter().position(|(known, _)| known == beginning)?;
        if place > 0 {
            let used = compiled.remove(place)?;
            compiled.push_back(used);
            return compiled.back().map(|(_, scenario)| Arc::clone(scenario));
        }
        compiled.front().map(|(_, scenario)| Arc::clone(scenario))
    }
}
