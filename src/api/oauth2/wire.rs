//! What the token endpoint is asked and says. No other dialect uses these types.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of a request for a token; others are passed over.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// The application's client id, a UUID.
    #[schema(required, nullable = false)]
    pub client_id: Option<String>,
    /// The application's secret.
    #[schema(required, nullable = false)]
    pub client_secret: Option<String>,
    /// `authorization_code`, `client_credentials`, `otp`, `password` or `refresh_token`.
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
    /// For `authorization_code`: the code that the user's consent brought.
    #[schema(nullable = false)]
    pub code: Option<String>,
    /// For `authorization_code`: where the code was sent, as the request for consent had it.
    #[schema(nullable = false)]
    pub redirect_uri: Option<String>,
    /// For `authorization_code` with PKCE: what the challenge was made of.
    #[schema(nullable = false)]
    pub code_verifier: Option<String>,
    /// For `otp`: `email`.
    #[schema(nullable = false)]
    pub channel_type: Option<String>,
    /// For `otp`: the e-mail address that the one-time password was sent to.
    #[schema(nullable = false)]
    pub channel_handle: Option<String>,
    /// For `otp`: the one-time password.
    #[schema(nullable = false)]
    pub otp: Option<String>,
    /// For `password`: which field names the user, `username` (the default) or `loginid`.
    #[schema(nullable = false)]
    pub login_type: Option<String>,
    /// For `password` with `login_type=loginid`: a login or a user's UUID.
    #[schema(nullable = false)]
    pub loginid: Option<String>,
    /// For `password`: users, separated by spaces, for whom the user acts; he has to be a delegate of each.
    #[schema(nullable = false)]
    pub proxies: Option<String>,
    /// For `password`: `expense`, `invoice`, `request` or `travel`.
    #[schema(nullable = false)]
    pub product: Option<String>,
    /// Scopes, separated by spaces; all that can be granted, where it is left out.
    #[schema(nullable = false)]
    pub scope: Option<String>,
}

/// A request for a one-time password. Other fields are the application's own: the request for the token has to repeat them.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct OtpRequest {
    /// The application's client id, a UUID.
    #[schema(required, nullable = false)]
    pub client_id: Option<String>,
    /// The application's secret.
    #[schema(required, nullable = false)]
    pub client_secret: Option<String>,
    /// `email`.
    #[schema(required, nullable = false)]
    pub channel_type: Option<String>,
    /// The user's e-mail address: his login.
    #[schema(required, nullable = false)]
    pub channel_handle: Option<String>,
    /// What the mail calls him.
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// What the mail calls the application.
    #[schema(nullable = false)]
    pub company: Option<String>,
    /// Where the mail leads him.
    #[schema(nullable = false)]
    pub link: Option<String>,
}

/// What a request for a one-time password is answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtpAnswer {
    /// `otp sent`.
    pub message: &'static str,
}

/// A company request token.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthToken {
    /// `PASS` or `FAIL`.
    pub status: &'static str,
    /// 0, or the number of an error.
    pub code: u16,
    /// What is wrong; empty where nothing is.
    pub errormsg: String,
    /// The token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub token: Option<String>,
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
