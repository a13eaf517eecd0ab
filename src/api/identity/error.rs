//! How the family words what it refuses: an error of SCIM with Concur's messages in it.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoResponses, ToSchema};

use super::filter::FilterFault;
use crate::api::call::Denied;
use crate::api::explain::{self, Cause};
use crate::api::refusals;
use crate::core::registry::Refusal;
use crate::core::rejection::{self, Fault, brief};

/// Why a call failed.
#[derive(Debug)]
pub enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// The request is not what it has to be.
    Invalid(ScimType, Vec<Fault>),
    /// The rules of the company refuse it.
    Refused(Refusal),
}

/// The keyword of what is wrong (RFC 7644, section 3.12; of cursors RFC 9865).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScimType {
    /// A filter.
    Filter,
    /// A cursor.
    Cursor,
    /// The path of a patch.
    Path,
    /// A patch of what is not there.
    NoTarget,
    /// What only the service writes.
    Mutability,
    /// What others have.
    Uniqueness,
    /// Any other value.
    Value,
}

impl ScimType {
    const fn name(self) -> &'static str {
        match self {
            Self::Filter => "invalidFilter",
            Self::Cursor => "invalidCursor",
            Self::Path => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::Mutability => "mutability",
            Self::Uniqueness => "uniqueness",
            Self::Value => "invalidValue",
        }
    }

    /// Concur's own code.
    const fn code(self) -> &'static str {
        match self {
            Self::Filter | Self::Cursor | Self::Path | Self::NoTarget => "INVALID_INPUT",
            Self::Mutability | Self::Value => "INVALID_FIELD",
            Self::Uniqueness => "NOT_UNIQUE",
        }
    }

    /// A problem of this kind with one field.
    pub fn fault(self, field: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem::Invalid(self, vec![Fault::new(field, message)])
    }
}

impl From<Vec<Fault>> for Problem {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Invalid(ScimType::Value, faults)
    }
}

impl From<FilterFault> for Problem {
    fn from(fault: FilterFault) -> Self {
        ScimType::Filter.fault("filter", fault.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const CONCUR_ERROR: &str = "urn:ietf:params:scim:api:messages:concur:2.0:Error";

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorResponse {
    /// The schemas of errors.
    schemas: [&'static str; 2],
    /// The keyword of SCIM, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    scim_type: Option<&'static str>,
    /// What was wrong, in words.
    detail: String,
    /// The status of the answer.
    status: String,
    /// The same as Concur says it.
    #[serde(rename = "urn:ietf:params:scim:api:messages:concur:2.0:Error")]
    concur: ConcurError,
}

/// What was wrong, one after the other.
#[derive(Debug, Serialize, ToSchema)]
struct ConcurError {
    /// They.
    messages: Vec<Message>,
}

/// Something that was wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// A word for it.
    pub code: &'static str,
    /// In words, with what to do.
    pub message: String,
    /// The attribute or parameter that it is wrong at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_path: Option<String>,
    /// `error`.
    #[serde(rename = "type")]
    kind: &'static str,
}

/// What every operation can answer to a call that is not let in.
#[derive(Debug)]
pub struct Denials;

impl IntoResponses for Denials {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let statuses =
            [("401", "No valid token"), ("403", "Not a token of the kind or the scope that the operation takes")];
        refusals::described(&statuses, "ErrorResponse", &["application/json"])
    }
}

impl Problem {
    /// The answer.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        explain::note(request, self.cause());
        let (status, kind, messages) = self.told();
        respond(status, kind, messages)
    }

    /// The rule behind it.
    fn cause(&self) -> Cause {
        match self {
            Self::Denied(denied) => denied.into(),
            Self::Invalid(kind, faults) => Cause::new(kind.name(), rejection::faults(faults)),
            Self::Refused(refusal) => refusal.into(),
        }
    }

    /// What the answer says.
    pub fn told(self) -> (StatusCode, Option<ScimType>, Vec<Message>) {
        match self {
            Self::Denied(denied) => {
                let (status, code) = terms(&denied);
                (status, None, vec![message(code, denied.to_string(), None)])
            }
            Self::Invalid(kind, faults) => invalid(kind, faults),
            Self::Refused(Refusal::Invalid(faults)) => invalid(ScimType::Value, faults),
            Self::Refused(Refusal::Taken(faults)) => invalid(ScimType::Uniqueness, faults),
            Self::Refused(Refusal::NotFound(what)) => {
                let text = format!("there is no such {what}");
                (StatusCode::NOT_FOUND, None, vec![message("NOT_FOUND", text, Some("id".to_owned()))])
            }
            Self::Refused(Refusal::NotAllowed(why)) => {
                (StatusCode::FORBIDDEN, None, vec![message("FORBIDDEN", why.to_owned(), None)])
            }
            Self::Refused(refusal @ Refusal::Outdated) => {
                (StatusCode::CONFLICT, None, vec![message("CONFLICT", refusal.to_string(), None)])
            }
        }
    }
}

const fn terms(denied: &Denied) -> (StatusCode, &'static str) {
    match denied {
        Denied::NoToken | Denied::BadToken => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED"),
        Denied::MissingScope(_) | Denied::WrongToken(_) => (StatusCode::FORBIDDEN, "FORBIDDEN"),
        Denied::SwitchedOff { .. } => (StatusCode::NOT_FOUND, "NOT_FOUND"),
    }
}

fn message(code: &'static str, message: String, schema_path: Option<String>) -> Message {
    Message { code, message, schema_path, kind: "error" }
}

/// How many messages an answer has at most: whoever sends a hundred wrong leaves needs no hundred sentences.
const MOST_MESSAGES: usize = 5;

fn invalid(kind: ScimType, faults: Vec<Fault>) -> (StatusCode, Option<ScimType>, Vec<Message>) {
    let messages = faults.into_iter().take(MOST_MESSAGES).map(|Fault { field, message: text }| {
        let text = if field.is_empty() { text } else { format!("{field}: {text}") };
        message(kind.code(), text, Some(field).filter(|field| !field.is_empty()))
    });
    (StatusCode::BAD_REQUEST, Some(kind), messages.collect())
}

fn respond(status: StatusCode, kind: Option<ScimType>, messages: Vec<Message>) -> HttpResponse {
    let texts: Vec<_> = messages.iter().map(|message| message.message.as_str()).collect();
    let body = ErrorResponse {
        schemas: [ERROR, CONCUR_ERROR],
        scim_type: kind.map(ScimType::name),
        detail: brief(texts.join("; ")),
        status: status.as_u16().to_string(),
        concur: ConcurError { messages },
    };
    HttpResponse::build(status).content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
}

/// An error of the family that no operation of it raised: an unknown path, a fault of the server.
pub fn plain(_: &HttpRequest, status: StatusCode, text: String) -> HttpResponse {
    let code = match status {
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::METHOD_NOT_ALLOWED => "METHOD_NOT_ALLOWED",
        status if status.is_server_error() => "INTERNAL_ERROR",
        _ => "INVALID_INPUT",
    };
    respond(status, None, vec![message(code, text, None)])
}
