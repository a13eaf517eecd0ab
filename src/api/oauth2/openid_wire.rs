//! What clients of OpenID Connect are told: where everything is, and the public keys.

use serde::Serialize;
use utoipa::ToSchema;

/// Where everything is, as OpenID Connect Discovery has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Discovery {
    /// The base URL of the emulator, as tokens have it.
    pub issuer: String,
    /// Where users are asked for consent.
    pub authorization_endpoint: String,
    /// Where tokens are had.
    pub token_endpoint: String,
    /// The public keys.
    pub jwks_uri: String,
    /// `code`.
    pub response_types_supported: Vec<&'static str>,
    /// `query`.
    pub response_modes_supported: Vec<&'static str>,
    /// Every `grant_type`.
    pub grant_types_supported: Vec<&'static str>,
    /// `public`.
    pub subject_types_supported: Vec<&'static str>,
    /// `RS256`.
    pub id_token_signing_alg_values_supported: Vec<&'static str>,
    /// `client_secret_post`.
    pub token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// `S256` and `plain`.
    pub code_challenge_methods_supported: Vec<&'static str>,
    /// Every scope that a page names.
    pub scopes_supported: Vec<&'static str>,
    /// What tokens say.
    pub claims_supported: Vec<&'static str>,
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
