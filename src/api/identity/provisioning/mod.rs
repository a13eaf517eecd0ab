//! User Provisioning v4: users written one by one or many at once, with what is kept for their spending.
//!
//! Page: `user-provisioning/v4.user-provisioning`. At Concur a request is carried out after it is answered. Here it is carried out at once,
//! and many at once are answered as if it were not: whoever asks what became of them finds them done.

mod bulk;
mod extensions;
mod metadata;
mod operations;
mod perform;
mod single;
mod split;
mod status;
mod wire;

use chrono::Utc;
use uuid::Uuid;

use self::wire::SpendExtensions;
use super::error::ErrorResponse;
use crate::api::call::{Call, Operation};
use crate::api::routing::routes;
use crate::core::Timestamp;
use crate::tenant::provisions::{Operated, Provision};

/// What extends a user for travelling, of which nothing is emulated.
const TRAVEL: &str = "urn:ietf:params:scim:schemas:extension:travel:2.0:User";

routes! {
    #[schemas(ErrorResponse, SpendExtensions)]
    operations::provision_many,
    operations::create_user,
    operations::replace_user,
    operations::patch_user,
    operations::delete_user,
    operations::provision_status,
    operations::resource_types,
    operations::resource_type,
    operations::service_provider_config,
    operations::schemas,
    operations::schema,
}

const fn writing(id: &'static str) -> Operation {
    super::operation(id, &["user.provision.write"])
}

const fn reading(id: &'static str) -> Operation {
    super::operation(id, &["user.provision.read"])
}

/// Where it is told what became of a request.
fn status_url(call: &Call, id: Uuid) -> String {
    format!("{}/profile/v4/provisions/{id}/status", call.base_url())
}

/// Keeps what became of a request. Answers what it is known by.
fn keep(call: &Call, is_bulk: bool, at: Timestamp, operations: Vec<Operated>) -> Provision {
    let id = call.tenant.store.uuid();
    let correlation = call.origin.correlation.clone();
    let provision = Provision { id, is_bulk, at, correlation, operations };
    call.tenant.provisions.keep(provision.clone());
    provision
}

/// A moment as this service writes it.
fn moment(moment: chrono::DateTime<Utc>) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string()
}
