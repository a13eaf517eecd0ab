//! What v4 says and reads, field by field as its pages have it. No other dialect uses these types.

pub mod allocations;
pub mod approvals;
pub mod associations;
pub mod attendees;
pub mod expense;
pub mod remarks;
pub mod report;
pub mod requests;
pub mod tax;

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::core::Timestamp;
use crate::core::money::{Currency, EightDecimals, Money};

/// An amount in a currency; the value is a number with eight decimals.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// How much.
    #[serde(serialize_with = "eight_decimals")]
    #[schema(value_type = f64)]
    pub value: Decimal,
    /// ISO 4217.
    #[serde(serialize_with = "currency")]
    #[schema(value_type = String)]
    pub currency_code: Currency,
}

impl Amount {
    pub const fn new(value: Decimal, currency_code: Currency) -> Self {
        Self { value, currency_code }
    }
}

impl From<Money> for Amount {
    fn from(Money { amount, currency }: Money) -> Self {
        Self::new(amount, currency)
    }
}

/// A value of a custom field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomData<'a> {
    /// The field, such as `custom15`.
    pub id: &'a str,
    /// Its value.
    pub value: Option<&'a str>,
    /// Whether the value is valid.
    pub is_valid: bool,
    /// Where the item is that the value names, if the field is a list.
    pub list_item_url: Option<&'a str>,
}

/// A link to a related resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// How it is related.
    pub rel: &'static str,
    /// Absolute.
    pub href: String,
    /// Always null here, as on the page.
    pub hreflang: Option<&'static str>,
    /// Always null here, as on the page.
    pub media: Option<&'static str>,
    /// Always null here, as on the page.
    pub title: Option<&'static str>,
    /// Always null here, as on the page.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// Always null here, as on the page.
    pub deprecation: Option<&'static str>,
    /// The method to call it with.
    pub method: &'static str,
    /// Whether the address has parameters left in it.
    pub is_templated: bool,
}

impl Link {
    /// A resource to GET.
    pub const fn get(rel: &'static str, href: String) -> Self {
        Self {
            rel,
            href,
            hreflang: None,
            media: None,
            title: None,
            kind: None,
            deprecation: None,
            method: "GET",
            is_templated: false,
        }
    }
}

/// Someone's identifiers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Employee<'a> {
    /// What the company's other systems call him.
    pub employee_id: Option<&'a str>,
    /// What Concur calls him.
    pub employee_uuid: Cow<'a, str>,
}

/// Writes a number with eight decimals, exactly: no binary float comes between.
pub fn eight_decimals<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let text = EightDecimals::new(*amount);
    let raw: &RawValue = serde_json::from_str(text.as_str()).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

fn currency<S: Serializer>(currency: &Currency, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(currency.as_str())
}

/// `2020-03-25T20:42:39Z`
pub fn seconds<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

/// `2020-03-25T20:42:39Z`, or null.
pub fn optional_seconds<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => seconds(at, serializer),
        None => serializer.serialize_none(),
    }
}

/// Anything that displays, as a string.
pub fn text<T: std::fmt::Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
