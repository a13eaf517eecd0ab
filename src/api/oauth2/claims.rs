//! What tokens say.

use serde::Serialize;
use uuid::Uuid;

/// What an access token says.
#[derive(Debug, Serialize)]
pub struct AccessClaims<'a> {
    /// The company, where there are several tenants: it leads to this one, and has to be the first claim.
    #[serde(rename = "concur.company", skip_serializing_if = "Option::is_none")]
    pub company: Option<Uuid>,
    /// The scopes granted.
    #[serde(rename = "concur.scopes")]
    pub scopes: &'a [std::sync::Arc<str>],
    /// Any service.
    pub aud: &'static str,
    /// The application that it was issued to.
    #[serde(rename = "concur.appId")]
    pub app_id: Uuid,
    /// The same, as a URL.
    #[serde(rename = "concur.app")]
    pub app: String,
    /// The shape of these claims.
    #[serde(rename = "concur.version")]
    pub version: u8,
    /// Whom it stands for.
    #[serde(flatten)]
    pub subject: &'a Subject,
    /// When it becomes good: a little before it was made, for the sake of slow clocks.
    pub nbf: i64,
    /// When it was made.
    pub iat: i64,
    /// When it expires.
    pub exp: i64,
}

/// What an OpenID Connect token says.
#[derive(Debug, Serialize)]
pub struct IdClaims<'a> {
    /// The application that it was issued to.
    pub aud: Uuid,
    /// The shape of these claims.
    #[serde(rename = "concur.version")]
    pub version: u8,
    /// Whom it describes.
    #[serde(flatten)]
    pub subject: &'a Subject,
    /// Which access token it came with: the left half of its SHA-256, base64url.
    pub at_hash: String,
    /// The nonce of the request for consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<&'a str>,
    /// When it becomes good.
    pub nbf: i64,
    /// When it was made.
    pub iat: i64,
    /// When it expires.
    pub exp: i64,
}

/// Whom a token stands for, and where that is known.
#[derive(Debug, Serialize)]
pub struct Subject {
    /// The UUID.
    pub sub: Uuid,
    /// `user`, `company` or `app`.
    #[serde(rename = "concur.type")]
    pub kind: &'static str,
    /// Its profile; ends in the UUID.
    #[serde(rename = "concur.profile")]
    pub profile: String,
    /// The base URL of the emulator.
    pub iss: String,
}
