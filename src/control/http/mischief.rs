//! Mischief with a subscription's receiver, on request.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::ErrorBody;
use super::read::{NoBody, read_some};
use super::selected::Selected;
use crate::api::path::part;
use crate::control::ControlError;
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
pub(super) async fn get(request: HttpRequest, control: Selected) -> Result<web::Json<Sheet>, ControlError> {
    Ok(web::Json(shown(control.mischief(&part(&request, "id"))?.unwrap_or_default())))
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
    control: Selected,
    body: web::Bytes,
) -> Result<web::Json<Sheet>, ControlError> {
    let id = part(&request, "id");
    let sheet: Sheet = read_some(&body)?;
    let mischief = asked(&sheet)?;
    control.begin_mischief(&id, mischief)?;
    if sheet.rotate_key {
        control.rotate_signing_key().await?;
    }
    Ok(web::Json(Sheet { rotate_key: sheet.rotate_key, ..shown(mischief) }))
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
pub(super) async fn end(request: HttpRequest, control: Selected, _: NoBody) -> Result<HttpResponse, ControlError> {
    control.end_mischief(&part(&request, "id"))?;
    Ok(HttpResponse::NoContent().finish())
}

fn asked(sheet: &Sheet) -> Result<Mischief, ControlError> {
    Ok(Mischief {
        duplicates: sheet.duplicates,
        reorder: sheet.reorder,
        delays: sheet.delays,
        delay_up_to: length("delayUpTo", &sheet.delay_up_to)?,
        wrong_signatures: sheet.wrong_signatures,
        burst: sheet.burst.as_deref().map(|burst| length("burst", burst)).transpose()?,
        seed: sheet.seed,
    })
}

fn length(field: &str, text: &str) -> Result<Duration, ControlError> {
    let wrong = || ControlError::bad(duration::remedy(text, "of up to a day, such as PT30S")).at(field);
    duration::parse(text).filter(|length| *length <= LONGEST).ok_or_else(wrong)
}

fn shown(mischief: Mischief) -> Sheet {
    let Mischief { duplicates, reorder, delays, delay_up_to, wrong_signatures, burst, seed } = mischief;
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
