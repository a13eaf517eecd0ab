//! A report's header (`ReportDetails` of the Reports v4 page).

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Amount, CustomData, Employee, Link, optional_seconds, seconds, text};
use crate::core::Timestamp;
use crate::core::ids::{PolicyId, ReportId, UserId};

/// A report's header.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportDetails<'a> {
    /// Approval status, in words.
    pub approval_status: &'static str,
    /// Approval status, as a code.
    pub approval_status_id: &'static str,
    /// What the audit service says: `NOTR`, since there is none.
    pub concur_audit_status: &'static str,
    /// Custom fields.
    pub custom_data: Vec<CustomData<'a>>,
    /// The ledger's name.
    pub ledger: &'a str,
    /// The ledger.
    pub ledger_id: &'a str,
    /// Payment status, in words.
    pub payment_status: &'static str,
    /// Payment status, as a code.
    pub payment_status_id: &'static str,
    /// When it was last submitted, unless it is back with its owner.
    #[serde(serialize_with = "optional_seconds")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submit_date: Option<Timestamp>,
    /// What of the claimed amount is approved.
    pub approved_amount: Amount,
    /// Everything not personal.
    pub claimed_amount: Amount,
    /// Paid by the company itself.
    pub amount_company_paid: Amount,
    /// Paid out, once payment is confirmed.
    pub payment_confirmed_amount: Amount,
    /// The employee owes it to the company.
    pub amount_due_company: Amount,
    /// Owed to a company card.
    pub amount_due_company_card: Amount,
    /// The company owes it to the employee.
    pub amount_due_employee: Amount,
    /// Paid to the employee, once paid.
    pub total_amount_paid_employee: Amount,
    /// Marked as personal.
    pub personal_amount: Amount,
    /// Everything on the report.
    pub report_total: Amount,
    /// Claimed but not approved.
    pub amount_not_approved: Amount,
    /// Whether Financial Integration is on.
    pub is_financial_integration_enabled: bool,
    /// Whether it can be opened again after payment.
    pub can_reopen: bool,
    /// Whether it was.
    pub is_reopened: bool,
    /// Whether funds and grants apply.
    pub is_funds_and_grants_integration_eligible: bool,
    /// Whether every expense has its image.
    pub is_receipt_image_available: bool,
    /// Whether any expense wants one.
    pub is_receipt_image_required: bool,
    /// Whether the paper receipts came in.
    pub is_paper_receipts_received: bool,
    /// The report.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub report_id: ReportId,
    /// The currency's name.
    pub currency: &'a str,
    /// The currency.
    pub currency_code: &'a str,
    /// A node of the reporting hierarchy.
    pub analytics_group_id: &'a str,
    /// A node of the group hierarchy.
    pub hierarchy_node_id: &'a str,
    /// The allocation's form.
    pub allocation_form_id: &'a str,
    /// Itself.
    pub links: Vec<Link>,
    /// The date on it.
    pub report_date: NaiveDate,
    /// The header's form.
    pub report_form_id: &'a str,
    /// What for.
    pub business_purpose: Option<&'a str>,
    /// ISO 3166-1.
    pub country_code: &'a str,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<&'a str>,
    /// The policy.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub policy_id: PolicyId,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Its name.
    pub name: &'a str,
    /// The policy's name.
    pub policy: &'a str,
    /// The country's name.
    pub country: Option<&'static str>,
    /// Whether cash was given back.
    pub has_received_cash_advance_returns: bool,
    /// Where the paper is.
    pub receipt_container_id: Option<&'a str>,
    /// The owner.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub user_id: UserId,
    /// What created it.
    pub report_type: &'static str,
    /// Funds sent elsewhere.
    #[schema(value_type = Option<Object>)]
    pub redirect_fund: Option<()>,
    /// When it was created.
    #[serde(serialize_with = "seconds")]
    #[schema(value_type = String, format = DateTime)]
    pub creation_date: Timestamp,
    /// Whether the caller can recall it now.
    pub can_recall: bool,
    /// How often it changed.
    pub report_version: u32,
    /// Short and friendly.
    pub report_number: String,
    /// The card statement's period.
    pub card_program_statement_period_id: Option<&'a str>,
    /// Whether an expense can be added now.
    pub can_add_expense: bool,
    /// Whether it is submitted.
    pub is_submitted: bool,
    /// Whether it is back with its owner after a send back or a recall.
    pub is_sent_back: bool,
    /// The owner's sponsor.
    pub sponsor_id: Option<&'a str>,
    /// Who submitted it.
    pub submitter_id: Option<String>,
    /// Tax configuration.
    pub tax_config_id: Option<&'a str>,
    /// What fields that say nothing else are: `RO` or `RW`.
    pub default_field_access: &'static str,
    /// The owner.
    pub employee: Option<Employee<'a>>,
    /// Paper receipts.
    pub receipt_status: &'static str,
    /// Receipt images.
    pub image_status: &'static str,
    /// Whether its owner has to look at what a delegate prepared.
    pub is_pending_delegator_review: bool,
    /// Whether paper is wanted.
    pub is_paper_receipt_required: bool,
    /// Whether it was ever sent back.
    pub is_report_ever_sent_back: bool,
}

/// A part of the list of someone's reports, as tenants answer it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportPage<'a> {
    /// The reports of this page.
    pub content: Vec<ReportDetails<'a>>,
    /// This page, and those that one goes to from here.
    pub links: Vec<Link>,
    /// How many reports there are on all pages.
    pub total_elements: usize,
    /// How many pages there are.
    pub total_pages: usize,
}

/// Where a new report is.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewReportResponse {
    /// Absolute.
    pub uri: String,
}
