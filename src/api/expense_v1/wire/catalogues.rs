//! What a caller finds out beforehand: who made him a delegate, forms and their fields, what his group has.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a caller asks of his delegators.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct DelegatorsAsked {
    /// Whether users who are not active are listed: `Y` or `N`, which is meant where nothing is said. All are active.
    pub include_inactive: Option<String>,
}

/// Those who made the caller their delegate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DelegatorsList {
    /// By login.
    pub delegator: Vec<Delegator>,
}

/// Someone who made the caller his delegate. What is `Y` or `N` is what the delegate may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Delegator {
    /// Approve.
    pub can_approve: &'static str,
    /// Create reports.
    pub can_prepare: &'static str,
    /// Submit.
    pub can_submit: &'static str,
    /// Approve while the delegator is away.
    pub can_temporary_approve: &'static str,
    /// See receipts.
    pub can_view_receipts: &'static str,
    /// Gets his e-mails about approvals.
    pub receive_approval_emails: &'static str,
    /// Gets his e-mails.
    pub receives_emails: &'static str,
    /// His login.
    #[serde(rename = "DelegatorXUserID")]
    pub delegator_x_user_id: String,
}

/// Kinds of form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormTypesList {
    /// All of them.
    pub form_type: Vec<FormType>,
}

/// A kind of form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormType {
    /// In words.
    pub name: &'static str,
    /// Its code.
    pub form_code: &'static str,
}

/// Forms of a kind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormDataList {
    /// By name.
    pub form_data: Vec<FormData>,
}

/// A form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormData {
    /// In words.
    pub name: String,
    /// Unique.
    pub form_id: String,
}

/// Fields of a form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormFieldsList {
    /// In order.
    pub form_field: Vec<FormField>,
}

/// A field of a form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FormField {
    /// What it holds.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it is shown.
    pub control_type: String,
    /// What its values are, such as `VARCHAR`.
    pub data_type: &'static str,
    /// How long a value may be; empty where nothing says.
    pub max_length: Option<u32>,
    /// Whether it has to be filled in, `Y` or `N`.
    pub required: &'static str,
    /// How many columns it has; empty where that is the page's business.
    pub cols: Option<u32>,
    /// `RW`, `RO` or `HD`, which is hidden.
    pub access: &'static str,
    /// How wide it is; empty where that is the page's business.
    pub width: Option<u32>,
    /// Whether the company set it up, `Y` or `N`.
    pub custom: &'static str,
    /// Its place, from 1.
    pub sequence: u32,
}

/// What the caller's expense group has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseGroupConfiguration {
    /// Ways of paying.
    pub payment_types: Vec<PaymentType>,
    /// Policies, each with its expense types.
    pub policy_and_expense_types_list: Vec<PolicyAndExpenseTypes>,
}

/// A way of paying.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentType {
    /// Unique.
    #[serde(rename = "PaymentTypeID")]
    pub payment_type_id: String,
    /// In words.
    #[serde(rename = "PaymentTypeName")]
    pub payment_type_name: String,
}

/// A policy with its expense types.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyAndExpenseTypes {
    /// Unique.
    pub policy_key: String,
    /// In words.
    pub policy_name: String,
    /// Its expense types.
    pub expense_types: Vec<ExpenseType>,
}

/// A kind of expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseType {
    /// Its code.
    pub exp_key: String,
    /// In words.
    pub exp_name: String,
    /// The code of the one that gathers it; empty where none does.
    pub parent_exp_key: String,
    /// That one's name.
    pub parent_exp_name: String,
    /// The category that it counts towards.
    pub spend_category: String,
}
