//! What of applications, passwords and tokens outlives the process.

use uuid::Uuid;

use super::{Access, AccessSeed, FixedToken};
use crate::core::Timestamp;

impl Access {
    /// Who may call now, as a scenario would say it: applications, passwords, accounts, and those tokens that were there from the start
    /// and are still good. Tokens that were issued since are not part of it. The same content is always in the same order.
    pub fn kept(&self, now: Timestamp) -> AccessSeed {
        let inner = self.inner.read();
        let application = |client: &Uuid| inner.applications.get(client).map(|application| (**application).clone());
        let applications = inner.clients.iter().filter_map(application).collect();
        let (passwords, accounts) = (inner.passwords.clone(), inner.accounts.clone());
        let fixed =
            |(token, principal, client_id): (&str, _, _)| FixedToken { token: token.to_owned(), principal, client_id };
        let mut tokens: Vec<_> = inner.access.unending().map(fixed).collect();
        tokens.sort_unstable_by(|one, other| one.token.cmp(&other.token));
        let request_tokens =
            inner.request_tokens.good(now).filter(|token| inner.given.contains(&token.token)).cloned().collect();
        AccessSeed { applications, passwords, accounts, tokens, request_tokens }
    }
}
