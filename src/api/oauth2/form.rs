//! Reading a form strictly: what does not decode, or is there twice, is refused rather than guessed at.

use percent_encoding::percent_decode;

use super::error::Refusal;
use super::wire::TokenRequest;
use crate::api::body::Body;

/// Media types under which clients send forms; one that sends none means a form, too.
const MEDIA_TYPES: [&str; 2] = ["application/x-www-form-urlencoded", "text/plain"];

/// The fields of a form.
pub(super) fn read(body: &Body) -> Result<TokenRequest, Refusal> {
    if let Some(content_type) = body.content_type() {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !MEDIA_TYPES.iter().any(|known| essence.eq_ignore_ascii_case(known)) {
            return Err(Refusal::Format(format!("Content-Type has to be {}", MEDIA_TYPES[0])));
        }
    }
    let form = body.bytes().map_err(|fault| Refusal::Format(fault.to_string()))?;
    decodes(form).map_err(Refusal::Format)?;
    serde_urlencoded::from_bytes(form).map_err(|error| Refusal::Format(error.to_string()))
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
