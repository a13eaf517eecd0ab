//! What the family says, field by field as the page has it. No other dialect uses these types.

use serde::Serialize;
use utoipa::ToSchema;

/// A policy that applies to a user's group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpensePolicy<'a> {
    /// The policy.
    pub policy_id: String,
    /// Its name.
    pub policy_name: &'a str,
    /// Whether the group's reports that name no policy get this one.
    pub is_default: bool,
    /// Whether groups below have it, too.
    pub is_inheritable: bool,
}

/// An expense type that applies to a policy.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseType<'a> {
    /// Its code.
    pub expense_type_id: &'a str,
    /// Its name.
    pub expense_type_name: &'a str,
    /// What it counts towards.
    pub spend_category_code: &'a str,
    /// The name of that.
    pub spend_category_name: &'a str,
    /// Whether it only gathers others: no expense is of such a type.
    pub is_category: bool,
    /// The type that gathers it; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_expense_type_id: Option<&'a str>,
    /// The name of that; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<&'a str>,
}

/// A payment type that applies to a user's group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentType<'a> {
    /// The payment type.
    pub payment_type_id: &'a str,
    /// Its name.
    pub payment_type_name: &'a str,
    /// Whether it is what new expenses begin with.
    pub is_default: bool,
}

/// An attendee type that applies to a user's group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttendeeType<'a> {
    /// Its code.
    pub attendee_type_code: &'a str,
    /// Its name.
    pub attendee_type_name: &'a str,
}

/// An expense group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Group<'a> {
    /// Its node of the group hierarchy.
    pub hierarchy_node_id: &'a str,
    /// Its name.
    pub group_name: &'a str,
    /// Whether users may upload digital tax invoices.
    pub allow_user_digital_tax_invoice: bool,
    /// Whether users may register their own cards through Yodlee.
    pub allow_user_register_yodlee: bool,
    /// The form of attendee lists.
    pub attendee_list_form_id: Option<&'a str>,
    /// The name of that form.
    pub attendee_list_form_name: Option<&'a str>,
    /// What users may do with cash advances.
    pub cash_advance: CashAdvance<'a>,
}

/// An expense group with what applies to it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupConfig<'a> {
    /// The group.
    #[serde(flatten)]
    #[schema(inline)]
    pub group: Group<'a>,
    /// Its policies; absent where they are not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<Vec<ExpensePolicy<'a>>>,
    /// Its payment types; absent where they are not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_types: Option<Vec<PaymentType<'a>>>,
    /// Its attendee types; absent where they are not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee_types: Option<Vec<AttendeeType<'a>>>,
}

/// What users of a group may do with cash advances.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CashAdvance<'a> {
    /// Whether a balance may be carried from one report to another.
    pub allow_user_carry_balance: bool,
    /// Whether several may be linked to one report.
    pub allow_user_link_multiple: bool,
    /// Whether the exchange rate of expenses may be changed.
    pub allow_user_update_exchange_rate: bool,
    /// The name of the workflow.
    pub name: Option<&'a str>,
    /// The workflow that requests for one go through; null where there is none.
    pub workflow_id: Option<&'a str>,
}
