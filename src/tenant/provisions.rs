//! What became of the requests to provision users, for those who ask later.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::Duration;
use parking_lot::Mutex;
use uuid::Uuid;

use crate::core::Timestamp;
use crate::core::ids::UserId;

/// How many requests are kept at most; older ones go first (inferred).
pub const KEPT: usize = 200;
/// For how many days a request is kept.
pub const DAYS: i64 = 7;

/// A request to provision users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its identifier.
    pub id: Uuid,
    /// Whether it was for many users.
    pub is_bulk: bool,
    /// When it came, and was done.
    pub at: Timestamp,
    /// The `Concur-Correlationid` of the request.
    pub correlation: Arc<str>,
    /// What it asked for, in order.
    pub operations: Vec<Operated>,
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operated {
    /// What the caller calls it.
    pub bulk_id: Option<String>,
    /// The user whom it was for.
    pub user: Option<UserId>,
    /// The status that it would have been answered with.
    pub status: u16,
    /// What became of its extensions; those that it did not touch are left out.
    pub parts: Vec<Part>,
}

/// What became of an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its URN.
    pub name: &'static str,
    /// The status that it would have been answered with.
    pub status: u16,
    /// What became of it.
    pub result: PartResult,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

/// What became of an extension, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartResult {
    /// It is as it was to be.
    Success,
    /// There was nothing to do.
    Nothing,
    /// It was refused.
    Error,
    /// Nobody looked at it.
    NotProcessed,
}

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// A word for it.
    pub code: &'static str,
    /// In words.
    pub message: String,
    /// The attribute that it is about.
    pub path: Option<String>,
    /// Whether it is no more than a warning.
    pub is_warning: bool,
}

impl Operated {
    /// Whether all of it was done.
    pub fn is_success(&self) -> bool {
        self.status < 400
    }
}

/// The last requests to provision users, oldest first.
#[derive(Debug, Default)]
pub struct Provisions {
    ring: Mutex<VecDeque<Arc<Provision>>>,
}

impl Provisions {
    /// Keeps one; the oldest goes where there are [`KEPT`].
    pub fn keep(&self, provision: Provision) {
        let provision = Arc::new(provision);
        let mut ring = self.ring.lock();
        let oldest = if ring.len() >= KEPT { ring.pop_front() } else { None };
        ring.push_back(provision);
        drop(ring);
        // Freed outside the lock.
        drop(oldest);
    }

    /// The one with this identifier, for [`DAYS`] days after it came.
    pub fn find(&self, id: Uuid, now: Timestamp) -> Option<Arc<Provision>> {
        let found = self.ring.lock().iter().find(|provision| provision.id == id).cloned();
        found.filter(|provision| now - provision.at <= Duration::days(DAYS))
    }

    /// Forgets them.
    pub fn clear(&self) {
        let gone = std::mem::take(&mut *self.ring.lock());
        drop(gone);
    }
}
