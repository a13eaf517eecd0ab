//! Attendees, as they are answered and as they are sent.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::custom::CustomField;
use super::form_fields::with_form_fields;
use super::number::Number;
use super::scalar;

/// A page of attendees.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Attendees<'a> {
    /// The attendees, by ID.
    pub items: Vec<Attendee<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

with_form_fields! {
/// Someone who can take part in what is spent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = Attendee)]
pub struct Attendee<'a> {
    /// The code of his type.
    pub attendee_type_code: &'a str,
    /// The ID of his type.
    #[serde(rename = "AttendeeTypeID")]
    pub attendee_type_id: String,
    /// His first name.
    pub first_name: Option<&'a str>,
    /// His last name.
    pub last_name: &'a str,
    /// The initial of his middle name.
    pub middle_initial: Option<&'a str>,
    /// What follows his name.
    pub suffix: Option<&'a str>,
    /// The name of his company.
    pub company: Option<&'a str>,
    /// His title.
    pub title: Option<&'a str>,
    /// What he is called elsewhere.
    #[serde(rename = "ExternalID")]
    pub external_id: Option<&'a str>,
    /// Whether he had exceptions last year: never.
    pub has_exceptions_prev_year: bool,
    /// Whether he has exceptions this year: never.
    #[serde(rename = "HasExceptionsYTD")]
    pub has_exceptions_ytd: bool,
    /// What was spent on him last year: nothing is known of it.
    pub total_amount_prev_year: Number,
    /// What is said to have been spent on him this year.
    #[serde(rename = "TotalAmountYTD")]
    pub total_amount_ytd: Number,
    /// His latest version.
    pub version_number: u32,
    /// The name of whose he is.
    pub owner_name: String,
    /// The login of whose he is; `ConcurSystem` of those who are everyone's.
    #[serde(rename = "OwnerLoginID")]
    pub owner_login_id: String,
    /// The currency of what is spent on him, ISO 4217.
    pub currency_code: &'a str,
    /// His ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// His address.
    #[serde(rename = "URI")]
    pub uri: String,
}
as CustomField; units:; custom: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; }

/// What is sent of an attendee. Of one who is there, what is absent or null stays; an empty text clears what may be empty.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AttendeeContent {
    /// The ID of his type.
    #[serde(rename = "AttendeeTypeID")]
    pub attendee_type_id: Option<String>,
    /// His first name, 50 characters at most.
    pub first_name: Option<String>,
    /// His last name, 132 characters at most.
    pub last_name: Option<String>,
    /// The initial of his middle name.
    pub middle_initial: Option<String>,
    /// What follows his name, 32 characters at most.
    pub suffix: Option<String>,
    /// The name of his company, 150 characters at most.
    pub company: Option<String>,
    /// His title, 32 characters at most.
    pub title: Option<String>,
    /// What he is called elsewhere, 48 characters at most.
    #[serde(rename = "ExternalID")]
    pub external_id: Option<String>,
    /// The currency of what is spent on him, ISO 4217.
    pub currency_code: Option<String>,
    /// What was spent on him this year.
    #[serde(default, rename = "TotalAmountYTD", deserialize_with = "scalar::optional_number")]
    #[schema(value_type = Option<f64>)]
    pub total_amount_ytd: Option<Decimal>,
}
