//! Lists of reports, in the order of the page `v2.reports`.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::scalar::{Amount, Moment};

/// A page of reports. In XML each stands in the root element itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = ReportsList)]
pub struct ReportsList<'a> {
    /// The reports, the newest first.
    #[schema(required = false)]
    pub report_summary: Vec<ReportSummary<'a>>,
    /// Where the next page is; not there on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
}

/// What a list says of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportSummary<'a> {
    /// Its name.
    pub report_name: &'a str,
    /// Its ID.
    pub report_id: String,
    /// Everything on it.
    pub report_total: Amount,
    /// Its currency, ISO 4217.
    pub report_currency: &'a str,
    /// When it was created.
    pub report_date: Moment,
    /// What was said of it last.
    pub last_comment: Option<&'a str>,
    /// Where its details are.
    #[serde(rename = "Report-Full-Details-Url")]
    pub details_url: String,
    /// The login of its owner.
    #[serde(rename = "ExpenseUserLoginID")]
    pub expense_user_login_id: Option<&'a str>,
    /// The login of the approver whom it waits for, else of its owner's manager.
    #[serde(rename = "ApproverLoginID")]
    pub approver_login_id: Option<&'a str>,
    /// Its owner's name: the given name, then the family name.
    pub employee_name: Option<String>,
    /// The name of its approval status, in the caller's language.
    pub approval_status: &'static str,
    /// The name of its payment status, in the caller's language.
    pub payment_status: &'static str,
    /// Where an approver would log in; only in the view `TOAPPROVE`.
    #[serde(rename = "ApprovalURL", skip_serializing_if = "Option::is_none")]
    pub approval_url: Option<String>,
}

/// A page of reports as XML has it.
#[derive(Debug)]
pub struct InXml<'a>(pub &'a ReportsList<'a>);

impl Serialize for InXml<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(ReportsList { report_summary, next_page }) = self;
        let mut root = serializer.serialize_struct("ReportsList", report_summary.len() + 1)?;
        for report in report_summary {
            root.serialize_field("ReportSummary", report)?;
        }
        if let Some(next_page) = next_page {
            root.serialize_field("NextPage", next_page)?;
        }
        root.end()
    }
}
