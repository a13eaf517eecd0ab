//! The tenant as a document, to go on from elsewhere.

use super::Control;
use crate::{export, fixtures};

impl Control {
    /// The tenant as a document that `--import` and [`replace_scenario`](Self::replace_scenario) take back without loss. It holds
    /// passwords, secrets and fixed tokens.
    pub fn export(&self) -> String {
        let state = export::state(&self.realm, &self.realm.outbox);
        export::text(|out| fixtures::export(&state, out))
    }
}
