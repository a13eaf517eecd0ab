//! Lists of reports.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a caller asks of the reports that changed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangedAsked {
    /// The moment from which on a day of changes is listed: `YYYY-MM-DD`, with `Thh:mm:ss` behind it or without; required.
    pub date: Option<String>,
}

/// Reports.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportsList {
    /// The newest first, 1,000 at most.
    pub report_summary: Vec<ReportSummary>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportSummary {
    /// Where its approver finds it; only in the list of reports to approve.
    #[serde(rename = "ApprovalURL", skip_serializing_if = "Option::is_none")]
    pub approval_url: Option<String>,
    /// Its name.
    pub report_name: String,
    /// 20 hexadecimal digits.
    pub report_id: String,
    /// How much it comes to.
    pub report_total: String,
    /// Of which currency, ISO 4217.
    pub report_currency: String,
    /// When it was created.
    pub report_date: String,
    /// What was said of it last.
    pub last_comment: String,
    /// Its details.
    #[serde(rename = "Report-Details-Url")]
    pub report_details_url: String,
    /// All of its details.
    #[serde(rename = "Report-Full-Details-Url")]
    pub report_full_details_url: String,
    /// The owner's login.
    #[serde(rename = "ExpenseUserXUserID")]
    pub expense_user_x_user_id: String,
    /// The login of the approver that it waits for.
    #[serde(rename = "ApproverXUserID")]
    pub approver_x_user_id: String,
    /// The owner's name, his given name first.
    pub employee_name: String,
}
