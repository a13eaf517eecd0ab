//! Reading XML bodies strictly: no document type, no entities but the five, bounded depth.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::{Map, Value};

use crate::core::rejection::{Body, Fault};

/// How deep elements may nest.
const DEEPEST: usize = 32;
/// How many attributes an element may have: each is compared with those before it.
const MOST_ATTRIBUTES: usize = 32;

/// What a document has to look like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The names that the root may have.
    pub roots: &'static [&'static str],
    /// The elements that are lists, each with the name of its items.
    pub lists: &'static [(&'static str, &'static str)],
    /// The namespace of the root, which may have none as well; any where the pages name none.
    pub namespace: Option<&'static str>,
}

impl Shape {
    /// A document without lists, in any namespace.
    pub const fn of(roots: &'static [&'static str]) -> Self {
        Self { roots, lists: &[], namespace: None }
    }

    /// The same document in this namespace.
    #[must_use]
    pub const fn within(self, namespace: &'static str) -> Self {
        Self { namespace: Some(namespace), ..self }
    }
}

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// The name of its root.
    pub root: String,
    /// The JSON that says the same as what is in its root.
    pub value: Value,
    /// The namespace that its page names.
    pub namespace: Option<&'static str>,
}

/// Reads a document as the JSON that says the same: an element with elements in it is an object, a list an array, any other a
/// string, one with `i:nil` null. Of namespaces that of the root counts, where the shape names one.
pub fn read(bytes: &[u8], shape: Shape) -> Body<Document> {
    let Shape { roots, lists, namespace } = shape;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        vec![Fault::new("", format!("the body is not UTF-8: byte {} is not", error.valid_up_to() + 1))]
    })?;
    let mut source = Source::new(text, lists);
    let (root, value) = source.read().map_err(|message| vec![Fault::new("", message)])?;
    if let Some(expected) = namespace
        && !["", expected].contains(&&*source.namespace)
    {
        return Err(vec![Fault::new("", format!("the root element is in another namespace than {expected}"))]);
    }
    if !roots.contains(&root.as_str()) {
        let message = format!("the root element is {root:?}; it has to be {}", roots.join(" or "));
        return Err(vec![Fault::new("", message)]);
    }
    Ok(Document { root, value, namespace })
}

/// Whether a body is an XML document at all.
pub fn check(bytes: &[u8]) -> Body<()> {
    let text = std::str::from_utf8(bytes).map_err(|_| vec![Fault::new("", "the body is not UTF-8")])?;
    Source::new(text, &[]).read().map(|_| ()).map_err(|message| vec![Fault::new("", message)])
}

struct Source<'a> {
    reader: Reader<&'a [u8]>,
    lists: &'static [(&'static str, &'static str)],
    /// That of the root; empty where it is in none.
    namespace: String,
}

/// An element that has begun and not ended.
struct Open {
    name: String,
    is_nil: bool,
    text: String,
    children: Children,
}

/// The elements in an element.
enum Children {
    Fields(Map<String, Value>),
    Items { name: &'static str, items: Vec<Value> },
}

impl Open {
    fn new(start: &BytesStart<'_>, lists: &[(&'static str, &'static str)]) -> Result<Self, String> {
        let name = start.local_name().as_ref().to_owned();
        let items = lists.iter().find(|(list, _)| *list == name);
        let children = items.map_or_else(
            || Children::Fields(Map::new()),
            |(_, item)| Children::Items { name: item, items: Vec::new() },
        );
        let mut is_nil = false;
        for (count, attribute) in start.attributes().enumerate() {
            if count == MOST_ATTRIBUTES {
                return Err(format!("element {name} has more than {MOST_ATTRIBUTES} attributes"));
            }
            let attribute = attribute.map_err(|error| format!("the body is not XML: {error}"))?;
            is_nil |= attribute.key.local_name().as_ref() == "nil" && *attribute.value == *"true";
        }
        Ok(Self { name, is_nil, text: String::new(), children })
    }

    fn close(self) -> (String, Value) {
        let value = match self.children {
            _ if self.is_nil => Value::Null,
            Children::Items { items, .. } => Value::Array(items),
            Children::Fields(fields) if fields.is_empty() => Value::String(self.text.trim().to_owned()),
            Children::Fields(fields) => Value::Object(fields),
        };
        (self.name, value)
    }

    fn adopt(&mut self, name: String, value: Value) -> Result<(), String> {
        match &mut self.children {
            Children::Items { name: item, items } if name == *item => items.push(value),
            Children::Items { name: item, .. } => {
                return Err(format!("element {name} is in {}, which takes {item} only", self.name));
            }
            Children::Fields(fields) if fields.contains_key(&name) => {
                return Err(format!("element {name} is there twice"));
            }
            Children::Fields(fields) => {
                fields.insert(name, value);
            }
        }
        Ok(())
    }
}

impl<'a> Source<'a> {
    fn new(text: &'a str, lists: &'static [(&'static str, &'static str)]) -> Self {
        Self { reader: Reader::from_str(text), lists, namespace: String::new() }
    }

    fn read(&mut self) -> Result<(String, Value), String> {
        let mut open: Vec<Open> = Vec::new();
        let mut root = None;
        loop {
            let event = self.reader.read_event().map_err(|error| self.not_xml(&error.to_string()))?;
            let closed = match event {
                Event::Start(start) if root.is_none() && open.len() < DEEPEST => {
                    let element = Open::new(&start, self.lists)?;
                    if open.is_empty() {
                        self.namespace = namespace_of(&start)?;
                    }
                    open.push(element);
                    None
                }
                Event::Empty(start) if root.is_none() && open.len() < DEEPEST => {
                    let element = Open::new(&start, self.lists)?;
                    if open.is_empty() {
                        self.namespace = namespace_of(&start)?;
                    }
                    Some(element)
                }
                Event::Start(_) | Event::Empty(_) if root.is_none() => {
                    return Err(format!("elements nest deeper than {DEEPEST}"));
                }
                Event::Start(_) | Event::Empty(_) => return Err(self.not_xml("there is a second root element")),
                Event::End(_) => open.pop(),
                Event::Text(text) => {
                    self.text(&mut open, &text.xml10_content())?;
                    None
                }
                Event::CData(text) => {
                    self.text(&mut open, &text.xml10_content())?;
                    None
                }
                Event::GeneralRef(reference) => {
                    let text = resolve(&reference)?;
                    self.text(&mut open, &text)?;
                    None
                }
                Event::DocType(_) => return Err("a document type (DTD) is not accepted".to_owned()),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => None,
                Event::Eof if open.is_empty() => return root.ok_or_else(|| self.not_xml("there is no root element")),
                Event::Eof => return Err(self.not_xml("it ends before its root element does")),
            };
            let Some((name, value)) = closed.map(Open::close) else { continue };
            match open.last_mut() {
                Some(parent) => parent.adopt(name, value)?,
                None => root = Some((name, value)),
            }
        }
    }

    fn text(&self, open: &mut [Open], text: &str) -> Result<(), String> {
        if text.chars().any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r')) {
            return Err(self.not_xml("there is a control character in it"));
        }
        match open.last_mut() {
            Some(Open { name, children: Children::Items { .. }, .. }) if !text.trim().is_empty() => {
                return Err(format!("there is text in {name}, which is a list"));
            }
            Some(element) => element.text.push_str(text),
            None if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') => {}
            None => return Err(self.not_xml("there is text outside the root element")),
        }
        Ok(())
    }

    fn not_xml(&self, why: &str) -> String {
        format!("the body is not XML, at byte {}: {why}", self.reader.buffer_position())
    }
}

/// The namespace of the root element, by its own attributes; its attributes have been counted.
fn namespace_of(root: &BytesStart<'_>) -> Result<String, String> {
    let prefix = root.name().prefix().map(|prefix| prefix.as_ref().to_owned());
    let declares = prefix.as_ref().map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
    let declared = root.attributes().flatten().find(|attribute| *attribute.key.as_ref() == *declares);
    match (declared, prefix) {
        (Some(declared), _) => Ok(declared.value.into_owned()),
        (None, None) => Ok(String::new()),
        (None, Some(prefix)) => Err(format!("the body is not XML: the prefix {prefix} is not declared")),
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    let name = reference.xml10_content();
    if let Some(character) = reference.resolve_char_ref().map_err(|error| format!("the body is not XML: {error}"))? {
        return Ok(character.to_string());
    }
    match resolve_predefined_entity(&name) {
        Some(text) => Ok(text.to_owned()),
        None => Err(format!("entity &{name}; is not defined")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> Result<Value, String> {
        let shape = Shape { roots: &["Entry"], lists: &[("Lines", "Line")], namespace: Some("urn:x") };
        super::read(text.as_bytes(), shape).map(|document| document.value).map_err(|faults| faults[0].message.clone())
    }

    #[test]
    fn elements_become_fields_whatever_their_namespace() {
        let text = r#"<?xml version="1.0"?><e:Entry xmlns:e="urn:x" xmlns:i="urn:i"><A>1 &amp; &#50;</A><B i:nil="true"/>
            <C><D><![CDATA[<x>]]></D></C><E/></e:Entry>"#;
        assert_eq!(read(text), Ok(json!({"A": "1 & 2", "B": null, "C": {"D": "<x>"}, "E": ""})));
    }

    #[test]
    fn a_list_has_any_number_of_its_items() {
        let lines = "<Lines><Line>1</Line><Line><A>2</A></Line></Lines>";
        assert_eq!(read(&format!("<Entry>{lines}</Entry>")), Ok(json!({"Lines": ["1", {"A": "2"}]})));
        assert_eq!(read("<Entry><Lines/></Entry>"), Ok(json!({"Lines": []})));
    }

    #[test]
    fn what_could_hurt_is_refused() {
        for (text, why) in [
            ("<!DOCTYPE x [<!ENTITY a 'b'>]><Entry>&a;</Entry>", "document type"),
            ("<Entry>&a;</Entry>", "not defined"),
            ("<Entry><A>1</A><A>2</A></Entry>", "twice"),
            ("<Entry><Lines><A>1</A></Lines></Entry>", "takes Line only"),
            ("<Entry><A>1</B></Entry>", "not XML"),
            ("<Entry><A>1</A>", "ends before"),
            ("<Other/>", "root element"),
            ("<Entry xmlns='urn:y'/>", "another namespace"),
            ("<e:Entry xmlns:e='urn:y' xmlns='urn:x'/>", "another namespace"),
            ("<e:Entry/>", "prefix e is not declared"),
            (&format!("<Entry {}/>", "a='' ".repeat(500_000)), "attribute"),
            (&format!("<Entry {}/>", (0..100_000).map(|n| format!("a{n}='' ")).collect::<String>()), "attributes"),
            ("<Entry/><Entry/>", "second root"),
            ("<Entry/>text", "outside"),
            ("<Entry>\u{1}</Entry>", "control character"),
            ("", "no root"),
            (&"<a>".repeat(100_000), "deeper"),
        ] {
            let refused = read(text).unwrap_err();
            assert!(refused.contains(why), "{why}: {refused}");
        }
        assert!(super::read(b"<Entry>\xff</Entry>", Shape::of(&["Entry"])).is_err());
    }
}
