//! One extension of a user, carried out.

use serde_json::{Map, Value};

use super::super::attributes::{SPEND_SCHEMAS, SPEND_WRITE, Schema};
use super::super::error::Problem;
use super::super::patch;
use super::super::spend::{read, show};
use super::super::wire::PatchOperation;
use super::TRAVEL;
use crate::api::call::{Call, Denied};
use crate::core::Actor;
use crate::core::ids::UserId;
use crate::core::registry::spend::{SpendChange, SpendPart};
use crate::core::registry::{CompanyCommand, Refusal};
use crate::core::rejection::brief;
use crate::core::spend::SpendAccount;
use crate::core::user::User;
use crate::tenant::provisions::{Part, PartResult, Remark};

/// What an extension is to be.
pub(super) enum Wanted<'a> {
    /// This.
    Whole(&'a Value),
    /// What it is, changed.
    Patched(&'a [PatchOperation]),
    /// What it is for somebody of whom nothing is said.
    Empty,
}

/// Makes an extension of a user what it is to be. Answers what became of it.
pub(super) fn carry_out(call: &Call, user: UserId, schema: &'static Schema, wanted: &Wanted<'_>) -> Part {
    let told = |status, result, remarks| Part { name: schema.id, status, result, remarks };
    match change(call, user, schema, wanted) {
        Ok(true) => told(200, PartResult::Success, Vec::new()),
        Ok(false) => told(200, PartResult::Nothing, Vec::new()),
        Err(problem) => {
            let (status, remarks) = remarks(problem, Some(schema.id));
            told(status, PartResult::Error, remarks)
        }
    }
}

/// The words of a problem, with the status that it has.
pub(super) fn remarks(problem: Problem, schema: Option<&str>) -> (u16, Vec<Remark>) {
    let (status, _, messages) = problem.told();
    let remarks = messages.into_iter().map(|message| {
        let path = match (schema, message.schema_path) {
            (Some(schema), Some(path)) => Some(format!("{schema}:{path}")),
            (Some(schema), None) => Some(schema.to_owned()),
            (None, path) => path,
        };
        Remark { code: message.code, message: brief(message.message), path: path.map(brief), is_warning: false }
    });
    (status.as_u16(), remarks.collect())
}

/// What became of what is said of travelling: it is taken, and nothing is done.
pub(super) fn travel() -> Part {
    let message = "travel profiles are not emulated: nothing was kept".to_owned();
    let remark = Remark { code: "NOT_EMULATED", message, path: Some(TRAVEL.to_owned()), is_warning: true };
    Part { name: TRAVEL, status: 200, result: PartResult::Nothing, remarks: vec![remark] }
}

fn change(call: &Call, id: UserId, schema: &'static Schema, wanted: &Wanted<'_>) -> Result<bool, Problem> {
    if !call.grant.has_any(&[SPEND_WRITE]) {
        return Err(Problem::Denied(Denied::MissingScope(&[SPEND_WRITE])));
    }
    // What is made outside the lock is made anew where somebody was faster.
    loop {
        let made = call.tenant.store.read(|world| {
            let user = world.user(id).ok_or(Refusal::NotFound("user"))?;
            let json = match wanted {
                Wanted::Whole(value) => (*value).clone(),
                Wanted::Empty => return Ok(Some((read::empty(schema).of_user(user), emptied(user, schema)))),
                Wanted::Patched(operations) => patched(call, user, schema, operations)?,
            };
            let to = read::part(world, user, &json, schema)?;
            Ok::<_, Problem>(Some((to.of_user(user), to)))
        })?;
        let Some((of, to)) = made else { return Ok(false) };
        let command = CompanyCommand::ChangeSpend(id, Ok(SpendChange { of, to }));
        match call.tenant.store.manage(&Actor::COMPANY, command, &call.origin) {
            Err(Refusal::Outdated) => {}
            Err(refusal) => return Err(refusal.into()),
            Ok(records) => return Ok(!records.is_empty()),
        }
    }
}

/// An extension after a patch.
fn patched(call: &Call, user: &User, schema: &'static Schema, operations: &[PatchOperation]) -> Result<Value, Problem> {
    let mut resource = Value::Object(Map::from_iter([(schema.id.to_owned(), show::extension(user, schema))]));
    patch::apply(SPEND_SCHEMAS, &mut resource, operations, &|scope| call.grant.has_any(&[scope]))?;
    Ok(resource.get_mut(schema.id).map(Value::take).unwrap_or_default())
}

/// What is left of a part where nothing is said of it: of the account what everybody has, of anything else nothing.
fn emptied(user: &User, schema: &'static Schema) -> SpendPart {
    match read::empty(schema) {
        SpendPart::Account(_) => SpendPart::Account(
            user.spend
                .account
                .as_ref()
                .map(|known| Box::new(SpendAccount { is_test: known.is_test, ..SpendAccount::default() })),
        ),
        SpendPart::Preferences(_) => {
            let mut left = user.spend.preferences.clone();
            left.retain(|name, _| !schema.attributes.iter().any(|attribute| attribute.name == *name));
            SpendPart::Preferences(left)
        }
        empty => empty,
    }
}
