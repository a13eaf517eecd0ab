//! How the family words what it refuses (`ErrorMessage` of the Expense Configuration v4 page).

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use chrono::SecondsFormat;
use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoResponses, ToSchema};

use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::{explain, now, refusals};
use crate::core::configuration::Refusal;
use crate::core::rejection::Fault;

/// Why a call failed.
#[derive(Debug)]
pub enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// An identifier or a parameter is not what it has to be.
    Invalid(Vec<Fault>),
    /// It is not there, or not for the caller.
    Refused(Refusal),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
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
    /// The answer's `Concur-Correlationid`.
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
    /// The field.
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
        match self {
            Self::Denied(denied) => explain::note(request, denied),
            Self::Invalid(faults) => explain::note(request, &**faults),
            Self::Refused(refusal) => explain::note(request, refusal),
        }
        let (status, message, errors) = match self {
            Self::Denied(denied) => (denied_status(denied), denied.to_string(), Vec::new()),
            Self::Invalid(faults) => {
                let texts: Vec<_> = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect();
                (StatusCode::BAD_REQUEST, texts.join("; "), faults.iter().map(of_fault).collect())
            }
            Self::Refused(refusal) => (refused_status(*refusal), refusal.to_string(), vec![of_refusal(*refusal)]),
        };
        respond(request, status, message, errors)
    }
}

const fn denied_status(denied: &Denied) -> StatusCode {
    match denied {
        Denied::NoToken | Denied::BadToken => StatusCode::UNAUTHORIZED,
        Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
        Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
    }
}

const fn refused_status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotTheUser(_) => StatusCode::FORBIDDEN,
        Refusal::UnknownUser(_) | Refusal::UnknownPolicy(_) | Refusal::UnknownCompany(_) | Refusal::UnknownGroup => {
            StatusCode::NOT_FOUND
        }
    }
}

fn of_fault(fault: &Fault) -> ValidationError {
    ValidationError { source: fault.field.clone(), message: fault.message.clone(), id: "invalid" }
}

fn of_refusal(refusal: Refusal) -> ValidationError {
    let (source, id) = match refusal {
        Refusal::NotTheUser(_) => ("userID", "access.notTheUser"),
        Refusal::UnknownUser(_) => ("userID", "user.notFound"),
        Refusal::UnknownPolicy(_) => ("policyId", "policy.notFound"),
        Refusal::UnknownCompany(_) => ("companyId", "company.notFound"),
        Refusal::UnknownGroup => ("hierarchyNodeId", "group.notFound"),
    };
    ValidationError { source: source.to_owned(), message: refusal.to_string(), id }
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
        timestamp: now.map_or_else(String::new, |now| now.to_rfc3339_opts(SecondsFormat::Millis, true)),
        http_status: format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default()),
        error_message: message,
        error_id: Arc::clone(&Exchange::of(request).correlation),
        path: request.path().to_owned(),
        validation_errors,
    };
    HttpResponse::build(status).content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
}
