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
async fn faults_go_on_with_what_is_left_of_them() {
    let app = TestApp::start().await;
    let fault = json!({ "match": { "path": "/expensereports/**" }, "status": 503, "times": 3 });
    app.control().request(Method::POST, "faults").json(&fault).await.must(201);
    let rate = json!({ "profile": "rate-limit", "limit": 50, "per": "PT1M" });
    app.control().request(Method::POST, "faults").json(&rate).await.must(201);
    app.traveler().report(REPORT).await.must(503);
    let written = exported(&app).await;

    app.control().request(Method::POST, "reset").await.must(204);
    app.traveler().report(REPORT).await.must(200);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written.clone());
    put.await.must(200);
    assert_eq!(exported(&app).await, written);
    for expected in [503, 503, 200] {
        app.traveler().report(REPORT).await.must(expected);
    }
}
