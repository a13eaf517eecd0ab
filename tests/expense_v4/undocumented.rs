//! Calls about expenses that only some tenants have: create, and on the long URL update and delete.

use reqwest::Method;
use serde_json::{Value, json};

use super::expenses::path;
use crate::bad_input::whole_expense;
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";

async fn app() -> TestApp {
    TestApp::of(&["switched_on.yaml"]).await
}

fn taxi() -> Value {
    json!({
        "expenseSource": "OTHER",
        "exchangeRate": {"value": 1.0, "operation": "MULTIPLY"},
        "expenseType": {"id": "TAXIX", "name": "Taxi", "code": "OTHER"},
        "transactionAmount": {"value": 12.34, "currencyCode": "USD"},
        "transactionDate": "2026-02-27",
        "businessPurpose": "Airport",
        "vendor": {"description": "Yellow Cab", "id": null, "name": null},
    })
}

#[tokio::test]
async fn an_expense_is_created_as_clients_send_it_and_found_where_the_answer_says() {
    let app = app().await;
    let created = app.traveler().request(Method::POST, &path(DRAFT, "")).json(&taxi()).await.must(201).json();
    let uri = created["uri"].as_str().expect("an address");
    let got = app.traveler().get(uri).await.must(200).json();
    assert_eq!(uri.rsplit('/').next(), got["expenseId"].as_str());
    assert_eq!(got["paymentType"]["id"], "CASH");
    assert_eq!(got["postedAmount"], json!({"value": 12.34, "currencyCode": "USD"}));
    assert_eq!(got["vendor"]["description"], "Yellow Cab");
    let total = app.traveler().report(DRAFT).await.must(200).json()["reportTotal"]["value"].clone();
    assert_eq!(total, json!(75.59));
    // What came back from a send back takes more, too.
    app.traveler().request(Method::POST, &path(SENT_BACK, "")).json(&taxi()).await.must(201);
    app.traveler().request(Method::POST, &path(DRAFT, "")).json(&whole_expense()).await.must(201);
}

#[tokio::test]
async fn an_expense_is_not_created_where_something_is_missing_wrong_or_late() {
    let app = app().await;
    let create = |report: &str, body: &Value| app.traveler().request(Method::POST, &path(report, "")).json(body);
    for field in ["expenseType", "transactionAmount", "transactionDate"] {
        let mut body = taxi();
        body.as_object_mut().unwrap().remove(field);
        create(DRAFT, &body).await.refused(400, field);
    }
    for (field, wrong, named) in [
        ("expenseType", json!({"id": "NOPE"}), "expenseType"),
        ("paymentType", json!({"id": "NOPE"}), "paymentType"),
        ("transactionAmount", json!({"value": 1e20, "currencyCode": "USD"}), "transactionAmount"),
        ("transactionAmount", json!({"value": 1, "currencyCode": "dollars"}), "transactionAmount.currencyCode"),
        ("transactionAmount", json!({"value": 1, "currencyCode": "XTS"}), "transactionAmount"),
        ("businessPurpose", json!("x".repeat(65)), "businessPurpose"),
    ] {
        let mut body = taxi();
        body[field] = wrong;
        if field == "transactionAmount" && named == "transactionAmount" && body[field]["currencyCode"] == "XTS" {
            // Whatever rate the caller names will do for a currency that the company does not know.
            create(DRAFT, &body).await.must(201);
            continue;
        }
        create(DRAFT, &body).await.refused(400, named);
    }
    create(AT_MANAGER, &taxi()).await.refused(400, "approvalStatusId");
    create(UNKNOWN, &taxi()).await.refused(404, "reportId");
    app.colleague().request(Method::POST, &path(DRAFT, "")).json(&taxi()).await.refused(403, "userId");
    let as_manager = path(DRAFT, "").replace("TRAVELER", "MANAGER");
    app.traveler().request(Method::POST, &as_manager).json(&taxi()).await.refused(400, "contextType");
}

#[tokio::test]
async fn another_amount_and_currency_are_posted_anew() {
    let app = app().await;
    let one = path(DRAFT, &format!("/{TAXI}"));
    let change = |body: Value| app.traveler().request(Method::PATCH, &one).json(&body);
    change(json!({"transactionAmount": {"value": 100, "currencyCode": "EUR"}})).await.must(204);
    let got = app.traveler().get(&one).await.must(200).json();
    assert_eq!(got["postedAmount"]["value"], json!(109.0));
    assert_eq!(got["approvedAmount"]["value"], json!(109.0));
    assert_eq!(got["taxRateLocation"], "FOREIGN");
    change(json!({"exchangeRate": {"value": 0.8, "operation": "DIVIDE"}})).await.must(204);
    let got = app.traveler().get(&one).await.must(200).json();
    assert_eq!(got["postedAmount"]["value"], json!(125.0));
    change(json!({"exchangeRate": {"value": 0, "operation": "DIVIDE"}})).await.refused(400, "exchangeRate");
    let at_manager = path(AT_MANAGER, "/FEE7A16B0A6BF830E5600642060D5A21");
    app.traveler().request(Method::PATCH, &at_manager).json(&json!({})).await.refused(400, "approvalStatusId");
}

#[tokio::test]
async fn an_expense_is_deleted_on_the_long_url() {
    let app = app().await;
    let one = path(DRAFT, &format!("/{TAXI}"));
    app.colleague().request(Method::DELETE, &one).await.refused(403, "userId");
    app.traveler().request(Method::DELETE, &one.replace("TRAVELER", "MANAGER")).await.refused(400, "contextType");
    app.traveler().request(Method::DELETE, &one).await.must(204);
    app.traveler().request(Method::DELETE, &one).await.refused(404, "expenseId");
    let at_manager = path(AT_MANAGER, "/FEE7A16B0A6BF830E5600642060D5A21");
    app.traveler().request(Method::DELETE, &at_manager).await.refused(409, "approvalStatusId");
}

#[tokio::test]
async fn where_the_switches_are_off_nothing_is_there() {
    let app = TestApp::start().await;
    let one = path(DRAFT, &format!("/{TAXI}"));
    for (method, path) in [(Method::POST, path(DRAFT, "")), (Method::PATCH, one.clone()), (Method::DELETE, one)] {
        let answer = app.traveler().request(method, &path).json(&taxi()).await.must(404);
        let message = format!("No static resource {}.", path.trim_start_matches('/'));
        assert_eq!(answer.json()["errorMessage"], message);
    }
}
