//! What a request gets that matches no operation: what is wrong with it, and the documented route that comes nearest.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

use super::routes::Families;
use crate::api::exchange::Exchange;

/// Refuses a request that matches no operation.
///
/// A documented path asked for by another method gets 405 with `Allow`; any other path 404.
pub fn refuse_unmatched(request: &HttpRequest, families: &Families) -> HttpResponse {
    let (method, path) = (request.method().as_str(), request.path());
    let nearest = families.nearest(method, path);
    let exchange = Exchange::of(request);
    if let Some(nearest) = nearest {
        // Nothing else sets it, and an exchange comes by here once.
        let _ = exchange.nearest.set(nearest.to_string().into());
    }
    let methods = families.methods_of(path);
    if methods.is_empty() {
        let message = match nearest {
            Some(nearest) => format!("{method} {path} is not emulated; the nearest documented operation is {nearest}"),
            None => format!("{method} {path} is not emulated, and no operation is"),
        };
        return families.refuse(request, StatusCode::NOT_FOUND, message);
    }
    let methods = methods.join(", ");
    let message = format!("{method} is not documented for {path}; documented there: {methods}");
    let mut response = families.refuse(request, StatusCode::METHOD_NOT_ALLOWED, message);
    if let Ok(methods) = HeaderValue::from_str(&methods) {
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}
