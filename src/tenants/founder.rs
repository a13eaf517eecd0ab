//! Who founds tenants: compiles a scenario once, and gives each tenant its own company, tokens and clock.

use std::fmt;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use tokio::runtime::Handle;

use super::own;
use super::realm::Realm;
use super::shelf::{Room, Shelf};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::core::switch::Switch;
use crate::events::courier::Courier;
use crate::events::outbox::{Outbox, Settings};
use crate::events::seal::Seal;
use crate::events::subscriptions::Refused;
use crate::fixtures;
use crate::scenario::{Beginning, Scenario, ScenarioError};
use crate::tenant::ids::Ids;
use crate::tenant::store::Listener;
use crate::tenant::{Blueprint, Tenant};

/// How much of compiled scenarios is kept beside that of the first tenant, which uses it anyway: so many scenarios, which have so many
/// reports, expenses, users and items of lists together.
const KEPT: Room = Room { things: 16, weight: 200_000 };

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
    #[error("there are {0} tenants, the most that there can be; DELETE /_emulator/tenants/{{companyId}} makes room")]
    TooMany(usize),
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
    /// What was imported at the start, if anything was.
    imported: OnceLock<Arc<Scenario>>,
    compiled: Shelf<Beginning, Scenario, ScenarioError>,
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
        let compiled = Shelf::new(start.clone(), KEPT, |scenario: &Scenario| scenario.blueprint.world.weight());
        Self { courier, settings, start, runtime, ids: Mutex::new(ids), imported: OnceLock::new(), compiled }
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
                self.imported.get_or_init(|| Arc::new(scenario));
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
        self.imported(wish).is_some()
            || self.beginning(wish).map_or(true, |beginning| self.compiled.at_hand(&beginning))
    }

    /// What was imported at the start, with the clock and the seed of a wish, where no other scenario is wished for. Its file is not read
    /// again: it may have been written anew since.
    fn imported(&self, wish: &Wish) -> Option<Arc<Scenario>> {
        let is_meant = wish.fixture.as_ref().is_none_or(|name| self.start.fixtures.contains(name));
        let mut scenario = Arc::clone(self.imported.get().filter(|_| is_meant)?);
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
        Ok(self.compiled.get(beginning, || Scenario::compile(beginning))?)
    }
}
