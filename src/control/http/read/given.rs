//! What is given in a query or a body, read as what is wanted of it.

use std::borrow::Cow;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::slip::{Slip, Step};
use crate::control::nearest::listed;
use crate::core::rejection::brief;

/// Something given.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'a> {
    /// A whole query.
    Parameters(&'a [(Cow<'a, str>, Cow<'a, str>)]),
    /// The text of a parameter, which may be that of a number or a flag.
    Text(&'a str),
    /// A part of a body.
    Json(&'a Value),
    /// Nothing, where an object is wanted; this is why.
    NoObject(&'static str),
}

impl Given<'_> {
    /// The refusal of what is something else than what is wanted.
    #[cold]
    fn instead_of(self, wanted: &str) -> Slip {
        let shown = match self {
            Self::Text("") => "nothing".to_owned(),
            Self::Text(text) => format!("`{}`", brief(text.to_owned())),
            Self::Json(Value::String(text)) => format!("the text `{}`", brief(text.clone())),
            Self::Json(Value::Array(_)) => "a list".to_owned(),
            Self::Json(Value::Object(_)) | Self::Parameters(_) => "an object".to_owned(),
            Self::Json(other) => other.to_string(),
            Self::NoObject(why) => return Slip::custom(format_args!("{why}; send a JSON object")),
        };
        Slip::custom(format_args!("has to be {wanted}, not {shown}"))
    }

    /// A whole number, where it is one from the least to the most.
    fn integer(self, least: i128, most: i128) -> Result<i128, Slip> {
        let number = match self {
            Self::Text(text) => text.parse().ok(),
            Self::Json(value) => value.as_u64().map(i128::from).or_else(|| value.as_i64().map(i128::from)),
            Self::Parameters(_) | Self::NoObject(_) => None,
        };
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            let upwards = most >= i128::from(i64::MAX);
            let wanted = if upwards { format!("{least} upwards") } else { format!("{least} to {most}") };
            self.instead_of(&format!("a whole number from {wanted}"))
        })
    }
}

macro_rules! integers {
    ($($read:ident: $visit:ident $number:ty,)+) => {$(
        fn $read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
            let number = self.integer(<$number>::MIN.into(), <$number>::MAX.into())?;
            // It was held against the bounds.
            visitor.$visit(<$number>::try_from(number).unwrap_or_default())
        }
    )+};
}

impl<'de> Deserializer<'de> for Given<'de> {
    type Error = Slip;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Json(Value::Null) => visitor.visit_unit(),
            Self::Json(Value::Bool(flag)) => visitor.visit_bool(*flag),
            Self::Json(Value::String(text)) => visitor.visit_str(text),
            Self::Json(Value::Array(_)) => self.deserialize_seq(visitor),
            Self::Json(Value::Number(number)) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_i64(number),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Self::Json(Value::Object(_)) | Self::Parameters(_) | Self::NoObject(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Text("true") | Self::Json(Value::Bool(true)) => visitor.visit_bool(true),
            Self::Text("false") | Self::Json(Value::Bool(false)) => visitor.visit_bool(false),
            _ => Err(self.instead_of("true or false")),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        let number = match self {
            Self::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            Self::Json(value) => value.as_f64(),
            Self::Parameters(_) | Self::NoObject(_) => None,
        };
        visitor.visit_f64(number.ok_or_else(|| self.instead_of("a number"))?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Json(Value::String(text)) => visitor.visit_str(text),
            _ => Err(self.instead_of("a text")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        if matches!(self, Self::Json(Value::Null)) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Slip> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Json(Value::Array(items)) => visitor.visit_seq(Items { items: items.iter(), passed: 0 }),
            _ => Err(self.instead_of("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self {
            Self::Parameters(given) => {
                visitor.visit_map(Fields::of(given.iter().map(|(name, value)| (&**name, Given::Text(value)))))
            }
            Self::Json(Value::Object(fields)) => {
                visitor.visit_map(Fields::of(fields.iter().map(|(name, value)| (&**name, Given::Json(value)))))
            }
            _ => Err(self.instead_of("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Slip> {
        match self {
            Self::NoObject(why) => {
                Err(Slip::custom(format_args!("{why}; send a JSON object, in which there can be {}", listed(fields))))
            }
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Slip> {
        let name: StrDeserializer<'_, Slip> = match self {
            Self::Text(text) => text.into_deserializer(),
            Self::Json(Value::String(text)) => text.as_str().into_deserializer(),
            _ => return Err(self.instead_of(&format!("one of {}", listed(known)))),
        };
        visitor.visit_enum(name)
    }

    integers! {
        deserialize_u8: visit_u8 u8,
        deserialize_u16: visit_u16 u16,
        deserialize_u32: visit_u32 u32,
        deserialize_u64: visit_u64 u64,
        deserialize_i64: visit_i64 i64,
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The fields of an object, or the parameters of a query.
struct Fields<'de> {
    fields: std::vec::IntoIter<(&'de str, Given<'de>)>,
    /// The one that is being read.
    current: Option<(&'de str, Given<'de>)>,
}

impl<'de> Fields<'de> {
    fn of(fields: impl Iterator<Item = (&'de str, Given<'de>)>) -> Self {
        Self { fields: fields.collect::<Vec<_>>().into_iter(), current: None }
    }

    fn found(&self, slip: Slip) -> Slip {
        slip.after(Step::Field(self.current.map(|(name, _)| name.to_owned()).unwrap_or_default()))
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Slip;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Slip> {
        self.current = self.fields.next();
        let Some((name, _)) = self.current else { return Ok(None) };
        let key: StrDeserializer<'_, Slip> = name.into_deserializer();
        seed.deserialize(key).map(Some).map_err(|slip| self.found(slip))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Slip> {
        let (_, value) = self.current.ok_or_else(|| Slip::custom("a value is read before its name"))?;
        seed.deserialize(value).map_err(|slip| self.found(slip))
    }
}

/// The entries of a list.
struct Items<'de> {
    items: std::slice::Iter<'de, Value>,
    passed: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Slip;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Slip> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let place = self.passed;
        self.passed += 1;
        seed.deserialize(Given::Json(item)).map(Some).map_err(|slip| slip.after(Step::Index(place)))
    }
}
