//! How the family words what it refuses. Its pages show no error, so that it takes the shape of v4 (inferred: see
//! `docs/fidelity.md`).

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use chrono::SecondsFormat;
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::explain::{self, Cause};
use crate::api::now;
use crate::core::rejection::Fault;
use crate::events::subscriptions::Refused;
use crate::events::topics::Topic;

/// Why a call failed.
#[derive(Debug)]
pub enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// The body is not what it has to be.
    Invalid(Vec<Fault>),
    /// None of the scopes of the topic.
    ClosedTopic(Topic),
    /// The application has no subscription of this name.
    NotFound(String),
    /// Against the rules of subscriptions.
    Refused(Refused),
}

impl From<Vec<Fault>> for Problem {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Invalid(faults)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
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

impl Problem {
    /// The answer.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        match &self {
            Self::Denied(denied) => explain::note(request, denied),
            Self::Invalid(faults) => explain::note(request, &**faults),
            Self::ClosedTopic(_) => explain::note(request, Cause::new("topicScope", self.message())),
            Self::NotFound(_) => explain::note(request, Cause::new("subscriptionNotFound", self.message())),
            Self::Refused(refused) => explain::note(request, refused),
        }
        respond(request, self.status(), self.message(), self.validation_errors())
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Denied(Denied::NoToken | Denied::BadToken) => StatusCode::UNAUTHORIZED,
            Self::Denied(Denied::MissingScope(_) | Denied::WrongToken(_)) | Self::ClosedTopic(_) => {
                StatusCode::FORBIDDEN
            }
            Self::Denied(Denied::SwitchedOff { .. }) | Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Refused(Refused::Taken) => StatusCode::CONFLICT,
            Self::Invalid(_) | Self::Refused(Refused::TooMany) => StatusCode::BAD_REQUEST,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Denied(denied) => denied.to_string(),
            Self::Invalid(faults) => {
                let texts: Vec<_> =
                    faults.iter().map(|fault| format!("{}: {}", source(fault), fault.message)).collect();
                texts.join("; ")
            }
            Self::ClosedTopic(topic) => {
                format!("the access token has none of the scopes {} of {topic}", topic.scopes().join(", "))
            }
            Self::NotFound(id) => format!("the application has no subscription '{id}'; list them to see which it has"),
            Self::Refused(refused) => refused.to_string(),
        }
    }

    fn validation_errors(self) -> Vec<ValidationError> {
        let one = |field: &str, message: String, id| vec![ValidationError { source: field.to_owned(), message, id }];
        match self {
            Self::Denied(_) => Vec::new(),
            Self::Invalid(faults) => faults
                .into_iter()
                .map(|fault| ValidationError {
                    source: source(&fault).to_owned(),
                    message: fault.message,
                    id: "invalid",
                })
                .collect(),
            Self::ClosedTopic(_) => one("topic", self.message(), "topic.scope"),
            Self::NotFound(_) => one("id", self.message(), "subscription.notFound"),
            Self::Refused(Refused::Taken) => one("id", self.message(), "subscription.taken"),
            Self::Refused(Refused::TooMany) => one("id", self.message(), "subscription.tooMany"),
        }
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
        timestamp: now.map_or_else(String::new, |now| now.to_rfc3339_opts(SecondsFormat::Millis, true)),
        http_status: format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default()),
        error_message: message,
        error_id: Arc::clone(&Exchange::of(request).correlation),
        path: request.path().to_owned(),
        validation_errors,
    };
    HttpResponse::build(status).content_type(ContentType::json()).body(json(&body))
}

/// What a fault is about, by name.
fn source(fault: &Fault) -> &str {
    if fault.field.is_empty() { "body" } else { &fault.field }
}
