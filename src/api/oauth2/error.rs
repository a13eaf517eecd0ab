//! How an error of the family is answered: a number, a name and a sentence, and the base URL to go on with.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};

use super::refusal::{FORMAT, Refusal};
use super::wire::ErrorBody;
use crate::api::App;
use crate::api::call::{Denied, base_url};
use crate::api::explain::{self, Cause};

/// The answer to a request that gets no token.
pub(super) fn refused(request: &HttpRequest, refusal: &Refusal) -> HttpResponse {
    explain::note(request, Cause::new(refusal.rule(), refusal.to_string()));
    let (code, error, status) = refusal.terms();
    let elsewhere = if let Refusal::LivesElsewhere(url) = refusal { Some(url.to_string()) } else { None };
    respond(request, status, code, error, refusal.to_string(), elsewhere)
}

/// The answer to a call whose token will not do. The page has no number for it: the status is given (inferred), and the name that
/// RFC 6750 has.
pub(super) fn denied(request: &HttpRequest, denied: &Denied) -> HttpResponse {
    let (status, error) = match denied {
        Denied::NoToken | Denied::BadToken => (StatusCode::UNAUTHORIZED, "invalid_token"),
        Denied::MissingScope(_) | Denied::WrongToken(_) => (StatusCode::FORBIDDEN, "insufficient_scope"),
        Denied::SwitchedOff { .. } => (StatusCode::NOT_FOUND, "invalid_request"),
    };
    respond(request, status, status.as_u16(), error, denied.to_string(), None)
}

/// An error of the family that no operation of it raised: an unknown path, a method that it does not serve, a fault of the
/// server.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    respond(request, status, FORMAT, "invalid_request", message, None)
}

fn respond(
    request: &HttpRequest,
    status: StatusCode,
    code: u16,
    error: &'static str,
    error_description: String,
    elsewhere: Option<String>,
) -> HttpResponse {
    let here = || request.app_data::<web::Data<App>>().map(|app| base_url(app, request).to_string());
    let geolocation = elsewhere.or_else(here).unwrap_or_default();
    let body = ErrorBody { code, error, error_description, geolocation };
    HttpResponse::build(status)
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(serde_json::to_vec(&body).unwrap_or_default())
}
