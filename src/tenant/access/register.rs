//! Tokens that are good now, found by one look-up, and bounded in number.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use uuid::Uuid;

use super::{Grant, Principal};
use crate::core::Timestamp;

/// How many tokens that expire are kept; where there are more, those go that would expire first.
pub const KEPT: usize = 10_000;

/// Tokens with what they grant.
#[derive(Debug, Default)]
pub(super) struct Register {
    grants: HashMap<Arc<str>, Arc<Grant>, BuildHasherDefault<TailHasher>>,
    by_end: BTreeSet<(Timestamp, Arc<str>)>,
}

impl Register {
    /// What a token grants now.
    pub fn get(&self, token: &str, now: Timestamp) -> Option<&Arc<Grant>> {
        self.grants.get(token).filter(|grant| grant.is_good(now))
    }

    /// The tokens that never expire, each with what it stands for and the application that it was issued to; in no order.
    pub fn unending(&self) -> impl Iterator<Item = (&str, Principal, Uuid)> {
        let unending = self.grants.iter().filter(|(_, grant)| grant.expires_at.is_none());
        unending.map(|(token, grant)| (&**token, grant.principal, grant.client_id))
    }

    /// Adds a token, or replaces what it grants. The expired go, and where there are [`KEPT`], the one that ends first.
    pub fn put(&mut self, token: Arc<str>, grant: Arc<Grant>, now: Timestamp) {
        self.remove(&token);
        if let Some(end) = grant.expires_at {
            while self.by_end.first().is_some_and(|(first, _)| *first <= now || self.by_end.len() >= KEPT) {
                if let Some((_, gone)) = self.by_end.pop_first() {
                    self.grants.remove(&gone);
                }
            }
            self.by_end.insert((end, Arc::clone(&token)));
        }
        self.grants.insert(token, grant);
    }

    /// The tokens that never expire, in no order.
    pub fn endless(&self) -> Vec<Arc<str>> {
        let endless = self.grants.iter().filter(|(_, grant)| grant.expires_at.is_none());
        endless.map(|(token, _)| Arc::clone(token)).collect()
    }

    /// Takes a token out; answers what it granted.
    pub fn revoke(&mut self, token: &str) -> Option<Arc<Grant>> {
        self.remove(&Arc::from(token))
    }

    /// Takes every token out whose grant is such; answers them.
    pub fn revoke_all(&mut self, is_such: impl Fn(&Grant) -> bool) -> Vec<Arc<str>> {
        let such = self.grants.iter().filter(|(_, grant)| is_such(grant));
        let tokens: Vec<_> = such.map(|(token, _)| Arc::clone(token)).collect();
        tokens.iter().for_each(|token| drop(self.remove(token)));
        tokens
    }

    fn remove(&mut self, token: &Arc<str>) -> Option<Arc<Grant>> {
        let grant = self.grants.remove(token)?;
        if let Some(end) = grant.expires_at {
            self.by_end.remove(&(end, Arc::clone(token)));
        }
        Some(grant)
    }
}

/// Hashes the end of a token only: a signed one is thousands of bytes long, and its signature, which comes last, tells it
/// from every other. What is found is compared whole, and only tokens that the emulator made get in, so a caller who
/// makes up tokens of one ending finds nothing and slows nobody down.
#[derive(Debug, Default)]
struct TailHasher(DefaultHasher);

/// How many bytes at the end are hashed.
const TAIL: usize = 32;

impl Hasher for TailHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(&bytes[bytes.len().saturating_sub(TAIL)..]);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}
