//! The bodies of the family, as its pages have them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::json::object;

/// What a subscription is to be. Fields that only the service sets may be there, so that an answer can be sent back changed; they
/// count for nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewSubscription {
    /// Unique: lower-case letters, digits, `.` and `-`.
    pub id: String,
    /// The topic's name.
    pub topic: String,
    /// A regular expression that is searched for in the type of each event; everything where it is left out.
    pub filter: Option<String>,
    /// Where to.
    #[serde(deserialize_with = "object")]
    pub web_hook_config: WebHookConfig,
}

/// Where events are posted to.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct WebHookConfig {
    /// An `http` or `https` URL.
    pub endpoint: String,
}

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookSubscription {
    /// Unique.
    pub id: String,
    /// The topic's name.
    pub topic: &'static str,
    /// A regular expression on the type of event.
    pub filter: String,
    /// Where to.
    pub web_hook_config: WebHookConfig,
    /// Whose it is.
    pub application_id: String,
    /// Reserved: always empty.
    pub scope: &'static str,
    /// Reserved: always empty.
    pub groups: [&'static str; 0],
    /// The connected companies whose events it gets.
    pub company_ids: Vec<String>,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    /// In words.
    pub message: String,
}
