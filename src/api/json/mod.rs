//! Reading JSON bodies strictly: what is wrong is said with the field it is wrong at.

mod part;

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::body::Body;
use crate::core::rejection::{self, Fault};
pub use part::RAW;
use part::{Part, Wrong};

/// Reads a JSON object. An empty body reads as `{}`, since clients send actions without one.
pub fn read<T: DeserializeOwned>(body: &Body) -> rejection::Body<T> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("", fault.to_string())])?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return parse(b"{}");
    }
    if !body.content_type().is_some_and(is_json) {
        let message = "has to be application/json where the request has a body";
        return Err(vec![Fault::new("Content-Type", message)]);
    }
    parse(bytes)
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    subtype == "json" || subtype.ends_with("+json") || subtype == "merge-patch+json"
}

/// Reads a JSON object from text.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> rejection::Body<T> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        vec![Fault::new("", format!("the body is not UTF-8: byte {} is not", error.valid_up_to() + 1))]
    })?;
    let whole = Part::of(text).map_err(|error| vec![Fault::new("", format!("the body is not JSON: {error}"))])?;
    object(whole).map_err(fault)
}

/// Reads a JSON object that is in memory already.
pub fn of_value<T: DeserializeOwned>(value: &Value) -> rejection::Body<T> {
    parse(value.to_string().as_bytes())
}

fn fault(wrong: Wrong) -> Vec<Fault> {
    vec![Fault::new(wrong.field(), wrong.message())]
}
/// Reads an object, and nothing but an object: left to itself, a struct would be read from a list of its fields' values, too.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Fields(PhantomData))
}

/// What [`object`] reads, where a type is wanted: in a list.
#[derive(Debug)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer).map(Self)
    }
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}
