//! What an operation asks for, taken apart: what is the identity's, and what is each extension's.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::attributes::{SPEND_SCHEMAS, Schema};
use super::super::wire::PatchOperation;
use super::TRAVEL;

/// A patch, taken apart.
#[derive(Default)]
pub(super) struct Patches {
    /// What is the identity's.
    pub identity: Vec<PatchOperation>,
    /// What is each extension's, by the place of its schema.
    pub spend: BTreeMap<usize, Vec<PatchOperation>>,
    /// Whether any of it is about travelling.
    pub travels: bool,
}

/// Takes a patch apart, operation by operation; those without a path, attribute by attribute.
pub(super) fn patch(operations: Vec<PatchOperation>) -> Patches {
    let mut patches = Patches::default();
    for operation in operations {
        match operation.path.as_deref().filter(|path| !path.is_empty()) {
            Some(path) if is_of(path, TRAVEL) => patches.travels = true,
            Some(path) => match place_of(path) {
                Some(place) => patches.spend.entry(place).or_default().push(operation),
                None => patches.identity.push(operation),
            },
            None => patches.without_path(operation),
        }
    }
    patches
}

impl Patches {
    fn without_path(&mut self, operation: PatchOperation) {
        let PatchOperation { op, path, value } = operation;
        let Some(Value::Object(attributes)) = value else {
            self.identity.push(PatchOperation { op, path, value });
            return;
        };
        let mut identity = Map::new();
        for (name, value) in attributes {
            if is_of(&name, TRAVEL) {
                self.travels = true;
                continue;
            }
            match place_of(&name) {
                Some(place) => {
                    let value = Some(Value::Object(Map::from_iter([(name, value)])));
                    let operation = PatchOperation { op: op.clone(), path: None, value };
                    self.spend.entry(place).or_default().push(operation);
                }
                None => drop(identity.insert(name, value)),
            }
        }
        if !identity.is_empty() || self.is_empty() {
            self.identity.push(PatchOperation { op, path, value: Some(Value::Object(identity)) });
        }
    }

    fn is_empty(&self) -> bool {
        self.identity.is_empty() && self.spend.is_empty() && !self.travels
    }
}

/// The place of the schema that a path is of, if it is one of spend users.
fn place_of(path: &str) -> Option<usize> {
    SPEND_SCHEMAS.iter().position(|schema| is_of(path, schema.id))
}

fn is_of(path: &str, schema: &str) -> bool {
    let start = path.get(..schema.len()).is_some_and(|start| start.eq_ignore_ascii_case(schema));
    start && path.get(schema.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// What a whole user says of an extension, if anything.
pub(super) fn said<'a>(data: &'a Value, schema: &Schema) -> Option<&'a Value> {
    said_of(data, schema.id)
}

/// Whether a whole user says anything of travelling.
pub(super) fn travels(data: &Value) -> bool {
    said_of(data, TRAVEL).is_some()
}

fn said_of<'a>(data: &'a Value, urn: &str) -> Option<&'a Value> {
    let attributes = data.as_object()?;
    attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(urn)).map(|(_, value)| value).filter(|v| !v.is_null())
}
