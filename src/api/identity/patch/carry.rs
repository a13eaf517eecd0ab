//! Carries out one operation of a patch on a user's JSON.

use serde_json::{Map, Value};

use super::super::attributes::{Attribute, Found, Kind};
use super::super::error::{Problem, ScimType};
use super::super::filter::{Bound, Filter, Literal, Operator};
use super::{Target, Verb};

/// Does this to that, with this value.
pub(super) fn carry_out(user: &mut Value, verb: Verb, target: &Target, value: Value) -> Result<(), Problem> {
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
