//! One operation on a user, carried out: first who he is, then what is kept for his spending.

use serde_json::Value;

use super::super::attributes::{CORE, ENTERPRISE, SPEND_SCHEMAS, SPEND_WRITE, WRITE_SCOPES};
use super::super::error::{Problem, ScimType};
use super::super::wire::PatchOperation;
use super::super::{Version, users};
use super::extensions::{Wanted, carry_out, remarks, travel};
use super::split;
use crate::api::call::{Call, Denied};
use crate::api::json;
use crate::core::ids::UserId;
use crate::core::registry::Refusal;
use crate::core::rejection::Fault;
use crate::tenant::provisions::{Operated, Part, PartResult};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Create.
    Post,
    /// Replace.
    Put,
}

/// What became of an operation.
pub(super) struct Done {
    /// The user whom it was for, where he is known.
    pub user: Option<UserId>,
    /// Why nothing came of it, where it is his identity that was refused.
    pub problem: Option<Problem>,
    /// What became of the extensions that it touched.
    pub parts: Vec<Part>,
}

impl Done {
    /// Nothing came of it.
    pub(super) fn failed(user: Option<UserId>, problem: Problem) -> Self {
        Self { user, problem: Some(problem), parts: Vec::new() }
    }

    fn of(user: UserId, identity: PartResult, extensions: Vec<Part>) -> Self {
        let part = |name| Part { name, status: 200, result: identity, remarks: Vec::new() };
        let parts = [part(CORE), part(ENTERPRISE)].into_iter().chain(extensions).collect();
        Self { user: Some(user), problem: None, parts }
    }

    /// The same, to be kept.
    pub(super) fn kept(self, bulk_id: Option<String>) -> Operated {
        let Self { user, problem, mut parts } = self;
        if let Some(problem) = problem {
            // What fails before the identity is there blocks the rest, which is then left as it is.
            let (status, remarks) = remarks(problem, None);
            parts = vec![Part { name: CORE, status, result: PartResult::Error, remarks }];
        }
        let worst = parts.iter().filter(|part| part.result == PartResult::Error).map(|part| part.status).max();
        Operated { bulk_id, user, status: worst.unwrap_or(200), parts }
    }
}

/// Creates or replaces a user with everything that is said of him.
pub(super) fn write(call: &Call, verb: Verb, target: Option<UserId>, data: &Value) -> Done {
    let user = match identity(call, target, data) {
        Ok(user) => user,
        Err(problem) => return Done::failed(target, problem),
    };
    let may_empty = verb == Verb::Put && call.grant.has_any(&[SPEND_WRITE]);
    let has_account = call.tenant.store.read(|world| world.user(user).is_some_and(|u| u.spend.account.is_some()));
    let mut parts = Vec::new();
    for schema in SPEND_SCHEMAS {
        let wanted = match split::said(data, schema) {
            Some(value) => Wanted::Whole(value),
            // Whatever is not said of somebody who is replaced is taken away, as the page has it.
            None if may_empty && has_account => Wanted::Empty,
            None => continue,
        };
        parts.push(carry_out(call, user, schema, &wanted));
    }
    parts.extend(split::travels(data).then(travel));
    Done::of(user, PartResult::Success, parts)
}

/// Creates a user, or replaces one, as far as his identity goes.
fn identity(call: &Call, target: Option<UserId>, data: &Value) -> Result<UserId, Problem> {
    if !call.grant.has_any(WRITE_SCOPES) {
        return Err(Problem::Denied(Denied::MissingScope(WRITE_SCOPES)));
    }
    match target {
        None => users::add(call, json::of_value(data)),
        Some(user) => {
            users::change(call, user, Version::V4, |_, _| Ok(json::of_value(data)?))?;
            Ok(user)
        }
    }
}

/// Changes a user, and what is kept for his spending, as a patch says.
pub(super) fn patch(call: &Call, user: UserId, operations: Vec<PatchOperation>) -> Done {
    if call.tenant.store.read(|world| world.user(user).is_none()) {
        return Done::failed(None, Refusal::NotFound("user").into());
    }
    if operations.is_empty() {
        return Done::failed(Some(user), ScimType::Value.fault("Operations", "there has to be one at least"));
    }
    let split::Patches { identity, spend, travels } = split::patch(operations);
    let mut result = PartResult::Nothing;
    if !identity.is_empty() {
        if let Err(problem) = users::carry_out(call, user, Ok(identity), Version::V4) {
            return Done::failed(Some(user), problem);
        }
        result = PartResult::Success;
    }
    let of_spend = spend.into_iter().filter_map(|(place, operations)| {
        let schema = SPEND_SCHEMAS.get(place)?;
        Some(carry_out(call, user, schema, &Wanted::Patched(&operations)))
    });
    let mut parts: Vec<_> = of_spend.collect();
    parts.extend(travels.then(travel));
    Done::of(user, result, parts)
}

/// Deletes a user.
pub(super) fn delete(call: &Call, user: UserId) -> Done {
    const DELETE: &[&str] = &["identity.user.delete"];
    if !call.grant.has_any(DELETE) {
        return Done::failed(Some(user), Problem::Denied(Denied::MissingScope(DELETE)));
    }
    match users::delete(call, user) {
        Ok(()) => Done::of(user, PartResult::Success, Vec::new()),
        Err(problem) => Done::failed(Some(user), problem),
    }
}

/// What is wrong with what is said of extensions, by its types alone: that is known before anything is done.
pub(super) fn misshapen(data: &Value) -> Vec<Fault> {
    let of_schema = |schema| {
        let faults = split::said(data, schema).map(|said| super::super::spend::read::misshapen(said, schema));
        faults.unwrap_or_default().into_iter().map(|Fault { field, message }| {
            let separator = if field.is_empty() { "" } else { ":" };
            Fault::new(format!("{}{separator}{field}", schema.id), message)
        })
    };
    SPEND_SCHEMAS.iter().flat_map(of_schema).collect()
}
