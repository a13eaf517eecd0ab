//! Mischief with a subscription's receiver, on request.

use chrono::Duration;

use super::subscriptions::{named, unknown};
use super::{Control, ControlError, ErrorKind};
use crate::events::mischief::{LONGEST, Mischief};

impl Control {
    /// The mischief that is under way with a subscription, if any.
    ///
    /// # Errors
    /// Where there is no such subscription.
    pub fn mischief(&self, subscription: &str) -> Result<Option<Mischief>, ControlError> {
        let id = named(subscription)?;
        self.realm.outbox.standing(&id).ok_or_else(|| unknown(subscription))?;
        Ok(self.realm.outbox.mischief(&id))
    }

    /// Begins mischief with a subscription, in place of any that is under way.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::{ErrorKind, Mischief};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().fixture("empty").start().await?;
    /// let mischief = Mischief { duplicates: 0.5, ..Mischief::default() };
    /// let begun = emulator.control().begin_mischief("webhook", mischief);
    /// assert_eq!(begun.unwrap_err().kind(), ErrorKind::NotFound);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such subscription, a chance is not from 0 to 1, or a length of time is longer than a day.
    pub fn begin_mischief(&self, subscription: &str, mischief: Mischief) -> Result<(), ControlError> {
        let Mischief { duplicates, reorder, delays, delay_up_to, wrong_signatures, burst, seed: _ } = mischief;
        let chances = [
            ("duplicates", duplicates),
            ("reorder", reorder),
            ("delays", delays),
            ("wrongSignatures", wrong_signatures),
        ];
        if let Some((field, _)) = chances.iter().find(|(_, chance)| !(0.0..=1.0).contains(chance)) {
            return Err(ControlError::bad("a chance is from 0 to 1").at(*field));
        }
        let fits = |length: &Duration| *length >= Duration::zero() && *length <= LONGEST;
        let lengths = [("delayUpTo", Some(delay_up_to)), ("burst", burst)];
        if let Some((field, _)) = lengths.iter().find(|(_, length)| !length.as_ref().is_none_or(fits)) {
            return Err(ControlError::bad("takes at most a day").at(*field));
        }
        self.put(subscription, Some(mischief))
    }

    /// Ends the mischief with a subscription. What was held back goes out; a rotated key stays until a reset.
    ///
    /// # Errors
    /// Where there is no such subscription.
    pub fn end_mischief(&self, subscription: &str) -> Result<(), ControlError> {
        self.put(subscription, None)
    }

    fn put(&self, subscription: &str, mischief: Option<Mischief>) -> Result<(), ControlError> {
        let is_there = self.realm.outbox.set_mischief(&named(subscription)?, mischief);
        if is_there { Ok(()) } else { Err(unknown(subscription)) }
    }

    /// Makes a new signing key, for the whole installation; a reset of the first tenant brings the old one back.
    ///
    /// # Errors
    /// Where the cryptographic library cannot make one.
    pub async fn rotate_signing_key(&self) -> Result<(), ControlError> {
        let rotated = self.app.keys.rotate().await;
        rotated.map(drop).map_err(|error| ControlError::new(ErrorKind::Failed, error.to_string()))
    }
}
