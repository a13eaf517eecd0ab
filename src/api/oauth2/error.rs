//! How the token endpoint words what it refuses: a number, a name and a sentence for each, as the page lists them.

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse, web};

use super::wire::ErrorBody;
use crate::api::App;
use crate::api::call::base_url;
use crate::tenant::keys::KeyError;

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An unknown user or a wrong password; an unknown company, or a request token unknown or expired.
    #[error("Incorrect credentials. Please Retry")]
    WrongCredentials,
    /// The user is deactivated.
    #[error("Account is disabled. Please contact support")]
    AccountDisabled,
    /// The user of a refresh token is deactivated or gone.
    #[error("principal is disabled")]
    PrincipalDisabled,
    /// A field that the grant needs is missing or empty.
    #[error("{} was not supplied", .0.name())]
    Missing(Field),
    /// The company has not connected the application.
    #[error("company is not enabled for this client")]
    NotConnected,
    /// A scope was asked for that cannot be granted.
    #[error("requested scope exceeds granted scope")]
    ScopeExceeded,
    /// A `grant_type` that is not supported.
    #[error("these are not the grants you are looking for")]
    UnsupportedGrant,
    /// No application has this client id.
    #[error("client not found")]
    UnknownClient,
    /// The application's secret is another.
    #[error("Incorrect credentials. Please Retry")]
    WrongSecret,
    /// The refresh token belongs to another application.
    #[error("this grant was not issued to you!")]
    RefreshTokenOfAnother,
    /// The refresh token is unknown or expired.
    #[error("bad or expired refresh token")]
    BadRefreshToken,
    /// A `credtype` other than `password` and `authtoken`.
    #[error("credtype is invalid")]
    BadCredtype,
    /// The body is no form, or a broken one.
    #[error("unsupported request format: {0}")]
    Format(String),
    /// The request token was made for another application.
    #[error("Authtoken was not issued for you")]
    RequestTokenOfAnother,
    /// The server could not sign.
    #[error("{0}")]
    Failed(#[from] KeyError),
}

/// A field that can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `username`
    Username,
    /// `password`
    Password,
    /// `client_id`
    ClientId,
    /// `client_secret`
    ClientSecret,
    /// `grant_type`
    GrantType,
    /// `refresh_token`
    RefreshToken,
}

impl Field {
    const fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "password",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::GrantType => "grant_type",
            Self::RefreshToken => "refresh_token",
        }
    }

    const fn code(self) -> u16 {
        match self {
            Self::Username => 51,
            Self::Password => 52,
            Self::ClientId => 62,
            Self::ClientSecret => 63,
            Self::GrantType => 65,
            Self::RefreshToken => 106,
        }
    }
}

/// The number of [`Refusal::Format`].
const FORMAT: u16 = 135;

impl Refusal {
    /// The number, the name and the status. The page does not say which number has which status: those of RFC 6749 are taken,
    /// and 403 where the application is who it says it is and may not (inferred).
    const fn terms(&self) -> (u16, &'static str, StatusCode) {
        match self {
            Self::WrongCredentials => (5, "invalid_grant", StatusCode::BAD_REQUEST),
            Self::AccountDisabled => (10, "invalid_grant", StatusCode::BAD_REQUEST),
            Self::PrincipalDisabled => (123, "invalid_request", StatusCode::BAD_REQUEST),
            Self::Missing(field) => (field.code(), "invalid_request", StatusCode::BAD_REQUEST),
            Self::NotConnected => (53, "invalid_client", StatusCode::FORBIDDEN),
            Self::ScopeExceeded => (54, "invalid_scope", StatusCode::BAD_REQUEST),
            Self::UnsupportedGrant => (60, "invalid_grant", StatusCode::BAD_REQUEST),
            Self::UnknownClient => (61, "invalid_client", StatusCode::UNAUTHORIZED),
            Self::WrongSecret => (64, "invalid_client", StatusCode::UNAUTHORIZED),
            Self::RefreshTokenOfAnother => (105, "invalid_grant", StatusCode::BAD_REQUEST),
            Self::BadRefreshToken => (108, "invalid_grant", StatusCode::BAD_REQUEST),
            Self::BadCredtype => (120, "invalid_request", StatusCode::BAD_REQUEST),
            Self::Format(_) => (FORMAT, "invalid_request", StatusCode::BAD_REQUEST),
            Self::RequestTokenOfAnother => (136, "invalid_request", StatusCode::BAD_REQUEST),
            Self::Failed(_) => (500, "server_error", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// The answer to a request that gets no token.
pub(super) fn refused(request: &HttpRequest, refusal: &Refusal) -> HttpResponse {
    let (code, error, status) = refusal.terms();
    respond(request, status, code, error, refusal.to_string())
}

/// An error of the family that no operation of it raised: an unknown path, a method that it does not serve, a fault of the
/// server.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    respond(request, status, FORMAT, "invalid_request", message)
}

fn respond(
    request: &HttpRequest,
    status: StatusCode,
    code: u16,
    error: &'static str,
    error_description: String,
) -> HttpResponse {
    let geolocation = request.app_data::<web::Data<App>>().map(|app| base_url(app, request).to_string());
    let body = ErrorBody { code, error, error_description, geolocation: geolocation.unwrap_or_default() };
    HttpResponse::build(status).content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
}
