//! Itemizations, as they are answered and as they are sent.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::custom::CustomField;
use super::form_fields::{of_expenses, with_form_fields};
use super::number::{Moment, Number};
use super::scalar;

/// A page of itemizations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Itemizations<'a> {
    /// The itemizations, report by report.
    pub items: Vec<Itemization<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

of_expenses! { with_form_fields! {
/// A part of an itemized entry.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Itemization<'a> {
    /// The entry that it is part of.
    #[serde(rename = "EntryID")]
    pub entry_id: String,
    /// The report that it is on.
    #[serde(rename = "ReportID")]
    pub report_id: String,
    /// The login of the report's owner.
    #[serde(rename = "ReportOwnerID")]
    pub report_owner_id: Option<&'a str>,
    /// Code of its type.
    pub expense_type_code: &'a str,
    /// Name of its type.
    pub expense_type_name: &'a str,
    /// Code of the spend category.
    pub spend_category_code: Option<&'a str>,
    /// Name of the spend category.
    pub spend_category_name: Option<&'a str>,
    /// When it was spent.
    pub transaction_date: Moment,
    /// How much, in the currency of the entry.
    pub transaction_amount: Number,
    /// How much, in the report's currency.
    pub posted_amount: Number,
    /// What of it is approved.
    pub approved_amount: Number,
    /// The place.
    #[serde(rename = "LocationID")]
    pub location_id: Option<&'a str>,
    /// Its name.
    pub location_name: Option<&'a str>,
    /// Its subdivision of the country, ISO 3166-2.
    pub location_subdivision: Option<&'a str>,
    /// Its country, ISO 3166-1.
    pub location_country: Option<&'a str>,
    /// What for.
    pub description: Option<&'a str>,
    /// Whether the company owes nothing for it.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Whether an image of its receipt is wanted.
    pub is_image_required: bool,
    /// How much of it is allocated: `F` all, `P` a part, `N` nothing.
    pub allocation_type: &'static str,
    /// Whether something was said of it.
    pub has_comments: bool,
    /// Whether exceptions stand on it.
    pub has_exceptions: bool,
    /// When it last changed.
    pub last_modified: Moment,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
as CustomField } }

/// A part of an entry to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ItemizationPost {
    /// The entry that it is part of.
    #[serde(rename = "EntryID")]
    pub entry_id: String,
    /// Code of the expense type.
    pub expense_type_code: String,
    /// When it was spent.
    #[serde(deserialize_with = "scalar::date")]
    pub transaction_date: NaiveDate,
    /// How much, in the currency of the entry.
    #[serde(deserialize_with = "scalar::number")]
    #[schema(value_type = f64)]
    pub transaction_amount: Decimal,
    /// What for, 64 characters at most.
    pub description: Option<String>,
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

/// Changes to a part of an entry. What is absent or null stays; an empty text clears what may be empty.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ItemizationPut {
    /// The entry that it is part of, which it stays.
    #[serde(rename = "EntryID")]
    pub entry_id: Option<String>,
    /// Code of the expense type.
    pub expense_type_code: Option<String>,
    /// When it was spent.
    #[serde(default, deserialize_with = "scalar::optional_date")]
    #[schema(value_type = Option<String>, format = Date)]
    pub transaction_date: Option<NaiveDate>,
    /// How much, in the currency of the entry.
    #[serde(default, deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub transaction_amount: Option<Decimal>,
    /// What for, 64 characters at most.
    pub description: Option<String>,
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
}
