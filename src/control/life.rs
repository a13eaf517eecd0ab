//! The tenant as a whole: back to its beginning, or to rest.

use super::{Control, ControlError, ErrorKind};

impl Control {
    /// Brings back the scenario that the tenant started with: world, tokens, clock, ids, subscriptions, faults and journal.
    ///
    /// # Errors
    /// Where the subscriptions of the scenario break a rule together; nothing has changed then.
    pub fn reset(&self) -> Result<(), ControlError> {
        let reset = self.app.reset(&self.realm);
        reset.map_err(|refused| ControlError::new(ErrorKind::Conflict, refused.to_string()))
    }

    /// Is done when no timer and no delivery of the tenant is due any more.
    pub async fn drain(&self) {
        self.realm.drain().await;
    }
}
