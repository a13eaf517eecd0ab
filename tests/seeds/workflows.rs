//! The workflows page: its curl examples, and the shape of its answers.

use reqwest::Method;
use serde_json::{Value, json};

use super::app;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

/// The report of the approvals; here at external validation.
const SHORT: &str = "764428DD6A664AF0BFCB";
/// A report that the administrator approves as a manager, with a rejected expense.
const LONG: &str = "6B0D94E7A1C25F38D740";
/// A draft of the second cost object owner.
const DRAFT: &str = "D37F50A92B8E4C61B50A";
/// A report at its cost object owners.
const COST_OBJECTS: &str = "97F923D6935D4426BF9C";
/// The administrator, in the upper case of the example.
const ADMIN: &str = "32C2FCC3-B2E8-4907-9672-5B3F49B1C643";
const COST_OWNER_2: &str = "aa024d31-95eb-4270-b9f8-cb6b5f558a7c";

/// A call with the headers of every example.
fn call<'a>(app: &'a TestApp, method: Method, path: &str, token: &str) -> Request<'a> {
    app.request(method, path).bearer(token).header("content-type", "application/json")
}

#[tokio::test]
async fn approve_on_the_short_url_even_without_v4_in_the_path() {
    for path in
        [format!("/expensereports/reports/{SHORT}/approve"), format!("/expensereports/v4/reports/{SHORT}/approve")]
    {
        let app = app().await;
        call(&app, Method::PATCH, &path, "company-token").json(&json!({"comment": "Approved"})).await.must(204);
        assert_eq!(app.control().status(SHORT).await.0, "A_PEND");
    }
}

#[tokio::test]
async fn approve_on_the_long_url_with_the_users_id_in_upper_case() {
    let app = app().await;
    let path = format!("/expensereports/v4/users/{ADMIN}/context/MANAGER/reports/{LONG}/approve");
    let body = json!({"comment": "Approved", "expenseRejectedComment": "Expense rejected"});
    let answer = call(&app, Method::PATCH, &path, "admin-token").json(&body).await.must(204);
    assert!(answer.body.is_empty());
    assert_eq!(app.control().status(LONG).await.0, "A_ACCO");
}

#[tokio::test]
async fn submit_without_a_body_but_with_its_type() {
    let app = app().await;
    let path = format!("/expensereports/v4/users/{COST_OWNER_2}/reports/{DRAFT}/submit");
    call(&app, Method::PATCH, &path, "costowner2-token").await.must(204);
    assert_eq!(app.control().status(DRAFT).await.0, "A_PEND");
    call(&app, Method::PATCH, &path, "costowner2-token").await.refused(409, "approvalStatusId");
}

#[tokio::test]
async fn send_back_and_recall_by_their_uri_templates() {
    let app = app().await;
    let path = format!("/expensereports/v4/reports/{SHORT}/sendBack");
    call(&app, Method::PATCH, &path, "company-token")
        .json(&json!({"comment": "Please add the invoice"}))
        .await
        .must(204);
    let path = format!("/expensereports/v4/users/{ADMIN}/context/MANAGER/reports/{LONG}/sendBack");
    call(&app, Method::PATCH, &path, "admin-token").json(&json!({"comment": "Too much"})).await.must(204);
    app.traveler().recall(COST_OBJECTS).await.must(204);
    for report in [SHORT, LONG, COST_OBJECTS] {
        assert_eq!(app.control().status(report).await.0, "A_RESU");
    }
}

#[tokio::test]
async fn the_cost_objects_of_a_report_are_those_of_the_example() {
    let app = app().await;
    let path = format!("/expensereports/v4/users/{COST_OWNER_2}/reports/{COST_OBJECTS}/costObjectsForApprover");
    let mut seen = call(&app, Method::GET, &path, "costowner2-token").await.must(200).json();
    let amount = |value: f64| json!({"value": value, "currencyCode": "USD"});
    let expense = |id: &str, value| json!({"approvedAmount": amount(value), "postedAmount": amount(value), "id": id});
    // The schema of the page has a field that its example leaves out.
    for expense in seen[0]["expenses"].as_array_mut().unwrap() {
        let claimed = expense.as_object_mut().unwrap().remove("claimedAmount");
        assert_eq!(claimed.as_ref(), Some(&expense["postedAmount"]));
    }
    let expected = json!([{
        "name": "Development",
        "approvedAmount": amount(150.0),
        "claimedAmount": amount(150.0),
        "approverId": COST_OWNER_2,
        "expenses": [expense("080286AAA453AD449CB4DD6128BC9BA5", 100.0), expense("1C7DE29EA1CFB34AAE819264683BAF87", 50.0)],
        "isOwnedByCaller": true,
        "isFullyApproved": false,
        "isApprovableAsUser": true,
        "isApprovableAsDelegate": false,
    }]);
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn an_error_has_the_fields_of_the_example() {
    let app = app().await;
    let path = format!("/expensereports/v4/users/{ADMIN}/context/MANAGER/reports/{LONG}/approve");
    let error = call(&app, Method::PATCH, &path, "admin-token")
        .json(&json!({}))
        .await
        .refused(400, "expenseRejectedComment")
        .json();
    for field in ["timestamp", "httpStatus", "errorMessage", "errorId", "path"] {
        assert!(error[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
    assert_eq!(error["httpStatus"], "400 Bad Request");
    assert_eq!(error["path"], path);
    assert!(error["timestamp"].as_str().unwrap().ends_with('Z'));
    let fault: &Value = &error["validationErrors"][0];
    assert!(["source", "message", "id"].iter().all(|field| fault[field].is_string()), "{fault}");
}
