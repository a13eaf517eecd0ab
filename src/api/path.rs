//! Reading what a path names.

use actix_web::HttpRequest;
use percent_encoding::percent_decode_str;

/// A part of the path by its name in the route, decoded. The router has decoded everything but `%25`, `%2B` and `%2F`; what
/// does not decode stays as it was written, as some clients send protected IDs raw.
pub fn part(request: &HttpRequest, name: &str) -> String {
    let raw = request.match_info().get(name).unwrap_or_default();
    percent_decode_str(raw).decode_utf8().map_or_else(|_| raw.to_owned(), |text| text.into_owned())
}
