//! What is looked up of users: taken out of the world whole, to be rendered outside the lock.

use std::sync::Arc;

use super::store::Store;
use crate::core::World;
use crate::core::company::Company;
use crate::core::ids::UserId;
use crate::core::user::User;

/// A user with everything that his pages show of his surroundings.
#[derive(Debug, Clone)]
pub struct UserView {
    /// The user.
    pub user: Arc<User>,
    /// His manager, where he has one.
    pub manager: Option<Arc<User>>,
}

/// Users of a company.
#[derive(Debug, Clone)]
pub struct People {
    /// The company.
    pub company: Arc<Company>,
    /// Some of its users, by ID.
    pub users: Vec<UserView>,
    /// How many it has.
    pub total: usize,
}

/// What one user has alone, without regard to case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserKey {
    /// His ID.
    Id(UserId),
    /// His login.
    Login(String),
    /// His employee number.
    EmployeeId(String),
    /// What the provisioning system calls him.
    ExternalId(String),
}

impl UserView {
    fn of(world: &World, user: &Arc<User>) -> Self {
        let manager = user.manager.and_then(|manager| world.user(manager)).cloned();
        Self { user: Arc::clone(user), manager }
    }
}

impl People {
    fn of<'a>(world: &World, users: impl Iterator<Item = &'a Arc<User>>) -> Self {
        let users = users.map(|user| UserView::of(world, user)).collect();
        Self { company: Arc::clone(&world.company), users, total: world.user_count() }
    }
}

impl Store {
    /// The user of this key, if there is one.
    pub fn people_of(&self, key: &UserKey) -> People {
        self.read(|world| {
            let found = match key {
                UserKey::Id(id) => world.user(*id),
                UserKey::Login(login) => world.user_by_login(login),
                UserKey::EmployeeId(number) => world.user_by_employee_id(number),
                UserKey::ExternalId(id) => world.user_by_external_id(id),
            };
            People::of(world, found.into_iter())
        })
    }

    /// Whether a user is there, and active.
    pub fn may_log_in(&self, user: UserId) -> bool {
        self.read(|world| world.user(user).is_some_and(|user| user.profile.active))
    }

    /// So many users behind this one, without the first of them.
    pub fn people_behind(&self, behind: Option<UserId>, without: usize, at_most: usize) -> People {
        self.read(|world| People::of(world, world.users_behind(behind).skip(without).take(at_most)))
    }
}
