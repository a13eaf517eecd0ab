//! Reading a form strictly: what does not decode, or is there twice, is refused rather than guessed at.

use actix_web::HttpRequest;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::api::body::Body;
use crate::api::{query, reading};

/// Media types under which clients send forms; one that sends none means a form, too.
const MEDIA_TYPES: [&str; 2] = ["application/x-www-form-urlencoded", "text/plain"];

/// The longest value of a parameter that is kept or repeated, in bytes (inferred).
pub(super) const LONGEST: usize = 2_000;

/// How many parameters of its own an application may have (inferred).
const OWN: usize = 50;

/// The fields of a form.
pub(super) fn read<T: DeserializeOwned>(body: &Body) -> Result<T, Refusal> {
    if let Some(content_type) = body.content_type() {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !MEDIA_TYPES.iter().any(|known| essence.eq_ignore_ascii_case(known)) {
            return Err(Refusal::Format(format!("Content-Type has to be {}", MEDIA_TYPES[0])));
        }
    }
    let form = bytes(body)?;
    decodes(form).map_err(Refusal::Format)?;
    let text = String::from_utf8_lossy(form);
    query::parse(&text).map_err(|faults| Refusal::Format(faults.into_iter().map(|fault| fault.message).collect()))
}

/// The parameters of a query.
pub(super) fn query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, Refusal> {
    query::read(request).map_err(|faults| {
        let first = faults.into_iter().next().map(|fault| format!("{}: {}", fault.field, fault.message));
        Refusal::Format(first.unwrap_or_default())
    })
}

/// Every parameter of a request, whether it knows it or not: those of the query, and those of the form.
pub(super) fn parameters(request: &HttpRequest, body: &Body) -> Result<Vec<(String, String)>, Refusal> {
    reading::note(request, |reading| reading.is_open.set(true));
    let pairs = form_urlencoded::parse(request.query_string().as_bytes()).chain(form_urlencoded::parse(bytes(body)?));
    Ok(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
}

/// Refuses parameters of an application's own that are too many or too long to be kept.
pub(super) fn bounded(own: &[(String, String)]) -> Result<(), Refusal> {
    if own.len() > OWN {
        return Err(Refusal::Format(format!("at most {OWN} parameters of your own are kept")));
    }
    own.iter().try_for_each(|(name, value)| short("a parameter of your own", Some(name)).and(short(name, Some(value))))
}

/// Refuses a value that is too long to be kept or repeated.
pub(super) fn short(name: &str, value: Option<&str>) -> Result<(), Refusal> {
    match value {
        Some(value) if value.len() > LONGEST => {
            Err(Refusal::Format(format!("{name}: it is longer than {LONGEST} bytes")))
        }
        Some(_) | None => Ok(()),
    }
}

fn bytes(body: &Body) -> Result<&[u8], Refusal> {
    body.bytes().map_err(|fault| Refusal::Format(fault.to_string()))
}

/// The decoder itself lets everything pass: a percent sign that encodes nothing stays one, and what is no text is replaced.
fn decodes(form: &[u8]) -> Result<(), String> {
    let encodes = |at: &usize| form.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let mut signs = form.iter().enumerate().filter(|(_, byte)| **byte == b'%').map(|(at, _)| at);
    if let Some(at) = signs.find(|at| !encodes(at)) {
        let message = "the % there is not followed by two hexadecimal digits; a percent sign itself is written %25";
        return Err(format!("byte {}: {message}", at + 1));
    }
    percent_decode(form).decode_utf8().map(drop).map_err(|_| "the body is not UTF-8".to_owned())
}
