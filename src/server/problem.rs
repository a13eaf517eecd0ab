//! How a refusal looks where no family claims the path: as in Expense Report v4.

use actix_web::HttpResponse;
use chrono::SecondsFormat;
use serde::Serialize;

use crate::api::families::Problem;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    timestamp: String,
    http_status: String,
    error_message: &'a str,
    error_id: &'a str,
    path: &'a str,
    validation_errors: [(); 0],
}

/// Words a problem as Expense Report v4 does.
pub fn refuse(problem: &Problem) -> HttpResponse {
    HttpResponse::build(problem.status).json(Body {
        timestamp: problem.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        http_status: problem.status.to_string(),
        error_message: &problem.message,
        error_id: problem.correlation,
        path: problem.path,
        validation_errors: [],
    })
}
