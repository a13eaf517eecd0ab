//! How v3 words what it refuses.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::wire::{ErrorBody, ErrorDetails};
use crate::api::App;
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::negotiate::Format;
use crate::core::rejection::Rejection;

/// Without `Accept` and `Content-Type` the family answers in JSON (inferred: the page's examples are JSON).
pub(super) const DEFAULT: Format = Format::Json;

/// The answer to a token that will not do.
pub(super) fn denied(request: &HttpRequest, denied: &Denied) -> HttpResponse {
    let status = match denied {
        Denied::NoToken => StatusCode::UNAUTHORIZED,
        Denied::BadToken | Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
    };
    plain(request, status, denied.to_string())
}

/// The answer to what the rules refuse.
pub(super) fn refused(request: &HttpRequest, rejection: &Rejection) -> HttpResponse {
    let status = match rejection {
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => StatusCode::FORBIDDEN,
        // The report is named in the body, so that an unknown one is a wrong body, not a missing page.
        Rejection::ReportNotFound
        | Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::AlreadySubmitted { .. }
        | Rejection::IllegalAtStatus { .. }
        | Rejection::AlreadyActed { .. }
        | Rejection::NotASystemStep { .. }
        | Rejection::StepCodeMismatch { .. }
        | Rejection::StepSequenceMismatch { .. }
        | Rejection::StatusMismatch { .. }
        | Rejection::NotExtracted
        | Rejection::AlreadyExtracted
        | Rejection::RejectedExpensesNeedComment { .. }
        | Rejection::NoExpenses
        | Rejection::BlockingException { .. }
        | Rejection::NoManager { .. }
        | Rejection::NoNewEntries
        | Rejection::TaxNotFound
        | Rejection::CommentNotFound
        | Rejection::ExceptionNotFound { .. }
        | Rejection::ExceptionNotDeletable { .. }
        | Rejection::Invalid(_) => StatusCode::BAD_REQUEST,
    };
    let message = match rejection {
        Rejection::ReportNotFound => format!("ReportID: {rejection}"),
        other => other.to_string(),
    };
    plain(request, status, message)
}

/// An error of the family.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    let now = request.app_data::<web::Data<App>>().map(|app| app.tenant.clock.now());
    let server_time = now.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
    let id = Arc::clone(&Exchange::of(request).correlation);
    let body = ErrorBody { error: ErrorDetails { message, server_time, id } };
    let mut answer = HttpResponse::build(status);
    match Format::of_answer(request, DEFAULT) {
        Format::Json => answer.json(body),
        Format::Xml => answer.content_type("application/xml").body(body.to_xml()),
    }
}
