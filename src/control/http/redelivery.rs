//! Events once more, and events for nothing.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::error::ErrorBody;
use super::events::named;
use super::read::{read, read_if_any};
use super::selected::Selected;
use crate::control::list::moment;
use crate::control::redelivery::{LONGEST_FACTS, too_long};
use crate::control::{ControlError, EventSheet};

/// To whom an event goes again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Redelivery {
    /// The only subscription; left out, every one that wants the event.
    #[serde(default)]
    subscription: Option<String>,
}

/// Which events go again, and to whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Redeliveries {
    /// Those that happened at this moment or later.
    #[serde(deserialize_with = "moment")]
    since: DateTime<Utc>,
    /// The only subscription; left out, every one that wants the event.
    #[serde(default)]
    subscription: Option<String>,
}

/// How many deliveries were begun.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Begun {
    /// How many deliveries were begun.
    deliveries: usize,
}

/// An event to try a subscription with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TestEvent {
    /// What to tell.
    #[serde(default)]
    #[schema(value_type = Object)]
    facts: Map<String, Value>,
}

/// Sends an event again to every subscription that wants it, at the end of what waits there. What waits already is tried at once.
#[utoipa::path(
    post,
    path = "/_emulator/events/{id}/redeliver",
    operation_id = "redeliverEvent",
    params(("id" = String, Path, description = "The event's id.")),
    request_body(content = Redelivery, description = "None, for all subscriptions."),
    responses(
        (status = 200, description = "The event, its deliveries pending.", body = EventSheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 404, description = "There is no such event or subscription, or the event is no longer kept.", body = ErrorBody),
        (status = 409, description = "The subscription that was named is for other events.", body = ErrorBody),
    )
)]
pub(super) async fn one(
    request: HttpRequest,
    control: Selected,
    body: web::Bytes,
) -> Result<web::Json<EventSheet>, ControlError> {
    let Redelivery { subscription } = read_if_any(&body)?;
    control.redeliver(named(&request)?, subscription.as_deref()).map(web::Json)
}

/// Sends everything again that happened from a moment on, in the same order.
#[utoipa::path(
    post,
    path = "/_emulator/events/redeliver",
    operation_id = "redeliverEvents",
    request_body = Redeliveries,
    responses(
        (status = 200, description = "How many deliveries that makes.", body = Begun),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn all(control: Selected, body: web::Bytes) -> Result<web::Json<Begun>, ControlError> {
    let Redeliveries { since, subscription } = read(&body)?;
    let deliveries = control.redeliver_since(since, subscription.as_deref())?;
    Ok(web::Json(Begun { deliveries }))
}

/// Raises an event on the topic `public.test`.
#[utoipa::path(
    post,
    path = "/_emulator/events",
    operation_id = "raiseTestEvent",
    request_body(content = TestEvent, description = "None, for an event without facts."),
    responses(
        (status = 201, description = "The event.", body = EventSheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn test(
    control: Selected,
    body: web::Bytes,
) -> Result<(web::Json<EventSheet>, StatusCode), ControlError> {
    if body.len() > LONGEST_FACTS {
        return Err(too_long());
    }
    let TestEvent { facts } = read_if_any(&body)?;
    Ok((web::Json(control.raise_test_event(&facts)?), StatusCode::CREATED))
}
