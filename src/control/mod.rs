//! `/_emulator/…`: what a test needs that Concur does not offer, kept apart from every emulated path.
//!
//! Every call passes the [`guard`] first. A handler is a query or a command like any other client's; one file a subject.

mod answer;
mod clock;
mod error;
mod events;
mod guard;
mod health;
mod life;
mod reports;
mod requests;

use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, web};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub use error::ControlError;
pub use guard::{Guard, Secret};

use crate::api::families::{Family, is_below};

/// What every path of control begins with.
pub const PREFIX: &str = "/_emulator";

/// The control API as a family: its paths, its operations, its way of wording errors.
pub const FAMILY: Family = Family {
    name: "control",
    title: "Emulator control",
    prefixes: &[PREFIX],
    variants: &[],
    serve,
    document: include_str!("../../openapi/control.json"),
    refuse,
};

/// Whether a path, decoded, is one of control's.
pub fn has(path: &str) -> bool {
    is_below(path, PREFIX)
}

/// The operations, by their paths below [`PREFIX`].
mod below {
    use super::{clock, events, health, life, reports, requests};

    crate::api::openapi::operations! {
        health::health,
        life::reset,
        life::drain,
        requests::list,
        clock::read,
        clock::set,
        clock::advance,
        events::list,
        events::get,
        reports::list,
        reports::get,
        reports::act,
    }
}

fn serve(config: &mut web::ServiceConfig) {
    config.service(web::scope(PREFIX).wrap(from_fn(guard::admit)).configure(below::serve));
}

/// Describes the operations.
pub(crate) fn describe(config: &mut ServiceConfig<'_>) {
    config.service(scope(PREFIX).configure(below::describe));
}

fn refuse(_: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    ControlError::new(status, message).into()
}
