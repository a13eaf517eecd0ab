//! XML read as the JSON that a schema describes: text as numbers and truth values where it says so, elements as lists.

use serde_json::{Map, Value};

use crate::support::xml::Element;

/// What an element says, by a schema that may refer into its `document`.
pub fn read(element: &Element, schema: &Value, document: &Value) -> Value {
    if element.attribute("i:nil") == Some("true") {
        return Value::Null;
    }
    let variants = variants(schema, document);
    let of_type = |kind: &str| variants.iter().copied().find(|variant| is_type(variant, kind));
    // Some write what is not there as an empty element.
    if element.children.is_empty() && element.text.is_empty() && of_type("null").is_some() {
        return Value::Null;
    }
    if let Some(list) = of_type("array") {
        return element.children.iter().map(|item| read(item, &list["items"], document)).collect();
    }
    if let Some(object) = of_type("object") {
        return fields(element, object, document);
    }
    let text = element.text.as_str();
    if text.is_empty() && of_type("null").is_some() && of_type("string").is_none() {
        return Value::Null;
    }
    let typed = ["integer", "number", "boolean"].into_iter().find_map(of_type);
    let parsed = typed.and_then(|_| serde_json::from_str(text).ok());
    parsed.unwrap_or_else(|| if element.children.is_empty() { Value::from(text) } else { element.to_json() })
}

fn fields(element: &Element, object: &Value, document: &Value) -> Value {
    let mut fields = Map::new();
    for name in object["properties"].as_object().into_iter().flat_map(Map::keys) {
        if let Some(value) = name.strip_prefix('@').and_then(|name| element.attribute(name)) {
            fields.insert(name.clone(), Value::from(value));
        }
    }
    for child in &element.children {
        let described = &object["properties"][child.name.as_str()];
        if let Some(items) = unwrapped(child, described, document) {
            let list = fields.entry(child.name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut().expect("a list").push(read(child, items, document));
            continue;
        }
        let before = fields.insert(child.name.clone(), read(child, described, document));
        assert!(before.is_none(), "{} has two elements {}", element.name, child.name);
    }
    Value::Object(fields)
}

/// What the items of a list are, where an element is itself one of them: it has what they have, where the element of a list would
/// have the items.
fn unwrapped<'a>(child: &Element, described: &'a Value, document: &'a Value) -> Option<&'a Value> {
    let list = variants(described, document).into_iter().find(|variant| is_type(variant, "array"))?;
    let item = variants(&list["items"], document).into_iter().find(|variant| is_type(variant, "object"))?;
    let first = child.children.first()?;
    item["properties"].get(&first.name).map(|_| &list["items"])
}

fn is_type(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => false,
    }
}

/// The schemas that a value may keep to, references followed.
fn variants<'a>(schema: &'a Value, document: &'a Value) -> Vec<&'a Value> {
    if let Some(pointer) = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        return variants(document.pointer(pointer).unwrap_or(&Value::Null), document);
    }
    let several = ["oneOf", "anyOf", "allOf"].into_iter().find_map(|key| schema[key].as_array());
    several.map_or_else(|| vec![schema], |several| several.iter().flat_map(|one| variants(one, document)).collect())
}

#[test]
fn text_is_read_as_its_schema_has_it() {
    let document = serde_json::json!({"components": {"schemas": {
        "Page": {"type": "object", "properties": {
            "Count": {"type": "integer"}, "Code": {"type": "string"}, "End": {"type": ["string", "null"]},
            "Items": {"type": "array", "items": {"type": "object", "properties": {"Is": {"type": "boolean"}}}},
        }},
    }}});
    let text = "<Page xmlns:i=\"urn:i\"><Count>2</Count><Code>007</Code><End i:nil=\"true\"/>\
                <Items><A><Is>true</Is></A><A><Is>false</Is></A></Items></Page>";
    let schema = serde_json::json!({"$ref": "#/components/schemas/Page"});
    let said = read(&Element::read(text).unwrap(), &schema, &document);
    let items = serde_json::json!([{"Is": true}, {"Is": false}]);
    assert_eq!(said, serde_json::json!({"Count": 2, "Code": "007", "End": null, "Items": items}));
}
