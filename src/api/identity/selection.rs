//! What of a user an answer shows: what the scopes open, what is asked for, what is left out.

use serde_json::{Map, Value};

use super::attributes::{Attribute, CORE, Found, SCHEMAS, Schema};
use super::error::{Problem, ScimType};
use crate::tenant::access::Grant;

/// How many attributes can be asked for by name.
const MOST_NAMES: usize = 200;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    only: Option<Vec<Named>>,
    without: Vec<Named>,
}

/// What a name of an attribute stands for.
#[derive(Debug, Clone, Copy)]
enum Named {
    Attribute(Found),
    /// Every attribute of a schema.
    Schema(&'static Schema),
}

impl Selection {
    /// What is to be shown, and what not, by names of attributes.
    pub fn new<'a>(
        only: impl IntoIterator<Item = &'a str>,
        without: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Problem> {
        let only = named(only, "attributes")?;
        let only = (!only.is_empty()).then_some(only);
        Ok(Self { only, without: named(without, "excludedAttributes")? })
    }

    /// The same of lists with commas.
    pub fn of_lists(only: Option<&str>, without: Option<&str>) -> Result<Self, Problem> {
        Self::new(only.unwrap_or_default().split(','), without.unwrap_or_default().split(','))
    }

    /// A user as the answer shows him. `sparing`: what is answered on request only is not there unless it is asked for.
    pub fn of(&self, mut user: Value, sparing: bool) -> Value {
        match &self.only {
            Some(only) => user = chosen(&user, only),
            None if sparing => on_request().for_each(|found| remove(&mut user, &found)),
            None => {}
        }
        for named in &self.without {
            match named {
                Named::Attribute(found) if found.attribute.name == "id" => {}
                Named::Attribute(found) => remove(&mut user, found),
                Named::Schema(schema) => schema.attributes.iter().filter(|a| a.name != "id").for_each(|attribute| {
                    remove(&mut user, &Found { schema, attribute, part: None });
                }),
            }
        }
        user
    }
}

/// Takes out of a user whatever the token may not read. `id` and `schemas` stay.
pub fn close(user: &mut Value, grant: &Grant) {
    for schema in SCHEMAS {
        for attribute in schema.attributes.iter().filter(|attribute| !grant.has_any(attribute.read)) {
            remove(user, &Found { schema, attribute, part: None });
        }
    }
}

fn named<'a>(names: impl IntoIterator<Item = &'a str>, field: &str) -> Result<Vec<Named>, Problem> {
    let names: Vec<_> = names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > MOST_NAMES {
        return Err(ScimType::Value.fault(field, format!("names more than {MOST_NAMES} attributes")));
    }
    // `schemas` is of every resource, and no attribute of a schema.
    let names = names.into_iter().filter(|name| !name.eq_ignore_ascii_case("schemas"));
    let one = |name: &str| {
        let schema = SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(name)).map(Named::Schema);
        let named = schema.or_else(|| Found::by_name(SCHEMAS, name).map(Named::Attribute));
        named.ok_or_else(|| ScimType::Value.fault(field, format!("Invalid attribute path [{name}]")))
    };
    names.map(one).collect()
}

fn on_request() -> impl Iterator<Item = Found> {
    let of_schema = |schema: &'static Schema| {
        schema.attributes.iter().flat_map(move |attribute| {
            let whole = attribute.on_request.then_some(Found { schema, attribute, part: None });
            let parts = attribute.parts.iter().filter(|part| part.on_request);
            whole.into_iter().chain(parts.map(move |part| Found { schema, attribute, part: Some(part) }))
        })
    };
    SCHEMAS.iter().flat_map(of_schema)
}

/// The object that holds an attribute: the user, or an extension of him.
fn holder<'a>(user: &'a mut Value, schema: &Schema) -> Option<&'a mut Map<String, Value>> {
    let holder = if schema.id == CORE { Some(user) } else { user.get_mut(schema.id) };
    holder.and_then(Value::as_object_mut)
}

fn remove(user: &mut Value, found: &Found) {
    let Some(object) = holder(user, found.schema) else { return };
    match (found.part, object.get_mut(found.attribute.name)) {
        (None, _) => drop(object.remove(found.attribute.name)),
        (Some(part), Some(Value::Array(elements))) => elements.iter_mut().for_each(|element| without(element, part)),
        (Some(part), Some(whole)) => without(whole, part),
        (Some(_), None) => {}
    }
    if found.schema.id != CORE && object.is_empty() {
        user.as_object_mut().map(|user| user.remove(found.schema.id));
    }
}

fn without(element: &mut Value, part: &Attribute) {
    if let Some(element) = element.as_object_mut() {
        element.remove(part.name);
    }
}

/// A user with nothing but what is named, and his ID.
fn chosen(user: &Value, only: &[Named]) -> Value {
    let mut shown = Map::new();
    shown.extend(user.get("id").map(|id| ("id".to_owned(), id.clone())));
    for named in only {
        match named {
            Named::Attribute(found) => choose(&mut shown, user, found),
            Named::Schema(schema) => {
                for attribute in schema.attributes {
                    choose(&mut shown, user, &Found { schema, attribute, part: None });
                }
            }
        }
    }
    Value::Object(shown)
}

fn choose(shown: &mut Map<String, Value>, user: &Value, found: &Found) {
    let Found { schema, attribute, part } = *found;
    let from = if schema.id == CORE { Some(user) } else { user.get(schema.id) };
    let Some(value) = from.and_then(|from| from.get(attribute.name)) else { return };
    let into = if schema.id == CORE {
        shown
    } else {
        let extension = shown.entry(schema.id).or_insert_with(|| Value::Object(Map::new()));
        let Some(extension) = extension.as_object_mut() else { return };
        extension
    };
    match part {
        None => drop(into.insert(attribute.name.to_owned(), value.clone())),
        Some(part) => merge(into.entry(attribute.name).or_insert(Value::Null), value, part),
    }
}

/// Adds a part of an attribute to what is shown of it.
fn merge(shown: &mut Value, whole: &Value, part: &Attribute) {
    match whole {
        Value::Array(elements) => {
            if !shown.is_array() {
                *shown = elements.iter().map(|_| Value::Object(Map::new())).collect();
            }
            let shown = shown.as_array_mut().into_iter().flatten();
            shown.zip(elements).for_each(|(shown, element)| merge(shown, element, part));
        }
        Value::Object(parts) => {
            if !shown.is_object() {
                *shown = Value::Object(Map::new());
            }
            if let (Some(shown), Some(value)) = (shown.as_object_mut(), parts.get(part.name)) {
                shown.insert(part.name.to_owned(), value.clone());
            }
        }
        _ => {}
    }
}
