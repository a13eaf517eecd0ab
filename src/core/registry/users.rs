//! Users come, change and go.
//!
//! Facts: the pages of Identity v4 and v4.1, and the lengths of SAP's contract. Bounds that neither has are inferred.

mod content;

use std::sync::Arc;

use super::{Case, CompanyChange, Refusal};
use crate::core::ids::UserId;
use crate::core::profile::Profile;
use crate::core::rejection::{Body, Fault};
use crate::core::spend::Spend;
use crate::core::user::{Roles, User};
use crate::core::workflow::Assignee;

/// How many users a company has at most.
pub const MOST_USERS: usize = 100_000;

/// Who somebody is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// His login.
    pub login: String,
    /// The number that the company gives him; his login where it gives none.
    pub employee_id: Option<String>,
    /// His given name.
    pub first_name: String,
    /// His family name.
    pub last_name: String,
    /// Whom he reports to.
    pub manager: Option<UserId>,
    /// Everything else. Its dates and its version are the rules' to write.
    pub profile: Profile,
}

/// Who somebody is to be instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The version that this was made from: if there is another by now, it has to be made anew.
    pub of: u32,
    /// Everything that is to be known of him.
    pub person: Person,
}

pub(super) fn add(case: &mut Case<'_>, body: Body<Person>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let person = body.map_err(Refusal::Invalid)?;
    let mut faults = content::faults(&person, case.context.now.date_naive());
    if case.world.user_count() >= MOST_USERS {
        faults.push(Fault::new("userName", format!("there are {MOST_USERS} users already, the most there can be")));
    }
    faults.extend(manager_fault(case, &person, None));
    check(faults)?;
    unique(case, &person, None)?;
    let mut user = merged(person, None);
    user.id = fresh(case);
    user.profile.created_at = case.context.now;
    user.profile.modified_at = case.context.now;
    Ok(vec![CompanyChange::UserAdded(Arc::new(dated(user, case)))])
}

pub(super) fn replace(case: &Case<'_>, id: UserId, body: Body<Replacement>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let before = case.world.user(id).ok_or(Refusal::NotFound("user"))?;
    let Replacement { of, person } = body.map_err(Refusal::Invalid)?;
    if of != before.profile.version {
        return Err(Refusal::Outdated);
    }
    let mut faults = content::faults(&person, case.context.now.date_naive());
    faults.extend(manager_fault(case, &person, Some(id)));
    check(faults)?;
    unique(case, &person, Some(id))?;
    let mut after = dated(merged(person, Some(before)), case);
    after.profile.created_at = before.profile.created_at;
    after.profile.modified_at = before.profile.modified_at;
    after.profile.version = of;
    if after == **before {
        return Ok(Vec::new());
    }
    after.profile.modified_at = case.context.now;
    after.profile.version = of.saturating_add(1);
    Ok(vec![CompanyChange::UserChanged { before: Arc::clone(before), after: Arc::new(after) }])
}

pub(super) fn delete(case: &Case<'_>, id: UserId) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let world = case.world;
    let user = world.user(id).ok_or(Refusal::NotFound("user"))?;
    // The page keeps deletion for users without transactions; that others may not depend on him either is inferred.
    let reasons = [
        (!world.reports_of(id).is_empty(), "has reports"),
        (world.queue(id).next().is_some(), "has reports to approve"),
        (world.users().any(|other| other.manager == Some(id)), "is somebody's manager"),
        (world.delegators(id).next().is_some(), "is somebody's delegate"),
        (world.users().any(|other| other.spend.names(id)), "is somebody's approver, delegate or reporting manager"),
        (world.company.cost_objects.iter().any(|object| object.owner == id), "owns a cost object"),
        (world.receipts.behind(id, None).next().is_some(), "has receipt images"),
        (world.company.cash_advances.values().any(|advance| advance.owner == id), "has cash advances"),
        (
            world
                .policies()
                .any(|policy| policy.workflow.steps().iter().any(|step| step.assignee == Assignee::User(id))),
            "is an approver of a policy",
        ),
    ];
    let why = reasons.iter().filter(|(holds, _)| *holds).map(|(_, why)| *why);
    check(why.map(|why| Fault::new("id", format!("the user {why}; set active to false instead"))).collect())?;
    Ok(vec![CompanyChange::UserDeleted(Arc::clone(user))])
}

/// A user of whom this is to be known, and what stays as it is.
fn merged(person: Person, before: Option<&User>) -> User {
    let Person { login, employee_id, first_name, last_name, manager, profile } = person;
    User {
        id: before.map_or(UserId(uuid::Uuid::nil()), |user| user.id),
        employee_id: employee_id.unwrap_or_else(|| login.clone()),
        login,
        first_name,
        last_name,
        manager,
        roles: before.map_or_else(Roles::default, |user| user.roles),
        delegates: before.map(|user| user.delegates.clone()).unwrap_or_default(),
        group: before.and_then(|user| user.group.clone()),
        profile,
        spend: before.map_or_else(Spend::default, |user| user.spend.clone()),
    }
}

/// Whoever is given no first day begins now, to the minute; who had one keeps the day on which he came.
fn dated(mut user: User, case: &Case<'_>) -> User {
    let known = case.world.user(user.id).map_or(case.context.now, |before| before.profile.created_at);
    user.profile.employment.start_date.get_or_insert_with(|| content::to_the_minute(known));
    user
}

fn fresh(case: &mut Case<'_>) -> UserId {
    loop {
        let id = UserId(uuid::Builder::from_random_bytes(case.context.bytes()).into_uuid());
        if case.world.user(id).is_none() {
            return id;
        }
    }
}

fn manager_fault(case: &Case<'_>, person: &Person, own: Option<UserId>) -> Option<Fault> {
    let manager = person.manager?;
    if own == Some(manager) {
        return Some(Fault::new("manager.value", "nobody is his own manager"));
    }
    let is_known = case.world.user(manager).is_some();
    (!is_known).then(|| Fault::new("manager.value", format!("there is no user {manager}")))
}

/// Refuses names that somebody else has.
fn unique(case: &Case<'_>, person: &Person, own: Option<UserId>) -> Result<(), Refusal> {
    let world = case.world;
    let number = person.employee_id.as_ref().unwrap_or(&person.login);
    let external_id = person.profile.external_id.as_ref();
    let holders = [
        ("userName", &person.login, world.user_by_login(&person.login)),
        ("employeeNumber", number, world.user_by_employee_id(number)),
        ("externalId", external_id.unwrap_or(number), external_id.and_then(|id| world.user_by_external_id(id))),
    ];
    let taken = holders.into_iter().filter(|(_, _, holder)| holder.is_some_and(|holder| Some(holder.id) != own));
    let faults: Vec<_> =
        taken.map(|(field, value, _)| Fault::new(field, format!("{value} is another user's already"))).collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Taken(faults)) }
}

fn check(faults: Vec<Fault>) -> Result<(), Refusal> {
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}
