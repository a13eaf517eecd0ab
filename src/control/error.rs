//! How control refuses.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::scenario::ScenarioError;

/// A refusal, worded for whoever writes a test: `{"error":{"message":…,"field":…}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlError {
    status: StatusCode,
    error: Box<Reason>,
}

/// The body of a refusal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub(super) struct ErrorBody<'a> {
    error: &'a Reason,
}

/// What was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ErrorReason)]
struct Reason {
    /// What was wrong and what to do about it.
    message: String,
    /// The field, header or parameter that it was wrong with.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The document that it was wrong in.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Where in it: the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// And the column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u64>,
    /// What else is wrong, each in one line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<String>,
}

impl ControlError {
    /// A refusal with this status.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let reason =
            Reason { message: message.into(), field: None, file: None, line: None, column: None, more: Vec::new() };
        Self { status, error: Box::new(reason) }
    }

    /// 400: the request is wrong.
    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 400: a scenario is wrong.
    pub(super) fn scenario(error: &ScenarioError) -> Self {
        match error {
            ScenarioError::Document(faults) => match &**faults {
                [] => Self::bad(error.to_string()),
                [first, more @ ..] => {
                    let mut refusal = Self::bad(first.message.clone()).at(first.field.clone());
                    refusal.error.file = Some(first.file.clone());
                    refusal.error.line = first.position.map(|(line, _)| line);
                    refusal.error.column = first.position.map(|(_, column)| column);
                    refusal.error.more = more.iter().map(ToString::to_string).collect();
                    refusal
                }
            },
            ScenarioError::Faults(_) => Self::bad(error.to_string()).at("faults"),
            ScenarioError::Subscription { .. } => Self::bad(error.to_string()).at("subscriptions"),
        }
    }

    /// The refusal, naming the field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.error.field = Some(field.into()).filter(|field| !field.is_empty());
        self
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error.field {
            Some(field) => write!(f, "{field}: {}", self.error.message),
            None => f.write_str(&self.error.message),
        }
    }
}

impl std::error::Error for ControlError {}

impl ResponseError for ControlError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status).json(ErrorBody { error: &self.error })
    }
}

impl From<ControlError> for HttpResponse {
    fn from(error: ControlError) -> Self {
        error.error_response()
    }
}
