//! The index of users by their names, without regard to case, and by their roles.

use std::collections::{BTreeSet, HashMap};

use super::ids::UserId;
use super::user::User;

/// What leads to a user by one of his names, all in lower case, and to those who have a role, by login.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Directory {
    logins: HashMap<String, UserId>,
    employee_ids: HashMap<String, UserId>,
    external_ids: HashMap<String, UserId>,
    processors: BTreeSet<(String, UserId)>,
    administrators: BTreeSet<(String, UserId)>,
}

impl Directory {
    /// The user of this login.
    pub(super) fn by_login(&self, login: &str) -> Option<UserId> {
        self.logins.get(&login.to_lowercase()).copied()
    }

    /// The user of this employee number.
    pub(super) fn by_employee_id(&self, number: &str) -> Option<UserId> {
        self.employee_ids.get(&number.to_lowercase()).copied()
    }

    /// The user whom the provisioning system calls so.
    pub(super) fn by_external_id(&self, id: &str) -> Option<UserId> {
        self.external_ids.get(&id.to_lowercase()).copied()
    }

    /// The processors, by login.
    pub(super) fn processors(&self) -> impl Iterator<Item = UserId> {
        self.processors.iter().map(|(_, id)| *id)
    }

    /// The web services administrators, by login.
    pub(super) fn administrators(&self) -> impl Iterator<Item = UserId> {
        self.administrators.iter().map(|(_, id)| *id)
    }

    /// How many of a user's names lead to him, and to nobody else.
    pub(super) fn names_of(&self, user: &User) -> usize {
        let external_id = user.profile.external_id.as_deref().and_then(|id| self.by_external_id(id));
        let found = [self.by_login(&user.login), self.by_employee_id(&user.employee_id), external_id];
        found.into_iter().filter(|found| *found == Some(user.id)).count()
            + usize::from(user.profile.external_id.is_none())
    }

    /// Enters a user's names.
    pub(super) fn enter(&mut self, user: &User) {
        self.logins.insert(user.login.to_lowercase(), user.id);
        self.employee_ids.insert(user.employee_id.to_lowercase(), user.id);
        if let Some(external_id) = &user.profile.external_id {
            self.external_ids.insert(external_id.to_lowercase(), user.id);
        }
        if user.roles.processor {
            self.processors.insert((user.login.clone(), user.id));
        }
        if user.roles.web_services_administrator {
            self.administrators.insert((user.login.clone(), user.id));
        }
    }

    /// Takes a user's names out.
    pub(super) fn withdraw(&mut self, user: &User) {
        // A name that a scenario gave to several is kept for who has it now.
        let withdraw = |names: &mut HashMap<String, UserId>, name: &str| {
            let name = name.to_lowercase();
            if names.get(&name) == Some(&user.id) {
                names.remove(&name);
            }
        };
        withdraw(&mut self.logins, &user.login);
        withdraw(&mut self.employee_ids, &user.employee_id);
        if let Some(external_id) = &user.profile.external_id {
            withdraw(&mut self.external_ids, external_id);
        }
        let by_login = (user.login.clone(), user.id);
        self.processors.remove(&by_login);
        self.administrators.remove(&by_login);
    }
}
