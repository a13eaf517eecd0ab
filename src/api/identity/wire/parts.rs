//! The parts of a user that are of his person: name, addresses, numbers.

use serde::Serialize;
use utoipa::ToSchema;

/// A name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// An academic title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub academic_title: Option<String>,
    /// The family name.
    #[schema(required = false)]
    pub family_name: String,
    /// What goes before the family name.
    pub family_name_prefix: Option<String>,
    /// Family, given and middle name.
    #[schema(required = false)]
    pub formatted: String,
    /// The given name.
    #[schema(required = false)]
    pub given_name: String,
    /// What goes before the name.
    pub honorific_prefix: Option<String>,
    /// What goes behind the name.
    pub honorific_suffix: Option<String>,
    /// The letter of the middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_initial: Option<String>,
    /// The names between given and family name.
    pub middle_name: Option<String>,
}

/// An e-mail address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Email {
    /// Whether it is known to be his.
    #[schema(required = false)]
    pub verified: bool,
    /// What it is for.
    #[serde(rename = "type")]
    #[schema(required = false)]
    pub kind: &'static str,
    /// The address.
    #[schema(required = false)]
    pub value: String,
    /// Whether notifications are sent there.
    #[schema(required = false)]
    pub notifications: bool,
}

/// A phone number.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhoneNumber {
    /// The number, as people read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// Whether notifications are sent there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notifications: Option<bool>,
    /// Whether it is the one to call first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// What it is for.
    #[serde(rename = "type")]
    #[schema(required = false)]
    pub kind: &'static str,
    /// The number.
    #[schema(required = false)]
    pub value: String,
}

/// A postal address.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// What it is for.
    #[serde(rename = "type")]
    #[schema(required = false)]
    pub kind: &'static str,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
}

/// Whom to call if something happens to a user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyContact {
    /// Who it is.
    #[schema(required = false)]
    pub name: String,
    /// What he is to the user.
    #[schema(required = false)]
    pub relationship: &'static str,
    /// His e-mail addresses.
    #[schema(required = false)]
    pub emails: Vec<String>,
    /// His phone numbers.
    #[schema(required = false)]
    pub phones: Vec<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
}
