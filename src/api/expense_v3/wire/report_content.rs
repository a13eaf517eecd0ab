//! Reports as v3 is sent them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::custom::CustomValue;
use super::scalar;

/// A report to be, or changes to one: what is absent or null is left alone. Beside these go `Custom1` to `Custom20` and `OrgUnit1` to
/// `OrgUnit6`, each as text or as it is answered. Every other field of a report counts for nothing.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, rename_all = "PascalCase")]
pub struct ReportContent {
    /// Its name, 40 characters at most; a new one needs it.
    pub name: Option<String>,
    /// What for, 64 characters at most.
    pub purpose: Option<String>,
    /// A comment to add, 500 characters at most.
    pub comment: Option<String>,
    /// The date on it.
    #[serde(deserialize_with = "optional_date")]
    #[schema(value_type = Option<String>, format = Date)]
    pub user_defined_date: Option<NaiveDate>,
    /// Its country, ISO 3166-1.
    pub country: Option<String>,
    /// Its subdivision of the country, ISO 3166-2.
    pub country_subdivision: Option<String>,
}

/// The custom fields of a report's form, by name, as far as they are not left alone.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, CustomValue>")]
pub struct CustomFields(pub Vec<(String, String)>);

impl TryFrom<BTreeMap<String, CustomValue>> for CustomFields {
    type Error = String;

    fn try_from(fields: BTreeMap<String, CustomValue>) -> Result<Self, String> {
        let custom = fields.into_iter().filter(|(name, _)| is_custom(name));
        let value = |(name, value)| match value {
            CustomValue::Other(_) => Some(Err(format!("{name}: expected text, or an object with its text in Value"))),
            value => Some(Ok((name, value.into_value()?))),
        };
        custom.filter_map(value).collect::<Result<_, _>>().map(Self)
    }
}

/// Whether a field is `Custom1` to `Custom20` or `OrgUnit1` to `OrgUnit6`.
fn is_custom(name: &str) -> bool {
    let numbered = |kind, most| {
        let number = name.strip_prefix(kind).filter(|digits| !digits.starts_with(['0', '+']));
        number.and_then(|digits| digits.parse().ok()).is_some_and(|number: u8| number <= most)
    };
    numbered("Custom", 20) || numbered("OrgUnit", 6)
}

fn optional_date<'de, D: Deserializer<'de>>(field: D) -> Result<Option<NaiveDate>, D::Error> {
    match Option::<String>::deserialize(field)? {
        Some(text) => scalar::date(serde::de::IntoDeserializer::into_deserializer(text)).map(Some),
        None => Ok(None),
    }
}
