//! Exceptions that are put on a report, a batch of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::scalar::index;
use crate::api::json::Object;

/// Exceptions to put. In XML its one field is the root.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Exceptions {
    /// The exceptions; those behind the first 1,000 are passed over.
    #[schema(value_type = Vec<ExceptionPost>)]
    pub exceptions: Vec<Object<ExceptionPost>>,
}

/// An exception to put.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExceptionPost {
    /// Its place in the batch, from 1; required.
    #[serde(default, deserialize_with = "index")]
    pub index: Option<u32>,
    /// What it is put on: `Report`, which is meant where nothing is said, `Entry` or `Allocation`.
    pub object_type: Option<String>,
    /// Which: an `RpeKey` or an `AllocationKey`; nothing for the report.
    pub object_id: Option<String>,
    /// Its code, which the company knows; required.
    pub exception_code: Option<String>,
}

/// The answer to a batch of exceptions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "exception-result")]
#[schema(as = ExceptionResult)]
pub struct ExceptionResult {
    /// How many were put.
    #[serde(rename = "exceptions-succeeded")]
    pub succeeded: usize,
    /// How many were not.
    #[serde(rename = "exceptions-failed")]
    pub failed: usize,
    /// Why not, one for each.
    pub errors: Vec<ExceptionError>,
    /// Those that were put.
    #[serde(rename = "ExceptionDetails")]
    pub exception_details: Vec<ExceptionInfo>,
}

/// Why an exception was not put.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "error")]
#[schema(as = ExceptionError)]
pub struct ExceptionError {
    /// Its place in the batch.
    #[serde(rename = "Index")]
    pub index: u32,
    /// In words.
    pub message: String,
}

/// An exception that was put.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExceptionInfo {
    /// Its place in the batch.
    pub index: u32,
    /// `Success`.
    pub status: &'static str,
}
