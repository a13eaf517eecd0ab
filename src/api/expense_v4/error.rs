//! How v4 words what it refuses (`ErrorMessage` of the Reports v4 page).

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoResponses, ToSchema};

use super::convert;
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::explain::Cause;
use crate::api::{explain, now, refusals};
use crate::core::Timestamp;
use crate::core::command::Part;
use crate::core::rejection::{Fault, Rejection};

/// Why a v4 call failed.
#[derive(Debug)]
pub enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// The rules refused.
    Rejected(Rejection),
    /// A `contextType` that the operation does not support.
    Context {
        /// What the path has.
        given: String,
        /// What it may have.
        supported: &'static [Part],
    },
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorMessage {
    /// When the error was captured, UTC.
    timestamp: String,
    /// The status code and its phrase.
    http_status: String,
    /// What was wrong, and what to do.
    error_message: String,
    /// Unique; the answer's `Concur-Correlationid`.
    #[schema(value_type = String)]
    error_id: Arc<str>,
    /// The path of the request.
    path: String,
    /// Which fields were wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    validation_errors: Vec<ValidationError>,
}

/// One thing that is wrong with a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValidationError {
    /// The field, or what the rule is about.
    source: String,
    /// What is wrong with it.
    message: String,
    /// The rule.
    id: &'static str,
}

/// What is answered where the token, or whose it is, will not do: the same for every operation.
#[derive(Debug)]
pub struct Denials;

impl IntoResponses for Denials {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let statuses = [
            ("401", "No valid token"),
            ("403", "Not a token of the kind or the scope that the operation takes, or not of somebody who may"),
        ];
        refusals::described(&statuses, "ErrorMessage", &["application/json"])
    }
}

impl Problem {
    /// The answer.
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let (status, message, faults) = match self {
            Self::Denied(denied) => (denied_status(denied), denied.to_string(), Vec::new()),
            Self::Context { given, supported } => {
                let names: Vec<_> = supported.iter().map(|part| convert::context_type(*part)).collect();
                let message = format!("{given:?} is not supported here; use {}", names.join(" or "));
                explain::note(request, Cause::new("contextType", &*message));
                (StatusCode::BAD_REQUEST, format!("contextType: {message}"), vec![error("contextType", message)])
            }
            Self::Rejected(rejection) => {
                explain::note(request, rejection);
                (rejected_status(rejection), rejection.to_string(), validation_errors(rejection))
            }
        };
        respond(request, status, message, faults)
    }
}

/// An error of the family that no operation of it raised: an unknown path, a fault of the server.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    respond(request, status, message, Vec::new())
}

fn respond(
    request: &HttpRequest,
    status: StatusCode,
    message: String,
    validation_errors: Vec<ValidationError>,
) -> HttpResponse {
    let now = now(request);
    let body = ErrorMessage {
        timestamp: now.map_or_else(String::new, timestamp),
        http_status: format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default()),
        error_message: message,
        error_id: Arc::clone(&Exchange::of(request).correlation),
        path: request.path().to_owned(),
        validation_errors,
    };
    HttpResponse::build(status).content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
}

fn timestamp(at: Timestamp) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

const fn denied_status(denied: &Denied) -> StatusCode {
    match denied {
        Denied::NoToken | Denied::BadToken => StatusCode::UNAUTHORIZED,
        Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
        Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
    }
}

const fn rejected_status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::ReportNotFound
        | Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::TaxNotFound => StatusCode::NOT_FOUND,
        Rejection::CommentNotFound | Rejection::ExceptionNotFound { .. } => StatusCode::NOT_FOUND,
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => StatusCode::FORBIDDEN,
        Rejection::AlreadySubmitted { .. } => StatusCode::CONFLICT,
        Rejection::IllegalAtStatus { .. }
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
        | Rejection::ExceptionNotDeletable { .. }
        | Rejection::Invalid(_) => StatusCode::BAD_REQUEST,
    }
}

/// The fields that a refusal is about.
fn validation_errors(rejection: &Rejection) -> Vec<ValidationError> {
    let field = match rejection {
        Rejection::ReportNotFound | Rejection::NotTheOwner | Rejection::NotAnApprover => "reportId",
        Rejection::ExpenseNotFound => "expenseId",
        Rejection::AllocationNotFound => "allocationId",
        Rejection::TaxNotFound => "taxAuthorityId",
        Rejection::CommentNotFound => "comment",
        Rejection::ExceptionNotFound { .. } | Rejection::ExceptionNotDeletable { .. } => "exceptionCode",
        Rejection::NotTheUser { .. } | Rejection::MissingRole(_) | Rejection::NeedsUser => "userId",
        Rejection::IllegalAtStatus { .. }
        | Rejection::AlreadySubmitted { .. }
        | Rejection::AlreadyActed { .. }
        | Rejection::StaleStep
        | Rejection::NotASystemStep { .. } => "approvalStatusId",
        Rejection::NotExtracted | Rejection::AlreadyExtracted => "paymentStatusId",
        Rejection::StepCodeMismatch { .. } => "expectedStepCode",
        Rejection::StepSequenceMismatch { .. } => "expectedStepSequence",
        Rejection::StatusMismatch { .. } => "statusId",
        Rejection::RejectedExpensesNeedComment { .. } => "expenseRejectedComment",
        Rejection::NoExpenses | Rejection::NoNewEntries => "expenses",
        Rejection::BlockingException { .. } => "exceptions",
        Rejection::NoManager { .. } => "approver",
        Rejection::Invalid(faults) => return faults.iter().map(of_fault).collect(),
    };
    vec![ValidationError { source: field.to_owned(), message: rejection.to_string(), id: rule_id(rejection) }]
}

fn of_fault(fault: &Fault) -> ValidationError {
    let source = if fault.field.is_empty() { "body".to_owned() } else { fault.field.clone() };
    ValidationError { source, message: fault.message.clone(), id: "invalid" }
}

fn error(field: &str, message: String) -> ValidationError {
    ValidationError { source: field.to_owned(), message, id: "invalid" }
}

/// A name for each rule, so that a test can tell refusals apart without reading prose.
const fn rule_id(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::ReportNotFound => "report.notFound",
        Rejection::ExpenseNotFound => "expense.notFound",
        Rejection::AllocationNotFound => "allocation.notFound",
        Rejection::CommentNotFound => "comment.notFound",
        Rejection::ExceptionNotFound { .. } => "exception.notFound",
        Rejection::ExceptionNotDeletable { .. } => "exception.notDeletable",
        Rejection::NotTheUser { .. } => "access.notTheUser",
        Rejection::NotTheOwner => "access.notTheOwner",
        Rejection::NotAnApprover => "access.notAnApprover",
        Rejection::MissingRole(_) => "access.missingRole",
        Rejection::NeedsUser => "access.needsUser",
        Rejection::IllegalAtStatus { .. } => "status.illegal",
        Rejection::AlreadySubmitted { .. } => "status.alreadySubmitted",
        Rejection::AlreadyActed { .. } => "step.alreadyActed",
        Rejection::NotASystemStep { .. } => "step.notASystemStep",
        Rejection::StepCodeMismatch { .. } => "step.codeMismatch",
        Rejection::StepSequenceMismatch { .. } => "step.sequenceMismatch",
        Rejection::StaleStep => "step.stale",
        Rejection::StatusMismatch { .. } => "step.statusMismatch",
        Rejection::NotExtracted => "payment.notExtracted",
        Rejection::AlreadyExtracted => "payment.alreadyExtracted",
        Rejection::RejectedExpensesNeedComment { .. } => "approval.rejectedExpensesNeedComment",
        Rejection::NoExpenses => "submit.noExpenses",
        Rejection::BlockingException { .. } => "submit.blockingException",
        Rejection::NoManager { .. } => "submit.noManager",
        Rejection::NoNewEntries => "expense.noNewEntries",
        Rejection::Invalid(_) => "invalid",
        Rejection::TaxNotFound => "tax.notFound",
    }
}
