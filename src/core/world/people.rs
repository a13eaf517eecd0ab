//! The users and the policies of a world: how they are found, and how they come and go.

use std::ops::Bound;
use std::str::FromStr;
use std::sync::Arc;

use super::World;
use crate::core::ids::{PolicyId, UserId};
use crate::core::user::User;
use crate::core::workflow::Policy;

impl World {
    /// Adds or replaces a user.
    pub fn put_user(&mut self, user: User) {
        self.insert_user(Arc::new(user));
    }

    /// Puts a user in, or replaces him.
    pub(in crate::core) fn insert_user(&mut self, user: Arc<User>) {
        self.remove_user(user.id);
        self.directory.enter(&user);
        for delegate in &user.delegates {
            self.delegators.entry(delegate.user).or_default().insert(user.id);
        }
        self.users.insert(user.id, user);
    }

    /// Takes a user out.
    pub(in crate::core) fn remove_user(&mut self, id: UserId) {
        let Some(user) = self.users.remove(&id) else { return };
        self.directory.withdraw(&user);
        for delegate in &user.delegates {
            if let Some(delegators) = self.delegators.get_mut(&delegate.user) {
                delegators.remove(&id);
                if delegators.is_empty() {
                    self.delegators.remove(&delegate.user);
                }
            }
        }
    }

    /// Adds or replaces a policy. The last one marked as default is the default.
    pub fn put_policy(&mut self, policy: Policy) {
        if policy.is_default {
            self.default_policy = Some(policy.id);
        }
        self.insert_policy(Arc::new(policy));
    }

    /// Puts a policy in, or replaces it, and leaves it open whose default it is.
    pub(in crate::core) fn insert_policy(&mut self, policy: Arc<Policy>) {
        self.policies.insert(policy.id, policy);
    }

    /// Says which policy is the default. Answers whether there is such a one.
    pub(in crate::core) fn set_default_policy(&mut self, policy: Option<PolicyId>) -> bool {
        self.default_policy = policy;
        policy.is_none_or(|policy| self.policies.contains_key(&policy))
    }

    /// A user.
    pub fn user(&self, id: UserId) -> Option<&Arc<User>> {
        self.users.get(&id)
    }

    /// A user by login or UUID, both without case.
    pub fn find_user(&self, name: &str) -> Option<&Arc<User>> {
        let by_login = || self.directory.by_login(name);
        self.user(UserId::from_str(name).ok().or_else(by_login)?)
    }

    /// The processors, by login.
    pub(in crate::core) fn processors(&self) -> impl Iterator<Item = UserId> {
        self.directory.processors()
    }

    /// The web services administrators, by login.
    pub(in crate::core) fn administrators(&self) -> impl Iterator<Item = UserId> {
        self.directory.administrators()
    }

    /// A user by his login, without case.
    pub fn user_by_login(&self, login: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_login(login)?)
    }

    /// A user by his employee number, without case. Where a scenario gave it to several, it is the last of them.
    pub fn user_by_employee_id(&self, number: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_employee_id(number)?)
    }

    /// A user by what the provisioning system calls him, without case.
    pub fn user_by_external_id(&self, id: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_external_id(id)?)
    }

    /// The users behind this one, by ID; all of them, where none is named.
    pub fn users_behind(&self, id: Option<UserId>) -> impl Iterator<Item = &Arc<User>> {
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        self.users.range((from, Bound::Unbounded)).map(|(_, user)| user)
    }

    /// How many users there are.
    pub fn user_count(&self) -> usize {
        self.users.len()
    }

    /// Those who have this user among their delegates, whatever his rights.
    pub fn delegators(&self, delegate: UserId) -> impl Iterator<Item = UserId> {
        self.delegators.get(&delegate).into_iter().flatten().copied()
    }

    /// All users, by ID.
    pub fn users(&self) -> impl Iterator<Item = &Arc<User>> {
        self.users.values()
    }

    /// A policy.
    pub fn policy(&self, id: PolicyId) -> Option<&Arc<Policy>> {
        self.policies.get(&id)
    }

    /// The policy of reports that name none.
    pub fn default_policy(&self) -> Option<&Arc<Policy>> {
        self.policy(self.default_policy?)
    }

    /// The policy of a user's reports that name none: his group's default, else the company's.
    pub fn default_policy_of(&self, user: UserId) -> Option<&Arc<Policy>> {
        let group = self.user(user).and_then(|user| self.company.group_of(user));
        let offered = group.and_then(|group| group.policies.iter().find(|policy| policy.is_default));
        offered.and_then(|policy| self.policy(policy.id)).or_else(|| self.default_policy())
    }

    /// All policies, by id.
    pub fn policies(&self) -> impl Iterator<Item = &Arc<Policy>> {
        self.policies.values()
    }
}
