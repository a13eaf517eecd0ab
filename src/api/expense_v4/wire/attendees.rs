//! Attendees of an expense (Attendee Associations v4 page).

use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::requests::CustomField;
use super::{Amount, CustomData, text};
use crate::api::json::Object;
use crate::core::ids::AttendeeId;

/// Who took part in an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseAttendeesWithAmounts<'a> {
    /// How many were planned and did not show up.
    pub no_show_attendee_count: u32,
    /// Those who were there.
    pub expense_attendee_list: Vec<ExpenseAttendeeWithAmounts<'a>>,
}

/// An attendee's part in an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseAttendeeWithAmounts<'a> {
    /// The attendee.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub attendee_id: AttendeeId,
    /// Custom fields; null where there are none.
    pub custom_data: Option<Vec<CustomData<'a>>>,
    /// Whether someone set the amount by hand.
    pub is_amount_user_edited: bool,
    /// Whether he was traveling.
    pub is_traveling: Option<bool>,
    /// How many people he stands for.
    pub associated_attendee_count: u32,
    /// In which of his versions.
    pub version_number: u32,
    /// His part of the transaction.
    pub transaction_amount: Amount,
    /// His part of what is approved, in the report's currency.
    pub approved_amount: Amount,
}

/// Who is said to have taken part in an expense.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseAttendees {
    /// How many were planned and did not show up; none where nothing is said.
    pub no_show_attendee_count: Option<i64>,
    /// Those who were there; nobody where nothing is said.
    #[schema(value_type = Option<Vec<ExpenseAttendee>>)]
    pub expense_attendee_list: Option<Vec<Object<ExpenseAttendee>>>,
}

/// An attendee's part in an expense, as it is said to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseAttendee {
    /// The attendee: 32 hexadecimal digits, with or without hyphens.
    pub attendee_id: String,
    /// Custom fields.
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Option<Vec<Object<CustomField>>>,
    /// Whether someone set the amount by hand.
    pub is_amount_user_edited: Option<bool>,
    /// Whether he was traveling.
    pub is_traveling: Option<bool>,
    /// How many people he stands for; one where nothing is said.
    pub associated_attendee_count: Option<i64>,
    /// In which of his versions; the latest where nothing is said.
    pub version_number: Option<i64>,
    /// His part of the transaction; required.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<f64>)]
    pub transaction_amount: Option<Decimal>,
}

/// Where the association is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpenseAttendeeResponse {
    /// Its address.
    pub uri: String,
}

/// A number, read from its digits: no binary float comes between.
fn number<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Decimal>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(None) };
    let digits = raw.get().trim();
    let is_scientific = digits.contains(['e', 'E']);
    let exact = if is_scientific { Decimal::from_scientific(digits) } else { Decimal::from_str_exact(digits) };
    match (digits, exact) {
        ("null", _) => Ok(None),
        (_, Ok(number)) => Ok(Some(number)),
        (_, Err(_)) => Err(D::Error::custom("expected a number of at most 28 digits")),
    }
}
