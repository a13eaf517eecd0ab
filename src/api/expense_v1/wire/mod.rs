//! What v1.1 says and reads, in XML and in JSON. No other dialect uses these types.

pub mod actions;
pub mod catalogues;
mod custom;
pub mod details;
pub mod exceptions;
pub mod headers;
pub mod itemizations;
pub mod listing;
mod scalar;

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

/// The body of every error. In XML its one field is the root.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetails,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "Error", rename_all = "PascalCase")]
#[schema(as = ErrorDetails)]
pub struct ErrorDetails {
    /// In words.
    pub message: String,
    /// When.
    #[serde(rename = "Server-Time")]
    pub server_time: String,
    /// Unique; the answer's `Concur-Correlationid`.
    #[schema(value_type = String)]
    pub id: Arc<str>,
}
