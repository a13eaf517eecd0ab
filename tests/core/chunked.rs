//! The map in pieces: it does what a sorted map does, and copies of it have in common what neither has changed.

use std::collections::BTreeMap;
use std::ops::Bound;

use concur_emulator::core::chunked::Chunked;
use proptest::prelude::*;

proptest! {
    #[test]
    fn it_does_what_a_sorted_map_does(steps in prop::collection::vec((0..600_u32, any::<bool>()), 0..2_000)) {
        let (mut map, mut model) = (Chunked::default(), BTreeMap::new());
        for (number, (key, puts)) in (0_u32..).zip(steps) {
            if puts || key % 3 == 0 {
                prop_assert_eq!(map.insert(key, number), model.insert(key, number));
            } else {
                prop_assert_eq!(map.remove(&key), model.remove(&key));
            }
            prop_assert_eq!(map.len(), model.len());
        }
        prop_assert!(map.iter().eq(model.iter()));
        for key in 0..600 {
            prop_assert_eq!(map.get(&key), model.get(&key));
            let behind = model.range((Bound::Excluded(key), Bound::Unbounded));
            prop_assert!(map.behind(Some(&key)).eq(behind));
        }
        prop_assert!(map.behind(None).eq(model.iter()));
        let again: Chunked<_, _> = model.into_iter().collect();
        prop_assert_eq!(map, again);
    }
}

#[test]
fn a_change_to_a_copy_leaves_all_but_one_piece_in_common() {
    let first: Chunked<u32, u32> = (0..20_000).map(|key| (key, key)).collect();
    let mut copy = first.clone();
    let (pieces, common) = first.pieces_in_common(&copy);
    assert!(pieces > 100 && common == pieces, "{common} of {pieces}");
    copy.insert(7_777, 0);
    assert_eq!(first.pieces_in_common(&copy), (pieces, pieces - 1));
    assert_eq!((first.get(&7_777), copy.get(&7_777)), (Some(&7_777), Some(&0)));
    copy.remove(&15_000);
    assert_eq!(first.pieces_in_common(&copy), (pieces, pieces - 2));
    assert!(copy != first && first.contains_key(&15_000));
}
