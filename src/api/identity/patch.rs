//! Patches of a user (RFC 7644, section 3.5.2), carried out on his JSON. Whether he may be what comes of it is the rules' to say.

use serde_json::{Map, Value};

use super::attributes::{Attribute, Found, Kind, SCHEMAS};
use super::error::{Problem, ScimType};
use super::filter::{AttributePath, Bound, Filter, Literal, Operator, parse};
use super::wire::PatchOperation;

/// How many changes one request may ask for (inferred).
pub const MOST_OPERATIONS: usize = 100;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Add,
    Replace,
    Remove,
}

/// What it is done to.
struct Target {
    found: Found,
    /// Which elements of the attribute; all of them, where nothing says which.
    elements: Option<(Filter, Bound)>,
}

/// Carries operations out, one after the other. `may` tells whether the token has a scope.
pub fn apply(
    user: &mut Value,
    operations: &[PatchOperation],
    may: impl Fn(&'static str) -> bool,
) -> Result<(), Problem> {
    if operations.is_empty() || operations.len() > MOST_OPERATIONS {
        return Err(ScimType::Value.fault("Operations", format!("have to be from 1 to {MOST_OPERATIONS}")));
    }
    operations.iter().try_for_each(|operation| one(user, operation, &may))
}

fn one(user: &mut Value, operation: &PatchOperation, may: &impl Fn(&'static str) -> bool) -> Result<(), Problem> {
    let PatchOperation { op, path, value } = operation;
    let verb = match op.to_ascii_lowercase().as_str() {
        "add" => Verb::Add,
        "replace" => Verb::Replace,
        "remove" => Verb::Remove,
        _ => return Err(ScimType::Value.fault("op", format!("{op:?} is not one of add, replace, remove"))),
    };
    let Some(path) = path.as_deref().filter(|path| !path.is_empty()) else {
        if verb == Verb::Remove {
            return Err(ScimType::NoTarget.fault("path", "is required to remove something"));
        }
        return everything(user, verb, value.as_ref(), may);
    };
    if let Some(schema) = SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(path)) {
        let value = value.clone().unwrap_or_default();
        return everything(user, verb, Some(&Value::from_iter([(schema.id.to_owned(), value)])), may);
    }
    let target = target(path)?;
    check(&target.found, may)?;
    match verb {
        Verb::Remove => carry_out(user, Verb::Remove, &target, Value::Null),
        verb => match value {
            None => Err(ScimType::Value.fault("value", format!("is required to {op} something"))),
            // To replace something by nothing is to remove it.
            Some(Value::Null) => carry_out(user, Verb::Remove, &target, Value::Null),
            Some(value) => carry_out(user, verb, &target, value.clone()),
        },
    }
}

/// Refuses what only the service writes, or what the token may not write.
fn check(found: &Found, may: &impl Fn(&'static str) -> bool) -> Result<(), Problem> {
    let name = found.last().name;
    if found.is_read_only() {
        return Err(ScimType::Mutability.fault("path", format!("{name} is read-only")));
    }
    let scope = found.write_scope();
    if may(scope) {
        Ok(())
    } else {
        Err(ScimType::Mutability.fault("path", format!("{name} is read-only without the scope {scope}")))
    }
}

/// Carries out an operation without a path: its value has the attributes. What is unknown or read-only in it is passed over, as in a
/// whole user.
fn everything(
    user: &mut Value,
    verb: Verb,
    value: Option<&Value>,
    may: &impl Fn(&'static str) -> bool,
) -> Result<(), Problem> {
    let attributes = value.and_then(Value::as_object);
    let attributes = attributes.ok_or_else(|| ScimType::Value.fault("value", "has to be an object"))?;
    for (name, value) in attributes {
        if let Some(schema) = SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(name)) {
            let inner = value.as_object().into_iter().flatten();
            for (name, value) in inner {
                let name = format!("{}:{name}", schema.id);
                of_object(user, verb, &name, value, may)?;
            }
        } else {
            of_object(user, verb, name, value, may)?;
        }
    }
    Ok(())
}

fn of_object(
    user: &mut Value,
    verb: Verb,
    name: &str,
    value: &Value,
    may: &impl Fn(&'static str) -> bool,
) -> Result<(), Problem> {
    let Some(found) = Found::by_name(name).filter(|found| !found.is_read_only()) else { return Ok(()) };
    check(&found, may)?;
    let verb = if value.is_null() { Verb::Remove } else { verb };
    carry_out(user, verb, &Target { found, elements: None }, value.clone())
}

/// What a path leads to: `attribute`, `attribute.part`, `attribute[filter]` or `attribute[filter].part`.
fn target(path: &str) -> Result<Target, Problem> {
    let unknown = || ScimType::Path.fault("path", format!("Invalid attribute path [{path}]"));
    let Some((name, rest)) = path.split_once('[') else {
        return Ok(Target { found: Found::by_name(path).ok_or_else(unknown)?, elements: None });
    };
    let (filter, part) = rest.rsplit_once(']').ok_or_else(unknown)?;
    let found = AttributePath::parse(name).and_then(|path| Found::by_path(&path));
    let mut found = found.filter(|found| found.attribute.is_many && found.part.is_none()).ok_or_else(unknown)?;
    if !part.is_empty() {
        let part = part.strip_prefix('.').and_then(|part| found.attribute.part(part));
        found.part = Some(part.ok_or_else(unknown)?);
    }
    let of_path = |fault: super::filter::FilterFault| ScimType::Path.fault("path", fault.to_string());
    let filter = parse(filter).map_err(of_path)?;
    let bound = Bound::of_elements(&filter, found.attribute).map_err(of_path)?;
    Ok(Target { found, elements: Some((filter, bound)) })
}

fn carry_out(user: &mut Value, verb: Verb, target: &Target, value: Value) -> Result<(), Problem> {
    let Target { found, elements } = target;
    let holder = match found.extension() {
        None => Some(&mut *user),
        Some(extension) => user.as_object_mut().map(|user| made_object(user.entry(extension).or_insert(Value::Null))),
    };
    let Some(holder) = holder.and_then(Value::as_object_mut) else { return Ok(()) };
    if let Some((filter, bound)) = elements {
        return of_elements(holder, verb, found, filter, bound, value);
    }
    let attribute = found.attribute;
    match found.part {
        None if verb == Verb::Remove => drop(holder.remove(attribute.name)),
        None if attribute.is_many => {
            of_list(holder.entry(attribute.name).or_insert(Value::Null), verb, attribute, value)
        }
        None if attribute.kind == Kind::Complex && value.is_object() => {
            let whole = made_object(holder.entry(attribute.name).or_insert(Value::Null));
            let parts = canonical(value, attribute);
            if let (Some(whole), Value::Object(parts)) = (whole.as_object_mut(), parts) {
                whole.extend(parts);
            }
        }
        None => drop(holder.insert(attribute.name.to_owned(), value)),
        Some(part) => {
            let whole = holder.entry(attribute.name).or_insert(Value::Null);
            match whole {
                Value::Array(elements) => elements.iter_mut().for_each(|element| set(element, part, verb, &value)),
                Value::Null if verb == Verb::Remove => {}
                whole => set(made_object(whole), part, verb, &value),
            }
        }
    }
    Ok(())
}

/// Adds to a list, or puts another in its place.
fn of_list(list: &mut Value, verb: Verb, attribute: &Attribute, value: Value) {
    let added = match value {
        Value::Array(elements) => elements,
        element => vec![element],
    };
    let added = added.into_iter().map(|element| canonical(element, attribute));
    match list {
        Value::Array(elements) if verb == Verb::Add => {
            for element in added {
                if !elements.contains(&element) {
                    elements.push(element);
                }
            }
        }
        list => *list = added.collect(),
    }
}

fn of_elements(
    holder: &mut Map<String, Value>,
    verb: Verb,
    found: &Found,
    filter: &Filter,
    bound: &Bound,
    value: Value,
) -> Result<(), Problem> {
    let list = holder.entry(found.attribute.name).or_insert(Value::Null);
    if !list.is_array() {
        *list = Value::Array(Vec::new());
    }
    let Some(elements) = list.as_array_mut() else { return Ok(()) };
    let is_there = elements.iter().any(|element| bound.holds(element));
    match (verb, found.part) {
        (Verb::Replace | Verb::Remove, _) if !is_there => {
            let message = format!("{} has no element for which {filter}", found.attribute.name);
            return Err(ScimType::NoTarget.fault("path", message));
        }
        (Verb::Remove, None) => elements.retain(|element| !bound.holds(element)),
        (Verb::Add, _) if !is_there => elements.push(described(filter, found, value)),
        (_, part) => {
            for element in elements.iter_mut().filter(|element| bound.holds(element)) {
                match part {
                    Some(part) => set(element, part, verb, &value),
                    None => match (element.as_object_mut(), canonical(value.clone(), found.attribute)) {
                        (Some(element), Value::Object(parts)) => element.extend(parts),
                        (_, other) => *element = other,
                    },
                }
            }
        }
    }
    Ok(())
}

/// A new element that is what a filter asks for: `emails[type eq "home"].value` adds an address at home.
fn described(filter: &Filter, found: &Found, value: Value) -> Value {
    let mut element = Value::Object(Map::new());
    equalities(filter, &mut |name, literal| {
        if let Some(part) = found.attribute.part(name) {
            set(&mut element, part, Verb::Add, &literal);
        }
    });
    match found.part {
        Some(part) => set(&mut element, part, Verb::Add, &value),
        None => {
            if let (Some(element), Value::Object(parts)) = (element.as_object_mut(), canonical(value, found.attribute))
            {
                element.extend(parts);
            }
        }
    }
    element
}

/// What a filter says that parts are.
fn equalities(filter: &Filter, each: &mut impl FnMut(&str, Value)) {
    match filter {
        Filter::Compare(path, Operator::Eq, literal) => {
            let value = match literal {
                Literal::Null => Value::Null,
                Literal::Boolean(value) => Value::from(*value),
                Literal::Number(value) => Value::Number(value.clone()),
                Literal::Text(value) => Value::from(value.as_str()),
            };
            each(&path.attribute, value);
        }
        Filter::And(parts) => parts.iter().for_each(|part| equalities(part, each)),
        Filter::Present(_) | Filter::Compare(..) | Filter::Within(..) | Filter::Not(_) | Filter::Or(_) => {}
    }
}

fn set(element: &mut Value, part: &Attribute, verb: Verb, value: &Value) {
    let Some(element) = element.as_object_mut() else { return };
    if verb == Verb::Remove {
        element.remove(part.name);
    } else if part.is_many {
        of_list(element.entry(part.name).or_insert(Value::Null), verb, part, value.clone());
    } else {
        element.insert(part.name.to_owned(), value.clone());
    }
}

/// An object with its parts by their own names, whatever the case they were written in.
fn canonical(value: Value, attribute: &Attribute) -> Value {
    match value {
        Value::Object(parts) => {
            let named = |(name, value): (String, Value)| {
                let name = attribute.part(&name).map_or(name, |part| part.name.to_owned());
                (name, value)
            };
            parts.into_iter().map(named).collect()
        }
        other => other,
    }
}

fn made_object(value: &mut Value) -> &mut Value {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value
}
