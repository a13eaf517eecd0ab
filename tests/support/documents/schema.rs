//! Schemas of documents, made strict: a field that a schema does not name is a fault.

use serde_json::{Value, json};

/// What is to be changed in a schema before it is held against answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// Whether a field that is not required may be null as well as absent.
    pub optional_may_be_null: bool,
    /// Whether enumerations count.
    pub ignores_enumerations: bool,
}

/// Makes a schema, and every schema in it, strict.
pub fn close(schema: &mut Value, reading: Reading) {
    let Some(object) = schema.as_object_mut() else { return };
    assert!(!object.contains_key("allOf"), "teach this function what to do with allOf: {object:?}");
    if reading.ignores_enumerations {
        object.remove("enum");
    }
    if object.contains_key("properties") && !object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), false.into());
    }
    let required = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    for (name, field) in object.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        close(field, reading);
        if reading.optional_may_be_null && !required.iter().any(|r| r == name) {
            *field = json!({"anyOf": [{"type": "null"}, field.take()]});
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(key) {
            close(inner, reading);
        }
    }
    for key in ["oneOf", "anyOf"] {
        for inner in object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            close(inner, reading);
        }
    }
}

/// Everything in which a value is not what a schema says, a line each.
pub fn faults(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether a path is one of a template's, in which `{…}` stands for any segment.
pub fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(t), Some(p)) if t == p || (t.starts_with('{') && !p.is_empty()) => {}
            _ => return false,
        }
    }
}
