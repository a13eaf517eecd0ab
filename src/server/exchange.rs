//! What happens around every request: its correlation id, its two headers, its line in the journal, and a net for what would
//! otherwise leave the server in the framework's words or not at all.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::FutureExt;

use super::breakdown;
use super::fallback;
use super::faulty;
use super::flight::InFlight;
use super::routes::Families;
use super::strict;
use crate::api::App;
use crate::api::call;
use crate::api::exchange::Exchange;
use crate::api::explain;
use crate::api::routing::Route;
use crate::api::stopping::Stopping;
use crate::api::strict::Strict;
use crate::control;
use crate::core::Timestamp;
use crate::tenant::faults::Faults;
use crate::tenant::ids::Ids;
use crate::tenant::journal::Entry;

/// The id that joins a request, its answer and the events it caused.
pub const CORRELATION: HeaderName = HeaderName::from_static("concur-correlationid");

/// The operation that a request matched, as in `openapi/`, or `none`.
pub const OPERATION: HeaderName = HeaderName::from_static("x-emulator-operation");

/// The longest correlation id that is taken over from a caller, in bytes.
const LONGEST_CORRELATION: usize = 128;

/// The longest URI that is looked at, in bytes. It bounds the journal, and what a refusal repeats.
const LONGEST_URI: usize = 8_192;

/// What a worker thread needs around every request.
#[derive(Debug)]
pub struct Exchanges {
    app: web::Data<App>,
    families: web::Data<Families>,
    shared: Arc<Shared>,
    ids: OnceCell<RefCell<Ids>>,
}

/// What the worker threads of a server have in common.
#[derive(Debug)]
pub struct Shared {
    /// The requests that are being answered.
    pub in_flight: InFlight,
    /// Whether the server is about to stop.
    pub stopping: Stopping,
    /// Whether requests are held against their pages.
    strict: web::Data<Strict>,
    seed: Option<u64>,
    sources: AtomicU64,
}

impl Shared {
    /// For a server that has answered nothing yet; under a seed its correlation ids repeat.
    pub fn new(seed: Option<u64>) -> Arc<Self> {
        Self::held_to(web::Data::new(Strict::default()), seed)
    }

    /// The same, where requests may be held against their pages.
    pub fn held_to(strict: web::Data<Strict>, seed: Option<u64>) -> Arc<Self> {
        let (in_flight, stopping) = (InFlight::default(), Stopping::default());
        Arc::new(Self { in_flight, stopping, strict, seed, sources: AtomicU64::new(1) })
    }

    /// A source of correlation ids for one worker. Sources are numbered in the order in which workers first need one, so that
    /// a client that calls one thing after the other sees the same ids under the same seed.
    fn ids(&self) -> RefCell<Ids> {
        let number = self.sources.fetch_add(1, Ordering::Relaxed);
        RefCell::new(Ids::new(self.seed.map(|seed| seed.wrapping_add(number))))
    }
}

/// Counts a request as in flight until it is dropped, answered or not.
struct Flight {
    exchanges: Rc<Exchanges>,
    /// Whether it came before the server was closed. Of one that came later nothing is carried out.
    is_in_time: bool,
}

impl Flight {
    fn new(exchanges: &Rc<Exchanges>) -> Self {
        let is_in_time = exchanges.shared.in_flight.take_off();
        Self { exchanges: Rc::clone(exchanges), is_in_time }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.exchanges.shared.in_flight.land();
    }
}

/// A request on its way: what is left of it when the handlers are done with it, or have broken down.
pub(super) struct Passage {
    flight: Flight,
    pub(super) exchange: Rc<Exchange>,
    correlation: HeaderValue,
    pub(super) at: Timestamp,
    method: Method,
    pub(super) path: Box<str>,
    /// Whether it is a call of control, which carries no emulated headers and is not in the journal.
    control: bool,
}

impl Exchanges {
    /// For one worker thread.
    pub fn new(app: web::Data<App>, families: web::Data<Families>, shared: Arc<Shared>) -> Rc<Self> {
        Rc::new(Self { app, families, shared, ids: OnceCell::new() })
    }

    /// Answers a request: by its operation, and whatever happens there.
    pub fn answer(
        self: &Rc<Self>,
        request: ServiceRequest,
    ) -> impl Future<Output = Result<ServiceResponse, Error>> + use<> {
        let passage = self.open(&request);
        let (request, payload) = self.canonical(request).into_parts();
        async move {
            let answer = passage.answer(&request, payload);
            match AssertUnwindSafe(answer).catch_unwind().await {
                Ok(response) => {
                    let mut response = passage.flight.exchanges.reword(&request, response);
                    passage.explain(&request, &mut response);
                    passage.close(response.status(), response.headers_mut());
                    Ok(ServiceResponse::new(request, response))
                }
                // The panic hook has already written what it was to standard error.
                Err(_) => Err(passage.break_off("the handler panicked")),
            }
        }
    }

    fn open(self: &Rc<Self>, request: &ServiceRequest) -> Passage {
        let (correlation, exchange) = self.correlate(request.headers());
        request.extensions_mut().insert(Rc::clone(&exchange));
        // The router goes by the decoded path, so this does too.
        let control = control::has(request.match_info().as_str());
        // Whatever becomes of it, even if no operation sees it, it is in the journal of the tenant whose token it carries.
        if !control && let Some((realm, grant)) = call::token(request.request()).and_then(|t| self.app.tenants.whose(t))
        {
            exchange.recognize(realm, grant);
        }
        Passage {
            flight: Flight::new(self),
            exchange,
            correlation,
            at: self.app.tenants.first().clock.now(),
            method: request.method().clone(),
            path: request.path().into(),
            control,
        }
    }

    /// The correlation id of a request, as a header to send back and as handlers see it.
    fn correlate(&self, headers: &HeaderMap) -> (HeaderValue, Rc<Exchange>) {
        if let Some(sent) = headers.get(&CORRELATION)
            && let Some(text) = sane(sent)
        {
            return (sent.clone(), Exchange::new(text.into()));
        }
        let mut buffer = uuid::Uuid::encode_buffer();
        let ids = self.ids.get_or_init(|| self.shared.ids());
        let text = &*ids.borrow_mut().uuid().hyphenated().encode_lower(&mut buffer);
        let header = HeaderValue::from_str(text).unwrap_or(const { HeaderValue::from_static("") });
        (header, Exchange::new(text.into()))
    }

    /// Leads a path that the pages also write in another way to the operation that it means.
    fn canonical(&self, mut request: ServiceRequest) -> ServiceRequest {
        let path = self.families.canonical(request.path());
        if let Some(uri) = path.and_then(|path| path.parse::<Uri>().ok()) {
            request.match_info_mut().get_mut().update(&uri);
        }
        request
    }

    /// Refuses an over-long URI.
    fn refuse_long(&self, request: &HttpRequest, length: usize) -> HttpResponse {
        let message = format!("the URI is {length} bytes long; at most {LONGEST_URI} are taken");
        self.families.refuse(request, StatusCode::URI_TOO_LONG, message)
    }

    /// Puts an error that the framework has worded into the family's words. Families word theirs in JSON or XML, never in
    /// plain text.
    fn reword(&self, request: &HttpRequest, response: HttpResponse) -> HttpResponse {
        let Some(error) = response.error() else { return response };
        let plain = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/plain");
        if !response.headers().get(CONTENT_TYPE).is_none_or(plain) {
            return response;
        }
        let (status, message) = (response.status(), error.to_string());
        self.families.refuse(request, status, message)
    }
}

/// A correlation id that a caller may choose: not empty, not endless, printable without spaces.
fn sane(sent: &HeaderValue) -> Option<&str> {
    let fits = (1..=LONGEST_CORRELATION).contains(&sent.len()) && sent.as_bytes().iter().all(u8::is_ascii_graphic);
    fits.then(|| sent.to_str().ok()).flatten()
}

impl Passage {
    /// The answer of the operation that a request is for, or a refusal where it is for none.
    async fn answer(&self, request: &HttpRequest, payload: Payload) -> HttpResponse {
        let exchanges = &self.flight.exchanges;
        if !self.flight.is_in_time {
            let message = "the emulator is stopping; this was not carried out".to_owned();
            return exchanges.families.refuse(request, StatusCode::SERVICE_UNAVAILABLE, message);
        }
        let length = request.uri().path_and_query().map_or(0, |written| written.as_str().len());
        if length > LONGEST_URI {
            return exchanges.refuse_long(request, length);
        }
        if self.control
            && let Some(refusal) = control::refusal(request)
        {
            return refusal;
        }
        if !self.control && Faults::are_armed_anywhere() {
            // Boxed, so that a request that nothing is wrong with does not carry the room for it.
            return Box::pin(faulty::answer(self, request, payload)).await;
        }
        self.carry_out(request, payload).await
    }

    /// The same without faults.
    pub(super) async fn carry_out(&self, request: &HttpRequest, payload: Payload) -> HttpResponse {
        let strict = &self.flight.exchanges.shared.strict;
        match self.route(request) {
            Some(route) if strict.is_on && !self.control => {
                Box::pin(strict::watch(self, strict, route, request, payload)).await
            }
            Some(route) => route.answer(request.clone(), payload).await,
            None => fallback::refuse_unmatched(request, self.families()),
        }
    }

    /// The route that a request takes, if it is for an operation.
    pub(super) fn route(&self, request: &HttpRequest) -> Option<&Route> {
        let route = self.families().find(request.method(), request.match_info().as_str())?;
        Some(&**self.exchange.route.get_or_init(|| Arc::clone(route)))
    }

    pub(super) fn app(&self) -> &App {
        &self.flight.exchanges.app
    }

    /// Whether the server is about to stop.
    pub(super) fn stopping(&self) -> &Stopping {
        &self.flight.exchanges.shared.stopping
    }

    pub(super) fn families(&self) -> &Families {
        &self.flight.exchanges.families
    }

    /// Says more of a refusal to whoever asks.
    fn explain(&self, request: &HttpRequest, response: &mut HttpResponse) {
        // Some families refuse with 200, and note that they do.
        if response.status().as_u16() < 400 && self.exchange.refusal.get().is_none() {
            return;
        }
        let explanation = explain::explanation(self.app(), request, &self.exchange, response.status());
        if let Some(explanation) = explanation {
            response.headers_mut().insert(explain::EXPLANATION, explanation);
        }
    }

    /// Ends it with this answer: marks the answer, and writes the journal.
    fn close(self, status: StatusCode, headers: &mut HeaderMap) {
        if self.control {
            return;
        }
        let operation = self.exchange.operation.get();
        headers.insert(CORRELATION, self.correlation);
        headers.insert(OPERATION, HeaderValue::from_static(operation.unwrap_or("none")));
        if let Some((route, deprecated)) = self.exchange.route.get().and_then(|r| Some((r, r.deprecated?))) {
            deprecated.mark(headers);
            deprecated.tell(route);
        }
        // Whoever names no tenant is answered by the first.
        let realm = self.exchange.realm().unwrap_or_else(|| self.flight.exchanges.app.tenants.first());
        let entry = Entry {
            at: self.exchange.at().unwrap_or(self.at),
            method: name_of(&self.method),
            path: self.path,
            status: if self.exchange.fault.get().is_some_and(faulty::is_unanswered) { 0 } else { status.as_u16() },
            user: self.exchange.user.get(),
            operation,
            nearest: self.exchange.nearest.get().cloned(),
            fault: self.exchange.fault.get(),
            correlation: Arc::clone(&self.exchange.correlation),
        };
        let heard = realm.outbox.stream().is_open().then(|| entry.clone());
        let sequence = realm.journal.record(entry);
        if let Some(entry) = heard {
            realm.outbox.stream().tell("request", || control::told(sequence, entry));
        }
    }

    /// Ends it without an answer of the handler's: a fault of the emulator's, so it is logged and says so. The server lives on.
    fn break_off(self, reason: &str) -> Error {
        let Self { exchange, at, method, path, .. } = &self;
        tracing::error!(%method, path, correlation = &*exchange.correlation, reason, "a request could not be answered");
        let mut response = breakdown::answer(*at, path, &exchange.correlation);
        self.close(response.status(), response.headers_mut());
        InternalError::from_response("a request could not be answered", response).into()
    }
}

/// A method's name; only one that nobody has heard of is copied.
fn name_of(method: &Method) -> Cow<'static, str> {
    match *method {
        Method::GET => "GET".into(),
        Method::POST => "POST".into(),
        Method::PUT => "PUT".into(),
        Method::PATCH => "PATCH".into(),
        Method::DELETE => "DELETE".into(),
        Method::HEAD => "HEAD".into(),
        Method::OPTIONS => "OPTIONS".into(),
        _ => method.as_str().to_owned().into(),
    }
}
