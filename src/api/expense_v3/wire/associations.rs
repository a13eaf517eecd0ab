//! Entry-attendee associations, as they are answered and as they are sent.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form_fields::with_form_fields;
use super::number::Number;
use super::scalar;

/// A page of associations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryAttendeeAssociations {
    /// The associations, report by report.
    pub items: Vec<EntryAttendeeAssociation>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

with_form_fields! {
/// An attendee's part in an entry.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryAttendeeAssociation {
    /// The entry.
    #[serde(rename = "EntryID")]
    pub entry_id: String,
    /// The attendee.
    #[serde(rename = "AttendeeID")]
    pub attendee_id: String,
    /// What of the entry is counted to him, in the currency of the transaction.
    pub amount: Number,
    /// How many people he stands for, himself included.
    pub associated_attendee_count: u32,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
as String; units:; custom: 1 2 3 4 5; }

/// An attendee's part in an entry to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryAttendeeAssociationPost {
    /// The entry.
    #[serde(rename = "EntryID")]
    pub entry_id: String,
    /// The attendee.
    #[serde(rename = "AttendeeID")]
    pub attendee_id: String,
    /// What of the entry is counted to him; what is left of it where nothing is said.
    #[serde(default, deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub amount: Option<Decimal>,
    /// How many people he stands for, himself included; one where nothing is said.
    #[serde(default, deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub associated_attendee_count: Option<u32>,
}

/// Changes to an attendee's part in an entry. What is absent or null stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryAttendeeAssociationPut {
    /// What of the entry is counted to him.
    #[serde(default, deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub amount: Option<Decimal>,
    /// How many people he stands for, himself included.
    #[serde(default, deserialize_with = "scalar::count")]
    #[schema(value_type = Option<u32>)]
    pub associated_attendee_count: Option<u32>,
}
