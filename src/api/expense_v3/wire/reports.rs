//! Reports as v3 answers them.

use serde::Serialize;
use utoipa::ToSchema;

use super::custom::CustomField;
use super::number::{Moment, Number};

/// A page of reports.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Reports<'a> {
    /// The reports, the newest first.
    pub items: Vec<Report<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Report<'a> {
    /// Its name.
    pub name: &'a str,
    /// Everything on it.
    pub total: Number,
    /// Its currency, ISO 4217.
    pub currency_code: &'a str,
    /// Its country, ISO 3166-1.
    pub country: &'a str,
    /// Its subdivision of the country, ISO 3166-2.
    pub country_subdivision: Option<&'a str>,
    /// When it was created.
    pub create_date: Moment,
    /// When it was last submitted, unless it is back with its owner.
    pub submit_date: Option<Moment>,
    /// When it was approved by all.
    pub processing_payment_date: Option<Moment>,
    /// When it was paid.
    pub paid_date: Option<Moment>,
    /// Whether the paper receipts came in.
    pub receipts_received: bool,
    /// The date on it.
    pub user_defined_date: Moment,
    /// What was said of it last; empty where nothing was.
    pub last_comment: &'a str,
    /// Its owner's login.
    #[serde(rename = "OwnerLoginID")]
    pub owner_login_id: Option<&'a str>,
    /// Its owner's name.
    pub owner_name: Option<String>,
    /// The login of the approver whom it waits for, the first of several.
    #[serde(rename = "ApproverLoginID")]
    pub approver_login_id: Option<&'a str>,
    /// His name.
    pub approver_name: Option<String>,
    /// Approval status, in words.
    pub approval_status_name: &'static str,
    /// Approval status, as a code.
    pub approval_status_code: &'static str,
    /// Payment status, in words.
    pub payment_status_name: &'static str,
    /// Payment status, as a code.
    pub payment_status_code: &'static str,
    /// When it last changed.
    pub last_modified_date: Moment,
    /// Marked as personal.
    pub personal_amount: Number,
    /// The company owes it to the employee.
    pub amount_due_employee: Number,
    /// Owed to a company card.
    pub amount_due_company_card: Number,
    /// Everything not personal.
    pub total_claimed_amount: Number,
    /// What of that is approved.
    pub total_approved_amount: Number,
    /// The ledger's name.
    pub ledger_name: &'a str,
    /// Its policy.
    #[serde(rename = "PolicyID")]
    pub policy_id: String,
    /// Whether it was ever sent back.
    pub ever_sent_back: bool,
    /// Whether an exception stands on it or on anything of it.
    pub has_exception: bool,
    /// Where to post a workflow action (v1.1); empty while it is with its owner.
    pub workflow_action_url: String,
    /// Organizational unit 1.
    #[serde(rename = "OrgUnit1")]
    pub org_unit_1: Option<CustomField>,
    /// Organizational unit 2.
    #[serde(rename = "OrgUnit2")]
    pub org_unit_2: Option<CustomField>,
    /// Organizational unit 3.
    #[serde(rename = "OrgUnit3")]
    pub org_unit_3: Option<CustomField>,
    /// Organizational unit 4.
    #[serde(rename = "OrgUnit4")]
    pub org_unit_4: Option<CustomField>,
    /// Organizational unit 5.
    #[serde(rename = "OrgUnit5")]
    pub org_unit_5: Option<CustomField>,
    /// Organizational unit 6.
    #[serde(rename = "OrgUnit6")]
    pub org_unit_6: Option<CustomField>,
    /// Custom field 1.
    #[serde(rename = "Custom1")]
    pub custom_1: Option<CustomField>,
    /// Custom field 2.
    #[serde(rename = "Custom2")]
    pub custom_2: Option<CustomField>,
    /// Custom field 3.
    #[serde(rename = "Custom3")]
    pub custom_3: Option<CustomField>,
    /// Custom field 4.
    #[serde(rename = "Custom4")]
    pub custom_4: Option<CustomField>,
    /// Custom field 5.
    #[serde(rename = "Custom5")]
    pub custom_5: Option<CustomField>,
    /// Custom field 6.
    #[serde(rename = "Custom6")]
    pub custom_6: Option<CustomField>,
    /// Custom field 7.
    #[serde(rename = "Custom7")]
    pub custom_7: Option<CustomField>,
    /// Custom field 8.
    #[serde(rename = "Custom8")]
    pub custom_8: Option<CustomField>,
    /// Custom field 9.
    #[serde(rename = "Custom9")]
    pub custom_9: Option<CustomField>,
    /// Custom field 10.
    #[serde(rename = "Custom10")]
    pub custom_10: Option<CustomField>,
    /// Custom field 11.
    #[serde(rename = "Custom11")]
    pub custom_11: Option<CustomField>,
    /// Custom field 12.
    #[serde(rename = "Custom12")]
    pub custom_12: Option<CustomField>,
    /// Custom field 13.
    #[serde(rename = "Custom13")]
    pub custom_13: Option<CustomField>,
    /// Custom field 14.
    #[serde(rename = "Custom14")]
    pub custom_14: Option<CustomField>,
    /// Custom field 15.
    #[serde(rename = "Custom15")]
    pub custom_15: Option<CustomField>,
    /// Custom field 16.
    #[serde(rename = "Custom16")]
    pub custom_16: Option<CustomField>,
    /// Custom field 17.
    #[serde(rename = "Custom17")]
    pub custom_17: Option<CustomField>,
    /// Custom field 18.
    #[serde(rename = "Custom18")]
    pub custom_18: Option<CustomField>,
    /// Custom field 19.
    #[serde(rename = "Custom19")]
    pub custom_19: Option<CustomField>,
    /// Custom field 20.
    #[serde(rename = "Custom20")]
    pub custom_20: Option<CustomField>,
    /// Its ID, the same in every version.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
