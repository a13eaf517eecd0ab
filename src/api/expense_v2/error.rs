//! How v2.0 words what it refuses: actions say so with 200, everything else with a status and an `Error`.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};

use super::wire::{self, ActionStatus, ErrorBody, ErrorDetails};
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::negotiate::Format;
use crate::api::{either, explain, now, refusals};
use crate::core::rejection::Rejection;

/// What `POST integrationstatus` says of a report that is not there yet (seed, word for word).
const NOT_PAYABLE: &str = "To use the POST Expense Journal Entry Job Key the report must be at the Processing Payment or Payment Confirmed Payment Status.";

/// Without `Accept` and `Content-Type` the family answers in XML (inferred: the page's examples are XML first).
pub(super) const DEFAULT: Format = Format::Xml;

/// The answer to a token that will not do.
pub(super) fn denied(request: &HttpRequest, denied: &Denied) -> HttpResponse {
    let status = match denied {
        Denied::NoToken => StatusCode::UNAUTHORIZED,
        Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
        Denied::BadToken | Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
    };
    plain(request, status, denied.to_string())
}

/// The answer to what the rules refuse: of actions they say so with 200.
pub(super) fn refused(request: &HttpRequest, rejection: &Rejection) -> HttpResponse {
    explain::note(request, rejection);
    let failure = |message: String| action(request, &ActionStatus::failure(message));
    match rejection {
        // Seen at tenants: an unknown report is a bad request.
        Rejection::ReportNotFound => plain(request, StatusCode::BAD_REQUEST, "Invalid report".to_owned()),
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => plain(request, StatusCode::FORBIDDEN, rejection.to_string()),
        Rejection::Invalid(_) => plain(request, StatusCode::BAD_REQUEST, rejection.to_string()),
        Rejection::IllegalAtStatus { .. } => failure(NOT_PAYABLE.to_owned()),
        Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::AlreadySubmitted { .. }
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
        | Rejection::TaxNotFound => failure(rejection.to_string()),
        Rejection::CommentNotFound | Rejection::ExceptionNotFound { .. } | Rejection::ExceptionNotDeletable { .. } => {
            failure(rejection.to_string())
        }
    }
}

/// The answer of an action.
pub(super) fn action(request: &HttpRequest, outcome: &ActionStatus) -> HttpResponse {
    either::answer(request, StatusCode::OK, outcome, DEFAULT, wire::ACTION)
}

/// An error of the family.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    let now = now(request);
    let server_time = now.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
    let id = Arc::clone(&Exchange::of(request).correlation);
    let body = ErrorBody { error: ErrorDetails { message, server_time, id } };
    match Format::of_answer(request, DEFAULT) {
        Format::Json => either::as_json(status, &body),
        Format::Xml => either::as_xml(status, &body.error, wire::ERROR),
    }
}

/// The answers to what is refused, as the document of the family describes them: the same for each operation that reads.
#[derive(Debug)]
pub struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refusals::described(
            &[
                ("400", "No such report, or a search term that is wrong"),
                ("401", "No token"),
                ("403", "No valid token, or not that of somebody who may"),
            ],
            "ErrorBody",
            &["application/json", "application/xml"],
        )
    }
}
