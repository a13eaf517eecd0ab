//! The tenant's clock: read it, set it, move it on.

use actix_web::web;
use chrono::{DateTime, Datelike, Duration, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

use super::ControlError;
use super::answer::read as read_body;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::core::Timestamp;
use crate::fixtures::duration;
use crate::tenant::clock::Clock;

/// What a clock shows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Clock)]
pub(super) struct Face {
    /// What time it is for the tenant.
    #[serde(serialize_with = "millis")]
    now: DateTime<Utc>,
    /// Whether it stands still until it is moved.
    frozen: bool,
}

/// How a clock is to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockSetting)]
struct Setting {
    /// The moment to show; left out, the present one of the tenant where it is frozen, the system's where it runs.
    #[serde(default)]
    now: Option<DateTime<Utc>>,
    /// Whether to stand still there; left out, it goes on as it does.
    #[serde(default)]
    frozen: Option<bool>,
}

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
#[utoipa::path(get, path = "/_emulator/clock", operation_id = "readClock", responses((status = 200, description = "The clock.", body = Face)))]
pub(super) async fn read(tenant: Selected) -> web::Json<Face> {
    web::Json(face(&tenant.clock))
}

/// Sets the tenant's clock: to stand still at a moment, or to run. A running clock can be ahead of the system's, not behind.
#[utoipa::path(
    put,
    path = "/_emulator/clock",
    operation_id = "setClock",
    request_body = Setting,
    responses(
        (status = 200, description = "The clock as it is now. What is due by then happens by itself.", body = Face),
        (status = 400, description = "The body is wrong, or the moment cannot be run from.", body = ErrorBody),
    )
)]
pub(super) async fn set(tenant: Selected, body: web::Bytes) -> Result<web::Json<Face>, ControlError> {
    let Setting { now, frozen } = read_body(&body)?;
    if frozen.unwrap_or_else(|| tenant.clock.is_frozen()) {
        tenant.clock.set(Some(now.unwrap_or_else(|| tenant.clock.now())));
    } else {
        tenant.clock.run_from(now).map_err(|error| ControlError::bad(error.to_string()).at("now"))?;
    }
    tenant.timekeeper.wake();
    Ok(web::Json(face(&tenant.clock)))
}

/// Moves the tenant's clock on. Everything due by then happens before it answers, each thing at its own time.
#[utoipa::path(
    post,
    path = "/_emulator/clock/advance",
    operation_id = "advanceClock",
    request_body = Advance,
    responses(
        (status = 200, description = "The clock as it is now.", body = Face),
        (status = 400, description = "The body is wrong, or the duration is none.", body = ErrorBody),
    )
)]
pub(super) async fn advance(tenant: Selected, body: web::Bytes) -> Result<web::Json<Face>, ControlError> {
    let Advance { by } = read_body(&body)?;
    let by = duration::parse(&by).ok_or_else(|| {
        ControlError::bad(format!("`{by}` is not an ISO 8601 duration such as PT72H or P3DT12H")).at("by")
    })?;
    let to = later(tenant.clock.now(), by).ok_or_else(|| ControlError::bad("that is beyond year 9999").at("by"))?;
    tenant.advance_to(to).await;
    Ok(web::Json(face(&tenant.clock)))
}

fn face(clock: &Clock) -> Face {
    Face { now: clock.now(), frozen: clock.is_frozen() }
}

/// A moment so much later, as far as four digits can write its year.
fn later(now: Timestamp, by: Duration) -> Option<Timestamp> {
    now.checked_add_signed(by).filter(|to| to.year() <= 9999)
}

/// A moment with its milliseconds, as every answer of control has them.
pub(super) fn millis<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// The same, or null.
pub(super) fn optional_millis<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => millis(at, serializer),
        None => serializer.serialize_none(),
    }
}
