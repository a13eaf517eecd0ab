//! Whether requests are held against their pages, and how often something was found.

use std::sync::atomic::{AtomicU64, Ordering};

/// Whether requests are held against their pages, and how often something was found since the start.
#[derive(Debug, Default)]
pub struct Strict {
    /// Whether they are.
    pub is_on: bool,
    found: AtomicU64,
}

impl Strict {
    /// Off, or on with nothing found yet.
    pub fn new(is_on: bool) -> Self {
        Self { is_on, found: AtomicU64::new(0) }
    }

    /// How often something was found, whatever became of the tenants that it was found in.
    pub fn found(&self) -> u64 {
        self.found.load(Ordering::Relaxed)
    }

    /// So much more was found.
    pub fn count(&self, found: usize) {
        self.found.fetch_add(found as u64, Ordering::Relaxed);
    }
}
