//! The tenants of a server: the one that it started with, and those that tests ask for.
//!
//! Whatever belongs to a tenant hangs on its [`Realm`]. Finding the realm of a token or a client is a look-up; no lock is held once it
//! is found. The first tenant is found without one.

mod founder;
pub mod mark;
mod own;
mod realm;
mod shelf;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::RwLock;
use serde_json::json;
use uuid::Uuid;

pub use founder::{FoundError, Founder, Wish};
pub use own::access_of;
pub use realm::Realm;

use crate::core::ids::CompanyId;
pub use crate::scenario::Beginning;
use crate::tenant::access::Grant;

/// How many tenants there are at most, unless it is said otherwise.
pub const MOST: usize = 10_000;

/// The tenants of a server.
#[derive(Debug)]
pub struct Tenants {
    first: Arc<Realm>,
    others: RwLock<Others>,
    founder: Founder,
    most: AtomicUsize,
}

/// The tenants that were asked for, found by company and by client.
#[derive(Debug, Default)]
struct Others {
    realms: HashMap<CompanyId, Arc<Realm>>,
    clients: HashMap<Uuid, CompanyId>,
    /// How many there ever were.
    founded: u64,
}

/// Why a tenant was not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undeletable {
    /// There is none of this company.
    #[error("there is no tenant of company {0}; GET /_emulator/tenants lists them")]
    Unknown(CompanyId),
    /// It is the one that the server started with.
    #[error(
        "company {0} is that of the tenant that the server started with, which stays; POST /_emulator/reset brings it back"
    )]
    First(CompanyId),
}

impl Tenants {
    /// The first tenant, and who founds others.
    pub fn new(first: Arc<Realm>, founder: Founder) -> Self {
        Self { first, others: RwLock::default(), founder, most: AtomicUsize::new(MOST) }
    }

    /// The first of these, and the others behind it.
    pub fn of(realms: Vec<Realm>, founder: Founder) -> Result<Self, FoundError> {
        let mut realms = realms.into_iter();
        let first = realms.next().map_or_else(|| founder.first(), Ok)?;
        let tenants = Self::new(Arc::new(first), founder);
        realms.try_for_each(|realm| tenants.admit(realm).map(drop))?;
        Ok(tenants)
    }

    /// The tenant that the server started with.
    pub fn first(&self) -> &Arc<Realm> {
        &self.first
    }

    /// Lets there be so many at most from now on. Those that are there stay.
    pub fn hold_at_most(&self, most: usize) {
        self.most.store(most, Ordering::Relaxed);
    }

    /// Refuses one more, where there are so many beside the first.
    fn room_beside(&self, others: usize) -> Result<(), FoundError> {
        let most = self.most.load(Ordering::Relaxed);
        if others + 1 >= most { Err(FoundError::TooMany(most)) } else { Ok(()) }
    }

    /// Whether this is the tenant that the server started with.
    pub fn is_first(&self, realm: &Realm) -> bool {
        self.first.company == realm.company
    }

    /// The tenant of a company.
    pub fn of_company(&self, company: CompanyId) -> Option<Arc<Realm>> {
        if company == self.first.company {
            return Some(Arc::clone(&self.first));
        }
        self.others.read().realms.get(&company).cloned()
    }

    /// The tenant that a token belongs to, and what it grants there now.
    pub fn of_token(&self, token: &str) -> Option<(Arc<Realm>, Arc<Grant>)> {
        let (realm, grant) = self.whose(token)?;
        Some((realm, grant?))
    }

    /// The tenant that a token belongs to, and what it grants there now, if anything. A token of another tenant says whose it is, even
    /// when it is good no longer.
    pub fn whose(&self, token: &str) -> Option<(Arc<Realm>, Option<Arc<Grant>>)> {
        if let Some(grant) = self.first.access.grant(token, self.first.clock.now()) {
            return Some((Arc::clone(&self.first), Some(grant)));
        }
        let realm = self.of_company(mark::company_of(token)?)?;
        let grant = realm.access.grant(token, realm.clock.now());
        Some((realm, grant))
    }

    /// The tenant that an application belongs to.
    pub fn of_client(&self, client_id: Uuid) -> Option<Arc<Realm>> {
        if self.first.access.application(client_id).is_some() {
            return Some(Arc::clone(&self.first));
        }
        let others = self.others.read();
        others.realms.get(others.clients.get(&client_id)?).cloned()
    }

    /// All of them, in the order in which they were founded.
    pub fn all(&self) -> Vec<Arc<Realm>> {
        let mut all = vec![Arc::clone(&self.first)];
        all.extend(self.others.read().realms.values().cloned());
        all.sort_unstable_by_key(|realm| realm.number);
        all
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.others.read().realms.len() + 1
    }

    /// Whether [`found`](Self::found) has the scenario of a wish at hand. Else it takes as long as the scenario is large: call it where
    /// nobody waits.
    pub fn is_at_hand(&self, wish: &Wish) -> bool {
        self.founder.is_at_hand(wish)
    }

    /// Founds a tenant.
    pub fn found(&self, wish: &Wish) -> Result<Arc<Realm>, FoundError> {
        // Before anything is made, so that a refusal costs nothing.
        self.room_beside(self.others.read().realms.len())?;
        self.admit(self.founder.found(wish)?)
    }

    /// Takes in a tenant that was made elsewhere.
    pub fn admit(&self, mut realm: Realm) -> Result<Arc<Realm>, FoundError> {
        let clients = realm.access.applications();
        let mut others = self.others.write();
        self.room_beside(others.realms.len())?;
        if realm.company == self.first.company || others.realms.contains_key(&realm.company) {
            return Err(FoundError::Taken(realm.company));
        }
        others.founded += 1;
        realm.number = others.founded;
        let realm = Arc::new(realm);
        others.clients.extend(clients.iter().map(|application| (application.client_id, realm.company)));
        others.realms.insert(realm.company, Arc::clone(&realm));
        drop(others);
        self.tell(&self.first, realm.company, "founded");
        Ok(realm)
    }

    /// Deletes a tenant: its tokens are worthless, its timers and deliveries end, and its memory is free once the last call that is
    /// under way has let go of it.
    pub fn delete(&self, company: CompanyId) -> Result<(), Undeletable> {
        if company == self.first.company {
            return Err(Undeletable::First(company));
        }
        let gone = {
            let mut others = self.others.write();
            let gone = others.realms.remove(&company).ok_or(Undeletable::Unknown(company))?;
            others.clients.retain(|_, owner| *owner != company);
            gone
        };
        // Outside the lock: this may free a great deal.
        gone.close();
        [&self.first, &gone].into_iter().for_each(|realm| self.tell(realm, company, "deleted"));
        Ok(())
    }

    /// Tells those who listen to a tenant what became of one.
    fn tell(&self, realm: &Realm, company: CompanyId, what: &'static str) {
        realm.outbox.stream().tell("tenant", || json!({"companyId": company.to_string(), "what": what}));
    }

    /// Finds the applications of a tenant that are new, and those that are gone no longer: call it after a change of them.
    pub fn applications_changed(&self, realm: &Realm) {
        let clients = realm.access.applications();
        let mut others = self.others.write();
        if others.realms.contains_key(&realm.company) {
            others.clients.retain(|_, owner| *owner != realm.company);
            others.clients.extend(clients.iter().map(|application| (application.client_id, realm.company)));
        }
    }

    /// Who founds them.
    pub fn founder(&self) -> &Founder {
        &self.founder
    }
}
