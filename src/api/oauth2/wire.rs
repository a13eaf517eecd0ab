//! What the token endpoint is asked and says. No other dialect uses these types.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The fields of a request for a token; others are passed over.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// The application's client id, a UUID.
    #[schema(required, nullable = false)]
    pub client_id: Option<String>,
    /// The application's secret.
    #[schema(required, nullable = false)]
    pub client_secret: Option<String>,
    /// `client_credentials`, `password` or `refresh_token`.
    #[schema(required, nullable = false)]
    pub grant_type: Option<String>,
    /// For `password`: a login or a user's UUID; with `credtype=authtoken` the company's UUID.
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// For `password`: the user's password; with `credtype=authtoken` a company request token.
    #[schema(nullable = false)]
    pub password: Option<String>,
    /// For `password`: `password` (the default) or `authtoken`.
    #[schema(nullable = false)]
    pub credtype: Option<String>,
    /// For `refresh_token`: the refresh token.
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
    /// Scopes, separated by spaces; all that can be granted, where it is left out.
    #[schema(nullable = false)]
    pub scope: Option<String>,
}

/// A token, and what it is good for.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenAnswer {
    /// The access token's lifetime in seconds.
    #[schema(example = 3600)]
    pub expires_in: i64,
    /// The scopes granted, separated by spaces.
    pub scope: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// A JSON Web Token, signed with RS256.
    pub access_token: String,
    /// What the next access token is had for. For users and companies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
    /// When the refresh token expires, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_expires_in: Option<i64>,
    /// An OpenID Connect token that says who it is, signed with RS256. For users and companies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id_token: Option<String>,
    /// The base URL of every later call, without a trailing slash.
    pub geolocation: String,
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// The number of the error, as the page lists it.
    #[schema(example = 61)]
    pub code: u16,
    /// Its OAuth name.
    #[schema(example = "invalid_client")]
    pub error: &'static str,
    /// In words.
    #[schema(example = "client not found")]
    pub error_description: String,
    /// The base URL of the emulator.
    pub geolocation: String,
}

/// The public keys that tokens verify with.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeySet {
    /// One key.
    pub keys: Vec<Key>,
}

/// A public RSA key as a JSON Web Key.
#[derive(Debug, Serialize, ToSchema)]
pub struct Key {
    /// `RSA`.
    pub kty: &'static str,
    /// `sig`.
    #[serde(rename = "use")]
    pub usage: &'static str,
    /// `RS256`.
    pub alg: &'static str,
    /// What the header of a token names it by.
    pub kid: String,
    /// The modulus, base64url.
    pub n: String,
    /// The exponent, base64url.
    pub e: String,
}

/// What an access token says.
#[derive(Debug, Serialize)]
pub struct AccessClaims<'a> {
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
