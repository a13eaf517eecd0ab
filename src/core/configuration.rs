//! What of the company's configuration applies to whom, and who may look at it (Expense Configuration v4 page).

use std::sync::Arc;

use super::command::{Actor, Caller};
use super::company::{Company, ExpenseType};
use super::group::{Group, OfferedPolicy};
use super::ids::{CompanyId, PolicyId, UserId};
use super::user::Right;
use super::workflow::Policy;
use super::world::World;

/// Why configuration is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Someone else's: the caller is neither the user nor a delegate of his.
    #[error("the configuration of user {0} is for him, his delegates and the company")]
    NotTheUser(UserId),
    /// Nobody has this UUID.
    #[error("there is no user {0}")]
    UnknownUser(UserId),
    /// The user's group does not have this policy.
    #[error("policy {0} does not apply to the user")]
    UnknownPolicy(PolicyId),
    /// It is not the company that the token belongs to.
    #[error("there is no company {0}")]
    UnknownCompany(CompanyId),
    /// The company has no such group.
    #[error("the company has no expense group with this hierarchyNodeId")]
    UnknownGroup,
}

impl Refusal {
    /// The name of the rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotTheUser(_) => "notTheUser",
            Self::UnknownUser(_) => "userNotFound",
            Self::UnknownPolicy(_) => "policyNotFound",
            Self::UnknownCompany(_) => "companyNotFound",
            Self::UnknownGroup => "groupNotFound",
        }
    }
}

/// A group, with what its configuration refers to.
#[derive(Debug, Clone)]
pub struct GroupView {
    /// The company.
    pub company: Arc<Company>,
    /// The group.
    pub group: Arc<Group>,
    /// Its policies, in order; one that does not exist any more is left out.
    pub policies: Vec<(OfferedPolicy, Arc<Policy>)>,
}

impl GroupView {
    fn of(world: &World, group: &Arc<Group>) -> Self {
        let policies =
            group.policies.iter().filter_map(|offered| Some((*offered, Arc::clone(world.policy(offered.id)?))));
        Self { company: Arc::clone(&world.company), group: Arc::clone(group), policies: policies.collect() }
    }
}

/// The group of a user, for one who may see it.
pub fn group_of(world: &World, actor: &Actor, user: UserId) -> Result<GroupView, Refusal> {
    let known = world.user(user);
    match actor.caller {
        // A stranger does not learn who exists.
        Caller::User(caller) if caller != user && !known.is_some_and(|u| u.has_delegate(caller, Right::View)) => {
            return Err(Refusal::NotTheUser(user));
        }
        Caller::User(_) | Caller::Company | Caller::Clock => {}
    }
    let group = world.company.group_of(known.ok_or(Refusal::UnknownUser(user))?);
    group.map(|group| GroupView::of(world, group)).ok_or(Refusal::UnknownGroup)
}

/// All groups of the company, by id.
pub fn groups(world: &World, company: CompanyId) -> Result<Vec<GroupView>, Refusal> {
    of_company(world, company)?;
    Ok(world.company.groups.values().map(|group| GroupView::of(world, group)).collect())
}

/// One group of the company; its id is compared without case.
pub fn group(world: &World, company: CompanyId, id: &str) -> Result<GroupView, Refusal> {
    of_company(world, company)?;
    let groups = &world.company.groups;
    let group = groups.get(id).or_else(|| groups.get(&id.to_ascii_uppercase()));
    group.map(|group| GroupView::of(world, group)).ok_or(Refusal::UnknownGroup)
}

fn of_company(world: &World, company: CompanyId) -> Result<(), Refusal> {
    if world.company.id == company { Ok(()) } else { Err(Refusal::UnknownCompany(company)) }
}

/// The expense types that reports under a policy may have: as the policy lists them, else categories first, each by name
/// (inferred).
pub fn expense_types<'a>(company: &'a Company, policy: &'a Policy) -> Vec<&'a ExpenseType> {
    if let Some(codes) = &policy.expense_types {
        return codes.iter().filter_map(|code| company.expense_types.get(code)).collect();
    }
    let mut types: Vec<_> = company.expense_types.values().collect();
    types.sort_by(|a, b| b.is_category.cmp(&a.is_category).then_with(|| a.name.cmp(&b.name)));
    types
}
