//! The emulated APIs: one folder a dialect, and beside them what all dialects share.
//!
//! A dialect converts straight to and from `core` and knows no other dialect. A handler is: open the [`call::Call`], one call
//! of the store, respond.

pub mod body;
pub mod call;
pub mod exchange;
pub mod expense_v2;
pub mod expense_v3;
pub mod expense_v4;
pub mod json;
pub mod negotiate;
pub mod path;
pub mod query;
pub mod xml;

use std::sync::Arc;

use uuid::Uuid;

use crate::tenant::Tenant;
use crate::tenant::access::Grant;
use crate::tenant::keys::Keys;

/// What every handler can reach; one for the whole server.
#[derive(Debug)]
pub struct App {
    /// The tenant that the server started with.
    pub tenant: Arc<Tenant>,
    /// The base URL to write into answers, without a trailing slash; taken from the request's `Host` where none is set.
    pub public_url: Option<Arc<str>>,
    /// What it signs with.
    pub keys: Arc<Keys>,
}

impl App {
    /// The tenant that issued a token, and what the token grants.
    pub fn by_token(&self, token: &str) -> Option<(Arc<Tenant>, Arc<Grant>)> {
        let grant = self.tenant.access.grant(token, self.tenant.clock.now())?;
        Some((Arc::clone(&self.tenant), grant))
    }

    /// The tenant that an application belongs to.
    pub fn by_client(&self, _client_id: Uuid) -> Option<Arc<Tenant>> {
        Some(Arc::clone(&self.tenant))
    }
}
