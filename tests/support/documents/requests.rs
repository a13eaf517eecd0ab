//! What operations read, as `openapi/` describes it: every place in a body where a value belongs, and the parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

static ASKED: LazyLock<BTreeMap<String, Asked>> = LazyLock::new(load);

/// What an operation reads.
#[derive(Debug, Default)]
pub struct Asked {
    /// The places in its body, by content type.
    pub bodies: BTreeMap<String, Vec<Place>>,
    /// Its query parameters; the path of each is its name.
    pub parameters: Vec<Place>,
}

/// A place where a value belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Names of fields from the outside in; an empty one stands for the first element of a list.
    pub path: Vec<String>,
    /// The types of JSON that it takes; none where the document does not say.
    pub types: BTreeSet<String>,
    /// The format of its text, such as `date`.
    pub format: Option<String>,
    /// Whether only some values are known.
    pub is_enumeration: bool,
    /// Whether it has to be there.
    pub is_required: bool,
}

/// What an operation reads.
pub fn asked_by(operation: &str) -> &'static Asked {
    &ASKED[operation]
}

impl Place {
    /// What an answer has to name where the value is wrong.
    pub fn name(&self) -> &str {
        self.path.iter().rev().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// Whether it takes values of this type.
    pub fn takes(&self, kind: &str) -> bool {
        self.types.is_empty() || self.types.contains(kind) || (kind == "integer" && self.types.contains("number"))
    }
}

fn load() -> BTreeMap<String, Asked> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
    let mut asked = BTreeMap::new();
    for file in fs::read_dir(folder).expect("the folder openapi/") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a document");
        let document: Value = serde_json::from_str(&text).expect("a document of JSON");
        let reader = Reader { schemas: &document["components"]["schemas"] };
        let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
        for operation in items.flat_map(|item| item.as_object().into_iter().flatten()).map(|(_, operation)| operation) {
            let Some(id) = operation["operationId"].as_str() else { continue };
            asked.insert(id.to_owned(), reader.asked(operation));
        }
    }
    asked
}

struct Reader<'a> {
    schemas: &'a Value,
}

impl<'a> Reader<'a> {
    fn asked(&self, operation: &'a Value) -> Asked {
        let mut asked = Asked::default();
        for (content_type, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            let places = asked.bodies.entry(content_type.clone()).or_default();
            self.walk(&content["schema"], &[], places);
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query") {
            let name = vec![parameter["name"].as_str().unwrap_or_default().to_owned()];
            asked.parameters.push(self.place(name, &parameter["schema"], parameter["required"] == true));
        }
        asked
    }

    /// Adds every place inside a schema.
    fn walk(&self, schema: &'a Value, path: &[String], places: &mut Vec<Place>) {
        assert!(path.len() < 16, "a schema without end: {path:?}");
        for variant in self.variants(schema) {
            for (name, field) in variant["properties"].as_object().into_iter().flatten() {
                let is_required = variant["required"].as_array().is_some_and(|names| names.iter().any(|n| n == name));
                self.step(path, name, field, is_required, places);
            }
            if let Some(items) = variant.get("items") {
                self.step(path, "", items, true, places);
            }
        }
    }

    fn step(&self, path: &[String], name: &str, schema: &'a Value, is_required: bool, places: &mut Vec<Place>) {
        let path = [path, &[name.to_owned()]].concat();
        places.push(self.place(path.clone(), schema, is_required));
        self.walk(schema, &path, places);
    }

    fn place(&self, path: Vec<String>, schema: &'a Value, is_required: bool) -> Place {
        let variants = self.variants(schema);
        let types = variants.iter().flat_map(|variant| match &variant["type"] {
            Value::String(one) => vec![one.clone()],
            Value::Array(several) => several.iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect(),
            _ => Vec::new(),
        });
        let format = variants.iter().find_map(|variant| Some(variant["format"].as_str()?.to_owned()));
        let is_enumeration = variants.iter().any(|variant| variant.get("enum").is_some());
        Place { path, types: types.collect(), format, is_enumeration, is_required }
    }

    /// The schemas that a value may keep to, references followed.
    fn variants(&self, schema: &'a Value) -> Vec<&'a Value> {
        if let Some(name) =
            schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/schemas/"))
        {
            return self.variants(&self.schemas[name]);
        }
        let several = ["oneOf", "anyOf", "allOf"].into_iter().find_map(|key| schema[key].as_array());
        several.map_or_else(|| vec![schema], |several| several.iter().flat_map(|one| self.variants(one)).collect())
    }
}
