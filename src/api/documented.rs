//! What the documents in `openapi/` say of an operation, for the few who ask at run time. A document is read when somebody first does.

use std::sync::OnceLock;

use serde_json::Value;

use super::families::EMULATED;
use super::routing::Route;

/// The documents that were read, in the order of the families.
static DOCUMENTS: [OnceLock<Value>; EMULATED.len()] = [const { OnceLock::new() }; EMULATED.len()];

/// A document, and what it says of one operation.
#[derive(Debug, Clone, Copy)]
pub struct Documented {
    /// All of it, for what is referred to.
    pub document: &'static Value,
    /// The operation.
    pub operation: &'static Value,
}

impl Documented {
    /// The operation's id.
    pub fn id(self) -> Option<&'static str> {
        self.operation["operationId"].as_str()
    }

    /// What a schema refers to, or the schema itself.
    pub fn resolve(self, schema: &'static Value) -> &'static Value {
        let referred = schema["$ref"].as_str().and_then(|name| name.strip_prefix('#'));
        referred.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(schema)
    }
}

/// The ids of all operations of the emulated APIs, in no order.
pub fn operations() -> &'static [String] {
    static IDS: OnceLock<Vec<String>> = OnceLock::new();
    // The ids alone: as values, the documents would take many times their text.
    IDS.get_or_init(|| EMULATED.iter().flat_map(|family| ids(&family.document.text())).collect())
}

fn ids(document: &str) -> Vec<String> {
    let after = document.split("\"operationId\"").skip(1);
    after.filter_map(|rest| rest.split('"').nth(1)).map(str::to_owned).collect()
}

/// What is documented of a route; nothing of control's.
pub fn of(route: &Route) -> Option<Documented> {
    let claims = EMULATED.iter().enumerate().filter_map(|(number, family)| Some((family.claim(&route.path)?, number)));
    let (_, number) = claims.max_by_key(|(length, _)| *length)?;
    let read = || serde_json::from_str(&EMULATED[number].document.text()).unwrap_or_default();
    let document = DOCUMENTS[number].get_or_init(read);
    let method = route.method.as_str().to_ascii_lowercase();
    let operation = document.get("paths")?.get(&route.path)?.get(&method)?;
    Some(Documented { document, operation })
}
