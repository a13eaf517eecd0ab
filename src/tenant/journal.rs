//! The last requests that a tenant answered.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::core::Timestamp;
use crate::core::ids::UserId;

/// How many requests are kept; older ones go first.
pub const KEPT: usize = 1_000;

/// One request and its answer. Headers and bodies, which carry tokens and secrets, are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it came in.
    pub at: Timestamp,
    /// Its method.
    pub method: Box<str>,
    /// Its path, without the query.
    pub path: Box<str>,
    /// The status that it was answered with.
    pub status: u16,
    /// Whose token it carried, if a user's.
    pub user: Option<UserId>,
    /// The operation that it matched, as in `openapi/`.
    pub operation: Option<&'static str>,
    /// The documented route that comes nearest, where it matched none.
    pub nearest: Option<Arc<str>>,
    /// Its `Concur-Correlationid`, or the one that it was given.
    pub correlation: Arc<str>,
}

/// The last requests, in a ring.
#[derive(Debug, Default)]
pub struct Journal {
    entries: Mutex<VecDeque<Entry>>,
}

impl Journal {
    /// Adds one; the oldest goes where there are [`KEPT`].
    pub fn record(&self, entry: Entry) {
        let mut entries = self.entries.lock();
        let oldest = if entries.len() >= KEPT { entries.pop_front() } else { None };
        entries.push_back(entry);
        drop(entries);
        // Freed outside the lock.
        drop(oldest);
    }

    /// All of them, oldest first.
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.lock().iter().cloned().collect()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.entries.lock().clear();
    }
}
