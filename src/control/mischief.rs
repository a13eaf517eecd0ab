//! Mischief with a subscription's receiver, on request.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ControlError;
use super::answer::read as read_body;
use super::error::ErrorBody;
use super::selected::Selected;
use super::subscriptions::{named, unknown};
use crate::api::App;
use crate::events::mischief::{LONGEST, Mischief};
use crate::fixtures::duration;

/// How late events are at most where nothing else is said.
const DELAY: &str = "PT30S";

/// What is done to a receiver. Chances are from 0 to 1, for each event that happens from now on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Mischief)]
pub(super) struct Sheet {
    /// The chance that an event is posted once more after it was acknowledged.
    #[serde(default)]
    duplicates: f64,
    /// The chance that an event is held back for up to ten seconds, in which events of other reports pass it.
    #[serde(default)]
    reorder: f64,
    /// The chance that an event, and everything behind it, is late.
    #[serde(default)]
    delays: f64,
    /// How late at most: an ISO 8601 duration of up to a day.
    #[serde(default = "delay")]
    #[schema(default = "PT30S")]
    delay_up_to: String,
    /// The chance that an event is first posted with a wrong signature. What is answered to that does not count as an answer.
    #[serde(default)]
    wrong_signatures: f64,
    /// Hold events for so long from the first one on, and then let them all go at once: an ISO 8601 duration of up to a day.
    #[serde(default)]
    burst: Option<String>,
    /// Make a new signing key now, for the whole installation; `GET /_emulator/signing-key` has it.
    #[serde(default)]
    rotate_key: bool,
    /// What the dice begin with; left out, what the emulator was started with.
    #[serde(default)]
    seed: Option<u64>,
}

fn delay() -> String {
    DELAY.to_owned()
}

/// The mischief that is under way with a subscription.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions/{id}/mischief",
    operation_id = "getMischief",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The mischief; all chances are 0 where there is none.", body = Sheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, tenant: Selected) -> Result<web::Json<Sheet>, ControlError> {
    let id = named(&request)?;
    tenant.outbox.standing(&id).ok_or_else(|| unknown(id.as_str()))?;
    Ok(web::Json(shown(tenant.outbox.mischief(&id))))
}

/// Begins mischief with a subscription, in place of any that is under way.
#[utoipa::path(
    put,
    path = "/_emulator/subscriptions/{id}/mischief",
    operation_id = "beginMischief",
    params(("id" = String, Path, description = "The subscription's id.")),
    request_body = Sheet,
    responses(
        (status = 200, description = "The mischief as it is now.", body = Sheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
        (status = 500, description = "The server could not make a key.", body = ErrorBody),
    )
)]
pub(super) async fn begin(
    request: HttpRequest,
    app: web::Data<App>,
    tenant: Selected,
    body: web::Bytes,
) -> Result<web::Json<Sheet>, ControlError> {
    let id = named(&request)?;
    let sheet: Sheet = read_body(&body)?;
    let mischief = asked(&sheet)?;
    if !tenant.outbox.set_mischief(&id, Some(mischief)) {
        return Err(unknown(id.as_str()));
    }
    if sheet.rotate_key {
        app.keys.rotate().await.map_err(|error| {
            ControlError::new(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
        })?;
    }
    Ok(web::Json(Sheet { rotate_key: sheet.rotate_key, ..shown(Some(mischief)) }))
}

/// Ends the mischief with a subscription. What was held back goes out; a rotated key stays until a reset.
#[utoipa::path(
    delete,
    path = "/_emulator/subscriptions/{id}/mischief",
    operation_id = "endMischief",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 204, description = "There is none any more."),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn end(request: HttpRequest, tenant: Selected) -> Result<HttpResponse, ControlError> {
    let id = named(&request)?;
    if !tenant.outbox.set_mischief(&id, None) {
        return Err(unknown(id.as_str()));
    }
    Ok(HttpResponse::NoContent().finish())
}

fn asked(sheet: &Sheet) -> Result<Mischief, ControlError> {
    Ok(Mischief {
        duplicates: chance("duplicates", sheet.duplicates)?,
        reorder: chance("reorder", sheet.reorder)?,
        delays: chance("delays", sheet.delays)?,
        delay_up_to: length("delayUpTo", &sheet.delay_up_to)?,
        wrong_signatures: chance("wrongSignatures", sheet.wrong_signatures)?,
        burst: sheet.burst.as_deref().map(|burst| length("burst", burst)).transpose()?,
        seed: sheet.seed,
    })
}

fn chance(field: &str, chance: f64) -> Result<f64, ControlError> {
    let fits = (0.0..=1.0).contains(&chance);
    if fits { Ok(chance) } else { Err(ControlError::bad("a chance is from 0 to 1").at(field)) }
}

fn length(field: &str, text: &str) -> Result<Duration, ControlError> {
    let wrong =
        || ControlError::bad(format!("`{text}` is not an ISO 8601 duration of up to a day, such as PT30S")).at(field);
    duration::parse(text).filter(|length| *length <= LONGEST).ok_or_else(wrong)
}

fn shown(mischief: Option<Mischief>) -> Sheet {
    let none = Mischief {
        duplicates: 0.0,
        reorder: 0.0,
        delays: 0.0,
        delay_up_to: Duration::seconds(30),
        wrong_signatures: 0.0,
        burst: None,
        seed: None,
    };
    let Mischief { duplicates, reorder, delays, delay_up_to, wrong_signatures, burst, seed } = mischief.unwrap_or(none);
    let text = |length: Duration| {
        let milliseconds = length.num_milliseconds();
        match milliseconds % 1_000 {
            0 => format!("PT{}S", milliseconds / 1_000),
            rest => format!("PT{}.{rest:03}S", milliseconds / 1_000),
        }
    };
    Sheet {
        duplicates,
        reorder,
        delays,
        delay_up_to: text(delay_up_to),
        wrong_signatures,
        burst: burst.map(text),
        rotate_key: false,
        seed,
    }
}
