//! A tenant with everything that runs for it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use super::mark;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::events::outbox::Outbox;
use crate::events::snapshot::{Snapshot, Unsound};
use crate::events::subscriptions::{Refused, Subscription};
use crate::tenant::Tenant;

/// A tenant with its events, subscriptions and deliveries. It is used like the [`Tenant`] that it is.
///
/// Dropping it ends its tasks.
pub struct Realm {
    /// Whose it is.
    pub company: CompanyId,
    /// Its events, subscriptions and deliveries.
    pub outbox: Arc<Outbox>,
    /// The subscriptions that it starts with, and comes back to.
    pub subscriptions: Vec<Subscription>,
    /// What waits for them, where it goes on from an export.
    pub(super) resumed: Option<Snapshot>,
    /// How many events there were before, there.
    pub(super) events: u64,
    /// Its place among the tenants that were founded; the first is 0.
    pub(super) number: u64,
    /// Whether its tokens carry its mark.
    pub(super) is_marked: bool,
    tenant: Arc<Tenant>,
    timekeeping: Option<AbortHandle>,
    /// Whoever changes the tenant as a whole.
    changing: Mutex<()>,
}

impl fmt::Debug for Realm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Realm").field("company", &self.company).finish_non_exhaustive()
    }
}

impl Deref for Realm {
    type Target = Tenant;

    fn deref(&self) -> &Tenant {
        &self.tenant
    }
}

impl Drop for Realm {
    fn drop(&mut self) {
        if let Some(task) = &self.timekeeping {
            task.abort();
        }
    }
}

impl Realm {
    /// Of a tenant, and the outbox that hears what happens in it. Nothing happens in it by itself, and no subscription is taken up, until
    /// it is told to.
    pub fn new(tenant: Arc<Tenant>, outbox: Arc<Outbox>, subscriptions: Vec<Subscription>) -> Self {
        let company = tenant.blueprint.world.company.id;
        Self {
            company,
            outbox,
            subscriptions,
            resumed: None,
            events: 0,
            number: 0,
            is_marked: false,
            tenant,
            timekeeping: None,
            changing: Mutex::default(),
        }
    }

    /// Lets happen in it by itself what is due, on this runtime, for as long as it is there.
    pub fn keep_time(&mut self, runtime: &Handle) {
        let tenant = Arc::clone(&self.tenant);
        let task = runtime.spawn(async move { tenant.timekeeper.keep(&tenant.store, &tenant.clock).await });
        self.timekeeping = Some(task.abort_handle());
    }

    /// The company, where tokens carry its mark: those of the first tenant do not.
    pub fn mark(&self) -> Option<CompanyId> {
        self.is_marked.then_some(self.company)
    }

    /// A token or a code that is made of a random text, so that it is no other tenant's, even under the same seed, and says whose it is.
    pub fn marked(&self, token: String) -> String {
        self.mark().map_or_else(|| token.clone(), |company| mark::marked(company, &token))
    }

    /// Waits until nobody changes the tenant as a whole, and keeps others from it.
    pub fn alone(&self) -> MutexGuard<'_, ()> {
        self.changing.lock()
    }

    /// Brings everything of it back to how it was at the start: data, clock, tokens, subscriptions, and no events but those that waited in
    /// the export that it goes on from.
    pub fn reset(&self) -> Result<(), Refused> {
        let _alone = self.alone();
        self.tenant.reset();
        self.store.count_from(self.events);
        self.begin()
    }

    /// Takes up its subscriptions as they are at the start.
    pub(super) fn begin(&self) -> Result<(), Refused> {
        let Some(resumed) = &self.resumed else { return self.outbox.reset(self.company, self.subscriptions.clone()) };
        self.outbox.restore(self.company, resumed.clone()).or_else(|unsound| match unsound {
            Unsound::Subscription(_, refused) => Err(refused),
            unsound => {
                tracing::error!(%unsound, company = %self.company, "what was sound when it was read cannot be taken up");
                Ok(())
            }
        })
    }

    /// Ends what is under way: deliveries stop, and nothing happens by itself any more.
    pub(super) fn close(&self) {
        if let Some(task) = &self.timekeeping {
            task.abort();
        }
        self.outbox.halt();
    }

    /// Moves its clock on to a moment. Everything due by then has happened when this is done, each thing at its own time.
    pub async fn advance_to(&self, to: Timestamp) {
        self.drain().await;
        while let Some(due) = self.next_due().filter(|due| *due <= to) {
            self.clock.advance_to(due);
            self.drain().await;
        }
        self.clock.advance_to(to);
        self.drain().await;
    }

    /// Is done when no timer and no delivery is due any more.
    pub async fn drain(&self) {
        self.store.run_due();
        self.outbox.drain().await;
    }

    /// When something has to happen next, later than now.
    fn next_due(&self) -> Option<Timestamp> {
        let now = self.clock.now();
        let dues = [self.store.next_due(), self.outbox.next_due()];
        dues.into_iter().flatten().filter(|due| *due > now).min()
    }
}
