//! Who may call, as a scenario says it.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Account, Principal, Scopes};
use crate::core::ids::UserId;
use crate::core::shared::Shared;

/// The applications, passwords and tokens that a tenant starts with, and comes back to. Tenants of one scenario share passwords and
/// accounts until they change them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessSeed {
    /// Applications; where one client id is there twice, the last counts.
    pub applications: Vec<Application>,
    /// Passwords of users; a user without one cannot log in.
    pub passwords: Shared<HashMap<UserId, String>>,
    /// What keeps users or the company from getting tokens; whoever is not named is in the way of nothing.
    pub accounts: Shared<HashMap<Principal, Account>>,
    /// Access tokens that are good from the start and for good.
    pub tokens: Vec<FixedToken>,
    /// Company request tokens, good for [`super::REQUEST_TOKEN_HOURS`] from the start on.
    pub request_tokens: Vec<RequestToken>,
}

/// An application that asks for tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its client id, unique.
    pub client_id: Uuid,
    /// What it proves itself with.
    pub client_secret: String,
    /// Its name.
    pub name: String,
    /// What it may ever be granted.
    pub scopes: Scopes,
    /// Whether the company has connected it; without that it gets a token of its own, but none for the company or its users.
    pub connected: bool,
    /// By which grants it may get tokens.
    pub grants: Vec<GrantType>,
    /// Where a user may be sent back to; anywhere on the web, where none is named.
    pub redirect_uris: Vec<String>,
    /// Whether it gets no tokens at all.
    pub disabled: bool,
    /// Whether its users log in elsewhere, so that it may not ask for tokens by password.
    pub sso_only: bool,
    /// The user who consents at once to whatever it asks for, without a page.
    pub auto_approve: Option<UserId>,
}

/// A way to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantType {
    /// For a code that a user's consent brought.
    AuthorizationCode,
    /// For the application itself.
    ClientCredentials,
    /// For a one-time password.
    Otp,
    /// For a user's password, or a company's request token.
    Password,
    /// For a refresh token.
    RefreshToken,
}

impl GrantType {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::AuthorizationCode, Self::ClientCredentials, Self::Otp, Self::Password, Self::RefreshToken];

    /// What a request for a token calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::ClientCredentials => "client_credentials",
            Self::Otp => "otp",
            Self::Password => "password",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// An access token that never expires. It carries the scopes of its application: none, where that is not in the seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedToken {
    /// The token, as callers send it.
    pub token: String,
    /// What it stands for.
    pub principal: Principal,
    /// The application it was issued to.
    pub client_id: Uuid,
}

/// A token that the company hands to an application, which exchanges it for a company token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestToken {
    /// The token.
    pub token: String,
    /// The application it was made for; any, where none is named.
    pub client_id: Option<Uuid>,
}

impl From<String> for RequestToken {
    /// A request token that any application may exchange.
    fn from(token: String) -> Self {
        Self { token, client_id: None }
    }
}
