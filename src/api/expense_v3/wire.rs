//! What v3 says and reads; XML has the same names as JSON. No other dialect uses these types.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::api::xml::escape;

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
    #[serde(deserialize_with = "date")]
    pub transaction_date: NaiveDate,
    /// How much.
    #[serde(deserialize_with = "number")]
    #[schema(value_type = f64)]
    pub transaction_amount: Decimal,
    /// Of which currency, ISO 4217.
    pub transaction_currency_code: String,
    /// From the transaction's currency to the report's.
    #[serde(default, deserialize_with = "optional_number")]
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
    #[serde(default, deserialize_with = "flag")]
    #[schema(value_type = Option<bool>)]
    pub is_personal: Option<bool>,
    /// Whether it is billed to a customer.
    #[serde(default, deserialize_with = "flag")]
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

/// Where a new thing is.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreateResponse {
    /// Its v3 ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}

impl CreateResponse {
    /// As XML.
    pub fn to_xml(&self) -> String {
        let (id, uri) = (escape(&self.id), escape(&self.uri));
        format!("<Response><ID>{id}</ID><URI>{uri}</URI></Response>")
    }
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetails,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorDetails {
    /// In words.
    pub message: String,
    /// When.
    #[serde(rename = "Server-Time")]
    pub server_time: String,
    /// Unique; the answer's `Concur-Correlationid`.
    #[schema(value_type = String)]
    pub id: Arc<str>,
}

impl ErrorBody {
    /// As XML.
    pub fn to_xml(&self) -> String {
        let ErrorDetails { message, server_time, id } = &self.error;
        let (message, id) = (escape(message), escape(&**id));
        format!("<Error><Message>{message}</Message><Server-Time>{server_time}</Server-Time><Id>{id}</Id></Error>")
    }
}

/// A number, or a string with one in it as XML has it; read from its digits, so that no binary float comes between.
fn number<'de, D: Deserializer<'de>>(field: D) -> Result<Decimal, D::Error> {
    optional_number(field)?.ok_or_else(|| D::Error::custom("expected a number"))
}

fn optional_number<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Decimal>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(None) };
    let text = raw.get().trim_matches('"').trim();
    if text.is_empty() || text == "null" {
        return Ok(None);
    }
    let exact = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    exact.map(Some).map_err(|_| D::Error::custom("expected a number of at most 28 digits"))
}

/// A day, with or without a time behind it, which is dropped.
fn date<'de, D: Deserializer<'de>>(field: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(field)?;
    let day = text.split_once('T').map_or(text.as_str(), |(day, _)| day);
    let date = NaiveDate::from_str(day).ok().filter(|_| day.len() == "YYYY-MM-DD".len());
    date.ok_or_else(|| D::Error::custom(format_args!("expected YYYY-MM-DD, not {text:?}")))
}

/// `true` or `false`, as JSON has it or as XML does.
fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<Option<bool>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Bool(bool),
        Text(String),
    }
    match Option::<Flag>::deserialize(field)? {
        None => Ok(None),
        Some(Flag::Bool(flag)) => Ok(Some(flag)),
        Some(Flag::Text(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "y" | "1" => Ok(Some(true)),
            "false" | "n" | "0" => Ok(Some(false)),
            "" => Ok(None),
            _ => Err(D::Error::custom(format_args!("expected true or false, not {text:?}"))),
        },
    }
}
