//! What is owed: operations that are documented and not emulated yet; and what never will be: statuses that nothing brings about.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::documented::{Operation, of_v4};
use super::recording::renew;

/// Operations of Expense Report v4 and its configuration that are not emulated yet, a line each. The list only becomes shorter:
/// `UPDATE_DOCS=1` takes off what is emulated meanwhile, and nothing adds to it.
const NOT_EMULATED: &str = "tests/proof/not-emulated.txt";

/// The page that says which documented statuses no request brings about.
const FIDELITY: &str = "docs/fidelity.md";

/// Its rows: operations, status, reason.
static NEVER_ANSWERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\| ((?:`[a-z0-9]+\.\w+`(?:, )?)+) \| (\d{3}) \| \S").expect("a pattern"));

/// The operations and the documented statuses that they never answer with, as `docs/fidelity.md` has them with the reason.
pub fn never_answered() -> BTreeSet<(String, u16)> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FIDELITY)).expect(FIDELITY);
    let mut pairs = BTreeSet::new();
    for row in NEVER_ANSWERED.captures_iter(&page) {
        let status = row[2].parse().expect("three digits");
        pairs.extend(row[1].split(", ").map(|operation| (operation.trim_matches('`').to_owned(), status)));
    }
    pairs
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(NOT_EMULATED)
}

fn listed() -> Vec<String> {
    let text = fs::read_to_string(file()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Whether an operation is on the list.
pub fn is_pending(operation: &Operation) -> bool {
    listed().contains(&operation.name())
}

#[test]
fn what_is_listed_as_not_emulated_is_documented_and_not_emulated() {
    let documented = of_v4();
    let is_owed = |name: &String| documented.iter().any(|o| o.name() == *name && o.emulated().is_none());
    let (owed, settled): (Vec<_>, Vec<_>) = listed().into_iter().partition(is_owed);
    if renew() {
        let lines: String = owed.iter().map(|name| format!("{name}\n")).collect();
        fs::write(file(), lines).unwrap_or_else(|error| panic!("{NOT_EMULATED} cannot be written: {error}"));
    } else {
        assert!(settled.is_empty(), "take off {NOT_EMULATED}, by hand or with UPDATE_DOCS=1:\n{}", settled.join("\n"));
    }
}
