//! Every operation, called with a token of another company for what only this one has.

use reqwest::Method;
use serde_json::json;

use crate::bad_input::operations::{Sound, sound, with_step};
use crate::support::emulator::TestApp;
use crate::support::tenancy::Tenancy;

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";

/// The other company has no reports, expenses, subscriptions or images; users and policies have the same IDs at both.
async fn another(app: &TestApp) -> Tenancy<'_> {
    Tenancy::found_as(app, &json!({"fixture": "empty"})).await
}

/// What is not found at the other company, or not open there: whatever names something that it does not have. Everything else is about
/// the other company alone.
fn names_a_thing(call: &Sound) -> bool {
    let of_reports =
        ["/reports/", "/report/", "/expensereport/v2.0/report/", "/entries/", "/itemizations/", "/allocations/"];
    // The paths of v1.1 have the word where no report is meant.
    let of_none = ["v1.listFormTypes", "v1.listForms", "v1.listFormFields", "v1.postReportHeaders"];
    if of_none.contains(&call.operation) {
        return false;
    }
    call.path.contains(COMPANY) || of_reports.iter().any(|part| call.path.contains(part))
}

#[tokio::test]
async fn a_token_of_another_company_finds_nothing_of_this_one() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let other = another(&app).await;
    let before = app.control().snapshot().await;
    let (mut closed, mut unexpected) = (0, Vec::new());
    for call in sound().iter().filter(|call| !call.token.is_empty()) {
        let path = with_step(&app, &call.path).replace("{image}", "00000000000000000000000000000000");
        let request = app.request(call.method.clone(), &path).header("accept", "application/json");
        let of_owner = call.operation == "v1.submitReport";
        let request = if of_owner { request.header("X-UserID", "traveler@example.com") } else { request };
        let request = request.bearer(other.token(call.token));
        let answer = match &call.body {
            Some(body) => request.json(body).await,
            None => request.await,
        };
        if names_a_thing(call) {
            closed += 1;
            // The older families call a report that is not there an invalid one.
            let is_older = call.operation.starts_with("v1.") || call.operation.starts_with("v2.");
            let is_invalid = is_older && answer.status == 400 && answer.text().contains("Invalid report");
            if ![401, 403, 404].contains(&answer.status) && !is_invalid {
                unexpected.push(format!("{} {}: {}", call.operation, answer.status, answer.text()));
            }
        }
        let text = answer.text();
        assert!(answer.status >= 400 || !text.contains(COMPANY), "{}: {text}", call.operation);
    }
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    assert!(closed > 40, "only {closed} operations name a thing");
    assert!(app.control().snapshot().await == before, "the company has changed");
}

#[tokio::test]
async fn the_company_in_a_path_has_to_be_that_of_the_token() {
    let app = TestApp::start().await;
    let other = another(&app).await;
    for path in
        [format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs"), format!("/profile/v1/principals/{COMPANY}")]
    {
        let answer = app.request(Method::GET, &path).bearer(other.token("company-token")).await;
        assert!([401, 403, 404].contains(&answer.status), "{path}: {} {}", answer.status, answer.text());
        let own = path.replace(COMPANY, other.company());
        app.request(Method::GET, &own).bearer(other.token("company-token")).await.must(200);
        let answer = app.request(Method::GET, &own).bearer("company-token").await;
        assert!([401, 403, 404].contains(&answer.status), "{own}: {} {}", answer.status, answer.text());
    }
}
