//! What a tenant starts with: the scenario that is named, made ready for it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::core::{Timestamp, World};
use crate::events::snapshot::Snapshot;
use crate::events::subscriptions::Subscription;
use crate::fixtures::{self, ClockSeed, Compiled, FixtureError, Resumed, Source};
use crate::tenant::access::AccessSeed;
use crate::tenant::clock::{Clock, Time};
use crate::tenant::faults::{Full, Stand};
use crate::tenant::ids::Ids;
use crate::tenant::{Blueprint, RunsFrom};

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

/// What the clock is at the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClockSetting {
    /// The system's time.
    #[default]
    System,
    /// Standing at this moment.
    Frozen(Timestamp),
}

impl ClockSetting {
    /// The moment at which it stands, if it does.
    pub fn frozen_at(self) -> Option<Timestamp> {
        match self {
            Self::System => None,
            Self::Frozen(at) => Some(at),
        }
    }
}

impl FromStr for ClockSetting {
    type Err = InvalidClock;

    fn from_str(text: &str) -> Result<Self, InvalidClock> {
        if text == "system" {
            return Ok(Self::System);
        }
        let at = DateTime::parse_from_rfc3339(text);
        at.map(|at| Self::Frozen(at.with_timezone(&Utc))).map_err(|_| InvalidClock)
    }
}

impl fmt::Display for ClockSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Frozen(at) => f.write_str(&at.to_rfc3339()),
        }
    }
}

/// What is no setting of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("has to be `system`, or a moment with its offset such as 2026-03-01T08:00:00Z")]
pub struct InvalidClock;

/// A tenant's beginning, and the subscriptions that exist from then on.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What the tenant starts with.
    pub blueprint: Blueprint,
    /// Subscriptions; together they keep the rules.
    pub subscriptions: Vec<Subscription>,
    /// What waits for them, where it goes on from an export.
    pub outbox: Option<Snapshot>,
    /// How many events there were before.
    pub events: u64,
}

/// What is wrong with a scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// A document is; there is at least one fault.
    Document(Vec<FixtureError>),
    /// It has more faults than there is room for.
    Faults(Full),
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(faults) => {
                if let Some(first) = faults.first() {
                    write!(f, "{first}")?;
                }
                match faults.len() {
                    0 | 1 => Ok(()),
                    more => write!(f, " (and {} more; `concur-emulator fixture check` lists them)", more - 1),
                }
            }
            Self::Faults(full) => write!(f, "the scenario's faults: {full}"),
        }
    }
}

impl Scenario {
    /// Loads the scenarios that are named, as they are at the moment at which the clock starts: the one that is asked for, else theirs.
    pub fn compile(beginning: &Beginning) -> Result<Self, ScenarioError> {
        let Beginning { fixtures: names, seed, frozen_at } = beginning;
        let sources: Vec<Source> = names.iter().map(|name| Source::named(name)).collect();
        let reading = fixtures::read(&sources).map_err(ScenarioError::Document)?;
        let (seed, system) = (*seed, Clock::system().now());
        let clock = match *frozen_at {
            Some(now) => Some(ClockSeed { now, is_frozen: true }),
            None => reading.clock(system).map_err(ScenarioError::Document)?,
        };
        let now = clock.map_or(system, |clock| clock.now);
        let frozen_at = clock.filter(|clock| clock.is_frozen).map(|clock| clock.now);
        let runs_from = clock.filter(|clock| !clock.is_frozen).map(|clock| RunsFrom::Moment(clock.now));
        // Another source than the tenant's own, which would otherwise begin with the very ids that the scenario has used up.
        let mut ids = Ids::new(seed.map(|seed| !seed));
        let compiled = reading.compile(now, &mut ids).map_err(ScenarioError::Document)?;
        let Compiled { world, access, subscriptions, faults, resumed } = compiled;
        if let Some(resumed) = resumed {
            return Ok(Self::going_on(world, access, *resumed));
        }
        let faults = Stand::beginning(seed, faults);
        let blueprint = Blueprint { world, access, faults, seed, frozen_at, runs_from };
        Ok(Self { blueprint, subscriptions, outbox: None, events: 0 })
    }

    /// The tenants that an export holds, the first one first; at least one.
    pub fn import(file: &Path) -> Result<Vec<Self>, ScenarioError> {
        let tenants = fixtures::import(file).map_err(ScenarioError::Document)?;
        Ok(tenants.into_iter().filter_map(Self::resumed).collect())
    }

    /// What an export holds; none of what is no export.
    fn resumed(compiled: Compiled) -> Option<Self> {
        let Compiled { world, access, subscriptions: _, faults: _, resumed } = compiled;
        resumed.map(|resumed| Self::going_on(world, access, *resumed))
    }

    /// A tenant that goes on as it was. What settings say of clock and seed does not count.
    fn going_on(world: World, access: AccessSeed, resumed: Resumed) -> Self {
        let Resumed { clock, ids, events, outbox, faults } = resumed;
        let (frozen_at, runs_from) = match clock {
            Time::Frozen { at } => (Some(at), None),
            Time::Running { ahead } => (None, Some(RunsFrom::Offset(ahead))),
        };
        let subscriptions = outbox.subscriptions.iter().map(|saved| saved.subscription.clone()).collect();
        let blueprint = Blueprint { world, access, faults, seed: ids, frozen_at, runs_from };
        Self { blueprint, subscriptions, outbox: Some(outbox), events }
    }
}
