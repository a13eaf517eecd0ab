//! Expense Report v4, resource by resource: what each operation answers, and each refusal that its page documents.

mod allocations;
mod attendees;
mod cash_advances;
mod languages;
mod requests;
mod taxes;

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
