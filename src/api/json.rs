//! Reading JSON bodies strictly: what is wrong is said with the field it is wrong at.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_path_to_error::Track;

use super::body::Body;
use crate::core::rejection::{self, Fault};

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
    let mut names = serde_json::Deserializer::from_str(text);
    let unique = UniqueNames.deserialize(&mut names).and_then(|()| names.end());
    unique.map_err(|error| vec![Fault::new("", format!("the body is not JSON: {error}"))])?;
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = Track::new();
    object(serde_path_to_error::Deserializer::new(&mut json, &mut track)).map_err(|error| {
        let path = track.path().to_string();
        let field = if path == "." { String::new() } else { path };
        vec![Fault::new(field, error.to_string())]
    })
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

/// Accepts any JSON in which no object names a field twice: which of the two counts would be a guess.
struct UniqueNames;

impl<'de> DeserializeSeed<'de> for UniqueNames {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueNames {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = fields.next_key::<String>()? {
            fields.next_value_seed(Self)?;
            if let Some(name) = seen.replace(name) {
                return Err(serde::de::Error::custom(format_args!("field `{name}` is there twice")));
            }
        }
        Ok(())
    }
}
