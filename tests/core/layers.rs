//! Uses go one way: no room of `src/` names one that lies above it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use super::purity::rust_files;

/// The rooms, from the ground up. Those of one floor belong together.
const FLOORS: &[&[&str]] = &[
    &["packed"],
    &["core"],
    &["tenant"],
    &["events"],
    &["fixtures"],
    &["scenario"],
    &["tenants"],
    &["live", "export", "export_file"],
    &["api"],
    &["control"],
    &["server"],
    &["config"],
    &["emulator", "installation", "builder"],
    &["demo"],
    &["cli"],
    &["lib", "main"],
];

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn no_room_uses_one_that_lies_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let used = Regex::new(r"\bcrate::(?:\{([^;]*?)\};|([a-z_]+))").unwrap();
    let word = Regex::new(r"[A-Za-z_]+").unwrap();
    let mut wrong = BTreeSet::new();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let own = floor_of(&room).unwrap_or_else(|| panic!("src/{room} is on no floor; put it on one"));
        let text = fs::read_to_string(&file).unwrap();
        for found in used.captures_iter(&text) {
            let named = match (found.get(1), found.get(2)) {
                (Some(group), _) => word.find_iter(group.as_str()).map(|word| word.as_str()).collect(),
                (None, one) => one.map(|one| vec![one.as_str()]).unwrap_or_default(),
            };
            for name in named.into_iter().filter(|name| *name != room) {
                if floor_of(name).is_some_and(|floor| floor > own) {
                    wrong.insert(format!("src/{}: crate::{name}", inside.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}
