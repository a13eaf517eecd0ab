//! Values as XML and JSON both write them: numbers, days, flags.

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::api::json;
use crate::core::rejection::Fault;

/// A number, or a string with one in it as XML has it; read from its digits, so that no binary float comes between.
pub fn number<'de, D: Deserializer<'de>>(field: D) -> Result<Decimal, D::Error> {
    optional_number(field)?.ok_or_else(|| D::Error::custom("expected a number"))
}

/// As [`number`], where there may be none.
pub fn optional_number<'de, D: Deserializer<'de>>(field: D) -> Result<Option<Decimal>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(None) };
    let text = raw.get().trim_matches('"').trim();
    if text.is_empty() || text == "null" {
        return Ok(None);
    }
    let exact = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    exact.map(Some).map_err(|_| D::Error::custom("expected a number of at most 28 digits"))
}

/// A day, with or without a time behind it, which is dropped.
pub fn date<'de, D: Deserializer<'de>>(field: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(field)?;
    let day = text.split_once('T').map_or(text.as_str(), |(day, _)| day);
    let date = NaiveDate::from_str(day).ok().filter(|_| day.len() == "YYYY-MM-DD".len());
    date.ok_or_else(|| D::Error::custom(format_args!("expected YYYY-MM-DD, not {text:?}")))
}

/// `true` or `false`, as JSON has it or as XML does.
pub fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<Option<bool>, D::Error> {
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

/// As [`date`], where there may be none.
pub fn optional_date<'de, D: Deserializer<'de>>(field: D) -> Result<Option<NaiveDate>, D::Error> {
    match Option::<String>::deserialize(field)? {
        Some(text) => date(text.into_deserializer()).map(Some),
        None => Ok(None),
    }
}

/// A whole number that is not negative, as JSON has it or as XML does; null or nothing where there is none.
pub fn count<'de, D: Deserializer<'de>>(field: D) -> Result<Option<u32>, D::Error> {
    let Some(number) = optional_number(field)? else { return Ok(None) };
    let whole = Some(number).filter(|number| number.fract().is_zero()).and_then(|number| u32::try_from(number).ok());
    whole.map(Some).ok_or_else(|| D::Error::custom(format_args!("expected a whole number from 0 up, not {number}")))
}

/// An object; none where there is null, nothing, or as XML has it an empty element.
pub fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(field: D) -> Result<Option<T>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(field)? else { return Ok(None) };
    match raw.get() {
        "null" | r#""""# => Ok(None),
        text => json::parse(text.as_bytes()).map(Some).map_err(|faults| {
            let Fault { field, message } = faults.into_iter().next().unwrap_or_else(|| Fault::new("", "is no object"));
            D::Error::custom(format_args!("{field}: {message}"))
        }),
    }
}

/// As [`flag`], where there has to be one.
pub fn required_flag<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    flag(field)?.ok_or_else(|| D::Error::custom("expected true or false"))
}
