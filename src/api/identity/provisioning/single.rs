//! Users provisioned one by one: who he is, is answered at once.

use serde_json::{Value, json};

use super::super::error::Problem;
use super::super::wire::PatchBody;
use super::super::{Version, users};
use super::perform::{self, Done, Verb};
use super::{keep, status_url};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::json;
use crate::core::ids::UserId;
use crate::core::registry::Refusal;

/// Creates or replaces a user.
pub(super) fn write(call: &Call, verb: Verb, target: Option<UserId>, body: &Body) -> Result<Value, Problem> {
    target.map_or(Ok(()), |user| is_there(call, user))?;
    let data: Value = json::read(body)?;
    // Types are checked before anything is done; what else is wrong with an extension is told by the status.
    let faults = perform::misshapen(&data);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    answered(call, perform::write(call, verb, target, &data))
}

/// Changes a user.
pub(super) fn patch(call: &Call, user: UserId, body: &Body) -> Result<Value, Problem> {
    is_there(call, user)?;
    let operations = users::operations(json::read::<PatchBody>(body).map_err(Problem::from))?;
    answered(call, perform::patch(call, user, operations))
}

/// Deletes a user.
pub(super) fn delete(call: &Call, user: UserId) -> Result<(), Problem> {
    perform::delete(call, user).problem.map_or(Ok(()), Err)
}

fn is_there(call: &Call, user: UserId) -> Result<(), Problem> {
    let is_there = call.tenant.store.read(|world| world.user(user).is_some());
    if is_there { Ok(()) } else { Err(Refusal::NotFound("user").into()) }
}

/// The user as he is now, with where the rest is told.
fn answered(call: &Call, mut done: Done) -> Result<Value, Problem> {
    if let Some(problem) = done.problem.take() {
        return Err(problem);
    }
    let user = done.user.ok_or(Refusal::NotFound("user"))?;
    let mut shown = users::written(call, user, Version::V4)?;
    let provision = keep(call, false, call.tenant.clock.now(), vec![done.kept(None)]);
    shown["meta"]["statusUrl"] = json!(status_url(call, provision.id));
    shown["meta"]["provisionId"] = json!(provision.id.to_string());
    Ok(shown)
}
