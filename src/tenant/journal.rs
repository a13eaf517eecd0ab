//! The last requests that a tenant answered.

use std::borrow::Cow;
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
    pub method: Cow<'static, str>,
    /// Its path, without the query.
    pub path: Box<str>,
    /// The status that it was answered with; 0 where a fault closed the connection without an answer.
    pub status: u16,
    /// Whose token it carried, if a user's.
    pub user: Option<UserId>,
    /// The operation that it matched, as in `openapi/`.
    pub operation: Option<&'static str>,
    /// The documented route that comes nearest, where it matched none.
    pub nearest: Option<Arc<str>>,
    /// The fault that struck it.
    pub fault: Option<FaultMark>,
    /// Its `Concur-Correlationid`, or the one that it was given.
    pub correlation: Arc<str>,
}

/// That a fault struck a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultMark {
    /// Which fault.
    pub id: u32,
    /// What it did: `delay`, `status`, `reset` or `truncate`.
    pub effect: &'static str,
    /// The status of the answer that it spoiled; none where it came before the request was carried out.
    pub spoiled: Option<u16>,
}

/// The last requests, in a ring.
#[derive(Debug, Default)]
pub struct Journal {
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    entries: VecDeque<Entry>,
    /// How many were ever recorded: the sequence number of the newest.
    recorded: u64,
    /// How many of them went because there was no room.
    forgotten: u64,
}

impl Journal {
    /// Adds one, and answers its sequence number; the oldest goes where there are [`KEPT`].
    pub fn record(&self, entry: Entry) -> u64 {
        let mut ring = self.ring.lock();
        let oldest = if ring.entries.len() >= KEPT { ring.entries.pop_front() } else { None };
        ring.entries.push_back(entry);
        ring.recorded += 1;
        ring.forgotten += u64::from(oldest.is_some());
        let sequence = ring.recorded;
        drop(ring);
        // Freed outside the lock.
        drop(oldest);
        sequence
    }

    /// Those after a sequence number, oldest first, each with its own; the first ever recorded has 1.
    pub fn after(&self, sequence: u64) -> Vec<(u64, Entry)> {
        let ring = self.ring.lock();
        let gone = ring.recorded - ring.entries.len() as u64;
        let numbered = (gone + 1..).zip(&ring.entries);
        numbered.filter(|(number, _)| *number > sequence).map(|(number, entry)| (number, entry.clone())).collect()
    }

    /// Forgets them. Sequence numbers go on, so that nothing recorded later is mistaken for something seen before.
    pub fn clear(&self) {
        let mut ring = self.ring.lock();
        ring.forgotten = 0;
        // Freed outside the lock.
        let gone = std::mem::take(&mut ring.entries);
        drop(ring);
        drop(gone);
    }

    /// How many went since they were last [cleared](Self::clear), because there was no room.
    pub fn forgotten(&self) -> u64 {
        self.ring.lock().forgotten
    }
}
