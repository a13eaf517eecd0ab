//! `docs/coverage.md`: every documented operation, whether it is emulated, and the tests that prove it; written from the list of
//! operations, the registered routes and what tests saw, and proven fresh.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use regex::Regex;

use super::documented::{Family, Operation, families};
use super::recording::{RECORDED, Recording, renew};
use crate::support::documents;

const FILE: &str = "docs/coverage.md";
const INTRODUCTION: &str = "\
# Coverage

Every operation that Concur's documentation describes, whether it is emulated, and the test that saw each status of it. Generated from
[operations.yaml](operations.yaml), the registered routes, and a recorded run of the tests; to renew it:
`UPDATE_DOCS=1 cargo test proof::`.

Of several tests that saw a status, the one is named that is most about the operation. `–`: documented, and no test saw it. No request
brings a 500 about, and [fidelity.md](fidelity.md#never-answered) says what else none does.
";

/// A test as the page names it.
static TEST: LazyLock<Regex> = LazyLock::new(|| Regex::new("`([a-z0-9_]+(?:::[a-z0-9_]+)+)`").expect("a pattern"));

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)
}

/// The tests that the page names.
pub fn named_tests() -> BTreeSet<String> {
    let page = fs::read_to_string(file()).unwrap_or_default();
    TEST.captures_iter(&page).map(|captures| captures[1].to_owned()).collect()
}

fn page(recording: &Recording) -> String {
    let families = families();
    let mut page = INTRODUCTION.to_owned();
    page += &summary(&families);
    for family in &families {
        write!(page, "\n## {}\n", family.name).unwrap();
        for of_page in &family.pages {
            write!(page, "\n`{}`\n\n| Operation | Emulated as | Seen by |\n|---|---|---|\n", of_page.name).unwrap();
            for operation in &of_page.operations {
                page += &row(operation, recording);
            }
        }
    }
    page + &undocumented(&families, recording)
}

fn summary(families: &[Family]) -> String {
    let mut table = "\n| API | Documented | Emulated |\n|---|---:|---:|\n".to_owned();
    let mut all = [0, 0];
    for family in families {
        let operations: Vec<_> = family.pages.iter().flat_map(|page| &page.operations).collect();
        let emulated = operations.iter().filter(|operation| operation.emulated().is_some()).count();
        writeln!(table, "| {} | {} | {emulated} |", family.name, operations.len()).unwrap();
        all = [all[0] + operations.len(), all[1] + emulated];
    }
    writeln!(table, "| **All** | **{}** | **{}** |", all[0], all[1]).unwrap();
    table
}

fn row(operation: &Operation, recording: &Recording) -> String {
    let Operation { method, path, statuses } = operation;
    match operation.emulated() {
        Some(id) => format!("| `{method} {path}` | `{id}` | {} |\n", proofs(id, statuses, recording)),
        None => format!("| `{method} {path}` | not emulated | |\n"),
    }
}

/// Each status with the test that saw it.
fn proofs(id: &str, documented: &[u16], recording: &Recording) -> String {
    let mut statuses = recording.statuses(id);
    statuses.extend(documented);
    let proof = |status: u16| match recording.test(id, status) {
        Some(test) => format!("{status} `{test}`"),
        None => format!("{status} –"),
    };
    statuses.into_iter().map(proof).collect::<Vec<_>>().join("<br>")
}

/// What is emulated though no page has it.
fn undocumented(families: &[Family], recording: &Recording) -> String {
    let operations = families.iter().flat_map(|family| &family.pages).flat_map(|page| &page.operations);
    let documented: BTreeSet<_> = operations.filter_map(Operation::emulated).collect();
    let mut section = "\n## On no page\n\nTenants were seen to answer these; `fidelity.md` says more.\n".to_owned();
    section += "\n| Operation | Emulated as | Seen by |\n|---|---|---|\n";
    for (id, method, path) in documents::emulated().filter(|(id, _, _)| !documented.contains(id)) {
        writeln!(section, "| `{method} {path}` | `{id}` | {} |", proofs(id, &[], recording)).unwrap();
    }
    section
}

#[test]
fn the_coverage_on_paper_is_what_tests_see() {
    let page = page(&RECORDED);
    if renew() {
        fs::write(file(), &page).unwrap_or_else(|error| panic!("{FILE} cannot be written: {error}"));
    }
    let committed = fs::read_to_string(file()).unwrap_or_default();
    let stale = committed.lines().zip(page.lines()).find(|(committed, page)| committed != page);
    assert!(
        committed == page,
        "{FILE} is stale; renew it with UPDATE_DOCS=1 cargo test proof::\nthere: {}\nseen:  {}",
        stale.map_or("", |(committed, _)| committed),
        stale.map_or("", |(_, page)| page),
    );
}
