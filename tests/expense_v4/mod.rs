//! Expense Report v4, resource by resource: what each operation answers, and each refusal that its page documents.

mod allocations;
mod attendees;
mod cash_advances;
mod comments;
mod exceptions;
mod languages;
mod requests;
mod taxes;

use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

/// The answer of a request that has to change nothing that control knows of.
async fn unchanged_by(app: &TestApp, request: Request<'_>) -> Answer {
    let before = app.control().snapshot().await;
    let answer = request.await;
    assert_eq!(app.control().snapshot().await, before, "{} changed something", answer.asked);
    answer
}

/// A company with the reports that the examples of the pages name.
async fn samples() -> TestApp {
    TestApp::of(&["empty", "documentation-samples"]).await
}

/// A token of the traveler's without any scope of the API.
async fn narrow_token(app: &TestApp) -> String {
    let form = "client_id=7a1f5d34-88a0-4c1e-9b52-3f6f2d1c0e97&client_secret=narrow-secret&grant_type=password\
                &username=traveler@example.com&password=password";
    let request = app.request(reqwest::Method::POST, "/oauth2/v0/token");
    let answer = request.content("application/x-www-form-urlencoded", form).await.must(200);
    answer.json()["access_token"].as_str().expect("a token").to_owned()
}

/// How often a report changed, and when last.
async fn version(caller: Caller<'_>, report: &str) -> u64 {
    caller.report(report).await.must(200).json()["reportVersion"].as_u64().expect("a version")
}
