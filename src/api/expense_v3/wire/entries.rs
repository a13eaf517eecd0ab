//! Entries.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IgnoredAny;
use utoipa::ToSchema;

use super::scalar;

/// An expense to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryPost {
    /// The report that it is added to.
    #[serde(rename = "ReportID")]
    pub report_id: String,
    /// Code of the expense type.
    pub expense_type_code: String,
    /// Id of the payment type.
    #[serde(rename = "PaymentTypeID")]
    pub payment_type_id: String,
    /// When it was spent.
    #[serde(deserialize_with = "scalar::date")]
    pub transaction_date: NaiveDate,
    /// How much.
    #[serde(deserialize_with = "scalar::number")]
    #[schema(value_type = f64)]
    pub transaction_amount: Decimal,
    /// Of which currency, ISO 4217.
    pub transaction_currency_code: String,
    /// From the transaction's currency to the report's.
    #[serde(default, deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub exchange_rate: Option<Decimal>,
    /// What for, 64 characters at most.
    pub description: Option<String>,
    /// Whom it was paid to, 64 characters at most.
    pub vendor_description: Option<String>,
    /// The place.
    #[serde(rename = "LocationID")]
    pub location_id: Option<String>,
    /// What the employee remarks, 500 characters at most.
    pub comment: Option<String>,
    /// Whether the company owes nothing for it.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub is_personal: Option<bool>,
    /// Whether it is billed to a customer.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub is_billable: Option<bool>,
}

/// The fields of an entry's form beside those of [`EntryPost`]: `Custom1` to `Custom40` and `OrgUnit1` to `OrgUnit6`.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, IgnoredUnlessText>")]
pub struct CustomFields(pub Vec<(String, Option<String>)>);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum IgnoredUnlessText {
    Text(Option<String>),
    Other(IgnoredAny),
}

impl From<BTreeMap<String, IgnoredUnlessText>> for CustomFields {
    fn from(fields: BTreeMap<String, IgnoredUnlessText>) -> Self {
        let is_custom = |name: &str| name.starts_with("Custom") || name.starts_with("OrgUnit");
        let text = |(name, value): (String, IgnoredUnlessText)| match value {
            IgnoredUnlessText::Text(text) if is_custom(&name) => Some((name, text)),
            IgnoredUnlessText::Text(_) | IgnoredUnlessText::Other(_) => None,
        };
        Self(fields.into_iter().filter_map(text).collect())
    }
}
