//! The events that the tenant raised, and what became of their deliveries.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ControlError;
use super::answer::{List, read_query};
use super::clock::{millis, optional_millis};
use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::core::Timestamp;
use crate::events::log::{Attempt, Delivery, Entry};

/// An event.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Event)]
pub(super) struct EventSheet {
    /// Unique.
    id: Uuid,
    /// The topic that it was raised on.
    topic: &'static str,
    /// Its type.
    event_type: &'static str,
    /// When it happened.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `Concur-Correlationid` of the request that caused it.
    correlation_id: String,
    /// What subscribers are sent.
    #[schema(value_type = Object)]
    payload: Box<RawValue>,
    /// One for each subscription that it is for.
    deliveries: Vec<DeliverySheet>,
}

/// What became of an event at one subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Delivery)]
struct DeliverySheet {
    /// The subscription.
    subscription: String,
    /// `pending`, `delivered`, `rejected` or `expired`.
    state: &'static str,
    /// The attempts made, oldest first.
    attempts: Vec<AttemptSheet>,
    /// When it is tried again; null where it is not, or is at once.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Timestamp>,
}

/// One attempt at a delivery.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attempt)]
struct AttemptSheet {
    /// When.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What the receiver answered; null where it did not.
    status: Option<u16>,
    /// Why there was no answer.
    error: Option<String>,
    /// How long it took, in milliseconds of real time.
    took_ms: f64,
    /// What mischief was in it: `duplicate` or `wrongSignature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    mischief: Option<&'static str>,
}

/// Which events to list. Each one given has to hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// On this topic.
    topic: Option<String>,
    /// Of this type.
    event_type: Option<String>,
    /// Those after the one with this id, as `next` gives it.
    after: Option<Uuid>,
    /// At most so many, up to 10,000; 1,000 where it is left out.
    limit: Option<usize>,
}

/// The events that were raised, oldest first.
#[utoipa::path(
    get,
    path = "/_emulator/events",
    operation_id = "listEvents",
    params(Filter),
    responses(
        (status = 200, description = "The events.", body = List<EventSheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(request: HttpRequest, tenant: Selected) -> Result<web::Json<List<EventSheet>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let limit = filter.limit.unwrap_or(1_000);
    if !(1..=10_000).contains(&limit) {
        return Err(ControlError::bad("the limit has to be from 1 to 10000").at("limit"));
    }
    let entries = tenant.outbox.events();
    let start = match filter.after {
        Some(id) => entries
            .iter()
            .position(|entry| entry.raised.id() == id)
            .map(|place| place + 1)
            .ok_or_else(|| ControlError::bad(format!("no event {id} is kept")).at("after"))?,
        None => 0,
    };
    let mut found = entries[start..].iter().filter(|entry| filter.fits(entry));
    let items = found.by_ref().take(limit).map(sheet).collect::<Result<Vec<_>, _>>()?;
    let next = found.next().and(items.last()).map(|last| last.id.to_string());
    Ok(web::Json(List { items, next }))
}

/// One event.
#[utoipa::path(
    get,
    path = "/_emulator/events/{id}",
    operation_id = "getEvent",
    params(("id" = String, Path, description = "The event's id.")),
    responses(
        (status = 200, description = "The event.", body = EventSheet),
        (status = 404, description = "There is no such event, or it is no longer kept.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, tenant: Selected) -> Result<web::Json<EventSheet>, ControlError> {
    let id = part(&request, "id");
    let entry = Uuid::try_parse(&id).ok().and_then(|id| tenant.outbox.event(id));
    sheet(&entry.ok_or_else(|| no_event(&id))?).map(web::Json)
}

/// 404: there is no event of this id, or no longer.
pub(super) fn no_event(id: &str) -> ControlError {
    ControlError::new(StatusCode::NOT_FOUND, format!("no event `{id}` is kept")).at("id")
}

impl Filter {
    fn fits(&self, entry: &Entry) -> bool {
        let Entry { raised, .. } = entry;
        self.topic.as_ref().is_none_or(|topic| topic == raised.topic().name())
            && self.event_type.as_ref().is_none_or(|kind| kind == raised.event_type().name())
    }
}

/// An event as it is shown.
pub(super) fn sheet(entry: &Entry) -> Result<EventSheet, ControlError> {
    let Entry { raised, deliveries } = entry;
    let payload = RawValue::from_string(String::from_utf8_lossy(&raised.payload(None)).into_owned());
    Ok(EventSheet {
        id: raised.id(),
        topic: raised.topic().name(),
        event_type: raised.event_type().name(),
        at: raised.at(),
        correlation_id: raised.correlation().to_owned(),
        payload: payload.map_err(|error| {
            ControlError::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the event is not JSON: {error}"))
        })?,
        deliveries: deliveries.iter().map(DeliverySheet::from).collect(),
    })
}

impl From<&Delivery> for DeliverySheet {
    fn from(delivery: &Delivery) -> Self {
        let Delivery { subscription, state, attempts, next_attempt_at } = delivery;
        Self {
            subscription: subscription.to_string(),
            state: state.name(),
            attempts: attempts.iter().map(AttemptSheet::from).collect(),
            next_attempt_at: *next_attempt_at,
        }
    }
}

impl From<&Attempt> for AttemptSheet {
    fn from(attempt: &Attempt) -> Self {
        let Attempt { at, status, error, took, trick } = attempt;
        Self {
            at: *at,
            status: *status,
            error: error.as_deref().map(str::to_owned),
            took_ms: took.as_secs_f64() * 1_000.0,
            mischief: trick.name(),
        }
    }
}
