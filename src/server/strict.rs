//! Strict mode: requests that are answered though they depart from their pages are taken note of.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{HttpRequest, HttpResponse};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use futures_util::stream;

use super::exchange::Passage;
use crate::api::body::LARGEST;
use crate::api::routing::{Route, parameter, segments};
use crate::api::strict::Strict;
use crate::api::{departures, documented};
use crate::tenant::findings::Seen;

/// Which page has which operation.
const OPERATIONS: &str = include_str!("../../docs/operations.yaml");

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
    let page = route.deprecated.map(|deprecated| deprecated.page).or_else(|| page_of(route));
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

/// The page that has an operation.
fn page_of(route: &Route) -> Option<&'static str> {
    let mut page = None;
    for line in OPERATIONS.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("- page: ") {
            page = Some(name);
        } else if let Some((method, rest)) = line.strip_prefix("- ").and_then(|line| line.split_once(' '))
            && method == route.method.as_str()
            && rest.split(' ').next().is_some_and(|path| is_same(path, &route.path))
        {
            return page;
        }
    }
    None
}

/// Whether two paths differ in the names of their parameters at most.
fn is_same(one: &str, other: &str) -> bool {
    let alike = |(a, b): (&str, &str)| a == b || (parameter(a).is_some() && parameter(b).is_some());
    segments(one).count() == segments(other).count() && segments(one).zip(segments(other)).all(alike)
}
