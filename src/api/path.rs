//! Reading what a path names.

use actix_web::HttpRequest;
use percent_encoding::percent_decode_str;

use super::exchange::Exchange;

/// A part of the path by its name in the route, decoded. The framework has decoded everything but `%25`, `%2B` and `%2F`; what
/// does not decode stays as it was written, as some clients send protected IDs raw.
pub fn part(request: &HttpRequest, name: &str) -> String {
    let exchange = Exchange::of(request);
    let route = exchange.route.get();
    let raw = route.and_then(|route| route.parameter(name, request.match_info().as_str())).unwrap_or_default();
    percent_decode_str(raw).decode_utf8().map_or_else(|_| raw.to_owned(), |text| text.into_owned())
}
