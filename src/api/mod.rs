//! The emulated APIs: one folder a dialect, and beside them what all dialects share.
//!
//! A dialect converts straight to and from `core` and knows no other dialect. A handler is: open the [`call::Call`], one call
//! of the store, respond.

pub mod body;
pub mod call;
pub mod deprecations;
pub mod either;
pub mod events_v4;
pub mod exchange;
pub mod expense_config_v4;
pub mod expense_v1;
pub mod expense_v2;
pub mod expense_v3;
pub mod expense_v4;
pub mod families;
mod form_fields;
pub mod identity;
pub mod json;
pub mod language;
pub mod names;
pub mod negotiate;
pub mod oauth2;
pub mod path;
pub mod profile_v1;
pub mod query;
pub mod refusals;
pub mod routing;
pub mod xml;

use std::sync::Arc;

use uuid::Uuid;

use crate::core::Timestamp;
use crate::events::outbox::Outbox;
use crate::events::subscriptions::{Refused, Subscription};
use crate::tenant::Tenant;
use crate::tenant::access::{Application, Grant};
use crate::tenant::authority::Authority;
use crate::tenant::keys::Keys;

/// What every handler can reach; one for the whole server.
#[derive(Debug)]
pub struct App {
    /// The tenant that the server started with.
    pub tenant: Arc<Tenant>,
    /// Its events, subscriptions and deliveries.
    pub outbox: Arc<Outbox>,
    /// The subscriptions that it started with.
    pub subscriptions: Vec<Subscription>,
    /// The base URL to write into answers, without a trailing slash; taken from the request's `Host` where none is set.
    pub public_url: Option<Arc<str>>,
    /// What it signs with.
    pub keys: Arc<Keys>,
    /// Who certifies it.
    pub authority: Arc<Authority>,
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

    /// An application, with the tenant that it belongs to.
    pub fn application(&self, client_id: Uuid) -> Option<(Arc<Tenant>, Arc<Application>)> {
        let tenant = self.by_client(client_id)?;
        let application = tenant.access.application(client_id)?;
        Some((tenant, application))
    }

    /// Brings everything back to how it was at the start: tenant, subscriptions, no events.
    pub fn reset(&self) -> Result<(), Refused> {
        let company = self.tenant.blueprint.world.company.id;
        self.tenant.reset();
        self.keys.restore();
        self.outbox.reset(company, self.subscriptions.clone())
    }

    /// Moves the clock on to a moment. Everything due by then has happened when this is done, each thing at its own time.
    pub async fn advance_to(&self, to: Timestamp) {
        self.drain().await;
        while let Some(due) = self.next_due().filter(|due| *due <= to) {
            self.tenant.clock.advance_to(due);
            self.drain().await;
        }
        self.tenant.clock.advance_to(to);
        self.drain().await;
    }

    /// Is done when no timer and no delivery is due any more.
    pub async fn drain(&self) {
        self.tenant.store.run_due();
        self.outbox.drain().await;
    }

    /// When something has to happen next. What is due already and has not happened was refused, and would be again.
    fn next_due(&self) -> Option<Timestamp> {
        let now = self.tenant.clock.now();
        let dues = [self.tenant.store.next_due(), self.outbox.next_due()];
        dues.into_iter().flatten().filter(|due| *due > now).min()
    }
}
