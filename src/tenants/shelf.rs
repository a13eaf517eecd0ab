//! What was made once and is kept for those who ask again: however many ask at once, it is made once, and all of it together is bounded.

use std::sync::Arc;

use parking_lot::Mutex;

/// How much is kept beside what always stays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// How many things.
    pub(super) things: usize,
    /// How heavy they are together.
    pub(super) weight: usize,
}

/// Things by key. The one that was used longest ago goes first; one of them stays.
pub(super) struct Shelf<K, V, E> {
    stays: K,
    room: Room,
    weigh: fn(&V) -> usize,
    slots: Mutex<Vec<Slot<K, V, E>>>,
}

struct Slot<K, V, E> {
    key: K,
    place: Arc<Place<V, E>>,
    /// None while it is made.
    weight: Option<usize>,
}

/// Where a thing is made: whoever wants the same waits here, and nobody else.
type Place<V, E> = Mutex<Option<Result<Arc<V>, E>>>;

impl<K: PartialEq + Clone, V, E: Clone> Shelf<K, V, E> {
    /// An empty one.
    pub(super) fn new(stays: K, room: Room, weigh: fn(&V) -> usize) -> Self {
        Self { stays, room, weigh, slots: Mutex::default() }
    }

    /// What there is, if it is made already. It waits for nobody.
    pub(super) fn at_hand(&self, key: &K) -> bool {
        let slots = self.slots.lock();
        slots.iter().any(|slot| slot.key == *key && slot.weight.is_some())
    }

    /// What there is, or what is made now. Those who ask for what is being made wait until it is, and share what becomes of it; where that
    /// is a failure, it is made anew for who asks next.
    pub(super) fn get(&self, key: &K, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let place = self.place(key);
        let mut made = place.lock();
        if let Some(made) = &*made {
            return made.clone();
        }
        let outcome = make().map(Arc::new);
        *made = Some(outcome.clone());
        drop(made);
        let gone = match &outcome {
            Ok(thing) => self.settle(&place, (self.weigh)(thing)),
            Err(_) => self.forget(&place).into_iter().collect(),
        };
        // Freed outside the lock.
        drop(gone);
        outcome
    }

    /// The place of a key, which is used last of all now.
    fn place(&self, key: &K) -> Arc<Place<V, E>> {
        let mut slots = self.slots.lock();
        let known = slots.iter().position(|slot| slot.key == *key).map(|place| slots.remove(place));
        let slot = known.unwrap_or_else(|| Slot { key: key.clone(), place: Arc::default(), weight: None });
        let place = Arc::clone(&slot.place);
        slots.push(slot);
        place
    }

    /// Says how heavy it is that was made at a place, and answers what there is no room for.
    fn settle(&self, place: &Arc<Place<V, E>>, weight: usize) -> Vec<Slot<K, V, E>> {
        let mut slots = self.slots.lock();
        let Some(index) = slots.iter().position(|slot| Arc::ptr_eq(&slot.place, place)) else { return Vec::new() };
        slots[index].weight = Some(weight);
        if weight > self.room.weight && slots[index].key != self.stays {
            // Making room for it would leave nothing else.
            return vec![slots.remove(index)];
        }
        let mut gone = Vec::new();
        loop {
            let others = slots.iter().filter(|slot| slot.key != self.stays);
            let weights: Vec<_> = others.filter_map(|slot| slot.weight).collect();
            if weights.len() <= self.room.things && weights.iter().sum::<usize>() <= self.room.weight {
                return gone;
            }
            let oldest = slots.iter().position(|slot| slot.key != self.stays && slot.weight.is_some());
            gone.extend(oldest.map(|oldest| slots.remove(oldest)));
        }
    }

    fn forget(&self, place: &Arc<Place<V, E>>) -> Option<Slot<K, V, E>> {
        let mut slots = self.slots.lock();
        let index = slots.iter().position(|slot| Arc::ptr_eq(&slot.place, place))?;
        Some(slots.remove(index))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    /// Numbers, as heavy as they are; 0 stays.
    fn shelf(things: usize, weight: usize) -> Shelf<u32, usize, &'static str> {
        Shelf::new(0, Room { things, weight }, |number| *number)
    }

    fn put(shelf: &Shelf<u32, usize, &'static str>, key: u32, weight: usize) {
        assert_eq!(shelf.get(&key, || Ok(weight)).map(|number| *number), Ok(weight));
    }

    fn kept(shelf: &Shelf<u32, usize, &'static str>) -> Vec<u32> {
        (0..10).filter(|key| shelf.at_hand(key)).collect()
    }

    #[test]
    fn what_many_ask_for_at_once_is_made_once_and_nobody_else_waits() {
        let (shelf, made) = (shelf(4, 100), AtomicUsize::new(0));
        let (began, has_begun) = mpsc::channel();
        let (finish, may_finish) = mpsc::channel();
        thread::scope(|scope| {
            let (shelf, made) = (&shelf, &made);
            let first = scope.spawn(move || {
                shelf.get(&1, || {
                    began.send(()).unwrap();
                    may_finish.recv().unwrap();
                    made.fetch_add(1, Ordering::Relaxed);
                    Ok(7)
                })
            });
            has_begun.recv().unwrap();
            assert!(!shelf.at_hand(&1));
            let more = move || {
                shelf.get(&1, || {
                    made.fetch_add(1, Ordering::Relaxed);
                    Ok(8)
                })
            };
            let others: Vec<_> = (0..8).map(|_| scope.spawn(more)).collect();
            // Another thing is had while the first one is still being made.
            put(shelf, 2, 5);
            finish.send(()).unwrap();
            let first = first.join().unwrap().unwrap();
            assert!(others.into_iter().all(|other| Arc::ptr_eq(&other.join().unwrap().unwrap(), &first)));
        });
        assert_eq!((made.load(Ordering::Relaxed), kept(&shelf)), (1, vec![1, 2]));
    }

    #[test]
    fn a_failure_is_shared_by_those_who_waited_and_not_kept() {
        let shelf = shelf(4, 100);
        assert_eq!(shelf.get(&1, || Err("no")), Err("no"));
        assert_eq!(kept(&shelf), [0_u32; 0]);
        put(&shelf, 1, 3);
        assert_eq!(shelf.get(&1, || Err("no")).map(|number| *number), Ok(3));
    }

    #[test]
    fn the_one_used_longest_ago_goes_first_by_number_and_by_weight() {
        let few = shelf(2, 100);
        put(&few, 0, 1);
        put(&few, 1, 1);
        put(&few, 2, 1);
        put(&few, 1, 1);
        put(&few, 3, 1);
        assert_eq!(kept(&few), [0, 1, 3]);
        let light = shelf(10, 10);
        for (key, weight) in [(0, 50), (1, 4), (2, 4), (3, 4), (4, 3)] {
            put(&light, key, weight);
        }
        assert_eq!(kept(&light), [0, 3, 4], "what stays does not count");
        put(&light, 5, 11);
        assert_eq!(kept(&light), [0, 3, 4], "what is too heavy by itself drives nothing out");
        put(&light, 6, 10);
        assert_eq!(kept(&light), [0, 6]);
    }
}
