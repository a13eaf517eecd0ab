//! Strict mode: requests that are answered though they depart from their pages are taken note of.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{HttpRequest, HttpResponse};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::json;

use super::exchange::Passage;
use crate::api::body::LARGEST;
use crate::api::routing::Route;
use crate::api::strict::Strict;
use crate::api::{departures, documented, pages};
use crate::tenant::findings::Seen;

/// Answers a request, and takes note of what it departs in if it is answered well.
pub(super) async fn watch(
    passage: &Passage,
    strict: &Strict,
    route: &Route,
    request: &HttpRequest,
    payload: Payload,
) -> HttpResponse {
    let (body, payload) = read(payload).await;
    let reading = passage.exchange.reading.get_or_init(Box::default);
    let response = route.answer(request.clone(), payload).await;
    if response.status().as_u16() >= 400 {
        return response;
    }
    let Some(documented) = documented::of(route) else { return response };
    let departures =
        departures::of(request, &passage.path, route, documented, departures::Sent { body: &body, reading });
    if departures.is_empty() {
        return response;
    }
    strict.count(departures.len());
    let page = pages::of(route);
    let page = page.as_deref();
    let realm = passage.exchange.realm().unwrap_or_else(|| passage.app().tenants.first());
    let seen = Seen {
        at: realm.clock.now(),
        path: &passage.path,
        correlation: &passage.exchange.correlation,
        operation: &route.to_string(),
        page,
    };
    for departure in departures {
        let (kind, place, remedy) = (departure.kind.name(), departure.place.clone(), departure.remedy.clone());
        if realm.findings.note(seen, departure) {
            realm.outbox.stream().tell("finding", || {
                json!({"code": kind, "operation": seen.operation, "where": place, "correlationId": seen.correlation})
            });
            tracing::warn!(kind, operation = seen.operation, place, remedy, page, "a request departs from its page");
        }
    }
    response
}

/// The body, and a payload that says the same once more. What is too large is refused by whoever answers, and not looked at.
pub(super) async fn read(mut payload: Payload) -> (Bytes, Payload) {
    let mut whole = BytesMut::new();
    let mut chunks: Vec<Result<Bytes, PayloadError>> = Vec::new();
    while let Some(chunk) = payload.next().await {
        if let Ok(chunk) = &chunk {
            whole.extend_from_slice(chunk);
        }
        let is_over = chunk.is_err() || whole.len() > LARGEST;
        chunks.push(chunk);
        if is_over {
            let again = stream::iter(chunks).chain(payload);
            return (Bytes::new(), Payload::from(Box::pin(again) as Again));
        }
    }
    let whole = whole.freeze();
    (whole.clone(), Payload::from(Box::pin(stream::iter([Ok(whole)])) as Again))
}

/// A payload that was read, to be read once more.
type Again = std::pin::Pin<Box<dyn futures_util::Stream<Item = Result<Bytes, PayloadError>>>>;
