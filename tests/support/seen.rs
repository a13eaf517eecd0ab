//! Which test saw which operation answer with which status: written down where a file for it is named.

use std::collections::BTreeSet;
use std::env;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{LazyLock, Mutex};
use std::thread;

/// The environment variable that names the file. A line is a test, an operation and a status, with tabs between them.
pub const RECORDING: &str = "CONCUR_EMULATOR_TEST_RECORDING";

static NOTEBOOK: LazyLock<Option<Mutex<Notebook>>> = LazyLock::new(|| {
    let file = env::var_os(RECORDING)?;
    let file = OpenOptions::new().create(true).append(true).open(file).expect("the file of the recording");
    Some(Mutex::new(Notebook { file, lines: BTreeSet::new() }))
});

struct Notebook {
    file: File,
    lines: BTreeSet<String>,
}

/// Writes down that the running test saw this.
pub fn note(operation: &str, status: u16) {
    let Some(notebook) = &*NOTEBOOK else { return };
    // The thread of a test has its name; what happens on another thread belongs to no test.
    let thread = thread::current();
    let Some(test) = thread.name().filter(|name| name.contains("::")) else { return };
    let line = format!("{test}\t{operation}\t{status}\n");
    let mut notebook = notebook.lock().expect("no test panics here");
    if notebook.lines.insert(line.clone()) {
        notebook.file.write_all(line.as_bytes()).expect("the file of the recording");
    }
}
