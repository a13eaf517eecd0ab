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
use actix_web::{HttpRequest, HttpResponse};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub use error::ControlError;
pub use guard::{Guard, Secret};

use crate::api::families::{Family, is_below};

/// What every path of control begins with.
pub const PREFIX: &str = "/_emulator";

/// The control API as a family: its paths, its operations, its way of wording errors.
pub const FAMILY: Family =
    Family { name: "control", title: "Emulator control", prefixes: &[PREFIX], variants: &[], routes, refuse };

/// Whether a path, decoded, is one of control's.
pub fn has(path: &str) -> bool {
    is_below(path, PREFIX)
}

fn routes(config: &mut ServiceConfig) {
    config.service(
        scope(PREFIX)
            .wrap(from_fn(guard::admit))
            .service(health::health)
            .service(life::reset)
            .service(life::drain)
            .service(requests::list)
            .service(clock::read)
            .service(clock::set)
            .service(clock::advance)
            .service(events::list)
            .service(events::get)
            .service(reports::list)
            .service(reports::get)
            .service(reports::act),
    );
}

fn refuse(_: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    ControlError::new(status, message).into()
}
