//! Looking up the company's configuration: each answer is taken out of the world whole, to be rendered outside the lock.

use super::store::Store;
use crate::core::Actor;
use crate::core::configuration::{self, GroupView, Refusal};
use crate::core::ids::{CompanyId, UserId};

impl Store {
    /// The expense group of a user.
    pub fn group_of(&self, actor: &Actor, user: UserId) -> Result<GroupView, Refusal> {
        self.read(|world| configuration::group_of(world, actor, user))
    }

    /// All expense groups of the company.
    pub fn groups(&self, company: CompanyId) -> Result<Vec<GroupView>, Refusal> {
        self.read(|world| configuration::groups(world, company))
    }

    /// One expense group of the company.
    pub fn group(&self, company: CompanyId, id: &str) -> Result<GroupView, Refusal> {
        self.read(|world| configuration::group(world, company, id))
    }
}
