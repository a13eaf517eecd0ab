//! Who may call: the applications, passwords and tokens of a tenant.

mod register;
pub mod scopes;
mod seed;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use parking_lot::RwLock;
use uuid::Uuid;

pub use register::KEPT;
use register::Register;
pub use seed::{AccessSeed, Application, FixedToken, RequestToken};

use crate::core::Timestamp;
use crate::core::ids::UserId;

/// How long a company request token is good, from when the scenario was loaded; it may be used any number of times.
pub const REQUEST_TOKEN_HOURS: i64 = 24;

/// The password of a user who comes through an API, none of which takes one; it is that of everybody in the scenarios that are built in
/// (inferred).
pub const INITIAL_PASSWORD: &str = "password";

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// A user.
    User(UserId),
    /// The company.
    Company,
    /// The application itself.
    Application,
}

/// What a token grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What it stands for.
    pub principal: Principal,
    /// The application it was issued to.
    pub client_id: Uuid,
    /// The scopes granted, space-separated in requests and answers.
    pub scopes: Vec<Arc<str>>,
    /// When it ends; fixed tokens of a scenario never do.
    pub expires_at: Option<Timestamp>,
}

impl Grant {
    /// Whether any of these scopes was granted; an empty list asks for none.
    pub fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.is_empty() || scopes.iter().any(|wanted| self.scopes.iter().any(|s| **s == **wanted))
    }

    fn is_good(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// Applications, passwords and tokens. At most [`KEPT`] access tokens and as many refresh tokens that expire are kept.
#[derive(Debug, Default)]
pub struct Access {
    inner: RwLock<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    applications: HashMap<Uuid, Arc<Application>>,
    passwords: HashMap<UserId, String>,
    request_tokens: Vec<RequestToken>,
    request_tokens_end: Timestamp,
    access: Register,
    refresh: Register,
}

/// What became of a company request token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redemption {
    /// It stands for the company.
    Good,
    /// It is unknown or expired.
    Unknown,
    /// It was made for another application.
    NotYours,
}

impl Access {
    /// What a scenario says, loaded now.
    pub fn new(seed: AccessSeed, now: Timestamp) -> Self {
        Self { inner: RwLock::new(Inner::new(seed, now)) }
    }

    /// Back to what a scenario says; tokens issued since are no longer good.
    pub fn reset(&self, seed: AccessSeed, now: Timestamp) {
        let fresh = Inner::new(seed, now);
        let stale = std::mem::replace(&mut *self.inner.write(), fresh);
        // Freed outside the lock.
        drop(stale);
    }

    /// What this token grants now; nothing where it is unknown, expired or revoked. A look-up: no signature is computed.
    pub fn grant(&self, token: &str, now: Timestamp) -> Option<Arc<Grant>> {
        self.inner.read().access.get(token, now).cloned()
    }

    /// What this refresh token grants anew.
    pub fn refresh_grant(&self, token: &str, now: Timestamp) -> Option<Arc<Grant>> {
        self.inner.read().refresh.get(token, now).cloned()
    }

    /// An application.
    pub fn application(&self, client_id: Uuid) -> Option<Arc<Application>> {
        self.inner.read().applications.get(&client_id).cloned()
    }

    /// Whether this is the user's password.
    pub fn is_password(&self, user: UserId, password: &str) -> bool {
        self.inner.read().passwords.get(&user).is_some_and(|known| known == password)
    }

    /// Lets a new user in, with [`INITIAL_PASSWORD`].
    pub fn admit(&self, user: UserId) {
        self.inner.write().passwords.insert(user, INITIAL_PASSWORD.to_owned());
    }

    /// Lets a user in no longer.
    pub fn dismiss(&self, user: UserId) {
        self.inner.write().passwords.remove(&user);
    }

    /// Whether an application may have a company token for this request token.
    pub fn redeem(&self, request_token: &str, client_id: Uuid, now: Timestamp) -> Redemption {
        let inner = self.inner.read();
        match inner.request_tokens.iter().find(|known| known.token == request_token) {
            Some(known) if known.client_id.is_some_and(|owner| owner != client_id) => Redemption::NotYours,
            Some(_) if now < inner.request_tokens_end => Redemption::Good,
            Some(_) | None => Redemption::Unknown,
        }
    }

    /// Makes an access token good until its grant ends.
    pub fn issue(&self, token: &str, grant: Arc<Grant>, now: Timestamp) {
        self.inner.write().access.put(token.into(), grant, now);
    }

    /// Makes a refresh token good until its grant ends.
    pub fn issue_refresh(&self, token: &str, grant: Arc<Grant>, now: Timestamp) {
        self.inner.write().refresh.put(token.into(), grant, now);
    }
}

impl Inner {
    fn new(seed: AccessSeed, now: Timestamp) -> Self {
        let AccessSeed { applications, passwords, tokens, request_tokens } = seed;
        let mut inner = Self {
            applications: applications.into_iter().map(|a| (a.client_id, Arc::new(a))).collect(),
            passwords: passwords.into_iter().collect(),
            request_tokens,
            request_tokens_end: now + Duration::hours(REQUEST_TOKEN_HOURS),
            access: Register::default(),
            refresh: Register::default(),
        };
        for FixedToken { token, principal, client_id } in tokens {
            let scopes = inner.applications.get(&client_id).map(|a| a.scopes.clone()).unwrap_or_default();
            let grant = Grant { principal, client_id, scopes, expires_at: None };
            inner.access.put(token.into(), Arc::new(grant), now);
        }
        inner
    }
}
