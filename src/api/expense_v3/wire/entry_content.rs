//! Entries, as they are sent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use super::custom::CustomValue;
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
    /// The item of the list of vendors.
    #[serde(rename = "VendorListItemID")]
    pub vendor_list_item_id: Option<String>,
    /// The kind of receipt: `T` tax receipt, `R` regular receipt, `N` none.
    pub tax_receipt_type: Option<String>,
    /// The journey by car that it is the allowance for.
    #[serde(default, deserialize_with = "scalar::object")]
    #[schema(value_type = Option<JourneyContent>)]
    pub journey: Option<JourneyContent>,
}

/// Changes to an expense. What is absent or null stays; an empty text clears what may be empty.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryPut {
    /// The report that it is on, which it stays on.
    #[serde(rename = "ReportID")]
    pub report_id: Option<String>,
    /// Code of the expense type.
    pub expense_type_code: Option<String>,
    /// Id of the payment type.
    #[serde(rename = "PaymentTypeID")]
    pub payment_type_id: Option<String>,
    /// When it was spent.
    #[serde(default, deserialize_with = "scalar::optional_date")]
    #[schema(value_type = Option<String>, format = Date)]
    pub transaction_date: Option<NaiveDate>,
    /// How much.
    #[serde(default, deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub transaction_amount: Option<Decimal>,
    /// Of which currency, ISO 4217. Where it changes, the rate does not change by itself.
    pub transaction_currency_code: Option<String>,
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
    /// A comment to add, 500 characters at most.
    pub comment: Option<String>,
    /// Whether the company owes nothing for it.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub is_personal: Option<bool>,
    /// Whether it is billed to a customer.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub is_billable: Option<bool>,
    /// The item of the list of vendors.
    #[serde(rename = "VendorListItemID")]
    pub vendor_list_item_id: Option<String>,
    /// The kind of receipt: `T` tax receipt, `R` regular receipt, `N` none.
    pub tax_receipt_type: Option<String>,
    /// The journey by car that it is the allowance for.
    #[serde(default, deserialize_with = "scalar::object")]
    #[schema(value_type = Option<JourneyContent>)]
    pub journey: Option<JourneyContent>,
}

/// A journey by car, as it is sent.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct JourneyContent {
    /// Where it began, 100 characters at most.
    pub start_location: Option<String>,
    /// Where it ended, 100 characters at most.
    pub end_location: Option<String>,
    /// The odometer before.
    #[serde(deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub odometer_start: Option<u32>,
    /// The odometer after.
    #[serde(deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub odometer_end: Option<u32>,
    /// How far for the company's ends.
    #[serde(deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub business_distance: Option<u32>,
    /// How far for the employee's own.
    #[serde(deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub personal_distance: Option<u32>,
    /// How many people were in the car.
    #[serde(deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub number_of_passengers: Option<u32>,
    /// The unit of the distances: `M` miles, `K` kilometers.
    pub unit_of_measure: Option<String>,
    /// The car.
    #[serde(rename = "VehicleID")]
    pub vehicle_id: Option<String>,
}

/// The fields of an expense's form beside those above, by name, as far as they are not left alone: `Custom1` to `Custom40` and
/// `OrgUnit1` to `OrgUnit6`.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, CustomValue>")]
pub struct CustomFields(pub Vec<(String, String)>);

impl From<BTreeMap<String, CustomValue>> for CustomFields {
    fn from(fields: BTreeMap<String, CustomValue>) -> Self {
        let numbered = |name: &str, kind, most| {
            let number = name.strip_prefix(kind).filter(|digits| !digits.starts_with(['0', '+']));
            number.and_then(|digits| digits.parse().ok()).is_some_and(|number: u8| number <= most)
        };
        let is_custom = |name: &str| numbered(name, "Custom", 40) || numbered(name, "OrgUnit", 6);
        let custom = fields.into_iter().filter(|(name, _)| is_custom(name));
        Self(custom.filter_map(|(name, value)| Some((name, value.into_value()?))).collect())
    }
}
