//! Which token opens what: none, a forged one, one without the scope, one of the wrong kind.

use reqwest::Method;
use serde_json::json;

use super::unchanged_by;
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// Of each family a call that would do something, but for its token.
fn calls(app: &TestApp) -> Vec<(&'static str, Request<'_>)> {
    let v4 = |path: &str| app.request(Method::PATCH, path);
    vec![
        ("v4", v4(&format!("{}/approve", app.manager().path("MANAGER", AT_MANAGER)))),
        ("v4", v4(&format!("/expensereports/v4/users/{TRAVELER}/reports/{DRAFT}/submit"))),
        ("v4", app.request(Method::DELETE, &format!("/expensereports/v4/reports/{DRAFT}"))),
        ("v4", app.request(Method::GET, &app.traveler().path("TRAVELER", DRAFT))),
        ("events", app.request(Method::GET, "/events/v4/subscriptions")),
        ("v3", app.request(Method::POST, "/api/v3.0/expense/entries").json(&json!({}))),
        (
            "v2",
            app.request(
                Method::POST,
                &format!("/api/expense/expensereport/v2.0/integrationstatus/report/{PROCESSING}"),
            )
            .header("accept", "application/json"),
        ),
    ]
}

#[tokio::test]
async fn a_call_without_a_token_is_401_everywhere() {
    let app = TestApp::start().await;
    for (family, call) in calls(&app) {
        let answer = unchanged_by(&app, call.clone()).await.must(401);
        let message = &answer.json();
        let said = message["errorMessage"].as_str().or(message["Error"]["Message"].as_str());
        assert!(said.is_some_and(|m| m.contains("token")), "{family}: {message}");
        for header in ["", "Bearer", "Bearer ", "Basic dHJhdmVsZXI6cGFzc3dvcmQ=", "traveler-token"] {
            unchanged_by(&app, call.clone().header("authorization", header)).await.must(401);
        }
    }
}

#[tokio::test]
async fn an_unknown_or_forged_token_is_401_in_v4_and_403_before() {
    let app = TestApp::start().await;
    let forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJmMmQwN2Q1Zi03YTZmLTQ0ZmEtOThjNy1jNGI0MDViZDZjYTMifQ.";
    for token in ["nobody-token", forged] {
        for (family, call) in calls(&app) {
            let status = if matches!(family, "v4" | "events") { 401 } else { 403 };
            unchanged_by(&app, call.bearer(token)).await.must(status);
        }
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_403_and_the_scope_is_named() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    for (family, call) in calls(&app) {
        let token = if family == "events" { "narrow-app-token" } else { "narrow-company-token" };
        let answer = unchanged_by(&app, call.bearer(token)).await.must(403);
        assert!(
            ["expense.report", "EXPRPT", "events.topic"].iter().any(|scope| answer.text().contains(scope)),
            "{}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_token_of_the_wrong_kind_is_403() {
    let app = TestApp::start().await;
    for call in [
        app.manager().on_short_paths().approve(AT_MANAGER),
        app.manager().on_short_paths().send_back(AT_MANAGER),
        app.traveler().on_short_paths().update(AT_MANAGER, &json!({"name": "x"})),
        app.company().acting_for(MANAGER).approve(AT_MANAGER),
        app.company().acting_for(MANAGER).send_back(AT_MANAGER),
        app.company().acting_for(TRAVELER).recall(AT_MANAGER),
        app.application().acting_for(TRAVELER).report(DRAFT),
        app.application().acting_for(TRAVELER).submit(DRAFT),
        app.application().approve(AT_EXTERNAL),
        app.application().integrate(PROCESSING),
        app.application().add_entry(DRAFT),
        app.traveler().get("/events/v4/subscriptions"),
        app.company().get("/events/v4/topics"),
        app.company().subscribe("mine", "public.concur.expense.report", "http://127.0.0.1:9/"),
    ] {
        unchanged_by(&app, call).await.must(403);
    }
}

#[tokio::test]
async fn both_spellings_of_the_scheme_open_the_door() {
    let app = TestApp::start().await;
    for header in ["Bearer traveler-token", "OAuth traveler-token", "bearer traveler-token", "oauth  traveler-token"] {
        let path = app.traveler().path("TRAVELER", DRAFT);
        app.request(Method::GET, &path).header("authorization", header).await.must(200);
    }
}
