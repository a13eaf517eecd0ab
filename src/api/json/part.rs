//! A part of a JSON text, which is taken apart as far as somebody reads it; whoever cannot read it learns which field that was.
//!
//! Types are read from here, and not by the parser itself, so that the field is known without every type being read by code of its
//! own that keeps track; and numbers are there with the digits that were sent.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::value::CowStrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Number;
use serde_json::value::RawValue;

/// What `RawValue` calls itself when it is read or written: it takes the text as it stands.
pub const RAW: &str = "$serde_json::private::RawValue";

/// How deep what is read may be nested. Each level is looked through once more for those below it.
const DEEPEST: usize = 32;

/// A value, as its text.
#[derive(Clone, Copy)]
pub(super) struct Part<'de> {
    text: &'de str,
    depth: usize,
}

/// What is wrong, and with what. It is as large as a pointer, since every field that is read may be it.
#[derive(Debug)]
pub(super) struct Wrong(Box<Details>);

#[derive(Debug)]
struct Details {
    message: String,
    /// The way to it, from the inside out.
    path: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Field(String),
    Item(usize),
}

impl<'de> Part<'de> {
    /// The value that a text is, which is JSON as a whole.
    pub(super) fn of(text: &'de str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Ok(Self { text: raw.get(), depth: 0 })
    }

    fn below(self, raw: &'de RawValue) -> Self {
        Self { text: raw.get(), depth: self.depth + 1 }
    }

    /// What it is by its first byte, which says it all.
    fn first(self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or_default()
    }

    fn is_null(self) -> bool {
        self.first() == b'n'
    }

    fn split<T: Deserialize<'de>>(self) -> Result<T, Wrong> {
        if self.depth == DEEPEST {
            return Err(Wrong::custom(format_args!("the body is nested more than {DEEPEST} levels deep")));
        }
        serde_json::from_str(self.text).map_err(Wrong::of_text)
    }

    fn string(self) -> Result<Cow<'de, str>, Wrong> {
        serde_json::from_str(self.text).map(|Name(text)| text).map_err(Wrong::of_text)
    }

    fn number(self) -> Result<Number, Wrong> {
        serde_json::from_str(self.text).map_err(Wrong::of_text)
    }

    /// The same to one who expected something else.
    fn instead_of(self, expected: &dyn de::Expected) -> Wrong {
        let text;
        let unexpected = match self.first() {
            b'{' => Unexpected::Map,
            b'[' => Unexpected::Seq,
            b'n' => Unexpected::Unit,
            b't' => Unexpected::Bool(true),
            b'f' => Unexpected::Bool(false),
            b'"' => match self.string() {
                Ok(string) => {
                    text = string;
                    Unexpected::Str(&text)
                }
                Err(wrong) => return wrong,
            },
            _ => match self.number() {
                Ok(number) => unexpected_number(&number),
                Err(wrong) => return wrong,
            },
        };
        Wrong::invalid_type(unexpected, expected)
    }
}

fn unexpected_number(number: &Number) -> Unexpected<'static> {
    if let Some(number) = number.as_u64() {
        Unexpected::Unsigned(number)
    } else if let Some(number) = number.as_i64() {
        Unexpected::Signed(number)
    } else {
        Unexpected::Float(number.as_f64().unwrap_or_default())
    }
}

impl<'de> Deserializer<'de> for Part<'de> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.first() {
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'n' => visitor.visit_unit(),
            b't' => visitor.visit_bool(true),
            b'f' => visitor.visit_bool(false),
            b'"' => match self.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            _ => {
                let number = self.number()?;
                if let Some(number) = number.as_u64() {
                    visitor.visit_u64(number)
                } else if let Some(number) = number.as_i64() {
                    visitor.visit_i64(number)
                } else {
                    visitor.visit_f64(number.as_f64().unwrap_or_default())
                }
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.first() != b'{' {
            return Err(self.instead_of(&visitor));
        }
        let Fields(fields) = self.split()?;
        visitor.visit_map(FieldsOf { whole: self, fields: fields.into_iter(), name: Cow::Borrowed(""), value: None })
    }

    /// An object and nothing else: a list of values, which others take for a struct, is none.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_map(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.first() != b'[' {
            return Err(self.instead_of(&visitor));
        }
        let items: Vec<&RawValue> = self.split()?;
        visitor.visit_seq(ItemsOf { whole: self, items: items.into_iter(), passed: 0 })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        if name == RAW {
            let mut text = serde_json::Deserializer::from_str(self.text);
            return text.deserialize_newtype_struct(name, visitor).map_err(Wrong::of_text);
        }
        visitor.visit_newtype_struct(self)
    }

    /// By its name, as a string; nothing that is sent has more to it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if self.first() != b'"' {
            return Err(self.instead_of(&visitor));
        }
        let name: CowStrDeserializer<'_, Wrong> = self.string()?.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

/// What an object holds, in the order in which it stands there; each name once, for which of two counts would be a guess.
struct Fields<'de>(Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((Name(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                let mut seen = HashSet::with_capacity(fields.len());
                match fields.iter().find(|(name, _)| !seen.insert(name.as_ref())) {
                    Some((name, _)) => Err(A::Error::custom(format_args!("field `{name}` is there twice"))),
                    None => Ok(Fields(fields)),
                }
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// A string, borrowed where nothing in it is escaped.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Read)
    }
}

struct FieldsOf<'de> {
    whole: Part<'de>,
    fields: std::vec::IntoIter<(Cow<'de, str>, &'de RawValue)>,
    /// The name of the field that is being read.
    name: Cow<'de, str>,
    /// Its value, until that is read.
    value: Option<&'de RawValue>,
}

// Built once, not for every type that is read.
impl<'de> FieldsOf<'de> {
    #[inline(never)]
    fn next_name(&mut self) -> Option<Cow<'de, str>> {
        let (name, value) = self.fields.next()?;
        self.name = name.clone();
        self.value = Some(value);
        Some(name)
    }

    #[inline(never)]
    fn next_part(&mut self) -> Result<Part<'de>, Wrong> {
        let value = self.value.take().ok_or_else(|| Wrong::custom("a value is read before its name"))?;
        Ok(self.whole.below(value))
    }

    #[cold]
    #[inline(never)]
    fn wrong(&self, wrong: Wrong) -> Wrong {
        wrong.at(Step::Field(self.name.clone().into_owned()))
    }
}

impl<'de> MapAccess<'de> for FieldsOf<'de> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some(name) = self.next_name() else { return Ok(None) };
        let key: CowStrDeserializer<'_, Wrong> = name.into_deserializer();
        seed.deserialize(key).map(Some).map_err(|wrong| self.wrong(wrong))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        seed.deserialize(self.next_part()?).map_err(|wrong| self.wrong(wrong))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}

struct ItemsOf<'de> {
    whole: Part<'de>,
    items: std::vec::IntoIter<&'de RawValue>,
    passed: usize,
}

impl<'de> SeqAccess<'de> for ItemsOf<'de> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let place = self.passed;
        self.passed += 1;
        seed.deserialize(self.whole.below(item)).map(Some).map_err(|wrong| wrong.at(Step::Item(place)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

impl Wrong {
    /// What the parser says of a part, without the place, which would be one within the part.
    fn of_text(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self::custom(message.strip_suffix(&place).unwrap_or(&message))
    }

    #[cold]
    fn at(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// What is wrong.
    pub(super) fn message(self) -> String {
        self.0.message
    }

    /// The field, from the outside in, such as `amounts[0].value`; empty where it is the whole.
    pub(super) fn field(&self) -> String {
        let mut field = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Field(name) if field.is_empty() => field.push_str(name),
                Step::Field(name) => field.extend([".", name]),
                Step::Item(place) => field.push_str(&format!("[{place}]")),
            }
        }
        field
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Details { message: message.to_string(), path: Vec::new() }))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        match unexpected {
            Unexpected::Unit => Self::custom(format_args!("invalid type: null, expected {expected}")),
            other => Self::custom(format_args!("invalid type: {other}, expected {expected}")),
        }
    }
}
