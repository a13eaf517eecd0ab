//! Carrying out what a fault does to a request: late, refused, cut off. It waits without holding a worker.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use serde_json::json;

use super::exchange::Passage;
use super::strict;
use crate::api::families::{self, Named};
use crate::api::{call, documented};
use crate::tenant::faults::{Asked, Failure, Strike, When};
use crate::tenant::journal::FaultMark;

/// The number of the fault that struck.
const FAULT: HeaderName = HeaderName::from_static("x-emulator-fault");

/// What `effect` is of a cut connection.
const RESET: &str = "reset";

/// Answers a request that a fault may be for.
pub async fn answer(passage: &Passage, request: &HttpRequest, payload: Payload) -> HttpResponse {
    let (named, payload) = named(passage, request, payload).await;
    let Some(Strike { id, delay, failure, when }) = strike(passage, request, named) else {
        return passage.carry_out(request, payload).await;
    };
    let mark = FaultMark { id, effect: effect(failure), spoiled: None };
    passage.exchange.fault.set(Some(mark));
    let mut response = match (when, failure) {
        (When::Before, Some(failure)) => {
            wait(passage, delay).await;
            name(passage, request);
            spoiled(passage, request, failure, None)
        }
        (When::Before, None) => {
            wait(passage, delay).await;
            // By now its token may be worthless.
            passage.exchange.take_granted();
            passage.carry_out(request, payload).await
        }
        (When::After, failure) => {
            let done = passage.carry_out(request, payload).await;
            passage.exchange.fault.set(Some(FaultMark { spoiled: Some(done.status().as_u16()), ..mark }));
            wait(passage, delay).await;
            match failure {
                Some(failure) => spoiled(passage, request, failure, Some(done)),
                None => done,
            }
        }
    };
    response.headers_mut().insert(FAULT, id.into());
    response
}

/// Whether nobody got an answer to a request that was struck so, though it may have been carried out.
pub fn is_unanswered(mark: FaultMark) -> bool {
    mark.effect == RESET
}

/// Whom a request names that shows no token, and is not expected to; with its payload, which is read from the network once.
async fn named(passage: &Passage, request: &HttpRequest, payload: Payload) -> (Option<Named>, Payload) {
    let find = families::who_is_named(request.path()).filter(|_| call::token(request).is_none());
    let Some(find) = find else { return (None, payload) };
    let (body, payload) = strict::read(payload).await;
    (find(&passage.app().tenants, request, &body), payload)
}

/// What becomes of a request at the tenant whose token it carries, or whom it names without one; else at the first.
fn strike(passage: &Passage, request: &HttpRequest, named: Option<Named>) -> Option<Strike> {
    let exchange = &passage.exchange;
    let (named, client) = named.map(|named| (named.realm, named.application)).unzip();
    let realm = exchange.realm().or(named.as_ref()).unwrap_or_else(|| passage.app().tenants.first());
    if !realm.faults.are_armed() {
        return None;
    }
    let (method, path) = (request.method().as_str(), &*passage.path);
    let (user, application, at) = (exchange.user.get(), exchange.client().or(client.flatten()), realm.clock.now());
    let strike = realm.faults.strike(&Asked { method, path, user, application, at })?;
    realm.outbox.stream().tell("fault", || {
        let (id, effect, correlation) = (strike.id, effect(strike.failure), &*exchange.correlation);
        json!({"what": "struck", "id": id, "effect": effect, "method": method, "path": path, "correlationId": correlation})
    });
    exchange.belongs_to(realm);
    Some(strike)
}

/// Names the operation of a request that no handler sees.
fn name(passage: &Passage, request: &HttpRequest) {
    let documented = passage.route(request).and_then(documented::of);
    passage.exchange.operation.set(documented.and_then(documented::Documented::id));
}

/// Is late, but holds up nobody who stops the server.
async fn wait(passage: &Passage, delay: Option<Duration>) {
    if let Some(delay) = delay {
        passage.stopping().at_most(delay).await;
    }
}

const fn effect(failure: Option<Failure>) -> &'static str {
    match failure {
        None => "delay",
        Some(Failure::Status { .. } | Failure::RateLimit(_)) => "status",
        Some(Failure::Reset) => RESET,
        Some(Failure::Truncate(_)) => "truncate",
    }
}

/// What the caller gets in place of an answer, or of what would have been one.
fn spoiled(passage: &Passage, request: &HttpRequest, failure: Failure, done: Option<HttpResponse>) -> HttpResponse {
    match (failure, done) {
        (Failure::Status { status, retry_after }, _) => refused(passage, request, status, retry_after),
        (Failure::RateLimit(_), _) => refused(passage, request, 429, None),
        (Failure::Truncate(at), Some(done)) => truncated(done, at),
        // Over HTTP/1.1 nothing of it is sent; over HTTP/2 the status may be, before the stream is reset.
        (Failure::Reset | Failure::Truncate(_), _) => {
            HttpResponse::InternalServerError().body(Cut { size: BodySize::Stream, rest: None, told: true })
        }
    }
}

/// A refusal in the words of the family that the path belongs to.
fn refused(passage: &Passage, request: &HttpRequest, status: u16, retry_after: Option<u32>) -> HttpResponse {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let message = status.canonical_reason().unwrap_or("Failed on purpose").to_owned();
    let mut response = passage.families().refuse(request, status, message);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

/// An answer that says how long it is, and ends before that. Without a body there is nothing to cut.
fn truncated(done: HttpResponse, at: Option<u64>) -> HttpResponse {
    let (head, body) = done.into_parts();
    match body.try_into_bytes() {
        Ok(whole) if !whole.is_empty() => {
            let at = at.and_then(|at| usize::try_from(at).ok()).unwrap_or(whole.len() / 2).min(whole.len() - 1);
            let size = BodySize::Sized(whole.len() as u64);
            head.set_body(BoxBody::new(Cut { size, rest: Some(whole.slice(..at)), told: false }))
        }
        Ok(_) => head.set_body(BoxBody::new(())),
        Err(body) => head.set_body(body),
    }
}

/// A body that breaks off, and its connection with it.
struct Cut {
    size: BodySize,
    /// What is sent of it.
    rest: Option<Bytes>,
    /// Whether what was handed over has had its turn to be written.
    told: bool,
}

impl MessageBody for Cut {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        self.size
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        if let Some(rest) = self.rest.take()
            && !rest.is_empty()
        {
            return Poll::Ready(Some(Ok(rest)));
        }
        if !self.told {
            self.told = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::ConnectionReset, "cut on purpose by a fault"))))
    }
}
