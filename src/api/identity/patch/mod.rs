//! Patches of a user (RFC 7644, section 3.5.2), carried out on his JSON. Whether he may be what comes of it is the rules' to say.

mod carry;

use serde_json::Value;

use self::carry::carry_out;
use super::attributes::{Found, Schema};
use super::error::{Problem, ScimType};
use super::filter::{AttributePath, Bound, Filter, parse};
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

/// Carries operations out on a resource with these schemas, one after the other. `may` tells whether the token has a scope.
pub fn apply(
    schemas: &'static [Schema],
    user: &mut Value,
    operations: &[PatchOperation],
    may: &dyn Fn(&'static str) -> bool,
) -> Result<(), Problem> {
    if operations.is_empty() || operations.len() > MOST_OPERATIONS {
        return Err(ScimType::Value.fault("Operations", format!("have to be from 1 to {MOST_OPERATIONS}")));
    }
    operations.iter().try_for_each(|operation| Patcher { schemas, may }.one(user, operation))
}

/// The schemas of the resource, and what the token may write of it.
struct Patcher<'a> {
    schemas: &'static [Schema],
    may: &'a dyn Fn(&'static str) -> bool,
}

impl Patcher<'_> {
    fn one(&self, user: &mut Value, operation: &PatchOperation) -> Result<(), Problem> {
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
            return self.everything(user, verb, value.as_ref());
        };
        // The pages also write a colon behind it.
        if let Some(schema) =
            self.schemas.iter().find(|schema| schema.id.eq_ignore_ascii_case(path.trim_end_matches(':')))
        {
            if verb == Verb::Remove {
                return self.nothing(user, schema);
            }
            let value = value.clone().unwrap_or_default();
            return self.everything(user, verb, Some(&Value::from_iter([(schema.id.to_owned(), value)])));
        }
        let target = self.target(path)?;
        self.check(&target.found)?;
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
    fn check(&self, found: &Found) -> Result<(), Problem> {
        let name = found.last().name;
        if found.is_read_only() {
            return Err(ScimType::Mutability.fault("path", format!("{name} is read-only")));
        }
        let scope = found.write_scope();
        if (self.may)(scope) {
            Ok(())
        } else {
            Err(ScimType::Mutability.fault("path", format!("{name} is read-only without the scope {scope}")))
        }
    }

    /// Carries out an operation without a path: its value has the attributes. What is unknown or read-only in it is passed over, as in a
    /// whole user.
    fn everything(&self, user: &mut Value, verb: Verb, value: Option<&Value>) -> Result<(), Problem> {
        let attributes = value.and_then(Value::as_object);
        let attributes = attributes.ok_or_else(|| ScimType::Value.fault("value", "has to be an object"))?;
        for (name, value) in attributes {
            if let Some(schema) = self.schemas.iter().find(|schema| schema.id.eq_ignore_ascii_case(name)) {
                let inner = value.as_object().into_iter().flatten();
                for (name, value) in inner {
                    let name = format!("{}:{name}", schema.id);
                    self.of_object(user, verb, &name, value)?;
                }
            } else {
                self.of_object(user, verb, name, value)?;
            }
        }
        Ok(())
    }

    /// Takes everything out of an extension.
    fn nothing(&self, user: &mut Value, schema: &'static Schema) -> Result<(), Problem> {
        for attribute in schema.attributes.iter().filter(|attribute| !attribute.is_read_only) {
            let found = Found { schema, attribute, part: None };
            self.check(&found)?;
            carry_out(user, Verb::Remove, &Target { found, elements: None }, Value::Null)?;
        }
        Ok(())
    }

    fn of_object(&self, user: &mut Value, verb: Verb, name: &str, value: &Value) -> Result<(), Problem> {
        let Some(found) = Found::by_name(self.schemas, name).filter(|found| !found.is_read_only()) else {
            return Ok(());
        };
        self.check(&found)?;
        let verb = if value.is_null() { Verb::Remove } else { verb };
        carry_out(user, verb, &Target { found, elements: None }, value.clone())
    }

    /// What a path leads to: `attribute`, `attribute.part`, `attribute[filter]` or `attribute[filter].part`.
    fn target(&self, path: &str) -> Result<Target, Problem> {
        let unknown = || ScimType::Path.fault("path", format!("Invalid attribute path [{path}]"));
        let Some((name, rest)) = path.split_once('[') else {
            return Ok(Target { found: Found::by_name(self.schemas, path).ok_or_else(unknown)?, elements: None });
        };
        let (filter, part) = rest.rsplit_once(']').ok_or_else(unknown)?;
        let found = AttributePath::parse(name).and_then(|path| Found::by_path(self.schemas, &path));
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
}
