//! What tests saw. It is recorded, not claimed: this very program is run once more, and its harness writes down which test saw which
//! operation answer with which status.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{self, Command};
use std::sync::LazyLock;
use std::{env, fs};

use super::coverage;
use crate::support::seen::RECORDING;

/// What was seen: by the tests that `docs/coverage.md` names, or by all where it is to be renewed.
pub static RECORDED: LazyLock<Recording> =
    LazyLock::new(|| if renew() { Recording::of_all() } else { Recording::of(&coverage::named_tests()) });

/// Whether documents are to be renewed.
pub fn renew() -> bool {
    env::var_os("UPDATE_DOCS").is_some()
}

/// Tests that record nothing: the ones that record, and those that speak to no server.
const OTHERS: &[&str] = &["proof::coverage", "proof::walk", "core::", "cli::", "fixtures::"];

/// Who saw what.
#[derive(Debug, Default)]
pub struct Recording {
    /// By operation, then by status.
    seen: BTreeMap<String, BTreeMap<u16, BTreeSet<String>>>,
    /// How many operations a test saw.
    breadth: BTreeMap<String, usize>,
}

impl Recording {
    fn of_all() -> Self {
        let mut arguments = vec!["--test-threads=4"];
        arguments.extend(OTHERS.iter().flat_map(|others| ["--skip", others]));
        // Tests may fail while documents are stale; what they saw counts nevertheless.
        let (recording, _) = Self::run(&arguments);
        recording
    }

    fn of(tests: &BTreeSet<String>) -> Self {
        let mut arguments = vec!["--test-threads=4", "--exact"];
        arguments.extend(tests.iter().map(String::as_str));
        let (recording, failed) = Self::run(&arguments);
        assert!(failed.is_empty(), "of the tests that docs/coverage.md names, some fail:\n{failed}");
        recording
    }

    /// Runs tests; what they saw, and what they printed if they failed.
    fn run(arguments: &[&str]) -> (Self, String) {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("seen-{}.tsv", process::id()));
        // A file of an earlier run that was broken off.
        let _ = fs::remove_file(&file);
        let mut command = Command::new(env::current_exe().expect("this program"));
        command.args(arguments).env(RECORDING, &file).env_remove("UPDATE_DOCS").env_remove("INSTA_UPDATE");
        let output = command.output().expect("this program runs");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let _ = fs::remove_file(&file);
        let failed =
            if output.status.success() { String::new() } else { String::from_utf8_lossy(&output.stdout).into_owned() };
        (Self::read(&text), failed)
    }

    fn read(text: &str) -> Self {
        let mut recording = Self::default();
        let mut breadths: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for line in text.lines() {
            let [test, operation, status] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("no line: {line}") };
            let status = status.parse().expect("a status");
            let of_operation = recording.seen.entry(operation.to_owned()).or_default();
            of_operation.entry(status).or_default().insert(test.to_owned());
            breadths.entry(test.to_owned()).or_default().insert(operation.to_owned());
        }
        recording.breadth = breadths.into_iter().map(|(test, operations)| (test, operations.len())).collect();
        recording
    }

    /// The statuses that some test saw an operation answer with.
    pub fn statuses(&self, operation: &str) -> BTreeSet<u16> {
        self.seen.get(operation).into_iter().flat_map(BTreeMap::keys).copied().collect()
    }

    /// The test that proves a status best: rather one that is about the operation than one that goes through all, then the one that
    /// sees the fewest other operations, then the first by name. So a run of the tests that were found finds the same as the run of
    /// all.
    pub fn test(&self, operation: &str, status: u16) -> Option<&str> {
        let tests = self.seen.get(operation)?.get(&status)?;
        tests.iter().min_by_key(|test| (goes_through_all(test), self.breadth[*test], *test)).map(String::as_str)
    }
}

/// Whether a test is about every operation, or about the server and the harness, rather than about an operation.
fn goes_through_all(test: &str) -> bool {
    ["bad_input::", "contract::", "proof::", "server::"].iter().any(|folder| test.starts_with(folder))
}

#[test]
fn of_several_tests_the_one_that_sees_least_else_proves_it() {
    let recording = Recording::read(
        "a::wide\tx\t200\na::wide\ty\t200\nb::z\tx\t200\nb::m\tx\t200\na::wide\tx\t404\n\
                                     bad_input::a\tx\t200\n",
    );
    assert_eq!(recording.test("x", 200), Some("b::m"));
    assert_eq!(recording.test("x", 404), Some("a::wide"));
    assert_eq!(recording.test("x", 500), None);
    assert_eq!(recording.statuses("y"), BTreeSet::from([200]));
}
