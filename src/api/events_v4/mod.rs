//! Event Subscription Service v4: topics and webhook subscriptions.
//!
//! Pages: `ess/v4.event-subscription` and `event-topics` (see `docs/fidelity.md` for what departs from them).

mod convert;
pub mod error;
mod subscriptions;
mod topics;
mod wire;

use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use self::error::Problem;
use super::call::{Call, Operation, Tokens};
use super::routing::routes;
use crate::core::event::Through;
use crate::events::topics::Topic;

routes! {
    topics::list,
    subscriptions::put,
    subscriptions::list,
    subscriptions::get,
    subscriptions::delete,
}

/// Every operation takes the application's token with the scope of the service; topics have scopes of their own besides.
const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["events.topic.read"], tokens: Tokens::APPLICATION, through: Through::V4, switch: None }
}

/// Opens the call, does the work, and words whatever is refused in the family's way.
fn answer<T: Serialize>(
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<T, Problem>,
) -> HttpResponse {
    match Call::open(request, operation).map_err(Problem::Denied).and_then(|call| work(&call)) {
        Ok(body) => HttpResponse::Ok().content_type(ContentType::json()).body(json(&body)),
        Err(problem) => problem.respond(request),
    }
}

fn json(body: &impl Serialize) -> Vec<u8> {
    // Structs and lists of text always serialise.
    serde_json::to_vec(body).unwrap_or_default()
}

/// Whether the token opens a topic.
fn opens(call: &Call, topic: Topic) -> bool {
    call.grant.has_any(topic.scopes())
}
