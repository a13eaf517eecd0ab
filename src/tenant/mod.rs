//! One tenant: a company's world behind its one writer, with its clock, its ids, its tokens and its journal.

pub mod access;
pub mod clock;
pub mod ids;
pub mod journal;
pub mod keys;
pub mod queries;
pub mod store;

use std::sync::Arc;

use access::Access;
use clock::Clock;
use journal::Journal;
use store::Store;

/// Everything that belongs to one company and is shared with no other.
#[derive(Debug)]
pub struct Tenant {
    /// Its time.
    pub clock: Arc<Clock>,
    /// Its world.
    pub store: Store,
    /// Its applications, passwords and tokens.
    pub access: Access,
    /// The requests it answered.
    pub journal: Journal,
}
