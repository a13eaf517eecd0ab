//! Values as XML and JSON both write them.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

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
