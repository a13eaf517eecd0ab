//! The life of a report over HTTP: what each command does, what is refused and how, what subscribers hear of it.

mod advance;
mod approvals;
mod commands;
mod lines;
mod order;
mod refusals;
mod rights;
mod samples;
mod tokens;
mod walks;

use serde_json::json;

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

/// A request that some test makes of an app.
type Ask = for<'a> fn(&'a TestApp) -> Request<'a>;

/// What a request raised, a line an event, with its answer.
async fn raised_by(app: &TestApp, request: Request<'_>) -> (Answer, Vec<String>) {
    let before = app.control().events().await.len();
    let answer = request.await;
    let raised = app.control().events().await.split_off(before);
    // What financial systems are told is tested with their topic.
    let of_reports = raised.iter().filter(|event| event["topic"] == "public.concur.expense.report");
    (answer, of_reports.map(lines::of_event).collect())
}

/// The answer of a request that has to change nothing.
async fn unchanged_by(app: &TestApp, request: Request<'_>) -> Answer {
    let before = app.control().snapshot().await;
    let answer = request.await;
    assert_eq!(app.control().snapshot().await, before, "{} changed something", answer.asked);
    answer
}

/// A report of the traveler's on this policy, with one expense. Answers its ID.
async fn new_report(app: &TestApp, policy: &str) -> String {
    let created = app.traveler().create(&json!({"name": "Trip", "policyId": policy})).await.must(201);
    let uri = created.json()["uri"].as_str().expect("a uri").to_owned();
    let report = uri.rsplit('/').next().expect("an ID").to_owned();
    app.traveler().add_entry(&report).await.must(200);
    report
}
