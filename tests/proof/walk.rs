//! A walk through SAP's contract of Expense Report v4 and through the pages: every operation, and every status that it is documented
//! to answer with, was seen by some test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};

use serde_json::Value;

use super::documented::{Operation, of_v4};
use super::pending::{is_pending, never_answered};
use super::recording::RECORDED;
use crate::support::documents;

/// What can be brought about. A 500 is a fault of the server: no request does that, so no test can see one.
const PROVOKED: &[u16] = &[200, 201, 202, 204, 400, 401, 403, 404, 409];

/// Every operation with the statuses that it is documented to answer with, by the pages and by the contract.
fn documented() -> Vec<Operation> {
    let mut operations: BTreeMap<String, Operation> = BTreeMap::new();
    for operation in of_v4().into_iter().chain(of_contract()) {
        let known = operations
            .entry(key(&operation))
            .or_insert_with(|| Operation { statuses: Vec::new(), ..operation.clone() });
        known.statuses.extend(operation.statuses);
    }
    operations.into_values().collect()
}

/// An operation whatever its parameters are called.
fn key(operation: &Operation) -> String {
    let parts = operation.path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    format!("{} {}", operation.method, parts.collect::<Vec<_>>().join("/"))
}

/// The operations of the contract; none where it is absent, which is said.
fn of_contract() -> Vec<Operation> {
    let Some(folder) = documents::contracts() else {
        let absent = "SAP's contracts are not at hand: the walk goes through the pages only\n";
        io::stderr().write_all(absent.as_bytes()).expect("standard error");
        return Vec::new();
    };
    let text = fs::read_to_string(folder.join("v4-0/Reports.swagger.json")).expect("the contract");
    let contract: Value = serde_json::from_str(&text).expect("a contract of JSON");
    let mut operations = Vec::new();
    for (path, item) in contract["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path's operations") {
            let Some(responses) = operation["responses"].as_object() else { continue };
            let statuses = responses.keys().filter_map(|status| status.parse().ok()).collect();
            operations.push(Operation { method: method.to_uppercase(), path: path.clone(), statuses });
        }
    }
    operations
}

/// Whether there is nothing in a request that could be wrong: it only looks, and takes neither a parameter nor a context.
fn can_be_no_bad_request(operation: &Operation, id: &str) -> bool {
    operation.method == "GET"
        && !operation.path.contains("{contextType}")
        && documents::asked_by(id).parameters.is_empty()
}

#[test]
fn every_documented_operation_is_emulated_or_listed_as_owed() {
    let missing: Vec<_> = documented().into_iter().filter(|o| o.emulated().is_none() && !is_pending(o)).collect();
    let missing: Vec<_> = missing.iter().map(Operation::name).collect();
    assert!(missing.is_empty(), "documented, and not emulated:\n{}", missing.join("\n"));
}

#[test]
fn every_documented_status_was_seen_by_a_test() {
    let never = never_answered();
    let mut unseen = Vec::new();
    for operation in documented() {
        let Some(id) = operation.emulated() else { continue };
        let seen = RECORDED.statuses(id);
        let wanted: BTreeSet<_> = operation.statuses.iter().filter(|status| PROVOKED.contains(status)).collect();
        for status in wanted {
            let is_never =
                never.contains(&(id.to_owned(), *status)) || (*status == 400 && can_be_no_bad_request(&operation, id));
            if !seen.contains(status) && !is_never {
                unseen.push(format!("{id} {status} ({})", operation.name()));
            }
        }
    }
    assert!(unseen.is_empty(), "documented, and seen by no test that docs/coverage.md names:\n{}", unseen.join("\n"));
}

#[test]
fn whatever_departs_from_the_documents_is_told() {
    let told =
        fs::read_to_string(format!("{}/docs/fidelity.md", env!("CARGO_MANIFEST_DIR"))).expect("docs/fidelity.md");
    for names in documents::overruled() {
        let is_told =
            told.lines().any(|row| row.starts_with('|') && names.iter().all(|name| row.contains(name.as_str())));
        assert!(is_told, "the contract is overruled, and docs/fidelity.md has no row with {names:?}");
    }
}

#[test]
fn what_is_said_to_be_never_answered_is_not() {
    for (operation, status) in never_answered() {
        assert!(documents::operations().contains(&operation), "docs/fidelity.md: there is no operation {operation}");
        let seen = RECORDED.statuses(&operation);
        assert!(!seen.contains(&status), "{operation} answers {status} after all; take it off docs/fidelity.md");
    }
}
