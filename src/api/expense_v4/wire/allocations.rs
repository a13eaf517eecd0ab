//! Allocations (`ReportAllocationResponse` and `UpdateReportAllocation` of the Allocations v4 page).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::{CustomField, Field, present};
use super::{Amount, eight_decimals, text};
use crate::api::json::Object;
use crate::core::ids::{AllocationId, ExpenseId};

/// A share of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Allocation<'a> {
    /// Custom fields; the one of the company's choice holds the list item of the cost object.
    pub custom_data: Vec<AllocationCustomData<'a>>,
    /// The allocation.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub allocation_id: AllocationId,
    /// The code of the ledger's account.
    pub account_code: Option<&'a str>,
    /// The code of the account for what is beyond a limit.
    pub over_limit_account_code: Option<&'a str>,
    /// Its share of the posted amount.
    pub allocation_amount: Amount,
    /// Its share of the approved amount.
    pub approved_amount: Amount,
    /// Its share of the claimed amount.
    pub claimed_amount: Amount,
    /// The expense that it is a share of.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub expense_id: ExpenseId,
    /// Whether Concur made it.
    pub is_system_allocation: bool,
    /// Whether someone set the percentage by hand.
    pub is_percent_edited: bool,
    /// The share, in percent.
    #[serde(serialize_with = "eight_decimals")]
    #[schema(value_type = f64)]
    pub percentage: Decimal,
}

/// A value of a custom field of an allocation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AllocationCustomData<'a> {
    /// The field, such as `custom9`.
    pub id: &'a str,
    /// Its value.
    pub value: Option<String>,
    /// Whether the value is valid.
    pub is_valid: bool,
}

/// Changes to an allocation. Both fields are required, though not by the schema: what is missing is refused after everything else.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateReportAllocation {
    /// What changes; required.
    #[schema(value_type = Option<UpdateAllocation>)]
    pub allocation: Option<Object<UpdateAllocation>>,
    /// The expense that the allocation belongs to; required.
    pub expense_ids: Option<Vec<String>>,
}

/// What changes of an allocation.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateAllocation {
    /// Custom fields; those not named stay.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Field<Vec<Object<CustomField>>>,
}
