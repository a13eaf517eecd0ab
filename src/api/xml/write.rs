//! Writes the wire types of a dialect as XML: a serializer that takes every name from the type it is given.
//!
//! A field's name is the name of its element. An item of a list, and the root, are named as their type is (`#[serde(rename = …)]`
//! at the type says otherwise); a root that is nothing but a list is a newtype. So `Items: Vec<Report>` is `<Items><Report>…</Report></Items>`, beside the JSON
//! `"Items": [{…}]`. A field whose name begins with `@` is an attribute, and a list in a newtype called [`REPEATED`] has its items
//! beside each other in its parent, each under the name of the field.

use std::fmt::{self, Display, Write};

use quick_xml::escape::escape;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::api::json::RAW;

/// How a dialect writes its XML.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Attributes of the root: a name such as `xmlns` or `xmlns:i`, and its value.
    pub namespaces: &'static [(&'static str, &'static str)],
    /// What stands for a value that is not there.
    pub absent: Absent,
}

/// What stands for a value that is not there, JSON's null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// An element with `i:nil="true"`. The style has to name the namespace `i`.
    Nil,
    /// An empty element.
    Empty,
    /// Nothing.
    Omitted,
}

/// A value as an XML document, named as its type is.
///
/// # Errors
///
/// What the value's own `Serialize` reports, a key that is no text, or several values (a tuple) where one has to be.
pub fn to_string<T: Serialize>(value: &T, style: Style) -> Result<String, Error> {
    let mut out = r#"<?xml version="1.0" encoding="utf-8"?>"#.to_owned();
    let root = Element { out: &mut out, name: None, style, is_root: true, is_repeated: false };
    value.serialize(root)?;
    Ok(out)
}

/// Why a value is no XML.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The name of a unit type that is marked as nil whatever the style says: one element that has to be, among many that are empty.
/// The style has to name the namespace `i`.
pub const NIL: &str = "$nil";

/// The name of a newtype around a list whose items have no element around them all.
pub const REPEATED: &str = "$repeated";

/// What the name of a field begins with that is an attribute of its element. Such fields come first.
const ATTRIBUTE: char = '@';

/// An item of a list whose type has no name.
const NAMELESS: &str = "Item";

/// One element to be written; its name is that of its content's type where no field gives it one.
struct Element<'a> {
    out: &'a mut String,
    name: Option<&'a str>,
    style: Style,
    is_root: bool,
    /// Whether it is one element for each item of a list.
    is_repeated: bool,
}

impl<'a> Element<'a> {
    /// Writes the start tag and gives what closes it.
    fn open(self, type_name: &'a str) -> Content<'a> {
        let name = self.name.unwrap_or(type_name);
        self.out.push('<');
        self.out.push_str(name);
        if self.is_root {
            for (attribute, value) in self.style.namespaces {
                push_all(self.out, &[" ", attribute, "=\"", &escape(*value), "\""]);
            }
        }
        self.out.push('>');
        Content { out: self.out, name, style: self.style, is_raw: false, is_repeated: false, key: String::new() }
    }

    fn text(self, type_name: &'a str, text: &str) -> Result<(), Error> {
        let content = self.open(type_name);
        let allowed = |c: char| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n' | '\r');
        if text.chars().all(allowed) {
            content.out.push_str(&escape(text));
        } else {
            // XML has no way of writing these characters, not even by number.
            let replaced: String = text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect();
            content.out.push_str(&escape(replaced.as_str()));
        }
        content.close();
        Ok(())
    }

    fn nothing(self) {
        let Some(name) = self.name else { return };
        match self.style.absent {
            Absent::Nil => push_all(self.out, &["<", name, " i:nil=\"true\"/>"]),
            Absent::Empty => push_all(self.out, &["<", name, "/>"]),
            Absent::Omitted => {}
        }
    }
}

/// An element that has begun and not ended.
struct Content<'a> {
    out: &'a mut String,
    name: &'a str,
    style: Style,
    /// Whether its one field is text that is written as it stands.
    is_raw: bool,
    /// Whether there is no such element, but one of its name for each item.
    is_repeated: bool,
    /// The key of a map whose value comes next.
    key: String,
}

impl Content<'_> {
    fn child<T: Serialize + ?Sized>(&mut self, name: Option<&str>, value: &T) -> Result<(), Error> {
        value.serialize(Element { out: self.out, name, style: self.style, is_root: false, is_repeated: false })
    }

    /// Adds an attribute to the start tag, which is the last thing that was written.
    fn attribute(&mut self, name: &str, text: Option<String>) -> Result<(), Error> {
        let text = text.ok_or_else(|| Error(format!("the attribute {name} is no text")))?;
        if self.out.pop() != Some('>') {
            return Err(Error(format!("the attribute {name} comes behind elements")));
        }
        push_all(self.out, &[" ", name, "=\"", &escape(&text), "\">"]);
        Ok(())
    }

    fn close(self) {
        if !self.is_repeated {
            push_all(self.out, &["</", self.name, ">"]);
        }
    }
}

impl SerializeStruct for Content<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if self.is_raw {
            self.out.push_str(&text(value).unwrap_or_default());
            return Ok(());
        }
        match key.strip_prefix(ATTRIBUTE) {
            Some(name) => self.attribute(name, text(value)),
            None => self.child(Some(key), value),
        }
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeMap for Content<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = text(key).ok_or_else(|| Error("a key is no name of an element".to_owned()))?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = std::mem::take(&mut self.key);
        self.child(Some(&key), value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeSeq for Content<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = self.name;
        self.child(self.is_repeated.then_some(name), value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

/// Writes a scalar by its `Display`, named so in a list, as .NET names it.
macro_rules! scalars {
    ($($method:ident: $type:ty => $name:literal),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.text($name, &value.to_string())
        })*
    };
}

impl<'a> Serializer for Element<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Content<'a>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Content<'a>;
    type SerializeStruct = Content<'a>;
    type SerializeStructVariant = Impossible<(), Error>;

    scalars! {
        serialize_bool: bool => "boolean", serialize_char: char => "char",
        serialize_i8: i8 => "int", serialize_i16: i16 => "int", serialize_i32: i32 => "int", serialize_i64: i64 => "long",
        serialize_u8: u8 => "int", serialize_u16: u16 => "int", serialize_u32: u32 => "int", serialize_u64: u64 => "long",
        serialize_f32: f32 => "decimal", serialize_f64: f64 => "decimal",
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text("string", value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error("bytes are no text".to_owned()))
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.nothing();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Error> {
        let absent = if name == NIL { Absent::Nil } else { self.style.absent };
        Element { style: Style { absent, ..self.style }, ..self }.serialize_none()
    }

    fn serialize_unit_variant(self, name: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(name, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
        let is_repeated = name == REPEATED;
        let name = self.name.or(Some(name).filter(|_| self.is_root));
        value.serialize(Element { name, is_repeated, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut content = self.open(name);
        content.child(Some(variant), value)?;
        content.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Content<'a>, Error> {
        if !self.is_repeated {
            return Ok(self.open(NAMELESS));
        }
        let name = self.name.unwrap_or(NAMELESS);
        Ok(Content { out: self.out, name, style: self.style, is_raw: false, is_repeated: true, key: String::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Impossible<(), Error>, Error> {
        Err(Error("a tuple has no names for its elements".to_owned()))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Impossible<(), Error>, Error> {
        Err(Error(format!("{name} has no names for its elements")))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(Error(format!("{name} has no names for its elements")))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Content<'a>, Error> {
        Ok(self.open(NAMELESS))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Content<'a>, Error> {
        let is_raw = name == RAW;
        let content = self.open(if is_raw { "decimal" } else { name });
        Ok(Content { is_raw, ..content })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(Error(format!("{name}::{variant} would be two elements in one")))
    }
}

/// A value as plain text; none where it is a list, or has fields.
fn text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    struct Plain<'a, T: ?Sized>(&'a T);

    impl<T: Serialize + ?Sized> Display for Plain<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    let mut text = String::new();
    write!(text, "{}", Plain(value)).is_ok().then_some(text)
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    #[derive(Serialize)]
    #[serde(rename = "Reports", rename_all = "PascalCase")]
    struct Page {
        items: Vec<Report>,
        names: Vec<String>,
        next_page: Option<String>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Report {
        name: &'static str,
        total: Box<RawValue>,
        is_paid: bool,
    }

    const NIL: Style = Style { namespaces: &[("xmlns:i", "urn:i")], absent: Absent::Nil };

    fn page() -> Page {
        let total = RawValue::from_string("12.50".to_owned()).expect("it is a number");
        let report = Report { name: "R&D \u{1}", total, is_paid: false };
        Page { items: vec![report], names: vec!["a".to_owned()], next_page: None }
    }

    #[test]
    fn names_come_from_fields_and_in_lists_from_types() {
        let written = to_string(&page(), NIL).expect("it is written");
        assert_eq!(
            written,
            concat!(
                r#"<?xml version="1.0" encoding="utf-8"?><Reports xmlns:i="urn:i"><Items><Report><Name>R&amp;D "#,
                "\u{fffd}",
                "</Name><Total>12.50</Total><IsPaid>false</IsPaid></Report></Items><Names><string>a</string></Names>",
                r#"<NextPage i:nil="true"/></Reports>"#
            )
        );
    }

    #[test]
    fn what_is_absent_is_empty_or_left_out_as_the_style_says() {
        let ending = |absent| {
            let written = to_string(&page(), Style { namespaces: &[], absent }).expect("it is written");
            written.rsplit_once("</Names>").expect("it has names").1.to_owned()
        };
        assert_eq!(ending(Absent::Empty), "<NextPage/></Reports>");
        assert_eq!(ending(Absent::Omitted), "</Reports>");
    }

    #[test]
    fn a_list_may_have_attributes_or_no_element_of_its_own() {
        #[derive(Serialize)]
        struct Lines {
            #[serde(rename = "@Count")]
            count: &'static str,
            #[serde(rename = "Line")]
            lines: Repeated,
        }
        #[derive(Serialize)]
        #[serde(rename = "$repeated")]
        struct Repeated(Vec<&'static str>);

        let lines = Lines { count: "2", lines: Repeated(vec!["a", "b"]) };
        let written = to_string(&lines, NIL).expect("it is written");
        let expected = r#"<Lines xmlns:i="urn:i" Count="2"><Line>a</Line><Line>b</Line></Lines>"#;
        assert_eq!(written.split_once("?>").expect("a declaration").1, expected);
    }

    #[test]
    fn a_tuple_is_refused() {
        assert!(to_string(&(1, 2), NIL).is_err());
    }
}
