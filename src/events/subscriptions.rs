//! Subscriptions, and the register of those that a tenant has.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use http::Uri;
use regex::RegexBuilder;
use url::Url;
use uuid::Uuid;

use super::topics::{EventType, Topic};
use crate::core::ids::CompanyId;

/// How many subscriptions an application can have.
pub const PER_APPLICATION: usize = 5;

/// The longest id and the longest filter, in bytes (inferred: see `docs/fidelity.md`).
pub const LONGEST: usize = 255;

/// The longest URL of an endpoint, in bytes (inferred: see `docs/fidelity.md`).
pub const LONGEST_URL: usize = 2_048;

/// How much memory a compiled filter may take, in bytes; an expression that repeats and repeats needs more.
const FILTER_SIZE: usize = 256 * 1024;

/// Who is told of what, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its name, unique in its tenant.
    pub id: SubscriptionId,
    /// What it is about.
    pub topic: Topic,
    /// Which types of events of the topic it gets.
    pub filter: Filter,
    /// Where events are posted to.
    pub endpoint: Endpoint,
    /// Whose it is: the application's client id.
    pub application: Uuid,
    /// The companies whose events it gets.
    pub companies: Vec<CompanyId>,
    /// The base URL under which it was made, without a trailing slash: links in events begin with it where nothing better is
    /// known. None in a scenario.
    pub made_under: Option<Arc<str>>,
}

impl Subscription {
    /// Whether any company is connected, so that it can get anything at all.
    pub fn is_connected(&self) -> bool {
        !self.companies.is_empty()
    }

    /// Has it get the events of these companies, too.
    pub(super) fn join(&mut self, companies: &[CompanyId]) {
        for company in companies {
            if !self.companies.contains(company) {
                self.companies.push(*company);
            }
        }
    }

    /// Whether an event of this type and company is for it.
    pub fn wants(&self, event_type: EventType, company: CompanyId) -> bool {
        self.topic == event_type.topic() && self.companies.contains(&company) && self.filter.lets_through(event_type)
    }
}

/// Why a part of a subscription cannot be what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// An id with other characters, without any, or with too many.
    #[error("an id has 1 to {LONGEST} characters: lower-case letters, digits, '.' and '-'")]
    Id,
    /// A filter that is no regular expression, or one that is too large.
    #[error("the filter is not a usable regular expression: {0}")]
    Filter(String),
    /// An endpoint that nothing can be posted to.
    #[error("the endpoint must be an absolute http or https URL of at most {LONGEST_URL} bytes{0}")]
    Endpoint(&'static str),
}

/// The name of a subscription: lower-case letters, digits, `.` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubscriptionId(Arc<str>);

impl SubscriptionId {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SubscriptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for SubscriptionId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'.' || c == b'-';
        let good = (1..=LONGEST).contains(&text.len()) && text.bytes().all(allowed);
        if good { Ok(Self(text.into())) } else { Err(Malformed::Id) }
    }
}

/// A regular expression that is searched for in the type of an event. There are few types, so that each is tried once, when the
/// filter is made, and none when an event is raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    text: String,
    passing: Vec<EventType>,
}

impl Filter {
    /// Whether events of this type come through.
    pub fn lets_through(&self, event_type: EventType) -> bool {
        self.passing.contains(&event_type)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Default for Filter {
    /// Lets everything through.
    fn default() -> Self {
        Self { text: ".*".into(), passing: EventType::ALL.into() }
    }
}

impl FromStr for Filter {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if text.len() > LONGEST {
            return Err(Malformed::Filter(format!("it is longer than {LONGEST} bytes")));
        }
        let expression = RegexBuilder::new(text)
            .size_limit(FILTER_SIZE)
            .dfa_size_limit(FILTER_SIZE)
            .build()
            .map_err(|error| Malformed::Filter(said(&error)))?;
        let passing = EventType::ALL.iter().copied().filter(|t| expression.is_match(t.name())).collect();
        Ok(Self { text: text.into(), passing })
    }
}

/// What is wrong with an expression, in a line: the last one of a message that also shows where.
fn said(error: &regex::Error) -> String {
    let message = error.to_string();
    let last = message.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

/// Where events are posted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    text: String,
    url: Url,
    target: Uri,
}

impl Endpoint {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL, parsed.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The same as a request names it.
    pub(super) fn target(&self) -> &Uri {
        &self.target
    }
}

impl FromStr for Endpoint {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if text.len() > LONGEST_URL {
            return Err(Malformed::Endpoint(""));
        }
        let url = Url::parse(text).map_err(|_| Malformed::Endpoint(""))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(Malformed::Endpoint(""));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Malformed::Endpoint(", without a user name or password"));
        }
        let target = Uri::try_from(url.as_str()).map_err(|_| Malformed::Endpoint(""))?;
        Ok(Self { text: text.into(), url, target })
    }
}

/// Why a subscription was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Another application has one of this name.
    #[error("the subscription id is already in use by another application; choose another")]
    Taken,
    /// The application has as many as it can have.
    #[error("the application already has {PER_APPLICATION} subscriptions; delete one first")]
    TooMany,
}

impl Refused {
    /// The name of the rule.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Taken => "subscriptionTaken",
            Self::TooMany => "tooManySubscriptions",
        }
    }
}

/// The subscriptions of a tenant.
#[derive(Debug, Default)]
pub struct Register {
    subscriptions: BTreeMap<SubscriptionId, Arc<Subscription>>,
}

impl Register {
    /// Adds a subscription, or replaces the application's own of the same name.
    pub fn put(&mut self, subscription: Arc<Subscription>) -> Result<(), Refused> {
        match self.subscriptions.get(&subscription.id) {
            Some(before) if before.application != subscription.application => return Err(Refused::Taken),
            Some(_) => {}
            None if self.of(subscription.application).count() >= PER_APPLICATION => return Err(Refused::TooMany),
            None => {}
        }
        self.subscriptions.insert(subscription.id.clone(), subscription);
        Ok(())
    }

    /// Removes one, if it is there.
    pub fn remove(&mut self, id: &SubscriptionId) -> Option<Arc<Subscription>> {
        self.subscriptions.remove(id)
    }

    /// One of them.
    pub fn get(&self, id: &SubscriptionId) -> Option<&Arc<Subscription>> {
        self.subscriptions.get(id)
    }

    /// All of them, by id.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Subscription>> {
        self.subscriptions.values()
    }

    /// Those of an application, by id, to be changed.
    pub(super) fn of_mut(&mut self, application: Uuid) -> impl Iterator<Item = &mut Arc<Subscription>> {
        self.subscriptions.values_mut().filter(move |subscription| subscription.application == application)
    }

    /// Those of an application, by id.
    pub fn of(&self, application: Uuid) -> impl Iterator<Item = &Arc<Subscription>> {
        self.all().filter(move |subscription| subscription.application == application)
    }
}
