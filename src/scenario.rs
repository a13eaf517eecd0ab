//! What a tenant starts with: the scenario that is named, made ready for it.

use std::fmt;
use std::str::FromStr;

use crate::core::ids::CompanyId;
use crate::events::subscriptions::{Filter, Register, Subscription};
use crate::events::topics::Topic;
use crate::fixtures::{self, Compiled, FixtureError, Source, SubscriptionSeed};
use crate::tenant::Blueprint;
use crate::tenant::clock::Clock;
use crate::tenant::ids::Ids;
use crate::tenants::Beginning;

/// A tenant's beginning, and the subscriptions that exist from then on.
#[derive(Debug, Clone)]
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
    /// Loads the scenarios that are named, as they are at the moment at which the clock starts.
    pub fn compile(beginning: &Beginning) -> Result<Self, ScenarioError> {
        let Beginning { fixtures: names, seed, frozen_at } = beginning;
        let sources: Vec<Source> = names.iter().map(|name| Source::named(name)).collect();
        let (seed, frozen_at) = (*seed, *frozen_at);
        let now = frozen_at.unwrap_or_else(|| Clock::system().now());
        // Another source than the tenant's own, which would otherwise begin with the very ids that the scenario has used up.
        let mut ids = Ids::new(seed.map(|seed| !seed));
        let mut compiled = fixtures::load(&sources, now, &mut ids).map_err(ScenarioError::Document)?;
        let company = compiled.world.company.id;
        let subscriptions = subscriptions(std::mem::take(&mut compiled.subscriptions), company)?;
        let Compiled { world, access, faults, .. } = compiled;
        let blueprint = Blueprint { world, access, faults, seed, frozen_at };
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
