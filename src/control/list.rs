//! Lists, and the way in which shapes that are shown write moments and names.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ControlError;
use crate::core::Timestamp;
use crate::core::rejection::brief;

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

/// Reads a moment.
pub(super) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    let read = DateTime::parse_from_rfc3339(&text).map(|at| at.to_utc());
    read.map_err(|_| D::Error::custom(format!("`{}` is no moment; write one as 2026-03-01T08:00:00Z", brief(text))))
}

/// The same, where one is given.
pub(super) fn optional_moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    struct Moment(Timestamp);
    impl<'de> Deserialize<'de> for Moment {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            moment(deserializer).map(Self)
        }
    }
    Ok(Option::<Moment>::deserialize(deserializer)?.map(|Moment(at)| at))
}

/// Reads the id that a list is to go on behind, where one is given.
pub(super) fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Uuid>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let read = Uuid::from_str(&text);
    read.map(Some).map_err(|_| D::Error::custom(format!("`{}` is no UUID; give what `next` said", brief(text))))
}
