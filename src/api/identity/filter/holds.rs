//! Holds a filter against a user, as his JSON has him.

use std::cmp::Ordering;

use serde_json::Value;

use super::Operator;
use super::bind::{Bound, Operand, Place, Test, moment};

impl Bound {
    /// Whether a user is let through. What he has not, or what the caller may not see, is not there.
    pub fn holds(&self, user: &Value) -> bool {
        holds(&self.0, user)
    }
}

fn holds(test: &Test, user: &Value) -> bool {
    match test {
        Test::Present(place) => values(place, user).iter().any(|value| is_present(value)),
        Test::Compare(place, Operator::Ne, operand) => !is(place, user, Operator::Eq, operand),
        Test::Compare(place, operator, operand) => is(place, user, *operator, operand),
        Test::Within(place, inner) => values(place, user).iter().any(|element| holds(inner, element)),
        Test::Not(inner) => !holds(inner, user),
        Test::And(parts) => parts.iter().all(|part| holds(part, user)),
        Test::Or(parts) => parts.iter().any(|part| holds(part, user)),
    }
}

/// Whether one of the values compares so.
fn is(place: &Place, user: &Value, operator: Operator, operand: &Operand) -> bool {
    let values = values(place, user);
    if matches!(operand, Operand::Null) {
        return !values.iter().any(|value| is_present(value));
    }
    values.iter().any(|value| compares(value, operator, operand, place.is_exact))
}

/// The values at a place; several where the attribute has several.
fn values<'a>(place: &Place, user: &'a Value) -> Vec<&'a Value> {
    let holder = place.extension.map_or(Some(user), |extension| user.get(extension));
    let attribute = place.attribute.map_or(holder, |name| holder.and_then(|holder| holder.get(name)));
    let each = |value: &'a Value| match value {
        Value::Array(elements) => elements.iter().collect::<Vec<_>>(),
        value => vec![value],
    };
    let whole = attribute.map(each).unwrap_or_default();
    let parts = match place.part {
        Some(part) => whole.into_iter().filter_map(|element| element.get(part)).flat_map(each).collect(),
        None => whole,
    };
    match place.inner {
        Some(inner) => parts.into_iter().filter_map(|part| part.get(inner)).flat_map(each).collect(),
        None => parts,
    }
}

/// Whether there is something: no null, no empty text, no empty list or object.
fn is_present(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(parts) => parts.values().any(is_present),
    }
}

fn compares(value: &Value, operator: Operator, operand: &Operand, is_exact: bool) -> bool {
    match (value, operand) {
        (Value::Bool(value), Operand::Boolean(wanted)) => operator == Operator::Eq && value == wanted,
        (Value::Number(value), Operand::Number(wanted)) => {
            let ordering = match (value.as_i64(), wanted.as_i64()) {
                (Some(value), Some(wanted)) => Some(value.cmp(&wanted)),
                _ => value.as_f64().zip(wanted.as_f64()).and_then(|(value, wanted)| value.partial_cmp(&wanted)),
            };
            ordering.is_some_and(|ordering| stands(operator, ordering))
        }
        (Value::String(value), Operand::Moment(wanted)) => {
            moment(value).is_some_and(|value| stands(operator, value.cmp(wanted)))
        }
        (Value::String(value), Operand::Text(wanted)) if is_exact => text(value, operator, wanted),
        (Value::String(value), Operand::Text(wanted)) => text(&value.to_lowercase(), operator, wanted),
        _ => false,
    }
}

fn text(value: &str, operator: Operator, wanted: &str) -> bool {
    match operator {
        Operator::Co => value.contains(wanted),
        Operator::Sw => value.starts_with(wanted),
        Operator::Ew => value.ends_with(wanted),
        _ => stands(operator, value.cmp(wanted)),
    }
}

/// Whether two things that stand to each other so compare so.
const fn stands(operator: Operator, ordering: Ordering) -> bool {
    match operator {
        Operator::Eq => ordering.is_eq(),
        Operator::Ne => ordering.is_ne(),
        Operator::Gt => ordering.is_gt(),
        Operator::Ge => ordering.is_ge(),
        Operator::Lt => ordering.is_lt(),
        Operator::Le => ordering.is_le(),
        Operator::Co | Operator::Sw | Operator::Ew => false,
    }
}
