//! Who may call, as a scenario says it.

use std::sync::Arc;

use uuid::Uuid;

use super::Principal;
use crate::core::ids::UserId;

/// The applications, passwords and tokens that a tenant starts with, and comes back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessSeed {
    /// Applications; where one client id is there twice, the last counts.
    pub applications: Vec<Application>,
    /// Passwords of users; a user without one cannot log in.
    pub passwords: Vec<(UserId, String)>,
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
    pub scopes: Vec<Arc<str>>,
    /// Whether the company has connected it; without that it gets a token of its own, but none for the company or its users.
    pub connected: bool,
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
