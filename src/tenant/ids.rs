//! Where a tenant's identifiers come from: one source, which repeats itself under the same seed.

use std::fmt::Write;

use uuid::Uuid;

use crate::core::IdSource;

/// A source of identifiers. Not for secrets that guard anything: an emulator has none.
#[derive(Debug, Clone)]
pub struct Ids {
    random: fastrand::Rng,
}

impl Ids {
    /// A source that repeats itself under the same seed; without one, one that never does.
    #[allow(clippy::disallowed_methods, reason = "the one place that randomness comes from")]
    pub fn new(seed: Option<u64>) -> Self {
        Self { random: seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed) }
    }

    /// The seed of a source that goes on as this one will.
    pub fn state(&self) -> u64 {
        self.random.get_seed()
    }

    /// Another source, which is the same wherever this one stands at the same place, and goes a way of its own.
    pub fn fork(&self) -> Self {
        Self { random: fastrand::Rng::with_seed(self.random.clone().u64(..)) }
    }

    /// A version 4 UUID.
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// So many random bytes as lower-case hexadecimal digits.
    pub fn hex(&mut self, bytes: usize) -> String {
        (0..bytes).fold(String::with_capacity(bytes * 2), |mut text, _| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{:02x}", self.random.u8(..));
            text
        })
    }
}

impl IdSource for Ids {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.random.fill(bytes);
    }
}
