//! What a test needs that Concur does not offer: [`Control`] of one tenant, a file for each subject.
//!
//! A test in Rust gets it from [`Emulator::control`](crate::Emulator::control) and calls it as it is. The [`http`] door serves the same
//! under `/_emulator/…`: it reads what is asked, calls the same functions, and words what comes out.
//!
//! ```
//! use chrono::Duration;
//! use concur_emulator::Emulator;
//! use concur_emulator::control::{Action, Claim, NewFault, RequestMatch};
//! use concur_emulator::core::status::PaymentStatus;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder().clock("2026-03-01T08:00:00Z".parse()?).start().await?;
//! let control = emulator.control();
//!
//! control.act("764428DD6A664AF0BFCB", &Action::submit().by("traveler@example.com"))?;
//! control.add_fault(NewFault::status(503).on("PATCH", "/expensereports/v4/**/approve").times(1))?;
//! // … the client under test approves, and has to try it twice …
//! let proof = control.verify(&Claim::count(RequestMatch::path("/expensereports/v4/**/approve")).exactly(0))?;
//! assert!(proof.ok, "{}", proof.message);
//!
//! let report = control.advance_report("764428DD6A664AF0BFCB", PaymentStatus::Paid).await?;
//! assert_eq!(report.payment_status, PaymentStatus::Paid);
//! control.advance(Duration::hours(72)).await?;
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```

mod actions;
mod advance;
mod clock;
mod error;
mod events;
mod export;
mod faults;
mod findings;
mod fixtures;
pub mod http;
mod life;
mod list;
mod mails;
mod mischief;
mod nearest;
mod redelivery;
mod reports;
mod requests;
mod stream;
mod subscriptions;
mod tenants;
mod trust;
mod verdict;
mod verify;

use std::fmt;
use std::sync::Arc;

pub use actions::{Action, ActionKind};
pub use advance::Destination;
pub use clock::{ClockChange, ClockFace};
pub use error::{ControlError, ErrorKind};
pub use events::{AttemptSheet, DeliverySheet, EventFilter, EventSheet};
pub use faults::{FaultScope, FaultSheet, NewFault};
pub use findings::{FindingSheet, Findings};
pub use http::{FAMILY, Guard, PREFIX, Secret, described, has, refusal};
pub use list::List;
pub use mails::{MailFilter, MailSheet};
pub use reports::{HistoryRow, LegalAction, ReportFilter, ReportSheet, StatusSheet, StepSheet};
pub(crate) use requests::told;
pub use requests::{FaultMarkSheet, RequestFilter, RequestLine, RequestMatch};
pub use stream::{Happening, Listener};
pub use subscriptions::SubscriptionSheet;
pub use tenants::{ApplicationSheet, NewTenant, TenantFilter, TenantSheet};
pub use verdict::{ReceiverFinding, Verdict};
pub use verify::{Claim, NearMiss, RequestCount, Verified};

use crate::api::App;
use crate::core::Timestamp;
use crate::core::event::Through;
use crate::tenant::store::Origin;
use crate::tenants::Realm;

pub use crate::events::log::DeliveryState;
pub use crate::events::mischief::Mischief;
pub use crate::live::Inventory;

/// Control of one tenant. A copy of it is control of the same one.
#[derive(Clone)]
pub struct Control {
    app: Arc<App>,
    realm: Arc<Realm>,
    /// The request that calls; without one every call gets a correlation id of its own.
    correlation: Option<Arc<str>>,
    base_url: Arc<str>,
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control").field("company", &self.realm.company).finish_non_exhaustive()
    }
}

impl Control {
    /// Control of a tenant, for whoever reaches the emulator at this URL.
    pub(crate) fn new(app: Arc<App>, realm: Arc<Realm>, base_url: Arc<str>) -> Self {
        Self { app, realm, correlation: None, base_url }
    }

    /// The same on behalf of a request.
    pub(crate) fn for_request(self, correlation: Arc<str>) -> Self {
        Self { correlation: Some(correlation), ..self }
    }

    /// The tenant as it is inside.
    pub fn realm(&self) -> &Arc<Realm> {
        &self.realm
    }

    /// What it causes comes from here.
    fn origin(&self) -> Origin {
        let correlation = self.correlation.clone().unwrap_or_else(|| self.realm.store.uuid().to_string().into());
        Origin { through: Through::Control, correlation, base_url: Some(Arc::clone(&self.base_url)) }
    }

    fn now(&self) -> Timestamp {
        self.realm.clock.now()
    }
}
