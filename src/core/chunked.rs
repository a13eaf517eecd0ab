//! A sorted map whose copies have it in common piece by piece: a change to a copy makes the piece that it falls into its own, not the whole.
//!
//! For maps that are large, and written to while readers hold a copy: see [`Shared`](super::shared::Shared) for those that are not.

use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

/// How many entries a piece has at most; a full one is split in two.
const MOST: usize = 128;

/// A sorted map in pieces.
#[derive(Clone)]
pub struct Chunked<K, V> {
    /// In order, none of them empty.
    pieces: Vec<Arc<Vec<(K, V)>>>,
    length: usize,
}

impl<K, V> Chunked<K, V> {
    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many pieces there are, and how many of them another map has in common with this one.
    pub fn pieces_in_common(&self, other: &Self) -> (usize, usize) {
        let is_common = |piece: &&Arc<_>| other.pieces.iter().any(|known| Arc::ptr_eq(piece, known));
        (self.pieces.len(), self.pieces.iter().filter(is_common).count())
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pieces.iter().flat_map(|piece| piece.iter()).map(|(key, value)| (key, value))
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// All values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Chunked<K, V> {
    /// What has this key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let piece = self.pieces.get(self.piece_of(key))?;
        let place = place_of(piece, key).ok()?;
        piece.get(place).map(|(_, value)| value)
    }

    /// Whether anything has this key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// What comes behind this key, in order; everything, where none is given.
    pub fn behind(&self, key: Option<&K>) -> impl Iterator<Item = (&K, &V)> {
        let piece = key.map_or(0, |key| self.piece_of(key));
        let from = key.map_or(Bound::Unbounded, Bound::Excluded);
        let entries = self.pieces.iter().skip(piece).flat_map(|piece| piece.iter());
        entries.map(|(key, value)| (key, value)).skip_while(move |(key, _)| match from {
            Bound::Excluded(from) => *key <= from,
            Bound::Included(_) | Bound::Unbounded => false,
        })
    }

    /// The first piece that does not end before this key.
    fn piece_of(&self, key: &K) -> usize {
        self.pieces.partition_point(|piece| piece.last().is_some_and(|(last, _)| last < key))
    }
}

impl<K: Ord + Clone, V: Clone> Chunked<K, V> {
    /// Puts something in; answers what had the key before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        // What comes behind everything belongs to the last piece.
        let index = self.piece_of(&key).min(self.pieces.len().saturating_sub(1));
        let Some(piece) = self.pieces.get_mut(index).map(Arc::make_mut) else {
            self.pieces.push(Arc::new(vec![(key, value)]));
            self.length = 1;
            return None;
        };
        match place_of(piece, &key) {
            Ok(place) => piece.get_mut(place).map(|(_, before)| std::mem::replace(before, value)),
            Err(place) => {
                piece.insert(place, (key, value));
                if piece.len() > MOST {
                    let rest = piece.split_off(MOST / 2);
                    self.pieces.insert(index + 1, Arc::new(rest));
                }
                self.length += 1;
                None
            }
        }
    }

    /// Takes something out; answers it.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let index = self.piece_of(key);
        let place = place_of(self.pieces.get(index)?, key).ok()?;
        let piece = Arc::make_mut(self.pieces.get_mut(index)?);
        let (_, value) = piece.remove(place);
        if piece.is_empty() {
            self.pieces.remove(index);
        }
        self.length -= 1;
        Some(value)
    }
}

fn place_of<K: Ord, V>(piece: &[(K, V)], key: &K) -> Result<usize, usize> {
    piece.binary_search_by(|(known, _)| known.cmp(key))
}

// Derived, it would ask key and value for a default.
impl<K, V> Default for Chunked<K, V> {
    fn default() -> Self {
        Self { pieces: Vec::new(), length: 0 }
    }
}

/// What it is made of counts, not where it is cut.
impl<K: PartialEq, V: PartialEq> PartialEq for Chunked<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length && self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Chunked<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Chunked<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Chunked<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        entries.into_iter().for_each(|(key, value)| {
            map.insert(key, value);
        });
        map
    }
}
