//! What `/net2/oauth2/…` is asked and says.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::xml::{Absent, Style};

/// How a token is written as XML. The page shows none (inferred).
pub const STYLE: Style = Style { namespaces: &[], absent: Absent::Omitted };

/// A token, as the page describes it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "Access_Token")]
pub struct LegacyToken {
    /// The base URL of every later call.
    #[serde(rename = "Instance_URL")]
    pub instance_url: String,
    /// The access token.
    #[serde(rename = "Token")]
    pub token: String,
    /// When it ends, UTC.
    #[serde(rename = "Expiration_Date")]
    #[schema(example = "3/1/2027 8:00:00 AM")]
    pub expiration_date: String,
    /// What another one can be had for.
    #[serde(rename = "Refresh_Token")]
    pub refresh_token: String,
}

/// What a token is asked for with: a code, or a refresh token.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CodeQuery {
    /// The application's client id, a UUID.
    #[param(required, nullable = false)]
    pub client_id: Option<String>,
    /// The application's secret.
    #[param(required, nullable = false)]
    pub client_secret: Option<String>,
    /// The code that the user's consent brought.
    #[param(nullable = false)]
    pub code: Option<String>,
    /// A refresh token.
    #[param(nullable = false)]
    pub refresh_token: Option<String>,
}

/// What is to be revoked: one token, or all of a user for an application.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevokeQuery {
    /// The token.
    #[param(nullable = false)]
    pub token: Option<String>,
    /// The application's client id.
    #[serde(rename = "consumerKey")]
    #[param(nullable = false)]
    pub consumer_key: Option<String>,
    /// The user's login.
    #[param(nullable = false)]
    pub user: Option<String>,
}
