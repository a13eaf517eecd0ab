//! The emulated APIs: one folder a dialect, and beside them what all dialects share.
//!
//! A dialect converts straight to and from `core` and knows no other dialect. A handler is: open the [`call::Call`], one call
//! of the store, respond.

pub mod body;
pub mod call;
pub mod departures;
pub mod deprecations;
pub mod documented;
pub mod either;
pub mod events_v4;
pub mod exchange;
pub mod expense_config_v4;
pub mod expense_v1;
pub mod expense_v2;
pub mod expense_v3;
pub mod expense_v4;
pub mod explain;
pub mod families;
mod form_fields;
pub mod identity;
pub mod json;
pub mod language;
pub mod names;
pub mod negotiate;
pub mod oauth2;
pub mod pages;
pub mod path;
pub mod profile_v1;
pub mod query;
pub mod reading;
pub mod refusals;
pub mod routing;
pub mod stopping;
pub mod strict;
pub mod xml;

use std::sync::Arc;

use actix_web::{HttpRequest, web};
use uuid::Uuid;

use crate::api::exchange::Exchange;
use crate::core::Timestamp;
use crate::events::subscriptions::Refused;
use crate::tenant::access::Application;
use crate::tenant::authority::Authority;
use crate::tenant::keys::Keys;
use crate::tenants::{Realm, Tenants};

/// What every handler can reach; one for the whole server.
#[derive(Debug)]
pub struct App {
    /// The tenants, each with its events, subscriptions and deliveries.
    pub tenants: Tenants,
    /// The base URL to write into answers, without a trailing slash; taken from the request's `Host` where none is set.
    pub public_url: Option<Arc<str>>,
    /// What it signs with.
    pub keys: Arc<Keys>,
    /// Who certifies it.
    pub authority: Arc<Authority>,
}

impl App {
    /// The application that a request names, with the tenant that it belongs to. From then on the request is that tenant's.
    pub fn application(&self, request: &HttpRequest, client_id: Uuid) -> Option<(Arc<Realm>, Arc<Application>)> {
        let realm = self.tenants.of_client(client_id)?;
        let application = realm.access.application(client_id)?;
        Exchange::of(request).belongs_to(&realm);
        Some((realm, application))
    }

    /// Brings a tenant back to how it was at the start. A key that was rotated comes back with the first: it is everyone's.
    pub fn reset(&self, realm: &Realm) -> Result<(), Refused> {
        if self.tenants.is_first(realm) {
            self.keys.restore();
        }
        realm.reset()
    }
}

/// What time it is for whoever a request comes from: the clock of the tenant that its token or client named, else the first one's.
pub fn now(request: &HttpRequest) -> Option<Timestamp> {
    if let Some(realm) = Exchange::of(request).realm() {
        return Some(realm.clock.now());
    }
    Some(request.app_data::<web::Data<App>>()?.tenants.first().clock.now())
}
