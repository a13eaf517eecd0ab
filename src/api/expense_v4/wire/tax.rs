//! Taxes of an expense (Expense Tax v4 page).

use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::requests::CustomField;
use super::{CustomData, eight_decimals, text};
use crate::api::json::Object;
use crate::core::ids::TaxAuthorityId;

/// The taxes of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseTaxDetails<'a> {
    /// One for each authority.
    pub expense_taxes: Vec<ExpenseTax<'a>>,
}

/// What an authority taxes of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseTax<'a> {
    /// Custom fields of the tax form.
    pub custom_data: Vec<CustomData<'a>>,
    /// The reclaim code.
    pub reclaim_code: Option<&'a str>,
    /// What is reclaimed, in the transaction's currency.
    #[serde(serialize_with = "optional_eight_decimals")]
    #[schema(value_type = Option<f64>)]
    pub reclaim_transaction_amount: Option<Decimal>,
    /// The authority; within the expense it names the tax.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub tax_authority_id: TaxAuthorityId,
    /// The authority's name.
    pub tax_authority_name: Option<&'a str>,
    /// The tax code.
    pub tax_code: Option<&'a str>,
    /// What the tax is called.
    pub tax_label: Option<&'a str>,
    /// The form on which it is stated.
    pub tax_form_id: Option<&'a str>,
    /// The type of rate.
    pub tax_rate_type_id: Option<&'a str>,
    /// The name of the type of rate.
    pub tax_rate_type_name: Option<&'a str>,
    /// By which configuration it is reclaimed.
    pub tax_reclaim_configuration_id: Option<&'a str>,
    /// The tax, in the transaction's currency.
    #[serde(serialize_with = "optional_eight_decimals")]
    #[schema(value_type = Option<f64>)]
    pub tax_transaction_amount: Option<Decimal>,
    /// The tax, in the report's currency.
    #[serde(serialize_with = "optional_eight_decimals")]
    #[schema(value_type = Option<f64>)]
    pub tax_posted_amount: Option<Decimal>,
    /// What is reclaimed, in the report's currency.
    #[serde(serialize_with = "optional_eight_decimals")]
    #[schema(value_type = Option<f64>)]
    pub tax_reclaim_posted_amount: Option<Decimal>,
}

/// Changes to a tax. A field that is absent stays; null clears it, but for `customData`, of which each field is set or cleared by
/// itself.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateExpenseTax {
    /// Custom fields; those not named stay.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Option<Option<Vec<Object<CustomField>>>>,
    /// The tax, in the transaction's currency.
    #[serde(default, deserialize_with = "amount")]
    #[schema(value_type = Option<f64>)]
    pub tax_transaction_amount: Option<Option<Decimal>>,
    /// What is reclaimed, in the transaction's currency.
    #[serde(default, deserialize_with = "amount")]
    #[schema(value_type = Option<f64>)]
    pub reclaim_transaction_amount: Option<Option<Decimal>>,
    /// The tax code, 20 characters at most.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub tax_code: Option<Option<String>>,
    /// The reclaim code, 20 characters at most.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub reclaim_code: Option<Option<String>>,
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(field).map(Some)
}

/// A number or null. It is read from its digits, so that no binary float comes between.
fn amount<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Option<Decimal>>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(Some(None)) };
    let text = raw.get();
    let exact = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    exact.map(|amount| Some(Some(amount))).map_err(|_| D::Error::custom("expected a number of at most 28 digits"))
}

/// A number with eight decimals, or null.
fn optional_eight_decimals<S: Serializer>(amount: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => eight_decimals(amount, serializer),
        None => serializer.serialize_none(),
    }
}
