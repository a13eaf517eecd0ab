//! The example answers on the pages of v1.1, v2.0 and v3.0, by their outlines: which elements or fields are where, and in which order.
//!
//! `outlines.txt` has a line for each place of an example that has something in it: the operation, the format, the place, and the names
//! there, an attribute with `@` before it. XML is held to their order, JSON is not.
//!
//! Pages that have a table of what is answered and no example: `v1dot1.reports-list`, and of v3.0 `expense-entry` but for its `POST`,
//! `v3.list-item`, `v3.locations`, and `v3.image` but for one image. Users, digests of reports and the deletion of attendees are in the
//! contract only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::older_examples::with_image;
use crate::bad_input::operations::{Sound, sound};
use crate::support::emulator::TestApp;
use crate::support::request::Answer;
use crate::support::xml::Element;

const OUTLINES: &str = include_str!("outlines.txt");

/// A place in an example.
struct Outline {
    operation: &'static str,
    is_xml: bool,
    path: Vec<&'static str>,
    names: Vec<String>,
}

/// What the examples have and answers do not: rows of "Where sources disagree" and "Not emulated yet" in `docs/fidelity.md`.
const DEPARTURES: &[(&str, &str)] = &[("v3.getReceiptImage", "Id"), ("v3.getReceiptImage", "Url")];

/// Names, each `Custom1..20` spelled out.
fn spelled(names: &str) -> Vec<String> {
    let spell = |name: &str| match name.split_once("1..") {
        Some((stem, last)) => (1..=last.parse::<u32>().expect("a number")).map(|n| format!("{stem}{n}")).collect(),
        None => vec![name.to_owned()],
    };
    names.split_whitespace().flat_map(spell).collect()
}

fn outlines() -> Vec<Outline> {
    let outline = |line: &'static str| {
        let (place, names) = line.split_once(": ").expect("a colon");
        let words: Vec<_> = place.split(' ').collect();
        let [operation, format, path] = words[..] else { panic!("{line}") };
        let path = path.split('/').filter(|step| !step.is_empty()).collect();
        Outline { operation, is_xml: format == "xml", path, names: spelled(names) }
    };
    OUTLINES.lines().map(outline).collect()
}

/// Calls of an operation whose answers have everything that its examples have: a path and a body instead of the sound call's.
fn calls(operation: &str) -> Vec<(&'static str, Option<String>, Option<Value>)> {
    const DETAILED: &str = "DE7A11ED000000000001";
    let family = "/api/expense/expensereport";
    let detailed = |path: &str| vec![("detailed.yaml", Some(format!("{family}/{path}/{DETAILED}")), None)];
    let batch = |body: Value| vec![("switched_on.yaml", None, Some(body))];
    match operation {
        // The other one is not paid.
        "v1.getReportFullDetails" => {
            [detailed("v1.1/reportfulldetails"), vec![("switched_on.yaml", None, None)]].concat()
        }
        "v2.getReportDetails" => [detailed("v2.0/report"), vec![("switched_on.yaml", None, None)]].concat(),
        "v1.postReportHeaders" => batch(json!({"batch": [
            {"Index": 1, "LoginId": "traveler@example.com", "Name": "Trip"},
            {"Index": 2, "LoginId": "nobody@example.com", "Name": "Trip"},
        ]})),
        "v1.postReportExceptions" => batch(json!({"Exceptions": [
            {"Index": 1, "ObjectType": "Report", "ExceptionCode": "APPRVTO"},
            {"Index": 2, "ObjectType": "Report", "ExceptionCode": "NONE"},
        ]})),
        _ => vec![("switched_on.yaml", None, None)],
    }
}

async fn answers(call: &Sound, is_xml: bool) -> Vec<Answer> {
    let format = if is_xml { "application/xml" } else { "application/json" };
    let mut answers = Vec::new();
    for (scenario, path, body) in calls(call.operation) {
        let app = TestApp::of(&[scenario]).await;
        let path = with_image(&app, path.as_deref().unwrap_or(&call.path)).await;
        let request = call.accepting(&app, &path, format);
        let body = body.or_else(|| call.body.clone());
        let request = match body {
            Some(body) => request.content("application/json", body.to_string()),
            None => request,
        };
        answers.push(request.await.must(200));
    }
    answers
}

/// The names in each of the elements at a place, in order, each once; before them those of attributes, but for namespaces.
fn names_in_xml(element: &Element, path: &[&str]) -> Vec<Vec<String>> {
    match path {
        [name, ..] if element.name != *name => Vec::new(),
        [_] => {
            let attributes = element.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns"));
            let attributes = attributes.map(|(name, _)| format!("@{name}"));
            let mut names: Vec<_> = attributes.chain(element.children.iter().map(|child| child.name.clone())).collect();
            names.dedup();
            vec![names]
        }
        [_, rest @ ..] => element.children.iter().flat_map(|child| names_in_xml(child, rest)).collect(),
        [] => Vec::new(),
    }
}

/// The same of the objects at a place; lists are gone through.
fn names_in_json(value: &Value, path: &[&str]) -> Vec<Vec<String>> {
    match (value, path) {
        (Value::Array(items), _) => items.iter().flat_map(|item| names_in_json(item, path)).collect(),
        (Value::Object(fields), []) => vec![fields.keys().cloned().collect()],
        (Value::Object(fields), [name, rest @ ..]) => {
            fields.get(*name).map(|value| names_in_json(value, rest)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn every_example_of_an_answer_is_matched_element_by_element_in_order() {
    let mut examples: BTreeMap<_, Vec<Outline>> = BTreeMap::new();
    for outline in outlines() {
        examples.entry((outline.operation, outline.is_xml)).or_default().push(outline);
    }
    let mut faults = Vec::new();
    for call in sound() {
        for is_xml in [true, false] {
            let Some(outlines) = examples.remove(&(call.operation, is_xml)) else { continue };
            let answers = answers(&call, is_xml).await;
            for Outline { operation, path, names, .. } in outlines {
                let found: Vec<Vec<String>> = answers
                    .iter()
                    .flat_map(|answer| match is_xml {
                        true => names_in_xml(&answer.xml(), &path),
                        false => names_in_json(&answer.json(), &path),
                    })
                    .collect();
                let all: BTreeSet<_> = found.iter().flatten().collect();
                let departs = |name: &String| DEPARTURES.contains(&(operation, name));
                let missing: Vec<_> = names.iter().filter(|name| !all.contains(name) && !departs(name)).collect();
                let place = path.join("/");
                let settled: Vec<_> = names.iter().filter(|name| all.contains(name) && departs(name)).collect();
                if !settled.is_empty() {
                    faults.push(format!("{operation} /{place} departs no more in {settled:?}"));
                }
                if !missing.is_empty() {
                    faults.push(format!("{operation} /{place} has no {missing:?}"));
                }
                let position = |name: &String| names.iter().position(|known| known == name);
                for names_here in &found {
                    let order: Vec<_> = names_here.iter().filter_map(position).collect();
                    if is_xml && !order.is_sorted() {
                        faults.push(format!("{operation} /{place} is in another order: {names_here:?}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(examples.is_empty(), "no operation has the examples of {:?}", examples.keys());
}
