//! Exports that are posted to a tenant: it goes on as the exported one would have, and stays who it is.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::receiver::{Answer, Receiver};
use crate::support::tenancy::Tenancy;

const REPORT: &str = "764428DD6A664AF0BFCB";

async fn exported(app: &TestApp) -> String {
    app.control().request(Method::POST, "drain").await.must(204);
    app.control().request(Method::GET, "export").await.must(200).text()
}

#[tokio::test]
async fn an_export_takes_the_place_of_what_there_is() {
    let receiver = Receiver::start();
    receiver.otherwise(Answer::Status(503));
    let app = TestApp::start().await;
    app.application().subscribe("kept", "public.concur.expense.report", &receiver.url()).await.must(200);
    app.control().act(REPORT, "submit", "traveler@example.com").await.must(200);
    let written = exported(&app).await;

    app.control().request(Method::POST, "reset").await.must(204);
    assert_ne!(exported(&app).await, written);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written.clone());
    put.await.must(200);
    assert_eq!(exported(&app).await, written);

    receiver.otherwise(Answer::Status(200));
    app.control().request(Method::POST, "clock/advance").json(&json!({ "by": "PT1H" })).await.must(200);
    let events = app.control().events().await;
    assert!(
        !events.is_empty() && events.iter().all(|event| event["deliveries"][0]["state"] == "delivered"),
        "{events:?}"
    );
}

#[tokio::test]
async fn an_export_goes_to_another_tenant_which_keeps_its_company_and_its_tokens() {
    let app = TestApp::start().await;
    app.control().act(REPORT, "submit", "traveler@example.com").await.must(200);
    let written = exported(&app).await;
    let other = Tenancy::found(&app).await;
    let put = other.control().request(Method::POST, "fixtures?replace=true").content("application/json", written);
    put.await.must(200);
    assert_eq!(other.control().status(REPORT).await.0, "A_PEND");
    let manager = other.holder("manager-token", Some(crate::support::cast::MANAGER));
    manager.approve(REPORT).await.must(204);
    assert_eq!(other.control().status(REPORT).await.0, "A_ACCO");
    assert_eq!(app.control().status(REPORT).await.0, "A_PEND");
    assert!(exported(&app).await.contains("12fc85ee-6f43-4d85-ba0d-94e844849dc1"));
}

#[tokio::test]
async fn an_export_is_laid_over_nothing() {
    let app = TestApp::start().await;
    let written = exported(&app).await;
    let refused = app.control().request(Method::POST, "fixtures").content("application/json", written.clone()).await;
    let refused: Value = refused.must(400).json();
    assert!(refused.to_string().contains("replace=true"), "{refused}");
    assert_eq!(exported(&app).await, written);
}

#[tokio::test]
async fn faults_go_on_where_they_stood() {
    let app = TestApp::start().await;
    let fault = json!({ "match": { "path": "/expensereports/**" }, "status": 503, "times": 3 });
    app.control().request(Method::POST, "faults").json(&fault).await.must(201);
    let rate = json!({ "profile": "rate-limit", "limit": 50, "per": "PT1M" });
    app.control().request(Method::POST, "faults").json(&rate).await.must(201);
    app.traveler().report(REPORT).await.must(503);
    let stood = faults(&app).await;
    let written = exported(&app).await;

    app.control().request(Method::POST, "reset").await.must(204);
    app.traveler().report(REPORT).await.must(200);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written.clone());
    put.await.must(200);
    assert_eq!(exported(&app).await, written);
    assert_eq!(faults(&app).await, stood);
    for expected in [503, 503, 200] {
        app.traveler().report(REPORT).await.must(expected);
    }
}

async fn faults(app: &TestApp) -> Value {
    app.control().request(Method::GET, "faults").await.must(200).json()["items"].clone()
}

async fn add_fault(app: &TestApp, fault: &Value) {
    app.control().request(Method::POST, "faults").json(fault).await.must(201);
}

/// What becomes of so many requests.
async fn statuses(app: &TestApp, requests: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..requests {
        statuses.push(app.traveler().report(REPORT).await.status);
    }
    statuses
}

#[tokio::test]
async fn chances_and_rate_limits_go_on_where_they_stood() {
    let before = TestApp::start().await;
    add_fault(&before, &json!({ "match": { "path": "/expensereports/**" }, "status": 503, "probability": 0.5 })).await;
    add_fault(&before, &json!({ "profile": "rate-limit", "limit": 20, "per": "PT1M" })).await;
    add_fault(&before, &json!({ "match": { "method": "PUT" }, "status": 500, "times": 1 })).await;
    let gone = statuses(&before, 10).await;
    assert!(gone.contains(&503) && gone.contains(&200), "{gone:?}");
    let written = exported(&before).await;
    let after = crate::support::written::start(&serde_json::from_str(&written).unwrap()).await;
    assert_eq!(exported(&after).await, written);
    assert_eq!(faults(&after).await, faults(&before).await);
    // One that is added afterwards throws the dice that it would have thrown.
    for app in [&before, &after] {
        app.control().request(Method::DELETE, "faults/3").await.must(204);
        add_fault(app, &json!({ "status": 504, "probability": 0.3 })).await;
    }
    let goes_on = statuses(&before, 60).await;
    for expected in [429, 503, 504, 200] {
        assert!(goes_on.contains(&expected), "{goes_on:?}");
    }
    assert_eq!(statuses(&after, 60).await, goes_on);
    assert_eq!(faults(&after).await, faults(&before).await);
    // A reset comes back to where they stood at the start.
    after.control().request(Method::POST, "reset").await.must(204);
    assert_eq!(exported(&after).await, written);
}

#[tokio::test]
async fn what_a_rate_limit_has_counted_of_a_client_counts_for_the_one_that_takes_its_place() {
    let app = TestApp::start().await;
    add_fault(&app, &json!({ "profile": "rate-limit", "limit": 2, "per": "PT1M" })).await;
    assert_eq!(statuses(&app, 1).await, [200]);
    let written = exported(&app).await;
    let other = Tenancy::found(&app).await;
    let put = other.control().request(Method::POST, "fixtures?replace=true").content("application/json", written);
    put.await.must(200);
    let traveler = other.holder("traveler-token", Some(crate::support::cast::TRAVELER));
    traveler.report(REPORT).await.must(200);
    traveler.report(REPORT).await.must(429);
}

#[tokio::test]
async fn an_export_of_the_first_version_is_read_with_its_faults_anew() {
    let app = TestApp::start().await;
    let written = exported(&app).await;
    let older = written.replacen("\"version\":2", "\"version\":1", 1).replacen(
        "\"reports\":[",
        "\"faults\":[\n{\"matches\":{\"path\":\"/expensereports/**\"},\"failure\":{\"is\":\"status\",\"status\":503},\"when\":\"before\",\
         \"times\":2}\n],\n\"reports\":[",
        1,
    );
    let older = older.lines().filter(|line| !line.starts_with("\"faultSeed\"")).collect::<Vec<_>>().join("\n");
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", older);
    put.await.must(200);
    let stood = faults(&app).await;
    assert_eq!((&stood[0]["id"], &stood[0]["hits"], &stood[0]["left"]), (&json!(1), &json!(0), &json!(2)));
    assert_eq!(statuses(&app, 3).await, [503, 503, 200]);
}

#[tokio::test]
async fn faults_that_cannot_stand_are_refused_with_their_line() {
    let app = TestApp::start().await;
    add_fault(&app, &json!({ "match": { "path": "/nowhere" }, "status": 503 })).await;
    let written = exported(&app).await;
    let wrong = written.replacen("\"lastFault\":1", "\"lastFault\":0", 1);
    assert_ne!(wrong, written);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", wrong);
    let refused = put.await.must(400).json();
    assert_eq!(refused["error"]["field"], "state.faults[0]", "{refused}");
    assert!(refused["error"]["line"].is_number(), "{refused}");
}

/// Asks for the application's token at the emulator.
async fn application_token(app: &TestApp, client: &str, secret: &str) -> Option<String> {
    let form = format!("grant_type=client_credentials&client_secret={secret}&client_id={client}");
    let answer = app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form).await;
    (answer.status == 200).then(|| answer.json()["access_token"].as_str().expect("a token").to_owned())
}

#[tokio::test]
async fn the_export_of_another_tenant_takes_nothing_from_it() {
    let app = TestApp::start().await;
    let other = Tenancy::found(&app).await;
    let written = exported_of(&other).await;
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written);
    put.await.must(200);
    // Each has its own tokens and client as before, and a world of its own.
    other.holder("traveler-token", Some(crate::support::cast::TRAVELER)).submit(REPORT).await.must(204);
    assert_eq!(other.control().status(REPORT).await.0, "A_PEND");
    assert_eq!(app.control().status(REPORT).await.0, "A_NOTF");
    app.traveler().submit(REPORT).await.must(204);
    let token = application_token(&app, other.client_id(), "emulator-secret").await.expect("its client is known");
    let granted = app.tenants().of_token(&token).expect("the token is good").0;
    assert_eq!(granted.company.0.to_string(), other.company());
    let token = application_token(&app, "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d", "emulator-secret").await;
    let granted = app.tenants().of_token(&token.expect("so is the first one's")).expect("the token is good").0;
    assert_eq!(granted.company.0.to_string(), "12fc85ee-6f43-4d85-ba0d-94e844849dc1");
}

async fn exported_of(tenant: &Tenancy<'_>) -> String {
    tenant.control().request(Method::GET, "export").await.must(200).text()
}

#[tokio::test]
async fn an_application_that_another_tenant_has_is_not_taken_from_it() {
    const CLIENT: &str = "11111111-2222-4333-8444-555555555555";
    let app = TestApp::start().await;
    let (first, second) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let document = json!({ "applications": [{ "clientId": CLIENT, "clientSecret": "hush", "name": "Posted" }] });
    for tenant in [&first, &second] {
        tenant.control().request(Method::POST, "fixtures").json(&document).await.must(200);
    }
    let token = application_token(&app, CLIENT, "hush").await.expect("the client is known");
    let granted = app.tenants().of_token(&token).expect("the token is good").0;
    assert_eq!(granted.company.0.to_string(), first.company());
    second.delete().await;
    assert!(application_token(&app, CLIENT, "hush").await.is_some());
}

#[tokio::test]
async fn applications_stay_in_order_and_keep_their_secrets() {
    let document = json!({ "extends": "default", "applications": [
        { "clientId": "ffffffff-2222-4333-8444-555555555555", "clientSecret": "last", "name": "Last" },
        { "clientId": "00000000-2222-4333-8444-555555555555", "clientSecret": "low", "name": "Low" },
    ] });
    let app = crate::support::written::start(&document).await;
    let written = exported(&app).await;
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written.clone());
    put.await.must(200);
    assert_eq!(exported(&app).await, written);
    for (client, secret) in
        [("ffffffff-2222-4333-8444-555555555555", "last"), ("00000000-2222-4333-8444-555555555555", "low")]
    {
        assert!(application_token(&app, client, secret).await.is_some(), "{client}");
    }
    assert_eq!(Tenancy::first(&app).await.client_id(), "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d");
}

#[tokio::test]
async fn company_request_tokens_that_were_posted_go_on_and_live_by_the_clock_that_comes() {
    let app = TestApp::start().await;
    let document = json!({ "requestTokens": ["posted-request-token"] });
    app.control().request(Method::POST, "fixtures").json(&document).await.must(200);
    app.control().request(Method::POST, "clock/advance").json(&json!({ "by": "P90D" })).await.must(200);
    app.control().request(Method::POST, "fixtures").json(&document).await.must(200);
    let written = exported(&app).await;
    assert!(written.contains("posted-request-token"));
    app.control().request(Method::POST, "reset").await.must(204);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written);
    put.await.must(200);
    let form = "grant_type=password&credtype=authtoken&client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d\
                &client_secret=emulator-secret&username=12fc85ee-6f43-4d85-ba0d-94e844849dc1&password=posted-request-token";
    let asked = app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form);
    asked.await.must(200);
}

#[tokio::test]
async fn a_scenario_with_more_faults_than_there_is_room_for_changes_nothing() {
    let app = TestApp::start().await;
    let faults: Vec<_> = (0..60).map(|_| json!({ "match": { "path": "/nowhere" }, "status": 503 })).collect();
    let document = json!({ "faults": faults, "switches": { "policyIdRequired": true } });
    app.control().request(Method::POST, "fixtures").json(&document).await.must(200);
    let written = exported(&app).await;
    app.control().request(Method::POST, "fixtures").json(&document).await.must(400);
    assert_eq!(exported(&app).await, written);
}
