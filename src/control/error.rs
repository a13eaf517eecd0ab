//! How control refuses.

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

use crate::core::Rejection;
use crate::scenario::ScenarioError;

/// A refusal, worded for whoever writes a test: what was wrong, and with which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlError {
    kind: ErrorKind,
    pub(super) reason: Box<Reason>,
    /// The rule of the reports that it goes back to, where it does.
    rejection: Option<Box<Rejection>>,
}

/// What kind of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was asked for makes no sense.
    Invalid,
    /// Whoever it was asked for may not do it.
    Forbidden,
    /// It is about something that is not there.
    NotFound,
    /// It cannot be done where things are as they are.
    Conflict,
    /// There is no room for it now.
    Busy,
    /// The emulator could not do it.
    Failed,
}

/// What was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ErrorReason)]
pub(super) struct Reason {
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
    /// A refusal of this kind.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let reason =
            Reason { message: message.into(), field: None, file: None, line: None, column: None, more: Vec::new() };
        Self { kind, reason: Box::new(reason), rejection: None }
    }

    /// What was asked for makes no sense.
    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Invalid, message)
    }

    /// A scenario is wrong.
    pub(super) fn scenario(error: &ScenarioError) -> Self {
        match error {
            ScenarioError::Document(faults) => match &**faults {
                [] => Self::bad(error.to_string()),
                [first, more @ ..] => {
                    let mut refusal = Self::bad(first.message.clone()).at(first.field.clone());
                    refusal.reason.file = Some(first.file.clone());
                    refusal.reason.line = first.position.map(|(line, _)| line);
                    refusal.reason.column = first.position.map(|(_, column)| column);
                    refusal.reason.more = more.iter().map(ToString::to_string).collect();
                    refusal
                }
            },
            ScenarioError::Faults(_) => Self::bad(error.to_string()).at("faults"),
        }
    }

    /// The refusal, naming the field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.reason.field = Some(field.into()).filter(|field| !field.is_empty());
        self
    }

    /// The refusal, for a rule that reports have.
    pub(super) fn because(mut self, rejection: Rejection) -> Self {
        self.rejection = Some(Box::new(rejection));
        self
    }

    /// The rule of the reports that it goes back to, where it does.
    pub fn rejection(&self) -> Option<&Rejection> {
        self.rejection.as_deref()
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What was wrong and what to do about it.
    pub fn message(&self) -> &str {
        &self.reason.message
    }

    /// The field that it was wrong with, where it was one.
    pub fn field(&self) -> Option<&str> {
        self.reason.field.as_deref()
    }

    /// Line and column of the document that it was wrong in, from 1, where it was one.
    pub fn position(&self) -> Option<(u64, u64)> {
        self.reason.line.zip(self.reason.column)
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason.field {
            Some(field) => write!(f, "{field}: {}", self.reason.message),
            None => f.write_str(&self.reason.message),
        }
    }
}

impl std::error::Error for ControlError {}
