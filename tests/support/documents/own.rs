//! The documents in `openapi/`: whatever an operation answers has to be in them, status, content type and every field.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};

use super::described;
use super::schema::{self, Reading};
use crate::support::request::Answer;
use crate::support::xml::Element;

static DOCUMENTS: LazyLock<Documents> = LazyLock::new(Documents::load);

/// All operations of all documents.
struct Documents {
    operations: BTreeMap<String, Operation>,
}

struct Operation {
    method: Method,
    path: String,
    is_deprecated: bool,
    /// By status, then by content type; no content type where there is no body.
    answers: BTreeMap<u16, BTreeMap<String, Content>>,
}

struct Content {
    schema: Value,
    validator: OnceLock<Validator>,
}

/// The operations of the emulated APIs, by name.
pub fn operations() -> Vec<String> {
    let emulated = DOCUMENTS.operations.iter().filter(|(_, operation)| !operation.path.starts_with("/_emulator"));
    emulated.map(|(id, _)| id.clone()).collect()
}

/// The path of an operation, with parameters in braces.
pub fn template_of(id: &str) -> &'static str {
    &DOCUMENTS.operations[id].path
}

/// Whether an operation's description says that it is deprecated.
pub fn is_deprecated(id: &str) -> bool {
    DOCUMENTS.operations[id].is_deprecated
}

/// The emulated operations: each with its name, method and path.
pub fn emulated() -> impl Iterator<Item = (&'static str, &'static Method, &'static str)> {
    let operations =
        DOCUMENTS.operations.iter().map(|(id, operation)| (id.as_str(), &operation.method, &*operation.path));
    operations.filter(|(_, _, path)| !path.starts_with("/_emulator"))
}

/// The emulated operation of this method and path, whatever the path's parameters are called.
pub fn id_of(method: &str, path: &str) -> Option<&'static str> {
    let asked = schema::shape(path);
    let (id, _, _) = emulated().find(|(_, m, p)| m.as_str() == method && schema::shape(p) == asked)?;
    Some(id)
}

/// The answer of an emulated operation, or of none.
pub fn check_operation(answer: &Answer) {
    match answer.operation() {
        "none" => check_unmatched(answer),
        id => {
            let operation = DOCUMENTS.operations.get(id);
            operation.unwrap_or_else(|| panic!("{}: openapi/ has no operation {id}", answer.asked)).check(id, answer);
        }
    }
}

/// The answer of a control operation, or of none.
pub fn check_control(method: &Method, path: &str, answer: &Answer) {
    let mut operations = DOCUMENTS.operations.iter();
    match operations.find(|(_, o)| o.method == *method && schema::fits(&o.path, path)) {
        Some((id, operation)) => operation.check(id, answer),
        None => check_unmatched(answer),
    }
}

/// Whatever matches no operation is refused in the words of some family, never in the framework's.
fn check_unmatched(answer: &Answer) {
    assert!((400..500).contains(&answer.status), "{}: {}", answer.asked, answer.status);
    check_worded(answer);
}

/// A refusal in the words of some family.
pub fn check_worded(answer: &Answer) {
    let message = match answer.media_type() {
        "application/json" => worded(&answer.json()),
        "application/xml" => worded(&json!({answer.xml().name: answer.xml().to_json()})),
        other => panic!("{}: a refusal as {other:?}: {}", answer.asked, answer.text()),
    };
    assert!(message, "{}: a refusal in nobody's words: {}", answer.asked, answer.text());
}

/// Whether a body is the error body of a family.
fn worded(body: &Value) -> bool {
    let messages =
        [&body["errorMessage"], &body["Error"]["Message"], &body["error_description"], &body["error"]["message"]];
    messages.into_iter().chain([&body["detail"]]).any(|message| message.as_str().is_some_and(|m| !m.is_empty()))
}

impl Operation {
    fn check(&self, id: &str, answer: &Answer) {
        let place = format!("{} ({id} {})", answer.asked, answer.status);
        let Some(contents) = self.answers.get(&answer.status) else {
            panic!("{place}: the document knows only {:?}: {}", self.answers.keys(), answer.text());
        };
        if contents.is_empty() {
            assert!(answer.body.is_empty(), "{place}: the document knows no body: {}", answer.text());
            return;
        }
        let media_type = answer.media_type();
        let content = contents.get(media_type);
        let content = content.unwrap_or_else(|| panic!("{place}: {media_type:?}, not one of {:?}", contents.keys()));
        let body = match media_type {
            "application/json" => answer.json(),
            "application/xml" => as_described(answer, content),
            _ => return,
        };
        let faults = schema::faults(content.validator(), &body);
        assert!(faults.is_empty(), "{place}: {}\n{}", faults.join("\n"), answer.text());
    }
}

/// The body of an XML answer as the schema has it: most say what is in the root element, some say what it is called.
fn as_described(answer: &Answer, content: &Content) -> Value {
    let root = answer.xml();
    let says_root = content.fields().is_some_and(|fields| fields == [root.name.as_str()]);
    if says_root {
        let root = Element { name: String::new(), attributes: Vec::new(), text: String::new(), children: vec![root] };
        return described::read(&root, &content.schema, &content.schema);
    }
    described::read(&root, &content.schema, &content.schema)
}

impl Content {
    fn validator(&self) -> &Validator {
        self.validator
            .get_or_init(|| jsonschema::validator_for(&self.schema).expect("a schema of openapi/ that compiles"))
    }

    /// The names of the fields of the object that it describes.
    fn fields(&self) -> Option<Vec<&str>> {
        let pointer = self.schema["$ref"].as_str()?.strip_prefix('#')?;
        let fields = self.schema.pointer(pointer)?["properties"].as_object()?;
        Some(fields.keys().map(String::as_str).collect())
    }
}

impl Documents {
    fn load() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
        let mut operations = BTreeMap::new();
        for file in fs::read_dir(folder).expect("the folder openapi/") {
            let text = fs::read_to_string(file.expect("a file").path()).expect("a document");
            let document: Value = serde_json::from_str(&text).expect("a document of JSON");
            for (id, operation) in operations_of(document) {
                let before = operations.insert(id.clone(), operation);
                assert!(before.is_none(), "two operations are called {id}");
            }
        }
        Self { operations }
    }
}

fn operations_of(mut document: Value) -> Vec<(String, Operation)> {
    let mut components = document["components"].take();
    for schema in components["schemas"].as_object_mut().into_iter().flat_map(|schemas| schemas.values_mut()) {
        schema::close(schema, Reading::default());
    }
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path's operations") {
            let Ok(method) = method.to_uppercase().parse() else { continue };
            let Some(id) = operation["operationId"].as_str() else { continue };
            let is_deprecated = operation["deprecated"] == true;
            let answers = answers_of(&operation["responses"], &components);
            operations.push((id.to_owned(), Operation { method, path: path.clone(), is_deprecated, answers }));
        }
    }
    operations
}

fn answers_of(responses: &Value, components: &Value) -> BTreeMap<u16, BTreeMap<String, Content>> {
    let content = |(media_type, content): (&String, &Value)| {
        let mut schema = content["schema"].clone();
        schema::close(&mut schema, Reading::default());
        schema["components"] = components.clone();
        (media_type.clone(), Content { schema, validator: OnceLock::new() })
    };
    let answer = |(status, response): (&String, &Value)| {
        let contents = response["content"].as_object().into_iter().flatten().map(content).collect();
        (status.parse().expect("a status"), contents)
    };
    responses.as_object().into_iter().flatten().map(answer).collect()
}
