//! What an emulator starts with: the scenario that the settings name, made ready for a tenant.

use std::fmt;
use std::str::FromStr;

use crate::Config;
use crate::core::ids::CompanyId;
use crate::events::subscriptions::{Filter, Register, Subscription};
use crate::events::topics::Topic;
use crate::fixtures::{self, FixtureError, Source, SubscriptionSeed};
use crate::tenant::Blueprint;
use crate::tenant::clock::Clock;
use crate::tenant::ids::Ids;

/// A tenant's beginning, and the subscriptions that exist from then on.
#[derive(Debug)]
pub struct Scenario {
    /// What the tenant starts with.
    pub blueprint: Blueprint,
    /// Subscriptions; together they keep the rules.
    pub subscriptions: Vec<Subscription>,
}

/// What is wrong with a scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// A document is; there is at least one fault.
    Document(Vec<FixtureError>),
    /// A subscription is.
    Subscription {
        /// The id it has.
        id: String,
        /// What is wrong with it.
        message: String,
    },
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
            Self::Subscription { id, message } => write!(f, "the scenario's subscription `{id}`: {message}"),
        }
    }
}

impl Scenario {
    /// Loads what the settings name.
    pub fn load(config: &Config) -> Result<Self, ScenarioError> {
        let sources: Vec<Source> = config.fixtures.iter().map(|name| Source::named(name)).collect();
        let frozen_at = config.clock.frozen_at();
        let now = frozen_at.unwrap_or_else(|| Clock::system().now());
        // Another source than the tenant's own, which would otherwise begin with the very ids that the scenario has used up.
        let mut ids = Ids::new(config.seed.map(|seed| !seed));
        let compiled = fixtures::load(&sources, now, &mut ids).map_err(ScenarioError::Document)?;
        let company = compiled.world.company.id;
        let subscriptions = subscriptions(compiled.subscriptions, company)?;
        let blueprint = Blueprint {
            world: compiled.world,
            access: compiled.access,
            faults: compiled.faults,
            seed: config.seed,
            frozen_at,
        };
        Ok(Self { blueprint, subscriptions })
    }
}

/// The subscriptions, each as the service would have taken it, and all within its rules.
fn subscriptions(seeds: Vec<SubscriptionSeed>, company: CompanyId) -> Result<Vec<Subscription>, ScenarioError> {
    let mut register = Register::default();
    let mut take = |seed: SubscriptionSeed| {
        let subscription = subscription(&seed, company)?;
        register.put(subscription.clone().into()).map_err(|refused| refused.to_string())?;
        Ok(subscription)
    };
    let taken = seeds.into_iter().map(|seed| {
        let id = seed.id.clone();
        take(seed).map_err(|message| ScenarioError::Subscription { id, message })
    });
    taken.collect()
}

fn subscription(seed: &SubscriptionSeed, company: CompanyId) -> Result<Subscription, String> {
    let topic = || Topic::from_name(&seed.topic).ok_or_else(|| format!("there is no topic `{}`", seed.topic));
    Ok(Subscription {
        id: read(&seed.id)?,
        topic: topic()?,
        filter: seed.filter.as_deref().map_or_else(|| Ok(Filter::default()), read)?,
        endpoint: read(&seed.endpoint)?,
        application: seed.client_id,
        companies: vec![company],
        made_under: None,
    })
}

fn read<T: FromStr<Err: fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}
