//! Emulators of scenarios that a test makes up.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::emulator::TestApp;

/// Starts one of this scenario. It is in a file of its own meanwhile, since tests run side by side.
pub async fn start(scenario: &Value) -> TestApp {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scenario-{}-{number}.yaml", std::process::id()));
    fs::write(&file, scenario.to_string()).expect("a scenario file");
    let app = TestApp::of(&[file.to_str().expect("a path of text")]).await;
    fs::remove_file(&file).expect("the scenario file");
    app
}
