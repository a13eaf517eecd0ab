//! What of applications, passwords and tokens outlives the process.

use super::{Access, AccessSeed, FixedToken, RequestToken};
use crate::core::Timestamp;

impl Access {
    /// Who may call now, as a scenario would say it: applications, passwords, accounts, and those tokens that were there from the start
    /// and are still good. Tokens that were issued since are not part of it. The same content is always in the same order.
    pub fn kept(&self, from_the_start: &[RequestToken], now: Timestamp) -> AccessSeed {
        let inner = self.inner.read();
        let mut applications: Vec<_> = inner.applications.values().map(|application| (**application).clone()).collect();
        applications.sort_unstable_by_key(|application| application.client_id);
        let (passwords, accounts) = (inner.passwords.clone(), inner.accounts.clone());
        let fixed =
            |(token, principal, client_id): (&str, _, _)| FixedToken { token: token.to_owned(), principal, client_id };
        let mut tokens: Vec<_> = inner.access.unending().map(fixed).collect();
        tokens.sort_unstable_by(|one, other| one.token.cmp(&other.token));
        let request_tokens =
            inner.request_tokens.good(now).filter(|token| from_the_start.contains(token)).cloned().collect();
        AccessSeed { applications, passwords, accounts, tokens, request_tokens }
    }
}
