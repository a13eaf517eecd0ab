//! What v3 says and reads, a file for each resource; XML has the same names as JSON. No other dialect uses these types.

pub mod allocations;
pub mod associations;
pub mod attendee_types;
pub mod attendees;
pub mod common;
pub mod custom;
pub mod entries;
pub mod entry_content;
pub mod form_fields;
pub mod groups;
pub mod itemizations;
pub mod number;
pub mod report_content;
pub mod report_digests;
pub mod reports;
pub mod scalar;

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

/// Where a new thing is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "Response")]
#[schema(as = CreateResponse)]
pub struct CreateResponse {
    /// Its v3 ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}

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
