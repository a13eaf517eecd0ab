//! Comments and exceptions (Comments v4 and Exceptions v4 pages).

use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

use crate::core::Timestamp;

/// A comment to be, or what it is changed to.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct CommentText {
    /// What is said, 2,000 characters at most; required.
    pub comment: Option<String>,
}

/// Where comments are.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentSaveResponse {
    /// The address of the report's or the expense's comments.
    pub uri: String,
}

/// A comment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommentDetails<'a> {
    /// Who wrote it; nobody where the company did.
    pub author: Commenter<'a>,
    /// What.
    pub comment: &'a str,
    /// For whom: another than the author where a delegate wrote it; nobody where the company did.
    pub created_for_employee: Commenter<'a>,
    /// The UUID of the same.
    pub created_for_employee_id: Option<String>,
    /// When.
    #[serde(serialize_with = "milliseconds")]
    #[schema(value_type = String, format = DateTime)]
    pub creation_date: Timestamp,
    /// The expense that it is about; null for the report as a whole.
    pub expense_id: Option<String>,
    /// Whether an auditor wrote it.
    pub is_auditor_comment: bool,
    /// Whether it is its author's latest there.
    pub is_latest: bool,
    /// The part of the workflow step that the report was at.
    pub step_instance_id: Option<String>,
}

/// Someone who comments; both are null where it is the company.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Commenter<'a> {
    /// What the company's other systems call him.
    pub employee_id: Option<&'a str>,
    /// What Concur calls him.
    pub employee_uuid: Option<String>,
}

/// An exception to put.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExceptionRequest {
    /// Its code, which the company has to have; required.
    pub exception_code: Option<String>,
    /// Who sees it; required.
    pub exception_visibility: Option<ExceptionVisibility>,
}

/// Who sees an exception.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExceptionVisibility {
    /// The owner, his approvers and processors.
    All,
    /// Approvers and processors.
    ApproverProcessor,
    /// Processors.
    Processor,
}

/// An exception, and where it stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportException {
    /// Its code.
    pub exception_code: String,
    /// Who sees it.
    pub exception_visibility: ExceptionVisibility,
    /// Whether the report cannot be submitted while it stands.
    pub is_blocking: bool,
    /// What it says.
    pub message: String,
    /// The allocation that it stands on.
    pub allocation_id: Option<String>,
    /// The expense or itemization that it stands on.
    pub expense_id: Option<String>,
    /// The expense that the itemization is part of.
    pub parent_expense_id: Option<String>,
}

/// `2021-03-17T22:29:50.090Z`
fn milliseconds<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
}
