//! Who may call: the applications, passwords and tokens of a tenant.

mod account;
mod kept;
mod pending;
mod register;
pub mod scopes;
mod seed;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use chrono::Duration;
use parking_lot::RwLock;
use uuid::Uuid;

pub use account::{Account, Bar};
use pending::Pending;
pub use pending::{Challenge, Code, OneTimePassword, OtpCheck, Redemption, Spent, WAITING};
pub use register::KEPT;
use register::Register;
pub use seed::{AccessSeed, Application, FixedToken, GrantType, RequestToken};

use crate::core::Timestamp;
use crate::core::ids::UserId;
use crate::core::shared::Shared;

/// How long a company request token is good, from when it was made or the scenario was loaded.
pub const REQUEST_TOKEN_HOURS: i64 = 24;

/// How long an authorization code is good: what RFC 6749 allows at most (inferred).
pub const CODE_LIFETIME: Duration = Duration::minutes(10);

/// How long a one-time password is good (inferred).
pub const OTP_LIFETIME: Duration = Duration::minutes(15);

/// How many one-time passwords may wait for one handle (inferred).
pub const OPEN_OTPS: usize = 5;
/// The password of a user who comes through an API, none of which takes one; it is that of everybody in the scenarios that are built in
/// (inferred).
pub const INITIAL_PASSWORD: &str = "password";

/// Scopes, in the order in which they are written. A scenario's tokens share those of their application.
pub type Scopes = Arc<[Arc<str>]>;

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub scopes: Scopes,
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
    /// Their client ids, in the order of the scenario.
    clients: Vec<Uuid>,
    /// The company request tokens that scenarios gave.
    given: HashSet<String>,
    passwords: Shared<HashMap<UserId, String>>,
    accounts: Shared<HashMap<Principal, Account>>,
    request_tokens: Pending<RequestToken>,
    codes: Pending<Code>,
    otps: Pending<OneTimePassword>,
    access: Register,
    refresh: Register,
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

    /// What a scenario says besides, loaded now. Of what both say, it is right.
    pub fn extend(&self, seed: AccessSeed, now: Timestamp) {
        self.inner.write().extend(seed, now);
    }

    /// The client ids of all applications, the first of the scenario first.
    pub fn clients(&self) -> Vec<Uuid> {
        self.inner.read().clients.clone()
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

    /// All applications, by client ID.
    pub fn applications(&self) -> Vec<Arc<Application>> {
        let mut all: Vec<_> = self.inner.read().applications.values().cloned().collect();
        all.sort_unstable_by_key(|application| application.client_id);
        all
    }

    /// The access tokens that never expire, in alphabetical order.
    pub fn fixed_tokens(&self) -> Vec<Arc<str>> {
        let mut fixed = self.inner.read().access.endless();
        fixed.sort_unstable();
        fixed
    }

    /// The company request tokens that are good now, the oldest first.
    pub fn request_tokens(&self, now: Timestamp) -> Vec<RequestToken> {
        self.inner.read().request_tokens.good(now).cloned().collect()
    }

    /// Whether this is the user's password.
    pub fn is_password(&self, user: UserId, password: &str) -> bool {
        self.inner.read().passwords.get(&user).is_some_and(|known| known == password)
    }

    /// What a scenario says of someone's account beyond his password.
    pub fn account(&self, principal: Principal) -> Account {
        self.inner.read().accounts.get(&principal).cloned().unwrap_or_default()
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
        self.inner.read().request_tokens.check(request_token, client_id, now)
    }

    /// Makes a company request token good for [`REQUEST_TOKEN_HOURS`].
    pub fn issue_request_token(&self, token: RequestToken, now: Timestamp) {
        let end = now + Duration::hours(REQUEST_TOKEN_HOURS);
        self.inner.write().request_tokens.put(token, end, now);
    }

    /// What a user has consented to, if the code is good.
    pub fn code(&self, code: &str, now: Timestamp) -> Option<Code> {
        self.inner.read().codes.good(now).find(|known| known.code == code).cloned()
    }

    /// Makes an authorization code good for [`CODE_LIFETIME`].
    pub fn issue_code(&self, code: Code, now: Timestamp) {
        self.inner.write().codes.put(code, now + CODE_LIFETIME, now);
    }

    /// Makes a one-time password good for [`OTP_LIFETIME`]; refuses where [`OPEN_OTPS`] wait for the same handle already.
    pub fn issue_otp(&self, otp: OneTimePassword, now: Timestamp) -> bool {
        let otps = &mut self.inner.write().otps;
        let is_open = otps.good(now).filter(|waiting| waiting.rivals(&otp)).count() < OPEN_OTPS;
        if is_open {
            otps.put(otp, now + OTP_LIFETIME, now);
        }
        is_open
    }

    /// Whether a one-time password is right.
    pub fn check_otp(&self, offered: &OneTimePassword, now: Timestamp) -> OtpCheck {
        self.inner.read().otps.check(offered, now)
    }

    /// Uses something up; of several who use the same thing at once, one is answered yes.
    pub fn spend(&self, spent: &Spent, now: Timestamp) -> bool {
        let inner = &mut *self.inner.write();
        match spent {
            Spent::Nothing => true,
            Spent::Code(code) => inner.codes.take(now, |known| known.code == *code),
            Spent::OneTimePassword(otp) => inner.otps.take(now, |known| known == otp),
            Spent::RequestToken(token) => inner.request_tokens.take(now, |known| known.token == *token),
            Spent::RefreshToken(token) => inner.refresh.revoke(token).is_some_and(|grant| grant.is_good(now)),
        }
    }

    /// Makes every refresh token worthless that was issued to an application for someone.
    pub fn revoke_refresh(&self, principal: Principal, client_id: Uuid) {
        let gone = self.inner.write().refresh.revoke_all(|g| g.principal == principal && g.client_id == client_id);
        // Freed outside the lock.
        drop(gone);
    }

    /// Makes an access token worthless.
    pub fn revoke(&self, token: &str) {
        let gone = self.inner.write().access.revoke(token);
        drop(gone);
    }

    /// Makes every token worthless that was issued to an application for someone.
    pub fn revoke_all(&self, principal: Principal, client_id: Uuid) {
        let gone = self.inner.write().access.revoke_all(|g| g.principal == principal && g.client_id == client_id);
        drop(gone);
        self.revoke_refresh(principal, client_id);
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
        let mut inner = Self::default();
        inner.extend(seed, now);
        inner
    }

    fn extend(&mut self, seed: AccessSeed, now: Timestamp) {
        let AccessSeed { applications, passwords, accounts, tokens, request_tokens } = seed;
        for application in applications {
            let client_id = application.client_id;
            if self.applications.insert(client_id, Arc::new(application)).is_none() {
                self.clients.push(client_id);
            }
        }
        share(&mut self.passwords, passwords);
        share(&mut self.accounts, accounts);
        for token in request_tokens {
            self.request_tokens.take(now, |known| known.token == token.token);
            self.given.insert(token.token.clone());
            self.request_tokens.put(token, now + Duration::hours(REQUEST_TOKEN_HOURS), now);
        }
        for FixedToken { token, principal, client_id } in tokens {
            let scopes = self.applications.get(&client_id).map(|a| a.scopes.clone()).unwrap_or_default();
            let grant = Grant { principal, client_id, scopes, expires_at: None };
            self.access.put(token.into(), Arc::new(grant), now);
        }
    }
}

/// Adds what a scenario has; where there is nothing yet, both have it in common.
fn share<K: Clone + Eq + Hash, V: Clone>(there: &mut Shared<HashMap<K, V>>, added: Shared<HashMap<K, V>>) {
    if there.is_empty() {
        *there = added;
    } else {
        there.extend(added.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
}
