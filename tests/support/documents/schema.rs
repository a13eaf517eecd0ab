//! Schemas of documents, made strict: a field that a schema does not name is a fault.

use serde_json::{Map, Value, json};

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
    unite(object);
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
            allow_null(field);
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

/// Takes a format off every schema in a document.
pub fn drop_format(document: &mut Value, format: &str) {
    match document {
        Value::Object(fields) => {
            if fields.get("format").is_some_and(|named| named == format) {
                fields.remove("format");
            }
            fields.values_mut().for_each(|field| drop_format(field, format));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_format(item, format)),
        _ => {}
    }
}

/// Lets a field be null.
fn allow_null(field: &mut Value) {
    match field.get("type").cloned() {
        Some(Value::String(name)) => field["type"] = json!([name, "null"]),
        Some(_) => {}
        None => *field = json!({"anyOf": [{"type": "null"}, field.take()]}),
    }
}

/// Makes one object of a schema's parts (`allOf`), each of which would take the fields of the others for unknown ones.
fn unite(object: &mut Map<String, Value>) {
    let Some(Value::Array(parts)) = object.remove("allOf") else { return };
    for mut part in parts {
        let part = part.as_object_mut().expect("a part of a schema");
        assert!(!part.contains_key("$ref"), "teach this function what to do with parts that are elsewhere: {part:?}");
        unite(part);
        if let Some(Value::Object(fields)) = part.remove("properties") {
            let united = object.entry("properties").or_insert_with(|| json!({}));
            united.as_object_mut().expect("fields").extend(fields);
        }
        if let Some(Value::Array(required)) = part.remove("required") {
            let united = object.entry("required").or_insert_with(|| json!([]));
            united.as_array_mut().expect("names").extend(required);
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

/// A template without the names of its parameters.
pub fn shape(template: &str) -> String {
    let parts = template.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
