//! How v1.1 words what it refuses: actions say so with 200, everything else with a status and an `Error`.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Serialize, Serializer};
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::convert;
use super::wire::{ErrorBody, ErrorDetails};
use crate::api::call::Denied;
use crate::api::exchange::Exchange;
use crate::api::explain::Cause;
use crate::api::negotiate::Format;
use crate::api::xml::{Absent, Style};
use crate::api::{either, explain, now};
use crate::core::rejection::Rejection;

/// Without `Accept` and `Content-Type` the family answers in XML, the one format that its pages have.
const DEFAULT: Format = Format::Xml;

/// How answers are written (all of the pages).
const STYLE: Style = Style {
    namespaces: &[("xmlns", super::NAMESPACE), ("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance")],
    absent: Absent::Nil,
};

const ERROR: Style = Style { namespaces: &[], absent: Absent::Empty };

/// What is said of an action on a step that the report has left (`post-report-workflow-action`, word for word).
const STALE: &str =
    "The action cannot be executed because the item has recently been changed. Please refresh your list and try again.";

/// Why there is no answer of the kind that was asked for.
#[derive(Debug)]
pub(super) enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// The rules refuse.
    Rejected(Rejection),
    /// The path names something that there is not, which is no report.
    Unknown(String),
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl Problem {
    /// The answer.
    pub(super) fn respond(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Denied(denied) => plain(request, denied_status(&denied), denied.to_string()),
            Self::Unknown(message) => {
                explain::note(request, Cause::new("notFound", &*message));
                plain(request, StatusCode::NOT_FOUND, message)
            }
            Self::Rejected(rejection) => {
                explain::note(request, &rejection);
                let status = fault(&rejection).unwrap_or(StatusCode::BAD_REQUEST);
                plain(request, status, reason(convert::in_words_of_v1(rejection)))
            }
        }
    }
}

const fn denied_status(denied: &Denied) -> StatusCode {
    match denied {
        Denied::NoToken => StatusCode::UNAUTHORIZED,
        Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
        Denied::BadToken | Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
    }
}

/// The status of a refusal that is the caller's fault; none of one that an action answers as a failure.
pub(super) const fn fault(rejection: &Rejection) -> Option<StatusCode> {
    match rejection {
        // Tenants say so of an unknown report in v2.0 (inferred).
        Rejection::ReportNotFound | Rejection::Invalid(_) => Some(StatusCode::BAD_REQUEST),
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => Some(StatusCode::FORBIDDEN),
        Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::TaxNotFound
        | Rejection::CommentNotFound
        | Rejection::ExceptionNotFound { .. }
        | Rejection::ExceptionNotDeletable { .. }
        | Rejection::IllegalAtStatus { .. }
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
        | Rejection::NoNewEntries => None,
    }
}

/// Why something was refused, in the words of the pages where they have any.
pub(super) fn reason(rejection: Rejection) -> String {
    match rejection {
        Rejection::ReportNotFound => "Invalid report".to_owned(),
        Rejection::StaleStep | Rejection::AlreadyActed { .. } => STALE.to_owned(),
        other => other.to_string(),
    }
}

/// Why a record of a batch was refused: wrong values are worded as the pages word them.
pub(super) fn reason_in_batch(rejection: Rejection) -> String {
    match convert::in_words_of_v1(rejection) {
        Rejection::Invalid(faults) => {
            let worded = faults.iter().map(|fault| format!("Invalid Value for:{} ({})", fault.field, fault.message));
            worded.collect::<Vec<_>>().join("; ")
        }
        other => reason(other),
    }
}

/// An answer of the family.
pub(super) fn answer<T: Serialize>(request: &HttpRequest, content: &T) -> HttpResponse {
    either::answer(request, StatusCode::OK, content, DEFAULT, STYLE)
}

/// An answer of the family in which what is not there is an empty element.
pub(super) fn answer_sparsely<T: Serialize>(request: &HttpRequest, content: &T) -> HttpResponse {
    let style = Style { absent: Absent::Empty, ..STYLE };
    either::answer(request, StatusCode::OK, content, DEFAULT, style)
}

/// An answer that is a list: in XML its root has the items in it, in JSON it is an object with the items in its one field.
pub(super) fn answer_list<L: Serialize, T: Serialize>(
    request: &HttpRequest,
    list: &L,
    root: &'static str,
    items: &[T],
) -> HttpResponse {
    let style = Style { absent: Absent::Empty, ..STYLE };
    match Format::of_answer(request, DEFAULT) {
        Format::Json => either::as_json(StatusCode::OK, list),
        Format::Xml => either::as_xml(StatusCode::OK, &Rooted { root, items }, style),
    }
}

/// A list under the name of its root.
struct Rooted<'a, T> {
    root: &'static str,
    items: &'a [T],
}

impl<T: Serialize> Serialize for Rooted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.root, self.items)
    }
}

/// An error of the family.
pub fn plain(request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    let now = now(request);
    let server_time = now.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
    let id = Arc::clone(&Exchange::of(request).correlation);
    let body = ErrorBody { error: ErrorDetails { message, server_time, id } };
    match Format::of_answer(request, DEFAULT) {
        Format::Json => either::as_json(status, &body),
        Format::Xml => either::as_xml(status, &body.error, ERROR),
    }
}

/// The answers to what is refused, as the document of the family describes them: the same for each of its operations.
#[derive(Debug)]
pub(super) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let refusals = [
            ("400", "Something in the request is wrong, or there is no such report"),
            ("401", "No token"),
            ("403", "No valid token, or not that of somebody who may"),
            (
                "404",
                "No such thing, which is no report; or a retired operation, where the switch `retiredAnswerAsRetired` is on",
            ),
        ];
        refusals.into_iter().map(|(status, why)| (status.to_owned(), RefOr::T(refusal(why)))).collect()
    }
}

fn refusal(why: &str) -> Response {
    let body = || ContentBuilder::new().schema(Some(Ref::from_schema_name("ErrorBody"))).build();
    let answer = ResponseBuilder::new().description(why);
    answer.content("application/json", body()).content("application/xml", body()).build()
}
