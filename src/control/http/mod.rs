//! `/_emulator/…`: control for those who call it over HTTP, kept apart from every emulated path.
//!
//! Every call passes the `guard` first. A handler reads what is asked, calls [`Control`](super::Control), and words what comes out.

mod actions;
mod advance;
mod clock;
mod error;
mod events;
mod export;
mod faults;
mod findings;
mod fixtures;
mod guard;
mod health;
mod life;
mod mails;
mod mischief;
mod read;
mod redelivery;
mod reports;
mod requests;
mod selected;
mod stream;
mod subscriptions;
mod tenants;
mod trust;
mod verdict;
mod verify;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::{OpenApi, PathItem};

pub use guard::{Guard, Secret, refusal};

use crate::api::families::{Family, is_below};
use crate::api::routing::routes;
use crate::control::ControlError;
use crate::packed::packed;

/// What every path of control begins with.
pub const PREFIX: &str = "/_emulator";

/// The control API as a family: its paths, its operations, its way of wording errors.
pub const FAMILY: Family = Family {
    name: "control",
    title: "Emulator control",
    prefixes: &[PREFIX],
    variants: &[],
    any_case: false,
    routes,
    document: packed!("openapi/control.json"),
    refuse,
};

/// Whether a path, decoded, is one of control's.
pub fn has(path: &str) -> bool {
    is_below(path, PREFIX)
}

routes! {
    health::health,
    life::reset,
    life::drain,
    requests::list,
    verify::verify,
    findings::list,
    faults::list,
    faults::add,
    faults::clear,
    faults::remove,
    stream::stream,
    mails::list,
    clock::read,
    clock::set,
    clock::advance,
    export::export,
    events::list,
    events::get,
    redelivery::test,
    redelivery::all,
    redelivery::one,
    subscriptions::list,
    subscriptions::get,
    subscriptions::pause,
    subscriptions::resume,
    mischief::get,
    mischief::begin,
    mischief::end,
    verdict::get,
    reports::list,
    reports::get,
    actions::act,
    advance::advance,
    fixtures::load,
    tenants::create,
    tenants::list,
    tenants::delete,
    trust::signing_key,
    trust::ca,
}

/// The operation that is asked in whatever way those have who watch containers: it passes over every parameter.
const HEALTH: &str = "health";

/// Operations that are about no tenant, or about all of them.
const OF_THE_INSTALLATION: [&str; 5] = ["createTenant", "listTenants", "deleteTenant", "getSigningKey", "getCa"];

/// The operations, as they describe themselves, and the parameter that they have in common.
pub fn described() -> OpenApi {
    let mut document = document();
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|PathItem { get, put, post, delete, .. }| [get, put, post, delete]).flatten();
    for operation in operations {
        match operation.operation_id.as_deref().unwrap_or_default() {
            HEALTH => {}
            id => selected::describe(operation, !OF_THE_INSTALLATION.contains(&id)),
        }
    }
    document
}

fn refuse(_: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    error::answer(status, &ControlError::bad(message))
}
