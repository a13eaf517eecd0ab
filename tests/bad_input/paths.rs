//! Paths and queries with parts that are no identifiers, do not decode, or mean something else when decoded.

use super::operations::{Sound, sound};
use crate::support::caller::entry;
use crate::support::cast::MANAGER;
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

/// What stands where an identifier belongs.
const PARTS: &[&str] = &[
    "$",
    "%24",
    "a$b",
    "nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a454QitqQ",
    "%",
    "%2",
    "%zz",
    "%ff",
    "%C3%28",
    "%E2%80%AE",
    "%00",
    "%0d%0aX-Evil:%20yes",
    "a%2Fb",
    "%2F",
    "..%2F..%2F..%2Fetc%2Fpasswd",
    "%252e%252e%252f",
    "%25",
    "%2525",
    "+",
    "%20",
    "*",
    "~",
    "'%20OR%20'1'='1",
    "%3Cscript%3E",
    "null",
    "undefined",
    "{reportId}",
    "%7BreportId%7D",
    "0",
    "-1",
    "%F0%9F%98%80",
    "764428dd6a664af0bfc",
    "764428DD6A664AF0BFCB0",
    "764428DD6A664AF0BFCB%00",
    "764428DD6A664AF0BFCB%20",
    "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca",
    ";a=b",
    "a;b",
    "a,b",
    "@",
    ":",
];

/// The places of identifiers in a call's path.
fn identifiers(call: &Sound) -> Vec<usize> {
    let template = documents::template_of(call.operation);
    template.split('/').enumerate().filter(|(_, part)| part.starts_with('{')).map(|(place, _)| place).collect()
}

fn replaced(path: &str, place: usize, part: &str) -> String {
    let parts: Vec<_> = path.split('/').enumerate().map(|(at, old)| if at == place { part } else { old }).collect();
    parts.join("/")
}

#[tokio::test]
async fn an_identifier_that_is_none_is_refused_in_the_familys_words() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    let long = "A".repeat(4_000);
    for call in sound() {
        for place in identifiers(&call) {
            for part in PARTS.iter().copied().chain([long.as_str()]) {
                let path = replaced(&call.path, place, part);
                let request = call.request(&app, &path);
                let answer = match &call.body {
                    Some(body) => request.json(body).await,
                    None => request.await,
                };
                assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
                assert!(answer.header("x-evil").is_empty(), "{path}");
            }
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_parameter_that_is_none_is_refused_and_named() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    for (path, parameter) in [
        ("reportsToApprove?sort=nope", "sort"),
        ("reportsToApprove?sort=", "sort"),
        ("reportsToApprove?order=up", "order"),
        ("reportsToApprove?includeDelegateApprovals=maybe", "includeDelegateApprovals"),
        ("reportsToApprove?sort=name&sort=reportId", "sort"),
        ("reportsToApprove?order=%ff", "order"),
    ] {
        let answer = app
            .manager()
            .get(&format!("/expensereports/v4/users/{MANAGER}/context/MANAGER/{path}"))
            .await
            .refused(400, parameter);
        assert!(answer.text().contains(parameter));
    }
    let answer = app.traveler().request(reqwest::Method::POST, "/api/v3.0/expense/entries?user=a&user=b");
    let answer = answer.json(&entry(DRAFT)).await.must(400);
    assert!(answer.text().contains("user"), "{}", answer.text());
}

#[tokio::test]
async fn parameters_that_no_operation_knows_are_passed_over() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let list = format!("/expensereports/v4/users/{MANAGER}/context/MANAGER/reportsToApprove");
    for query in ["?", "?&&", "?nope=1", "?%ff=%ff", "?=", "?a=%zz", "?sort=name&nope", "?[]={}"] {
        app.manager().get(&format!("{list}{query}")).await.must(200);
    }
}
