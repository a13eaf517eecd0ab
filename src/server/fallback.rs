//! What a request gets that matches no operation: what is wrong with it, and the documented route that comes nearest.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use super::routes::Families;
use crate::api::App;
use crate::api::exchange::Exchange;
use crate::api::families::Problem;

/// Refuses a request that matches no operation.
///
/// A documented path asked for by another method gets 405 with `Allow`; any other path 404.
pub async fn refuse_unmatched(
    request: HttpRequest,
    app: web::Data<App>,
    families: web::Data<Families>,
) -> HttpResponse {
    let (method, path) = (request.method().as_str(), request.path());
    let nearest = families.nearest(method, path);
    let exchange = Exchange::of(&request);
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
        return refuse(&request, &app, &families, StatusCode::NOT_FOUND, message);
    }
    let methods = methods.join(", ");
    let message = format!("{method} is not documented for {path}; documented there: {methods}");
    let mut response = refuse(&request, &app, &families, StatusCode::METHOD_NOT_ALLOWED, message);
    if let Ok(methods) = HeaderValue::from_str(&methods) {
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}

/// Refuses a request in the words of the family whose path it has.
pub fn refuse<'a>(
    request: &HttpRequest,
    app: &App,
    families: &Families,
    status: StatusCode,
    message: impl Into<Cow<'a, str>>,
) -> HttpResponse {
    families.refuse(&Problem {
        status,
        message: message.into(),
        path: request.path(),
        accept: request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()),
        correlation: &Exchange::of(request).correlation,
        at: app.tenant.clock.now(),
    })
}
