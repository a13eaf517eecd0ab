//! Many operations in one request (RFC 7644, section 3.7).

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use serde_json::Value;

use super::super::attributes::CORE;
use super::super::error::{Problem, ScimType};
use super::super::wire::PatchOperation;
use super::perform::{self, Done, Verb};
use super::wire::{BULK_REQUEST, BulkOperation, BulkRequest};
use super::{keep, status};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::json::{self, Object};
use crate::core::ids::UserId;
use crate::core::registry::Refusal;
use crate::core::rejection::Fault;
use crate::tenant::provisions::{Operated, Part, PartResult};

/// How many operations a request has at most.
pub(super) const MOST_OPERATIONS: usize = 100;
/// How many bytes a request has at most.
pub(super) const LARGEST: usize = 400 * 1024;
/// The longest name that a caller gives an operation (inferred).
const LONGEST_ID: usize = 255;
/// What stands before such a name where it stands for the user whom the operation created.
const REFERENCE: &str = "bulkId:";

/// Carries a request out, and answers that it is accepted.
pub(super) fn accept(call: &Call, body: &Body) -> Result<Value, Problem> {
    if body.bytes().is_ok_and(|bytes| bytes.len() > LARGEST) {
        return Err(ScimType::Value.fault("", format!("the request has more than {LARGEST} bytes")));
    }
    let request: BulkRequest = json::read(body)?;
    let faults = faults(&request);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let BulkRequest { schemas: _, fail_on_errors, operations } = request;
    let at = call.tenant.clock.now();
    let mut created = HashMap::new();
    let mut failures = 0;
    let mut operated = Vec::with_capacity(operations.len());
    for Object(operation) in operations {
        let bulk_id = operation.bulk_id.clone();
        if fail_on_errors.is_some_and(|most| most > 0 && failures >= most) {
            operated.push(left_out(bulk_id));
            continue;
        }
        let done = one(call, operation, &created);
        if let (Some(bulk_id), Some(user), None) = (&bulk_id, done.user, &done.problem) {
            created.insert(bulk_id.clone(), user);
        }
        let kept = done.kept(bulk_id);
        failures += u32::from(!kept.is_success());
        operated.push(kept);
    }
    Ok(status::accepted(call, &keep(call, true, at, operated)))
}

/// What is wrong with a request as a whole; then nothing of it is done.
fn faults(request: &BulkRequest) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !request.schemas.iter().any(|schema| schema == BULK_REQUEST) {
        faults.push(Fault::new("schemas", format!("{BULK_REQUEST} is missing")));
    }
    if request.operations.is_empty() || request.operations.len() > MOST_OPERATIONS {
        faults.push(Fault::new("Operations", format!("have to be from 1 to {MOST_OPERATIONS}")));
    }
    let mut seen = HashSet::new();
    for (place, Object(operation)) in request.operations.iter().enumerate() {
        let mut refuse = |field: &str, why: &str| faults.push(Fault::new(format!("Operations[{place}].{field}"), why));
        let method = operation.method.to_ascii_uppercase();
        if !["POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str()) {
            refuse("method", "is not one of POST, PUT, PATCH, DELETE");
        }
        match &operation.bulk_id {
            None if method == "POST" => refuse("bulkId", "is required to create something"),
            Some(id) if id.chars().count() > LONGEST_ID || id.contains('\0') => {
                refuse("bulkId", "is no text of 255 characters at most");
            }
            Some(id) if !seen.insert(id) => refuse("bulkId", "is another operation's already"),
            _ => {}
        }
        if named(&operation.path).is_none() {
            refuse("path", "is neither /Users nor /Users/{id}");
        }
        if operation.data.is_none() && method != "DELETE" {
            refuse("data", "is required");
        }
    }
    faults
}

fn left_out(bulk_id: Option<String>) -> Operated {
    let core = Part { name: CORE, status: 412, result: PartResult::NotProcessed, remarks: Vec::new() };
    Operated { bulk_id, user: None, status: 412, parts: vec![core] }
}

/// Carries one operation out. Users whom those before it created are known by what these are called.
fn one(call: &Call, operation: BulkOperation, created: &HashMap<String, UserId>) -> Done {
    let BulkOperation { method, bulk_id: _, path, data } = operation;
    let target = match target(&path, created) {
        Ok(target) => target,
        Err(problem) => return Done::failed(None, problem),
    };
    let mut data = Value::Object(data.unwrap_or_default());
    resolve(&mut data, created);
    match (method.to_ascii_uppercase().as_str(), target) {
        ("POST", None) => perform::write(call, Verb::Post, None, &data),
        ("PUT", Some(user)) => perform::write(call, Verb::Put, Some(user), &data),
        ("DELETE", Some(user)) => perform::delete(call, user),
        ("PATCH", Some(user)) => match operations(&data) {
            Ok(operations) => perform::patch(call, user, operations),
            Err(problem) => Done::failed(Some(user), problem),
        },
        _ => Done::failed(target, ScimType::Path.fault("path", format!("{path:?} is not for {method}"))),
    }
}

/// The operations of a patch inside of an operation, which needs no schema of its own, as the pages' examples have it.
fn operations(data: &Value) -> Result<Vec<PatchOperation>, Problem> {
    let list = data.get("Operations").and_then(Value::as_array);
    let list = list.ok_or_else(|| ScimType::Value.fault("Operations", "has to be a list"))?;
    Ok(list.iter().map(json::of_value).collect::<Result<_, _>>()?)
}

/// The name in a path, `/Users` or `/Users/{name}`; nothing where it is neither.
fn named(path: &str) -> Option<Option<&str>> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let is_users = segments.next().is_some_and(|segment| segment.eq_ignore_ascii_case("Users"));
    let name = segments.next();
    (is_users && segments.next().is_none() && path.len() <= 2 * LONGEST_ID).then_some(name)
}

/// The user whom a path names; none where it is for one who is yet to come.
fn target(path: &str, created: &HashMap<String, UserId>) -> Result<Option<UserId>, Problem> {
    let Some(name) = named(path).flatten() else { return Ok(None) };
    let found = match name.strip_prefix(REFERENCE) {
        Some(reference) => created.get(reference).copied(),
        None => UserId::from_str(name).ok(),
    };
    found.map(Some).ok_or_else(|| Refusal::NotFound("user").into())
}

/// Puts users in where they are named by what the operations are called that created them.
fn resolve(value: &mut Value, created: &HashMap<String, UserId>) {
    match value {
        Value::String(text) => {
            let found = text.strip_prefix(REFERENCE).and_then(|reference| created.get(reference));
            if let Some(user) = found {
                *value = Value::from(user.to_string());
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| resolve(element, created)),
        Value::Object(parts) => parts.values_mut().for_each(|part| resolve(part, created)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
