//! The tenant's clock: read it, set it, move it on.

use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;

use super::error::ErrorBody;
use super::read::{read as read_body, read_some};
use super::selected::Selected;
use crate::control::{ClockChange, ClockFace, ControlError};
use crate::fixtures::duration;

/// How far to move a clock on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockAdvance)]
struct Advance {
    /// An ISO 8601 duration in weeks, days, hours, minutes and seconds.
    #[schema(example = "PT72H")]
    by: String,
}

/// The tenant's clock.
#[utoipa::path(get, path = "/_emulator/clock", operation_id = "readClock", responses((status = 200, description = "The clock.", body = ClockFace)))]
pub(super) async fn read(control: Selected) -> web::Json<ClockFace> {
    web::Json(control.clock())
}

/// Sets the tenant's clock: to stand still at a moment, or to run on from one. Left to run it goes on from where it stands, as far ahead of
/// the system's clock or behind it as it is then; nothing falls due by that alone.
#[utoipa::path(
    put,
    path = "/_emulator/clock",
    operation_id = "setClock",
    request_body = ClockChange,
    responses(
        (status = 200, description = "The clock as it is now. What is due by then happens by itself.", body = ClockFace),
        (status = 400, description = "The body is wrong, or changes nothing.", body = ErrorBody),
    )
)]
pub(super) async fn set(control: Selected, body: web::Bytes) -> Result<web::Json<ClockFace>, ControlError> {
    control.set_clock(read_some(&body)?).map(web::Json)
}

/// Moves the tenant's clock on. Everything due by then happens before it answers, each thing at its own time.
#[utoipa::path(
    post,
    path = "/_emulator/clock/advance",
    operation_id = "advanceClock",
    request_body = Advance,
    responses(
        (status = 200, description = "The clock as it is now.", body = ClockFace),
        (status = 400, description = "The body is wrong, or the duration is none.", body = ErrorBody),
    )
)]
pub(super) async fn advance(control: Selected, body: web::Bytes) -> Result<web::Json<ClockFace>, ControlError> {
    let Advance { by } = read_body(&body)?;
    let by = duration::parse(&by).ok_or_else(|| ControlError::bad(duration::remedy(&by, "such as PT72H")).at("by"))?;
    control.advance(by).await.map(web::Json)
}
