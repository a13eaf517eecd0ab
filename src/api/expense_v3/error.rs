//! How v3 words what it refuses.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};

use super::wire::{ErrorBody, ErrorDetails};
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::negotiate::Format;
use crate::api::xml::{Absent, Style};
use crate::api::{either, explain, now, refusals};
use crate::core::rejection::Rejection;

/// Without `Accept` and `Content-Type` the family answers in JSON (inferred: the page's examples are JSON).
pub(super) const DEFAULT: Format = Format::Json;

/// As `connection-requests-resource` shows the XML of version 3: what is not there is marked as nil.
const STYLE: Style =
    Style { namespaces: &[("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance")], absent: Absent::Nil };
/// Nothing of an error is ever absent, and `http-status-codes` shows it without a namespace.
const PLAIN: Style = Style { namespaces: &[], absent: Absent::Omitted };

/// An answer of the family.
pub(super) fn answer<T: Serialize>(request: &HttpRequest, content: &T) -> HttpResponse {
    either::answer(request, StatusCode::OK, content, DEFAULT, STYLE)
}

/// The answer to a token that will not do.
pub(super) fn denied(request: &HttpRequest, denied: &Denied) -> HttpResponse {
    let status = match denied {
        Denied::NoToken => StatusCode::UNAUTHORIZED,
        Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
        Denied::BadToken | Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
    };
    plain(request, status, denied.to_string())
}

/// The answer to what the rules refuse.
pub(super) fn refused(request: &HttpRequest, rejection: &Rejection) -> HttpResponse {
    explain::note(request, rejection);
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
        | Rejection::StaleStep
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
    let now = now(request);
    let server_time = now.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
    let id = Arc::clone(&Exchange::of(request).correlation);
    let body = ErrorBody { error: ErrorDetails { message, server_time, id } };
    match Format::of_answer(request, DEFAULT) {
        Format::Json => either::as_json(status, &body),
        Format::Xml => either::as_xml(status, &body.error, PLAIN),
    }
}

/// The answers to what is refused, as the document of the family describes them: the same for each of its operations.
#[derive(Debug)]
pub struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refusals::described(
            &[
                ("400", "Something in the request is wrong, or the state of things forbids it"),
                ("401", "No token"),
                ("403", "No valid token, or not that of somebody who may"),
                ("404", "Nothing there"),
            ],
            "ErrorBody",
            &["application/json", "application/xml"],
        )
    }
}
