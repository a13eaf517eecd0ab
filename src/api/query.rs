//! Reading query strings: what is wrong is said with the parameter it is wrong at.

use std::borrow::Cow;
use std::cell::RefCell;

use actix_web::HttpRequest;
use serde::de::value::{self, MapDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::core::rejection::{Body, Fault};

/// Reads the parameters that an operation knows; others are passed over.
pub fn read<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    parse(request.query_string())
}

/// The same, but for a parameter that someone else reads.
pub fn read_but<T: DeserializeOwned>(request: &HttpRequest, other: &str) -> Body<T> {
    let rest = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != other);
    parse(&form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish())
}

/// The same where names count in any case; the type has them in small letters. What is wrong is said with the name as the caller
/// wrote it.
pub fn read_in_any_case<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    let written = || form_urlencoded::parse(request.query_string().as_bytes());
    let small = written().map(|(name, value)| (name.to_ascii_lowercase(), value));
    let small = form_urlencoded::Serializer::new(String::new()).extend_pairs(small).finish();
    let as_written = |fault: Fault| {
        let name = written().map(|(name, _)| name).find(|name| name.eq_ignore_ascii_case(&fault.field));
        Fault { field: name.map_or(fault.field, Cow::into_owned), ..fault }
    };
    parse(&small).map_err(|faults| faults.into_iter().map(as_written).collect())
}

/// Reads parameters, or the fields of a form, from their text.
pub fn parse<T: DeserializeOwned>(text: &str) -> Body<T> {
    let current = RefCell::new(None);
    let parameters = Parameters { given: form_urlencoded::parse(text.as_bytes()), current: &current };
    T::deserialize(MapDeserializer::new(parameters)).map_err(|error| wrong(current.take(), &error))
}

fn wrong(parameter: Option<Cow<'_, str>>, error: &value::Error) -> Vec<Fault> {
    vec![Fault::new(parameter.unwrap_or_default(), error.to_string())]
}

/// The parameters of a text, one by one; the same for every type that is read of them.
struct Parameters<'a> {
    given: form_urlencoded::Parse<'a>,
    /// The parameter that is being read; none before the first and behind the last.
    current: &'a RefCell<Option<Cow<'a, str>>>,
}

impl<'a> Iterator for Parameters<'a> {
    type Item = (Cow<'a, str>, Given<'a>);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let next = self.given.next();
        *self.current.borrow_mut() = next.as_ref().map(|(name, _)| name.clone());
        next.map(|(name, value)| (name, Given(value)))
    }
}

/// What a parameter is given: a text, which may be that of a number or a flag.
struct Given<'a>(Cow<'a, str>);

impl<'de> IntoDeserializer<'de, value::Error> for Given<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($read:ident: $visit:ident,)+) => {$(
        fn $read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
            visitor.$visit(self.0.parse().map_err(value::Error::custom)?)
        }
    )+};
}

impl<'de> Deserializer<'de> for Given<'de> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
        self.0.into_deserializer().deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, value::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, value::Error> {
        visitor.visit_enum(IntoDeserializer::<value::Error>::into_deserializer(self.0))
    }

    parsed! {
        deserialize_bool: visit_bool,
        deserialize_i64: visit_i64,
        deserialize_u8: visit_u8,
        deserialize_u16: visit_u16,
        deserialize_u32: visit_u32,
        deserialize_u64: visit_u64,
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
