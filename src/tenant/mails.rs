//! The mails that a tenant would have sent. They go nowhere: control shows them.

use std::collections::VecDeque;

use parking_lot::Mutex;

use crate::core::Timestamp;

/// How many mails are kept; older ones go first.
pub const KEPT: usize = 1_000;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// When it was sent.
    pub at: Timestamp,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The one-time password in it.
    pub otp: String,
    /// The link in it, if there is one.
    pub link: Option<String>,
}

/// The last mails, oldest first.
#[derive(Debug, Default)]
pub struct Mails {
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    mails: VecDeque<Mail>,
    /// How many were ever sent: the sequence number of the newest.
    sent: u64,
}

impl Mails {
    /// Adds one, and answers its sequence number; the oldest goes where there are [`KEPT`].
    pub fn send(&self, mail: Mail) -> u64 {
        let mut ring = self.ring.lock();
        if ring.mails.len() >= KEPT {
            ring.mails.pop_front();
        }
        ring.mails.push_back(mail);
        ring.sent += 1;
        ring.sent
    }

    /// Those after a sequence number, oldest first, each with its own; the first ever sent has 1.
    pub fn after(&self, sequence: u64) -> Vec<(u64, Mail)> {
        let ring = self.ring.lock();
        let gone = ring.sent - ring.mails.len() as u64;
        let numbered = (gone + 1..).zip(&ring.mails);
        numbered.filter(|(number, _)| *number > sequence).map(|(number, mail)| (number, mail.clone())).collect()
    }

    /// Forgets them. Sequence numbers go on.
    pub fn clear(&self) {
        self.ring.lock().mails.clear();
    }
}
