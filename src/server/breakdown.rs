//! What a caller gets when a handler broke down. By then the request is gone, so no family can word it: the shape is v4's.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::SecondsFormat;
use serde::Serialize;

use crate::core::Timestamp;

/// The fields that v4 requires of an error, and the id to look for in the log.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    timestamp: String,
    http_status: String,
    error_message: &'static str,
    error_id: &'a str,
    path: &'a str,
}

/// 500, in the shape of Expense Report v4.
pub fn answer(at: Timestamp, path: &str, correlation: &str) -> HttpResponse {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    HttpResponse::build(status).json(Body {
        timestamp: at.to_rfc3339_opts(SecondsFormat::Millis, true),
        http_status: status.to_string(),
        error_message: "the emulator failed to answer this request, a fault of its own; its log says more",
        error_id: correlation,
        path,
    })
}
