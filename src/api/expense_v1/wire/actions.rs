//! Submit and workflow actions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is to be done with a report at its step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct WorkflowAction {
    /// `Approve`, `Send Back to Employee` or `Recall to Employee`, in any case.
    pub action: String,
    /// Why; required to send back. 2,000 characters at most.
    pub comment: Option<String>,
}

/// Whether an action was carried out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ActionStatus {
    /// `SUCCESS!`, or why it was not.
    pub message: String,
    /// `SUCCESS!` or `FAILURE`.
    pub status: &'static str,
}

impl ActionStatus {
    /// It was; both in the word of the page.
    pub fn success() -> Self {
        Self { message: "SUCCESS!".to_owned(), status: "SUCCESS!" }
    }

    /// It was not.
    pub const fn failure(message: String) -> Self {
        Self { message, status: "FAILURE" }
    }
}

/// Whether a report was submitted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportStatus {
    /// Why it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `SUCCESS` or `FAILURE`.
    pub status: &'static str,
    /// The exceptions on it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub report_exceptions: Vec<ReportException>,
}

/// An exception on a report that is submitted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportException {
    /// The currency of the entry, ISO 4217.
    pub crn_code: Option<String>,
    /// What brought the exception about.
    pub event_code: &'static str,
    /// Its code, as the company has it.
    pub exception_code: String,
    /// `ERROR`, with which no report is submitted, or `WARNING`.
    pub exception_error_code: &'static str,
    /// Who sees it: `ALL`, `APPROVER_PROCESSOR` or `PROCESSOR`.
    pub exception_visibility: &'static str,
    /// Code of the entry's expense type.
    pub exp_key: Option<String>,
    /// Name of the entry's expense type.
    pub exp_name: Option<String>,
    /// Whether a processor has cleared it, `Y` or `N`.
    pub is_cleared: &'static str,
    /// How severe it is.
    pub severity_level: u8,
    /// How much was spent.
    pub transaction_amount: Option<String>,
    /// When it was spent.
    pub transaction_date: Option<String>,
    /// What it stands on: `Report`, `Entry` or `Allocation`.
    #[serde(rename = "Type")]
    pub kind: &'static str,
}
