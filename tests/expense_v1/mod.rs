//! Expense Report v1.1: what each operation answers, each refusal, and that it does what the other versions do.

mod agreement;
mod catalogues;
mod details;
mod exceptions;
mod headers;
mod itemizations;
mod listing;
mod submit;
mod workflow_actions;

use concur_emulator::core::command::ReportKey;
use concur_emulator::core::report::workflow_step_key;
use reqwest::Method;

use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

/// The namespace of every answer.
const NAMESPACE: &str = "http://www.concursolutions.com/api/expense/expensereport/2011/03";

/// A path of the family.
fn path(rest: &str) -> String {
    format!("/api/expense/expensereport/v1.1/{rest}")
}

/// Posts XML, which may be nothing.
fn post<'a>(caller: Caller<'a>, rest: &str, xml: &str) -> Request<'a> {
    let request = caller.request(Method::POST, &path(rest));
    if xml.is_empty() { request } else { request.content("application/xml", xml) }
}

/// Submits a report for whoever has this login.
fn submit<'a>(caller: Caller<'a>, report: &str, owner: &str) -> Request<'a> {
    post(caller, &format!("report/{report}/submit"), "").header("X-UserID", owner)
}

/// The key of the step that a report is at.
fn step(app: &TestApp, report: &str) -> String {
    let world = app.world();
    let report = world.find_report(&ReportKey::from(report)).expect("the report");
    workflow_step_key(report).expect("a report at a step")
}

/// Does something with a report at the step that a key names.
fn act<'a>(caller: Caller<'a>, step: &str, action: &str, comment: Option<&str>) -> Request<'a> {
    let comment = comment.map_or_else(String::new, |words| format!("<Comment>{words}</Comment>"));
    let xml = format!("<WorkflowAction xmlns=\"{NAMESPACE}\"><Action>{action}</Action>{comment}</WorkflowAction>");
    post(caller, &format!("report/{step}/workflowaction"), &xml)
}

/// The answer of a request that has to change nothing.
async fn unchanged_by(app: &TestApp, request: Request<'_>) -> Answer {
    let before = app.control().snapshot().await;
    let answer = request.await;
    assert_eq!(app.control().snapshot().await, before, "{} changed something", answer.asked);
    answer
}

/// Whether an answer is the family's error with these words in it.
#[track_caller]
fn is_error(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}: {}", answer.asked, answer.text());
    let message = match answer.media_type() {
        "application/json" => answer.json()["Error"]["Message"].as_str().unwrap_or_default().to_owned(),
        _ => {
            let root = answer.xml();
            assert_eq!(root.name, "Error", "{}", answer.text());
            assert!(!root.child("Server-Time").text.is_empty() && !root.child("Id").text.is_empty());
            root.child("Message").text.clone()
        }
    };
    assert!(message.contains(words), "{}: {words:?} is not in {message:?}", answer.asked);
}

/// A token of the traveler's without any scope of the API.
async fn narrow_token(app: &TestApp) -> String {
    let form = "client_id=7a1f5d34-88a0-4c1e-9b52-3f6f2d1c0e97&client_secret=narrow-secret&grant_type=password\
                &username=traveler@example.com&password=password";
    let request = app.request(Method::POST, "/oauth2/v0/token");
    let answer = request.content("application/x-www-form-urlencoded", form).await.must(200);
    answer.json()["access_token"].as_str().expect("a token").to_owned()
}
