//! The details of a report, with their owner and his bank account, in the order of the page `expense-report-get`.

use serde::Serialize;
use utoipa::ToSchema;

use super::entry::ExpenseEntry;
use super::scalar::{Amount, Flag, Moment, OrNil};
use super::{CustomField, declare_fields, form_fields};

form_fields! { header => declare_fields { [CustomField]
/// A report in full.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportDetails<'a> {
    /// The login of its owner.
    #[serde(rename = "UserLoginID")]
    pub user_login_id: Option<&'a str>,
    /// His name: the family name, a comma, the given name.
    pub employee_name: Option<String>,
    /// Its ID.
    #[serde(rename = "ReportID")]
    pub report_id: String,
    /// A number that is unique, too; for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_key: Option<String>,
    /// Its name.
    pub report_name: &'a str,
    /// What for.
    pub purpose: Option<&'a str>,
    /// The date on it.
    pub report_date: Moment,
    /// When it was created.
    pub creation_date: Moment,
    /// When it was submitted; `0001-01-01T00:00:00` where it is not.
    pub submit_date: Moment,
    /// When it was paid.
    pub paid_date: OrNil,
    /// Its currency, ISO 4217.
    pub currency_code: &'a str,
    /// Everything on it.
    pub report_total: Amount,
    /// What is personal.
    pub personal_expenses: Amount,
    /// What the company owes the employee.
    pub amount_due_employee: Amount,
    /// What is owed to a company card.
    pub amount_due_company_card: Amount,
    /// Everything that is not personal.
    pub total_claimed_amount: Amount,
    /// What of that is approved.
    pub total_approved_amount: Amount,
    /// The code of its approval status.
    pub approval_status_code: &'static str,
    /// The name of its approval status, in the caller's language.
    pub approval_status_name: &'static str,
    /// The code of its payment status.
    pub payment_status_code: &'static str,
    /// The name of its payment status, in the caller's language.
    pub payment_status_name: &'static str,
} and {
    /// The name of the ledger.
    pub ledger_name: &'a str,
    /// The ID of its policy.
    #[serde(rename = "PolicyID")]
    pub policy_id: String,
    /// Whether it was ever sent back.
    pub ever_sent_back: Flag,
    /// Whether any exception stands on it.
    pub has_exception: Flag,
    /// Where v1.1 takes actions on it; empty where it is at no step.
    #[serde(rename = "WorkflowActionURL")]
    pub workflow_action_url: String,
    /// What was spent.
    pub expense_entries_list: Vec<ExpenseEntry<'a>>,
    /// Where its image is; there is none.
    #[serde(rename = "ReportImageURL")]
    pub report_image_url: Option<&'a str>,
    /// Its country, ISO 3166-1.
    pub country: &'a str,
    /// Its subdivision of the country, ISO 3166-2.
    pub country_subdivision: Option<&'a str>,
    /// The day on which it was approved by all, `YYYY-MM-DD`.
    pub processing_payment_date: Option<String>,
    /// Whether the paper receipts came in.
    pub receipts_received: Flag,
    /// Its owner as he is now.
    pub report_owner: Option<ReportOwner<'a>>,
    /// His bank account; for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_bank_account: Option<EmployeeBankAccount<'a>>,
} } }

/// The owner of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportOwner<'a> {
    /// The identifier that the company's other systems know.
    #[serde(rename = "EmployeeID")]
    pub employee_id: &'a str,
    /// Family name.
    pub last_name: &'a str,
    /// Given name.
    pub first_name: &'a str,
    /// Middle initial; nobody's is known.
    pub middle_initial: Option<&'a str>,
    /// The ID of his expense group.
    #[serde(rename = "EmployeeCustom21")]
    pub employee_custom_21: Option<&'a str>,
    /// Nobody's is known, as of the other five.
    #[serde(rename = "EmployeeOrgUnit1")]
    pub employee_org_unit_1: Option<&'a str>,
    /// As above.
    #[serde(rename = "EmployeeOrgUnit2")]
    pub employee_org_unit_2: Option<&'a str>,
    /// As above.
    #[serde(rename = "EmployeeOrgUnit3")]
    pub employee_org_unit_3: Option<&'a str>,
    /// As above.
    #[serde(rename = "EmployeeOrgUnit4")]
    pub employee_org_unit_4: Option<&'a str>,
    /// As above.
    #[serde(rename = "EmployeeOrgUnit5")]
    pub employee_org_unit_5: Option<&'a str>,
    /// As above.
    #[serde(rename = "EmployeeOrgUnit6")]
    pub employee_org_unit_6: Option<&'a str>,
    /// How he is paid back.
    pub reimbursement_method_code: &'static str,
}

/// Where an employee is paid back to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EmployeeBankAccount<'a> {
    /// The identification number of the bank.
    pub bank_number: Option<&'a str>,
    /// Its name.
    pub bank_name: Option<&'a str>,
    /// Where its branch is.
    pub branch_location: Option<&'a str>,
    /// The number of the account.
    pub account_number: &'a str,
    /// The name on the account.
    pub account_name: Option<&'a str>,
    /// The address, first line.
    #[serde(rename = "PostalAddressLine1")]
    pub postal_address_line_1: Option<&'a str>,
    /// The address, second line.
    #[serde(rename = "PostalAddressLine2")]
    pub postal_address_line_2: Option<&'a str>,
    /// The city.
    pub postal_address_city: Option<&'a str>,
    /// The region.
    pub postal_address_region: Option<&'a str>,
    /// The postal code.
    pub postal_address_code: Option<&'a str>,
    /// The country, ISO 3166-1.
    pub postal_address_country: Option<&'a str>,
}
