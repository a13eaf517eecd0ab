//! Whether an extension is written as its schema has it: types, and nothing else. What is unknown in it counts for nothing.

use serde_json::{Map, Value};

use super::super::attributes::{Attribute, Kind};
use crate::core::rejection::Fault;

/// How many elements a list has at most (inferred).
const MOST_ELEMENTS: usize = 200;

/// An extension with its attributes by their own names, whatever the case they were written in. What is wrong is added to `faults`.
pub(super) fn canonical(
    value: &Value,
    attributes: &'static [Attribute],
    faults: &mut Vec<Fault>,
) -> Map<String, Value> {
    Reader { faults }.object(value, attributes, "")
}

struct Reader<'a> {
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn refuse(&mut self, field: &str, why: impl Into<String>) {
        self.faults.push(Fault::new(field, why));
    }

    fn object(&mut self, value: &Value, attributes: &'static [Attribute], field: &str) -> Map<String, Value> {
        let mut read = Map::new();
        let Some(parts) = value.as_object() else {
            self.refuse(field, "has to be an object");
            return read;
        };
        for (name, value) in parts.iter().filter(|(_, value)| !value.is_null()) {
            let Some(attribute) = attributes.iter().find(|known| known.name.eq_ignore_ascii_case(name)) else {
                continue;
            };
            let field =
                if field.is_empty() { attribute.name.to_owned() } else { format!("{field}.{}", attribute.name) };
            let value = self.attribute(value, attribute, &field);
            read.insert(attribute.name.to_owned(), value);
        }
        for missing in attributes.iter().filter(|a| a.is_required && !read.contains_key(a.name)) {
            let field = if field.is_empty() { missing.name.to_owned() } else { format!("{field}.{}", missing.name) };
            self.refuse(&field, "is required");
        }
        read
    }

    fn attribute(&mut self, value: &Value, attribute: &'static Attribute, field: &str) -> Value {
        if !attribute.is_many {
            return self.one(value, attribute, field);
        }
        let Some(elements) = value.as_array().filter(|elements| elements.len() <= MOST_ELEMENTS) else {
            self.refuse(field, format!("has to be a list of {MOST_ELEMENTS} at most"));
            return Value::Null;
        };
        elements.iter().map(|element| self.one(element, attribute, field)).collect()
    }

    fn one(&mut self, value: &Value, attribute: &'static Attribute, field: &str) -> Value {
        let (fits, kind) = match attribute.kind {
            Kind::Complex => return Value::Object(self.object(value, attribute.parts, field)),
            Kind::Boolean => (value.is_boolean(), "true or false"),
            Kind::Integer => (value.is_i64(), "a whole number"),
            Kind::Text | Kind::Moment | Kind::Reference => (value.is_string(), "a text"),
        };
        if !fits {
            self.refuse(field, format!("has to be {kind}"));
        } else if !attribute.values.is_empty() && !value.as_str().is_some_and(|text| attribute.values.contains(&text)) {
            self.refuse(field, format!("is not one of {}", attribute.values.join(", ")));
        }
        value.clone()
    }
}
