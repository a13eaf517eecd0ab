//! Changing an expense on the short URL, and deleting one.

use reqwest::Method;
use serde_json::{Value, json};

use super::expenses::{ADJUSTED, ITEMIZED, app, expense, path};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::{Answer, Request};

const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";
const MEAL_AT_MANAGER: &str = "FEE7A16B0A6BF830E5600642060D5A21";

fn short(report: &str, expense: &str) -> String {
    format!("/expensereports/v4/reports/{report}/expenses/{expense}")
}

fn amend<'a>(caller: Caller<'a>, report: &str, expense: &str, patch: &Value) -> Request<'a> {
    caller.request(Method::PATCH, &short(report, expense)).json(patch)
}

fn delete<'a>(caller: Caller<'a>, report: &str, expense: &str) -> Request<'a> {
    caller.request(Method::DELETE, &short(report, expense))
}

async fn got(app: &TestApp, report: &str, expense: &str) -> Value {
    app.traveler().get(&path(report, &format!("/{expense}"))).await.must(200).json()
}

async fn unchanged_by(app: &TestApp, report: &str, request: Request<'_>) -> Answer {
    let whole = app.traveler().get(&path(report, "?includeItemizations=true"));
    let before = whole.clone().await.text();
    let answer = request.await;
    assert_eq!(whole.await.text(), before, "{} changed something", answer.asked);
    answer
}

#[tokio::test]
async fn the_example_of_the_page_changes_an_expense_of_a_submitted_report() {
    let app = TestApp::start().await;
    let patch = json!({
        "customData": [{"id": "custom09", "value": "81188b39-605d-2d4f-b80b-43efa84a7b49", "isValid": true}],
        "businessPurpose": "Office Supplies",
        "expenseSource": "OTHER",
        "isExpenseRejected": false,
        "isPaperReceiptReceived": true,
    });
    // The example names two types of content.
    let request = amend(app.company(), AT_MANAGER, MEAL_AT_MANAGER, &patch).header("content-type", "text/plain");
    assert!(request.await.must(204).body.is_empty());
    let expense = got(&app, AT_MANAGER, MEAL_AT_MANAGER).await;
    assert_eq!(expense["businessPurpose"], "Office Supplies");
    assert_eq!(expense["customData"][0]["id"], "custom09");
    assert_eq!(expense["customData"][0]["value"], "81188b39-605d-2d4f-b80b-43efa84a7b49");
    assert_eq!(expense["isExpenseRejected"], false);
    assert_eq!(expense["isPaperReceiptReceived"], true);
    assert_eq!(expense["lastModifiedDate"], "2026-03-01T08:00:00Z");
}

#[tokio::test]
async fn an_expense_stays_open_to_the_company_until_its_report_is_paid() {
    let app = TestApp::start().await;
    let patch = json!({"expenseSource": "OTHER", "businessPurpose": "Known now"});
    for report in [DRAFT, SENT_BACK, HELD_FOR_RECEIPTS, AT_COST_OBJECTS, EXPIRED, PROCESSING, CONFIRMED] {
        let listed = app.traveler().expenses(report).await.must(200).json();
        let expense = listed[0]["expenseId"].as_str().unwrap().to_owned();
        amend(app.company(), report, &expense, &patch).await.must(204);
        assert_eq!(got(&app, report, &expense).await["businessPurpose"], "Known now");
    }
    let listed = app.traveler().expenses(PAID).await.must(200).json();
    let expense = listed[0]["expenseId"].as_str().unwrap();
    unchanged_by(&app, PAID, amend(app.company(), PAID, expense, &patch)).await.refused(400, "approvalStatusId");
}

#[tokio::test]
async fn only_the_fields_of_the_page_are_changed() {
    let app = TestApp::start().await;
    let patch = json!({
        "expenseSource": "UI",
        "transactionAmount": {"value": 1, "currencyCode": "USD"},
        "comment": "No",
        "isPersonalExpense": true,
    });
    let before = got(&app, AT_MANAGER, MEAL_AT_MANAGER).await;
    amend(app.company(), AT_MANAGER, MEAL_AT_MANAGER, &patch).await.must(204);
    let mut after = got(&app, AT_MANAGER, MEAL_AT_MANAGER).await;
    after["lastModifiedDate"] = before["lastModifiedDate"].clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_change_of_an_expense_is_refused_to_all_but_the_company() {
    let app = TestApp::start().await;
    let patch = json!({"expenseSource": "OTHER", "businessPurpose": "Mine"});
    let request = app.request(Method::PATCH, &short(DRAFT, TAXI)).json(&patch);
    unchanged_by(&app, DRAFT, request).await.must(401);
    for caller in [app.traveler(), app.manager(), app.admin(), app.application()] {
        unchanged_by(&app, DRAFT, amend(caller, DRAFT, TAXI, &patch)).await.must(403);
    }
    amend(app.company(), UNKNOWN, TAXI, &patch).await.refused(404, "reportId");
    amend(app.company(), DRAFT, MEAL_AT_MANAGER, &patch).await.refused(404, "expenseId");
    amend(app.company(), DRAFT, "nonsense", &patch).await.refused(404, "expenseId");
}

#[tokio::test]
async fn a_change_that_is_wrong_names_its_field() {
    let app = app().await;
    let long = "x".repeat(65);
    for (patch, field) in [
        (json!({"businessPurpose": "Why"}), "expenseSource"),
        (json!({"businessPurpose": "Why", "expenseSource": null}), "expenseSource"),
        (json!({"expenseSource": "SOMEONE"}), "expenseSource"),
        (json!({"expenseSource": "OTHER", "businessPurpose": long}), "businessPurpose"),
        (json!({"expenseSource": "OTHER", "customData": [{"id": "custom1", "value": long}]}), "customData.value"),
        (json!({"expenseSource": "OTHER", "customData": [{"value": "x"}]}), "customData[0]"),
        // Nobody rejects what nobody has submitted.
        (json!({"expenseSource": "OTHER", "isExpenseRejected": true}), "isExpenseRejected"),
    ] {
        let request = amend(app.company(), ITEMIZED, &expense("A03"), &patch);
        unchanged_by(&app, ITEMIZED, request).await.refused(400, field);
    }
    // An expense is rejected as a whole.
    let patch = json!({"expenseSource": "OTHER", "isExpenseRejected": true});
    let request = amend(app.company(), ADJUSTED, &expense("B05"), &patch);
    unchanged_by(&app, ADJUSTED, request).await.refused(400, "isExpenseRejected");
    amend(app.company(), ADJUSTED, &expense("A06"), &patch).await.must(204);
    assert_eq!(got(&app, ADJUSTED, &expense("B05")).await["isExpenseRejected"], true);
}

#[tokio::test]
async fn an_itemization_is_changed_like_an_expense() {
    let app = app().await;
    let patch = json!({"expenseSource": "TA", "businessPurpose": "Breakfast"});
    amend(app.company(), ITEMIZED, &expense("B01"), &patch).await.must(204);
    assert_eq!(got(&app, ITEMIZED, &expense("B01")).await["businessPurpose"], "Breakfast");
    assert_eq!(got(&app, ITEMIZED, &expense("A01")).await["businessPurpose"], Value::Null);
}

#[tokio::test]
async fn an_expense_is_deleted_with_its_itemizations() {
    let app = app().await;
    assert!(delete(app.traveler(), ITEMIZED, &expense("A01")).await.must(204).body.is_empty());
    for end in ["A01", "B01", "B02", "B03"] {
        app.traveler().get(&path(ITEMIZED, &format!("/{}", expense(end)))).await.refused(404, "expenseId");
    }
    assert_eq!(app.traveler().expenses(ITEMIZED).await.must(200).json().as_array().unwrap().len(), 3);
    delete(app.traveler(), ITEMIZED, &expense("A01")).await.refused(404, "expenseId");
    delete(app.company(), ITEMIZED, &expense("A02")).await.must(204);
    delete(app.delegate(), ITEMIZED, &expense("A03")).await.must(204);
}

#[tokio::test]
async fn an_itemization_is_deleted_alone_and_the_rest_still_adds_up() {
    let app = app().await;
    delete(app.traveler(), ITEMIZED, &expense("B03")).await.must(204);
    let whole = got(&app, ITEMIZED, &expense("A01")).await;
    assert_eq!(whole["postedAmount"]["value"], json!(33.33333333));
    assert_eq!(whole["claimedAmount"]["value"], json!(11.11));
    for end in ["B01", "B02"] {
        delete(app.traveler(), ITEMIZED, &expense(end)).await.must(204);
    }
    let whole = got(&app, ITEMIZED, &expense("A01")).await;
    assert_eq!(whole["claimedAmount"]["value"], json!(33.33333333), "it is not itemized any more");
}

#[tokio::test]
async fn an_expense_of_a_submitted_report_cannot_be_deleted() {
    let app = TestApp::start().await;
    for report in [HELD_FOR_RECEIPTS, AT_MANAGER, AT_COST_OBJECTS, EXPIRED, PROCESSING, CONFIRMED, PAID] {
        let listed = app.traveler().expenses(report).await.must(200).json();
        let expense = listed[0]["expenseId"].as_str().unwrap();
        let answer = unchanged_by(&app, report, delete(app.traveler(), report, expense)).await;
        answer.refused(409, "approvalStatusId");
    }
    let listed = app.traveler().expenses(SENT_BACK).await.must(200).json();
    delete(app.traveler(), SENT_BACK, listed[0]["expenseId"].as_str().unwrap()).await.must(204);
}

#[tokio::test]
async fn only_the_owner_his_delegate_and_the_company_delete_an_expense() {
    let app = TestApp::start().await;
    unchanged_by(&app, DRAFT, app.request(Method::DELETE, &short(DRAFT, TAXI))).await.must(401);
    unchanged_by(&app, DRAFT, delete(app.application(), DRAFT, TAXI)).await.must(403);
    for caller in [app.manager(), app.colleague(), app.processor(), app.admin()] {
        unchanged_by(&app, DRAFT, delete(caller, DRAFT, TAXI)).await.refused(403, "reportId");
    }
    delete(app.traveler(), UNKNOWN, TAXI).await.refused(404, "reportId");
    delete(app.traveler(), DRAFT, MEAL_AT_MANAGER).await.refused(404, "expenseId");
}
