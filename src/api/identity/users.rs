//! One user: get, create, replace, patch, delete. The versions differ in the URL, and in what is answered on request only.

use std::str::FromStr;

use actix_web::HttpRequest;
use serde_json::Value;

use super::attributes::SCHEMAS;
use super::convert::{self, Allowance, Surroundings};
use super::error::{Problem, ScimType};
use super::patch;
use super::selection::{Selection, close};
use super::wire::{self, PATCH_OP};
use super::{Version, lists};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::json::{self, Object};
use crate::api::path;
use crate::core::Actor;
use crate::core::ids::UserId;
use crate::core::registry::users::{Person, Replacement};
use crate::core::registry::{CompanyChange, CompanyCommand, Refusal};
use crate::core::rejection;
use crate::core::user::User;
use crate::tenant::access::Principal;
use crate::tenant::people::{UserKey, UserView};

/// A user as JSON, whole.
pub(super) fn whole(view: &UserView, around: &Surroundings) -> Value {
    let around = Surroundings { manager: view.manager.clone(), ..around.clone() };
    // A struct always serialises.
    serde_json::to_value(convert::user(&view.user, &around)).unwrap_or_default()
}

/// A user that the path names.
pub(super) fn get(call: &Call, request: &HttpRequest, version: Version) -> Result<Value, Problem> {
    let lists::Attributes { attributes, excluded_attributes } = crate::api::query::read(request)?;
    let selection = Selection::of_lists(attributes.as_deref(), excluded_attributes.as_deref())?;
    let (view, around) = named(call, request, version)?;
    let mut user = whole(&view, &around);
    close(&mut user, &call.grant);
    Ok(selection.of(user, version == Version::V4_1))
}

/// The user that the path names, with what is shown around him.
fn named(call: &Call, request: &HttpRequest, version: Version) -> Result<(UserView, Surroundings), Problem> {
    of_id(call, id_in(request)?, version)
}

fn of_id(call: &Call, id: UserId, version: Version) -> Result<(UserView, Surroundings), Problem> {
    let people = call.tenant.store.people_of(&UserKey::Id(id));
    let around = Surroundings { company: people.company, manager: None, users_url: version.users_url(call) };
    let view = people.users.into_iter().next().ok_or(Refusal::NotFound("user"))?;
    Ok((view, around))
}

/// Whose token it is.
pub(super) fn me(call: &Call, version: Version) -> Result<Value, Problem> {
    match call.grant.principal {
        Principal::User(user) => {
            let (view, around) = of_id(call, user, version)?;
            let mut user = whole(&view, &around);
            close(&mut user, &call.grant);
            Ok(user)
        }
        Principal::Company | Principal::Application => {
            let company = call.tenant.store.read(|world| world.company.clone());
            Ok(serde_json::to_value(convert::company(&company)).unwrap_or_default())
        }
    }
}

fn allowance(call: &Call) -> Allowance {
    let may = |scope: &str| call.grant.has_any(&[scope]);
    Allowance {
        external_id: may("identity.user.externalID.writeonly"),
        verified: may("identity.user.emails.verified.writeonly"),
        sap: may("identity.user.sap.writeonly"),
    }
}

/// A user who was written: whole, whatever the token may read otherwise (inferred).
pub(super) fn written(call: &Call, id: UserId, version: Version) -> Result<Value, Problem> {
    let (view, around) = of_id(call, id, version)?;
    Ok(Selection::default().of(whole(&view, &around), version == Version::V4_1))
}

/// Creates a user. He can log in at once.
pub(super) fn create(call: &Call, body: &Body, version: Version) -> Result<Value, Problem> {
    let id = add(call, json::read(body))?;
    written(call, id, version)
}

/// Adds a user. Answers who he is.
pub(super) fn add(call: &Call, new: rejection::Body<wire::NewUser>) -> Result<UserId, Problem> {
    let company = call.tenant.store.read(|world| world.company.id);
    let person = new.and_then(|new| convert::person(new, company, None, allowance(call)));
    let records = call.tenant.store.manage(&Actor::COMPANY, CompanyCommand::AddUser(person), &call.origin)?;
    let added = records.iter().find_map(|record| match &record.event.change {
        CompanyChange::UserAdded(user) => Some(user.id),
        _ => None,
    });
    let id = added.ok_or(Refusal::NotFound("user"))?;
    call.tenant.access.admit(id);
    Ok(id)
}

/// Replaces a user by what a body says.
pub(super) fn replace(call: &Call, request: &HttpRequest, body: &Body, version: Version) -> Result<Value, Problem> {
    let id = id_in(request)?;
    change(call, id, version, |_, _| json::read(body).map_err(Problem::from))?;
    written(call, id, version)
}

/// Changes a user as a patch says.
pub(super) fn patch(call: &Call, request: &HttpRequest, body: &Body, version: Version) -> Result<Value, Problem> {
    let id = id_in(request)?;
    carry_out(call, id, operations(json::read(body).map_err(Problem::from)), version)?;
    written(call, id, version)
}

/// The operations of a patch.
pub(super) fn operations(body: Result<wire::PatchBody, Problem>) -> Result<Vec<wire::PatchOperation>, Problem> {
    let wire::PatchBody { schemas, operations } = body?;
    if !schemas.iter().any(|schema| schema == PATCH_OP) {
        return Err(ScimType::Value.fault("schemas", format!("{PATCH_OP} is missing")));
    }
    Ok(operations.into_iter().map(|Object(operation)| operation).collect())
}

/// Changes a user by the operations of a patch. Nobody's body counts before he is known to be there.
pub(super) fn carry_out(
    call: &Call,
    id: UserId,
    patch: Result<Vec<wire::PatchOperation>, Problem>,
    version: Version,
) -> Result<(), Problem> {
    let mut patch = Some(patch);
    let mut operations = Vec::new();
    change(call, id, version, |view, around| {
        if let Some(patch) = patch.take() {
            operations = patch?;
        }
        let mut user = whole(view, around);
        patch::apply(SCHEMAS, &mut user, &operations, &|scope| call.grant.has_any(&[scope]))?;
        Ok(json::of_value(&user)?)
    })
}

/// Makes of a user what `make` makes of him. It is made outside the lock: where somebody was faster, it is made anew of what is there by
/// then, so that no change is lost.
pub(super) fn change(
    call: &Call,
    id: UserId,
    version: Version,
    mut make: impl FnMut(&UserView, &Surroundings) -> Result<wire::NewUser, Problem>,
) -> Result<(), Problem> {
    loop {
        let (view, around) = of_id(call, id, version)?;
        let new = make(&view, &around)?;
        match commit(call, &view.user, convert::person(new, around.company.id, Some(&view.user), allowance(call))) {
            Err(Refusal::Outdated) => {}
            Err(refusal) => return Err(refusal.into()),
            Ok(()) => return Ok(()),
        }
    }
}

fn commit(call: &Call, before: &User, person: rejection::Body<Person>) -> Result<(), Refusal> {
    let body = person.map(|person| Replacement { of: before.profile.version, person });
    let command = CompanyCommand::ReplaceUser(before.id, body);
    call.tenant.store.manage(&Actor::COMPANY, command, &call.origin).map(|_| ())
}

/// The user whom the path names, whether he is there or not.
pub(super) fn id_in(request: &HttpRequest) -> Result<UserId, Problem> {
    Ok(UserId::from_str(&path::part(request, "id")).map_err(|_| Refusal::NotFound("user"))?)
}

/// Deletes a user, with whatever let him in.
pub(super) fn delete(call: &Call, id: UserId) -> Result<(), Problem> {
    call.tenant.store.manage(&Actor::COMPANY, CompanyCommand::DeleteUser(id), &call.origin)?;
    call.tenant.access.dismiss(id);
    Ok(())
}
