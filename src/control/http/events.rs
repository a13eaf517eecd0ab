//! The events that the tenant raised, and what became of their deliveries.

use actix_web::{HttpRequest, web};
use uuid::Uuid;

use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::control::events::no_event;
use crate::control::{ControlError, EventFilter, EventSheet, List};

/// The events that were raised, oldest first.
#[utoipa::path(
    get,
    path = "/_emulator/events",
    operation_id = "listEvents",
    params(EventFilter),
    responses(
        (status = 200, description = "The events.", body = List<EventSheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(control: Selected<EventFilter>) -> Result<web::Json<List<EventSheet>>, ControlError> {
    control.events(&control.query).map(web::Json)
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
pub(super) async fn get(request: HttpRequest, control: Selected) -> Result<web::Json<EventSheet>, ControlError> {
    control.event(named(&request)?).map(web::Json)
}

/// The event that the path names. It need not exist.
pub(super) fn named(request: &HttpRequest) -> Result<Uuid, ControlError> {
    let id = part(request, "id");
    Uuid::try_parse(&id).map_err(|_| no_event(&id))
}
