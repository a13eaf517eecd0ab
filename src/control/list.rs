//! Lists, and the way in which shapes that are shown write moments and names.

use std::fmt::Display;

use chrono::SecondsFormat;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::ControlError;
use crate::core::Timestamp;

/// A list, or a part of one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct List<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the rest begins: pass it as `after`. Null where there is no more.
    pub next: Option<String>,
}

/// How many to show at most: what was asked for, or what is shown where nothing was.
pub(super) fn limit(asked: Option<usize>, otherwise: usize, most: usize) -> Result<usize, ControlError> {
    match asked.unwrap_or(otherwise) {
        limit if (1..=most).contains(&limit) => Ok(limit),
        _ => Err(ControlError::bad(format!("the limit has to be from 1 to {most}")).at("limit")),
    }
}

/// A moment with its milliseconds, as every answer of control has them.
pub(super) fn millis<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// The same, or null.
pub(super) fn optional_millis<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => millis(at, serializer),
        None => serializer.serialize_none(),
    }
}

/// What something is called: a status by its code.
pub(super) fn text<S: Serializer>(named: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(named)
}
