//! Events once more, and events for nothing.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ControlError;
use super::answer::read as read_body;
use super::error::ErrorBody;
use super::events::{EventSheet, no_event, sheet};
use super::selected::Selected;
use super::subscriptions::unknown;
use crate::api::App;
use crate::api::path::part;
use crate::events::news::{Announcement, Matter};
use crate::events::subscriptions::SubscriptionId;
use crate::tenants::Realm;

/// The longest facts of a test event, in bytes of JSON.
const LONGEST_FACTS: usize = 64 * 1024;

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
    tenant: Selected,
    body: web::Bytes,
) -> Result<web::Json<EventSheet>, ControlError> {
    let Redelivery { subscription } = if body.is_empty() { Redelivery::default() } else { read_body(&body)? };
    let only = chosen(&tenant, subscription)?;
    let id = part(&request, "id");
    let event = Uuid::try_parse(&id).map_err(|_| no_event(&id))?;
    let begun = tenant.outbox.redeliver(event, only.as_ref()).ok_or_else(|| no_event(&id))?;
    if let (0, Some(only)) = (begun, only) {
        return Err(unwanted(&only));
    }
    sheet(&tenant.outbox.event(event).ok_or_else(|| no_event(&id))?).map(web::Json)
}

/// 409: its topic, its filter or its companies leave the event out.
fn unwanted(subscription: &SubscriptionId) -> ControlError {
    let message = format!(
        "the subscription `{subscription}` does not get this event; its topic, its filter and its companies say which it gets"
    );
    ControlError::new(StatusCode::CONFLICT, message).at("subscription")
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
pub(super) async fn all(tenant: Selected, body: web::Bytes) -> Result<web::Json<Begun>, ControlError> {
    let Redeliveries { since, subscription } = read_body(&body)?;
    let only = chosen(&tenant, subscription)?;
    Ok(web::Json(Begun { deliveries: tenant.outbox.redeliver_since(since, only.as_ref()) }))
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
    request: HttpRequest,
    app: web::Data<App>,
    tenant: Selected,
    body: web::Bytes,
) -> Result<(web::Json<EventSheet>, StatusCode), ControlError> {
    if body.len() > LONGEST_FACTS {
        return Err(ControlError::bad(format!("the facts have to be at most {LONGEST_FACTS} bytes")).at("facts"));
    }
    let TestEvent { facts } = if body.is_empty() { TestEvent::default() } else { read_body(&body)? };
    let (id, facts) = (tenant.store.uuid(), raw(&facts)?);
    let origin = tenant.origin(&app, &request);
    tenant.outbox.announce(Announcement { id, at: tenant.clock.now(), origin, matter: Matter::Test { facts } });
    let entry = tenant.outbox.event(id).ok_or_else(|| no_event(&id.to_string()))?;
    Ok((web::Json(sheet(&entry)?), StatusCode::CREATED))
}

fn raw(facts: &Map<String, Value>) -> Result<Arc<RawValue>, ControlError> {
    let raw = to_raw_value(facts).map_err(|error| ControlError::bad(error.to_string()).at("facts"))?;
    Ok(raw.into())
}

/// The subscription that a body names, if it names one.
fn chosen(tenant: &Realm, name: Option<String>) -> Result<Option<SubscriptionId>, ControlError> {
    let Some(name) = name else { return Ok(None) };
    let known = name.parse().ok().filter(|id| tenant.outbox.standing(id).is_some());
    known.map(Some).ok_or_else(|| unknown(&name).at("subscription"))
}
