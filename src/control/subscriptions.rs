//! The tenant's subscriptions as the emulator sees them: how each stands, and what can be done to its deliveries.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::list::{millis, optional_millis};
use super::{Control, ControlError, ErrorKind};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::events::line::Health;
use crate::events::outbox::Standing;
use crate::events::subscriptions::SubscriptionId;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Subscription)]
#[non_exhaustive]
pub struct SubscriptionSheet {
    /// Its id.
    pub id: String,
    /// The topic.
    pub topic: &'static str,
    /// The expression that types of events are searched for.
    pub filter: String,
    /// Where events are posted to.
    pub endpoint: String,
    /// The client id of the application that it belongs to.
    pub application_id: Uuid,
    /// The companies whose events it gets.
    pub company_ids: Vec<String>,
    /// `running` or `paused`.
    pub state: &'static str,
    /// How many deliveries can be under way at once.
    pub lanes: usize,
    /// How many events wait.
    pub waiting: usize,
    /// When it was made.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// When an event was last acknowledged; null where none was.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_success_at: Option<Timestamp>,
    /// When the first delivery since then failed; null where none did.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub failing_since: Option<Timestamp>,
    /// When it is deleted, unless a delivery succeeds before; null where nothing is wrong with it.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deleted_at: Option<Timestamp>,
}

impl Control {
    /// All subscriptions of all applications, by id.
    pub fn subscriptions(&self) -> Vec<SubscriptionSheet> {
        self.realm.outbox.standings().into_iter().map(SubscriptionSheet::from).collect()
    }

    /// One subscription.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn subscription(&self, id: &str) -> Result<SubscriptionSheet, ControlError> {
        let standing = self.realm.outbox.standing(&named(id)?);
        standing.map(SubscriptionSheet::from).ok_or_else(|| unknown(id))
    }

    /// Makes a subscription stand still. Its events queue; nothing is posted to it, and nothing grows too old.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn pause(&self, id: &str) -> Result<SubscriptionSheet, ControlError> {
        self.realm.outbox.pause(&named(id)?);
        self.subscription(id)
    }

    /// Makes a subscription go on. What waits goes out, in order, and has its 72 hours from now on.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn resume(&self, id: &str) -> Result<SubscriptionSheet, ControlError> {
        self.realm.outbox.resume(&named(id)?);
        self.subscription(id)
    }
}

/// The subscription that a text names. It need not exist.
pub(super) fn named(id: &str) -> Result<SubscriptionId, ControlError> {
    id.parse().map_err(|_| unknown(id))
}

/// There is no subscription of this name.
pub(super) fn unknown(id: &str) -> ControlError {
    let message = format!("there is no subscription `{id}`; GET /_emulator/subscriptions lists them");
    ControlError::new(ErrorKind::NotFound, message).at("id")
}

impl From<Standing> for SubscriptionSheet {
    fn from(standing: Standing) -> Self {
        let Standing { subscription, is_paused, lanes, waiting, health, ends_at } = standing;
        let Health { made_at, is_connected: _, last_success_at, failing_since } = health;
        Self {
            id: subscription.id.to_string(),
            topic: subscription.topic.name(),
            filter: subscription.filter.as_str().to_owned(),
            endpoint: subscription.endpoint.as_str().to_owned(),
            application_id: subscription.application,
            company_ids: subscription.companies.iter().map(CompanyId::to_string).collect(),
            state: if is_paused { "paused" } else { "running" },
            lanes,
            waiting,
            made_at,
            last_success_at,
            failing_since,
            deleted_at: ends_at,
        }
    }
}
