//! Expense group configurations, as they are answered.

use serde::Serialize;
use utoipa::ToSchema;

/// A page of expense group configurations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseGroupConfigurations<'a> {
    /// The configurations, by ID.
    pub items: Vec<ExpenseGroupConfiguration<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

/// What applies to the users of an expense group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseGroupConfiguration<'a> {
    /// Its name.
    pub name: &'a str,
    /// The form of attendee lists.
    #[serde(rename = "AttendeeListFormID")]
    pub attendee_list_form_id: Option<&'a str>,
    /// Its name.
    pub attendee_list_form_name: Option<&'a str>,
    /// Whether users may register their own cards through Yodlee.
    pub allow_user_register_yodlee: bool,
    /// Whether users may upload digital tax invoices.
    pub allow_user_digital_tax_invoice: bool,
    /// What users may do with cash advances; null where there is no workflow for them.
    pub cash_advance: Option<CashAdvance<'a>>,
    /// Ways of paying.
    pub payment_types: Vec<PaymentType<'a>>,
    /// Policies.
    pub policies: Vec<Policy<'a>>,
    /// Kinds of attendee.
    pub attendee_types: Vec<GroupAttendeeType<'a>>,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: &'a str,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}

/// What users may do with cash advances.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CashAdvance<'a> {
    /// The workflow that requests for one go through.
    #[serde(rename = "WorkflowID")]
    pub workflow_id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether a balance may be carried from one report to another.
    pub allow_user_carry_balance: bool,
    /// Whether several may be linked to one report.
    pub allow_user_link_multiple: bool,
    /// Whether the exchange rate of expenses may be changed.
    pub allow_user_update_exchange_rate: bool,
}

/// A way of paying.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PaymentType<'a> {
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether it is what new expenses begin with.
    pub is_default: bool,
}

/// A policy.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Policy<'a> {
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its name.
    pub name: &'a str,
    /// Whether reports that name none get it.
    pub is_default: bool,
    /// Whether groups below have it, too.
    pub is_inheritable: bool,
    /// The kinds of expense that reports under it may have.
    pub expense_types: Vec<ExpenseType<'a>>,
}

/// A kind of expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseType<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it does: `OTHER`, `LODGING`, `MEALS`, `PCARMILE` and so on.
    pub expense_code: &'static str,
}

/// A kind of attendee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "AttendeeType", rename_all = "PascalCase")]
#[schema(as = GroupAttendeeType)]
pub struct GroupAttendeeType<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
}
