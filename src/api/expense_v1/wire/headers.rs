//! Headers of reports, one or a batch of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::custom::with_header_fields;
use super::scalar::index;
use crate::api::json::Object;

with_header_fields! {
    /// A report's header.
    #[derive(Debug, Default, Deserialize, ToSchema)]
    #[serde(rename_all = "PascalCase")]
    pub struct ReportPost {
        /// The report's name, 40 characters at most; required.
        pub name: Option<String>,
        /// What for, 500 characters at most.
        pub purpose: Option<String>,
        /// A comment to add, 500 characters at most.
        pub comment: Option<String>,
        /// The date on it, `YYYY-MM-DD` with a time behind it or without.
        pub user_defined_date: Option<String>,
    }
}

with_header_fields! {
    /// A header of a batch.
    #[derive(Debug, Default, Deserialize, ToSchema)]
    #[serde(rename_all = "PascalCase")]
    pub struct BatchReport {
        /// Its place in the batch, from 1; required.
        #[serde(default, deserialize_with = "index")]
        pub index: Option<u32>,
        /// The owner's login; required.
        pub login_id: Option<String>,
        /// The report's name, 40 characters at most; required.
        pub name: Option<String>,
        /// What for, 500 characters at most.
        pub purpose: Option<String>,
        /// A comment to add, 500 characters at most.
        pub comment: Option<String>,
        /// The date on it, `YYYY-MM-DD` with a time behind it or without.
        pub user_defined_date: Option<String>,
    }
}

/// Headers of new reports. In XML its one field is the root.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReportBatch {
    /// The headers; those behind the first 1,000 are passed over.
    #[schema(value_type = Vec<BatchReport>)]
    pub batch: Vec<Object<BatchReport>>,
}

/// The answer to a header.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportDetails {
    /// What became of it.
    pub report_status: PostedReport,
}

/// What became of a header.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "ReportStatus", rename_all = "PascalCase")]
#[schema(as = PostedReport)]
pub struct PostedReport {
    /// Its place in the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// `SUCCESS`.
    pub status: &'static str,
    /// Where more of the report is posted to.
    #[serde(rename = "Report-Details-Url")]
    pub report_details_url: String,
}

/// The answer to a batch of headers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "report-batch-result")]
#[schema(as = ReportBatchResult)]
pub struct ReportBatchResult {
    /// How many reports were created.
    #[serde(rename = "records-succeeded")]
    pub succeeded: usize,
    /// How many were not.
    #[serde(rename = "records-failed")]
    pub failed: usize,
    /// Why not, one for each.
    pub errors: Vec<ReportError>,
    /// Those that were created.
    #[serde(rename = "ReportDetails")]
    pub report_details: Vec<PostedReport>,
}

/// Why a report of a batch was not created.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "error")]
#[schema(as = ReportError)]
pub struct ReportError {
    /// Its place in the batch.
    #[serde(rename = "Index")]
    pub index: u32,
    /// Whose it would have been.
    #[serde(rename = "LoginID")]
    pub login_id: String,
    /// In words.
    pub message: String,
}
