//! Why there is no token: every number that the page lists, with its name and its sentence.

use std::sync::Arc;

use actix_web::http::StatusCode;

use crate::tenant::access::Bar;
use crate::tenant::keys::KeyError;

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An unknown user or a wrong password; an unknown company, or a request token unknown or expired.
    #[error("Incorrect credentials. Please Retry")]
    WrongCredentials,
    /// The credentials are right, and the account is in a state in which nobody gets a token.
    #[error("{}", .0.words)]
    Barred(&'static Bar),
    /// The user is at another data centre.
    #[error("user lives elsewhere")]
    LivesElsewhere(Arc<str>),
    /// The users of the application log in elsewhere, and it offers a password.
    #[error("Incorrect credentials. SSO-only client attempted a password login.")]
    SsoOnly,
    /// A field that the grant needs is missing or empty.
    #[error("{} was not supplied", .0.name())]
    Missing(Field),
    /// The company has not connected the application.
    #[error("company is not enabled for this client")]
    NotConnected,
    /// A scope was asked for that cannot be granted.
    #[error("requested scope exceeds granted scope")]
    ScopeExceeded,
    /// Nobody has this e-mail address.
    #[error("we don't know this email")]
    UnknownEmail,
    /// The application is switched off.
    #[error("client disabled")]
    ClientDisabled,
    /// The user said no.
    #[error("the user did not authorize the application")]
    Declined,
    /// A `grant_type` that is not supported, or not this application's.
    #[error("these are not the grants you are looking for")]
    UnsupportedGrant,
    /// No application has this client id.
    #[error("client not found")]
    UnknownClient,
    /// The application's secret is another.
    #[error("Incorrect credentials. Please Retry")]
    WrongSecret,
    /// A `channel_type` other than `email`.
    #[error("invalid channel type")]
    BadChannelType,
    /// A `channel_handle` that is no e-mail address.
    #[error("bad channel handle")]
    BadHandle,
    /// Too many one-time passwords wait for one handle.
    #[error("the number of open otp requests has been exceeded")]
    TooManyOtps,
    /// No one-time password waits for the handle.
    #[error("otp not found")]
    NoOtp,
    /// The one-time password was asked for with other parameters.
    #[error("fact verification failed")]
    OtherFacts,
    /// The one-time password is another.
    #[error("otp verification failed")]
    WrongOtp,
    /// The authorization code is unknown, used or expired, or what proves it is wrong.
    #[error("code is bad or expired")]
    BadCode,
    /// The redirect URI is not the one that the code was sent to, or not one of the application's.
    #[error("redirect_uri does not match the previous grant")]
    OtherRedirect,
    /// The refresh token, or the authorization code, belongs to another application.
    #[error("this grant was not issued to you!")]
    OfAnother,
    /// The application may not refresh.
    #[error("refresh disallowed for app")]
    RefreshDisallowed,
    /// The refresh token is unknown or expired.
    #[error("bad or expired refresh token")]
    BadRefreshToken,
    /// A `response_type` that would send a token to a client that has not proved who it is.
    #[error("unauthenticated client will not be issued token!")]
    Unauthenticated,
    /// A `response_type` with `id_token` and no nonce.
    #[error("nonce is mandatory for this response_type")]
    NoNonce,
    /// A `display` that OpenID Connect does not know.
    #[error("display is invalid")]
    BadDisplay,
    /// A `prompt` that cannot be followed.
    #[error("prompt is invalid")]
    BadPrompt,
    /// Access without the user being there, to which he is not asked to consent.
    #[error("prompt must be set to consent for offline_access")]
    OfflineUnprompted,
    /// A `credtype` other than `password` and `authtoken`.
    #[error("credtype is invalid")]
    BadCredtype,
    /// An unknown `login_type`.
    #[error("login_type is invalid")]
    BadLoginType,
    /// `proxies` for whom the user may not act.
    #[error("proxies supplied are invalid")]
    BadProxies,
    /// An unknown `product`.
    #[error("product is invalid")]
    BadProduct,
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
    /// `otp`
    Otp,
    /// `channel_type`
    ChannelType,
    /// `channel_handle`
    ChannelHandle,
    /// `client_id`
    ClientId,
    /// `client_secret`
    ClientSecret,
    /// `grant_type`
    GrantType,
    /// `code`
    Code,
    /// `redirect_uri`
    RedirectUri,
    /// `refresh_token`
    RefreshToken,
    /// `loginid`
    LoginId,
}

impl Field {
    const fn name(self) -> &'static str {
        self.terms().0
    }

    const fn code(self) -> u16 {
        self.terms().1
    }

    const fn terms(self) -> (&'static str, u16) {
        match self {
            Self::Username => ("username", 51),
            Self::Password => ("password", 52),
            Self::Otp => ("otp", 56),
            Self::ChannelType => ("channel_type", 57),
            Self::ChannelHandle => ("channel_handle", 58),
            Self::ClientId => ("client_id", 62),
            Self::ClientSecret => ("client_secret", 63),
            Self::GrantType => ("grant_type", 65),
            Self::Code => ("code", 101),
            Self::RedirectUri => ("redirect_uri", 102),
            Self::RefreshToken => ("refresh_token", 106),
            Self::LoginId => ("loginid", 109),
        }
    }
}

/// The number of [`Refusal::Format`].
pub(super) const FORMAT: u16 = 135;

const INVALID: &str = "invalid_request";
const GRANT: &str = "invalid_grant";

impl Refusal {
    /// The name of the rule.
    pub(super) const fn rule(&self) -> &'static str {
        match self {
            Self::WrongCredentials => "wrongCredentials",
            Self::Barred(_) => "barred",
            Self::LivesElsewhere(_) => "livesElsewhere",
            Self::SsoOnly => "ssoOnly",
            Self::Missing(_) => "missing",
            Self::NotConnected => "notConnected",
            Self::ScopeExceeded => "scopeExceeded",
            Self::UnknownEmail => "unknownEmail",
            Self::ClientDisabled => "clientDisabled",
            Self::Declined => "declined",
            Self::UnsupportedGrant => "unsupportedGrant",
            Self::UnknownClient => "unknownClient",
            Self::WrongSecret => "wrongSecret",
            Self::BadChannelType => "badChannelType",
            Self::BadHandle => "badHandle",
            Self::TooManyOtps => "tooManyOtps",
            Self::NoOtp => "noOtp",
            Self::OtherFacts => "otherFacts",
            Self::WrongOtp => "wrongOtp",
            Self::BadCode => "badCode",
            Self::OtherRedirect => "otherRedirect",
            Self::OfAnother => "ofAnother",
            Self::RefreshDisallowed => "refreshDisallowed",
            Self::BadRefreshToken => "badRefreshToken",
            Self::Unauthenticated => "unauthenticated",
            Self::NoNonce => "noNonce",
            Self::BadDisplay => "badDisplay",
            Self::BadPrompt => "badPrompt",
            Self::OfflineUnprompted => "offlineUnprompted",
            Self::BadCredtype => "badCredtype",
            Self::BadLoginType => "badLoginType",
            Self::BadProxies => "badProxies",
            Self::BadProduct => "badProduct",
            Self::Format(_) => "format",
            Self::RequestTokenOfAnother => "requestTokenOfAnother",
            Self::Failed(_) => "failed",
        }
    }

    /// The number, the name and the status. The page does not say which number has which status: those of RFC 6749 are taken,
    /// and 403 where the application is who it says it is and may not (inferred).
    pub(super) const fn terms(&self) -> (u16, &'static str, StatusCode) {
        const BAD: StatusCode = StatusCode::BAD_REQUEST;
        match self {
            Self::WrongCredentials => (5, GRANT, BAD),
            Self::Barred(bar) => (bar.code, bar.error, BAD),
            Self::LivesElsewhere(_) => (16, INVALID, BAD),
            Self::SsoOnly => (21, INVALID, BAD),
            Self::Missing(field) => (field.code(), INVALID, BAD),
            Self::NotConnected => (53, "invalid_client", StatusCode::FORBIDDEN),
            Self::ScopeExceeded => (54, "invalid_scope", BAD),
            Self::UnknownEmail => (55, INVALID, BAD),
            Self::ClientDisabled | Self::Declined => (59, "access_denied", StatusCode::FORBIDDEN),
            Self::UnsupportedGrant => (60, GRANT, BAD),
            Self::UnknownClient => (61, "invalid_client", StatusCode::UNAUTHORIZED),
            Self::WrongSecret => (64, "invalid_client", StatusCode::UNAUTHORIZED),
            Self::BadChannelType => (80, INVALID, BAD),
            Self::BadHandle => (81, INVALID, BAD),
            Self::TooManyOtps => (82, INVALID, BAD),
            Self::NoOtp => (83, INVALID, BAD),
            Self::OtherFacts => (84, INVALID, BAD),
            Self::WrongOtp => (85, INVALID, BAD),
            Self::BadCode => (103, INVALID, BAD),
            Self::OtherRedirect => (104, GRANT, BAD),
            Self::OfAnother => (105, GRANT, BAD),
            Self::RefreshDisallowed => (107, INVALID, BAD),
            Self::BadRefreshToken => (108, GRANT, BAD),
            Self::Unauthenticated => (115, INVALID, BAD),
            Self::NoNonce => (117, INVALID, BAD),
            Self::BadDisplay => (118, INVALID, BAD),
            Self::BadPrompt | Self::OfflineUnprompted => (119, INVALID, BAD),
            Self::BadCredtype => (120, INVALID, BAD),
            Self::BadLoginType => (121, INVALID, BAD),
            Self::BadProxies => (122, INVALID, BAD),
            Self::BadProduct => (124, INVALID, BAD),
            Self::Format(_) => (FORMAT, INVALID, BAD),
            Self::RequestTokenOfAnother => (136, INVALID, BAD),
            Self::Failed(_) => (500, "server_error", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}
