//! Values as XML and JSON both write them.

use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A whole number from 1, or a string with one in it as XML has it; none where it is empty.
pub fn index<'de, D: Deserializer<'de>>(field: D) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Index {
        Number(u32),
        Text(String),
    }
    let wrong = || D::Error::custom("expected a whole number from 1");
    match Option::<Index>::deserialize(field).map_err(|_| wrong())? {
        None => Ok(None),
        Some(Index::Text(text)) if text.trim().is_empty() => Ok(None),
        Some(Index::Text(text)) => text.trim().parse().ok().filter(|index| *index > 0).map(Some).ok_or_else(wrong),
        Some(Index::Number(0)) => Err(wrong()),
        Some(Index::Number(index)) => Ok(Some(index)),
    }
}

/// An amount, or a string with one in it as XML has it; read from its digits, so that no binary float comes between. None where it is
/// empty.
pub fn amount<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Decimal>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(None) };
    let text = raw.get().trim_matches('"').trim();
    if text.is_empty() || text == "null" {
        return Ok(None);
    }
    let exact = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    exact.map(Some).map_err(|_| D::Error::custom("expected a number of at most 28 digits"))
}

/// `Y` or `N`; none where it is empty.
pub fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<Option<bool>, D::Error> {
    let text = Option::<String>::deserialize(field)?.unwrap_or_default();
    match text.trim() {
        "" => Ok(None),
        "Y" | "y" => Ok(Some(true)),
        "N" | "n" => Ok(Some(false)),
        _ => Err(D::Error::custom("expected Y or N")),
    }
}
