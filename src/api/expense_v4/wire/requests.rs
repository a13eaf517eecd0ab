//! What v4 reads: bodies of requests. Absent, null and a value are three things where a field can be changed.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::api::json::Object;

/// A field of a patch: absent, null, or a value.
pub type Field<T> = Option<Option<T>>;

/// What is there, null or a value.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Field<T>, D::Error> {
    Option::deserialize(field).map(Some)
}

/// A report to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewReport {
    /// Its name, 40 characters at most.
    pub name: String,
    /// Its policy; the default one where none is named.
    pub policy_id: Option<String>,
    /// What for, 64 characters at most.
    pub business_purpose: Option<String>,
    /// A first comment.
    pub comment: Option<String>,
    /// ISO 3166-1.
    pub country_code: Option<String>,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<String>,
    /// Custom fields.
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Option<Vec<Object<CustomField>>>,
    /// The date on it; today where none is named.
    pub report_date: Option<NaiveDate>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
}

/// A value of a custom field.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CustomField {
    /// The field.
    pub id: String,
    /// Its value, 48 characters at most; null clears it.
    pub value: Option<String>,
}

/// Changes to a report that is with its owner.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateReport {
    /// Its name.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub name: Field<String>,
    /// Its policy.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub policy_id: Field<String>,
    /// What for.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub business_purpose: Field<String>,
    /// A comment to add.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub comment: Field<String>,
    /// ISO 3166-1.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub country_code: Field<String>,
    /// ISO 3166-2.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub country_sub_division_code: Field<String>,
    /// Custom fields; those not named stay.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Field<Vec<Object<CustomField>>>,
    /// The date on it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    pub report_date: Field<NaiveDate>,
    /// First day.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Field<NaiveDate>,
    /// Last day.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    pub end_date: Field<NaiveDate>,
    /// Whether the paper receipts came in.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>)]
    pub is_paper_receipts_received: Field<bool>,
    /// What changes it. May be absent, though the page calls it required.
    #[expect(dead_code, reason = "read only so that an unknown source is refused")]
    pub report_source: Option<ReportSource>,
}

/// What changes a report or an expense.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum ReportSource {
    /// Expense Assistant.
    Ea,
    /// Mobile.
    Mob,
    /// Something else.
    Other,
    /// Smart Expense.
    Se,
    /// Travel Allowance (of expenses only, by their page).
    Ta,
    /// Travel Request.
    Tr,
    /// Web UI.
    Ui,
}

/// Changes to a report that was submitted: only these five fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateSubmittedReport {
    /// Its name.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub name: Field<String>,
    /// What for.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub business_purpose: Field<String>,
    /// A comment to add.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub comment: Field<String>,
    /// Custom fields; those not named stay.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Field<Vec<Object<CustomField>>>,
    /// Whether the paper receipts came in.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>)]
    pub is_paper_receipts_received: Field<bool>,
}

/// What an approver says.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportApproveRequest {
    /// Whatever he likes.
    pub comment: Option<String>,
    /// Why he rejected expenses; required where he did.
    pub expense_rejected_comment: Option<String>,
    /// The code of the step that he thinks the report is at.
    pub expected_step_code: Option<String>,
    /// The place of the step that he thinks the report is at, from "1".
    pub expected_step_sequence: Option<String>,
    /// The status that follows; plain approval where absent or `A_APPR`.
    pub status_id: Option<String>,
}

/// What someone says who sends a report back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportSendBackRequest {
    /// Why; required.
    pub comment: Option<String>,
    /// The code of the step that he thinks the report is at.
    pub expected_step_code: Option<String>,
    /// The place of the step that he thinks the report is at, from "1".
    pub expected_step_sequence: Option<String>,
}

/// What someone says who recalls a report: nothing that counts.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ReportRecallRequest {}
