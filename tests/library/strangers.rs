//! What control does, and how it is served, in two places: the types know nothing of HTTP, and no door does anything by itself.

use std::fs;
use std::path::Path;

/// The files of a folder in `src/`, with what is in them.
fn files(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn control_knows_nothing_of_http() {
    for (file, text) in files("control") {
        assert!(!text.contains("actix_web"), "{file}");
    }
}

#[test]
fn the_door_of_control_reaches_into_no_tenant() {
    for (file, text) in files("control/http") {
        for reached in [".store", ".outbox", ".journal", ".faults.", ".timekeeper", ".access"] {
            assert!(!text.contains(reached), "{file}: {reached}");
        }
    }
}
