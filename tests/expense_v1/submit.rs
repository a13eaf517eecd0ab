//! `POST …/report/{reportKey}/submit`.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NAMESPACE, is_error, narrow_token, path, post, submit, unchanged_by};
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const OWNER: &str = "traveler@example.com";

#[tokio::test]
async fn an_administrator_submits_in_the_name_of_the_owner() {
    let app = TestApp::start().await;
    let answer = submit(app.admin(), DRAFT, OWNER).await.must(200);
    assert_eq!(answer.media_type(), "application/xml");
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("ReportStatus", Some(NAMESPACE)));
    assert_eq!(root.to_json(), json!({"Status": "SUCCESS"}));
    assert_eq!(app.control().status(DRAFT).await, ("A_PEND".to_owned(), "P_NOTP".to_owned()));
    let events = app.control().events().await;
    let facts = &events[0]["payload"]["facts"];
    assert_eq!((&facts["userId"], &facts["actingUserId"]), (&json!(TRAVELER.to_string()), &Value::Null));
}

#[tokio::test]
async fn the_owner_is_named_in_either_spelling_and_any_case_and_answered_in_json_where_he_likes() {
    for header in ["X-UserID", "X_UserID", "x-userid"] {
        let app = TestApp::start().await;
        let request = post(app.traveler(), &format!("report/{DRAFT}/submit"), "").header("accept", "application/json");
        let answer = request.header(header, "Traveler@Example.com").await.must(200);
        assert_eq!(answer.json(), json!({"Status": "SUCCESS"}));
    }
}

#[tokio::test]
async fn the_company_submits_for_the_owner_and_paths_are_taken_in_any_case() {
    let app = TestApp::start().await;
    let path = format!("/API/Expense/expensereport/V1.1/Report/{}/Submit/", DRAFT.to_lowercase());
    app.company().request(Method::POST, &path).header("X-UserID", OWNER).await.must(200);
    assert_eq!(app.control().status(DRAFT).await.0, "A_PEND");
}

#[tokio::test]
async fn who_is_neither_the_owner_nor_an_administrator_submits_nothing() {
    let app = TestApp::start().await;
    for (caller, owner) in [
        (app.colleague(), OWNER),
        (app.colleague(), "colleague@example.com"),
        (app.delegate(), OWNER),
        (app.admin(), "colleague@example.com"),
        (app.admin(), "nobody@example.com"),
        (app.admin(), "admin@example.com"),
        (app.company(), "colleague@example.com"),
    ] {
        is_error(&unchanged_by(&app, submit(caller, DRAFT, owner)).await, 403, "");
    }
}

#[tokio::test]
async fn without_its_owner_without_a_token_or_scope_and_for_an_unknown_report_nothing_is_submitted() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let rest = format!("report/{DRAFT}/submit");
    is_error(&unchanged_by(&app, post(app.admin(), &rest, "")).await, 400, "X-UserID");
    is_error(&unchanged_by(&app, submit(app.admin(), DRAFT, " ")).await, 400, "X-UserID");
    is_error(&unchanged_by(&app, submit(app.admin(), UNKNOWN, OWNER)).await, 400, "Invalid report");
    is_error(&unchanged_by(&app, submit(app.admin(), "no%20report", OWNER)).await, 400, "Invalid report");
    is_error(&app.request(Method::POST, &path(&rest)).header("X-UserID", OWNER).await, 401, "");
    is_error(&submit(app.holder("wrong", None), DRAFT, OWNER).await, 403, "");
    is_error(&submit(app.application(), DRAFT, OWNER).await, 403, "");
    let narrow = narrow_token(&app).await;
    is_error(&unchanged_by(&app, submit(app.holder(&narrow, None), DRAFT, OWNER)).await, 403, "EXPRPT");
}

#[tokio::test]
async fn a_body_is_passed_over_if_it_is_what_it_says_it_is() {
    let app = TestApp::start().await;
    let request = |kind: &str, body: &str| submit(app.admin(), DRAFT, OWNER).content(kind, body);
    for (kind, body) in [("application/xml", "<Report>"), ("application/json", "{"), ("text/plain", "Report")] {
        is_error(&unchanged_by(&app, request(kind, body)).await, 400, "");
    }
    request("application/xml", "<Report/>").await.must(200);
}

#[tokio::test]
async fn what_cannot_be_submitted_is_a_failure_that_says_why() {
    let app = TestApp::start().await;
    let empty = app.traveler().create(&json!({"name": "Nothing"})).await.must(201).json();
    let empty = empty["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).expect("an ID").to_owned();
    for (report, why) in
        [(AT_MANAGER, "has been submitted"), (PAID, "has been submitted"), (&*empty, "without expenses")]
    {
        let answer = unchanged_by(&app, submit(app.admin(), report, OWNER)).await.must(200);
        let status = answer.xml();
        assert_eq!(status.child("Status").text, "FAILURE");
        assert!(status.child("Message").text.contains(why), "{}", answer.text());
        assert!(status.children.iter().all(|child| child.name != "ReportExceptions"));
    }
}

/// Puts an exception on the first expense of the draft.
async fn put_exception(app: &TestApp, code: &str, visibility: &str) {
    let expenses = app.traveler().expenses(DRAFT).await.must(200).json();
    let expense = expenses[0]["expenseId"].as_str().expect("an ID");
    let path = format!("/expensereports/v4/reports/{DRAFT}/expenses/{expense}/exceptions");
    let body = json!({"exceptionCode": code, "exceptionVisibility": visibility});
    app.company().request(Method::PUT, &path).json(&body).await.must(200);
}

#[tokio::test]
async fn an_exception_that_stops_the_submit_is_listed_with_its_entry() {
    let app = TestApp::start().await;
    put_exception(&app, "MISSREQFLD", "ALL").await;
    let answer = unchanged_by(&app, submit(app.traveler(), DRAFT, OWNER)).await.must(200);
    let status = answer.xml();
    assert_eq!(status.child("Status").text, "FAILURE");
    assert!(status.child("Message").text.contains("MISSREQFLD"));
    let exceptions = &status.child("ReportExceptions").children;
    assert_eq!(exceptions.len(), 1);
    assert_eq!(exceptions[0].name, "ReportException");
    let names: Vec<_> = exceptions[0].children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "CrnCode",
            "EventCode",
            "ExceptionCode",
            "ExceptionErrorCode",
            "ExceptionVisibility",
            "ExpKey",
            "ExpName",
            "IsCleared",
            "SeverityLevel",
            "TransactionAmount",
            "TransactionDate",
            "Type"
        ]
    );
    for (name, value) in [("CrnCode", "USD"), ("ExceptionErrorCode", "ERROR"), ("IsCleared", "N"), ("Type", "Entry")] {
        assert_eq!(exceptions[0].child(name).text, value);
    }
}

#[tokio::test]
async fn a_submit_with_slight_exceptions_succeeds_and_lists_those_that_the_caller_sees() {
    for (caller, visibility, seen) in
        [("traveler-token", "ALL", 1), ("traveler-token", "PROCESSOR", 0), ("admin-token", "PROCESSOR", 1)]
    {
        let app = TestApp::start().await;
        put_exception(&app, "HIGHAMNT", visibility).await;
        let request = submit(app.holder(caller, None), DRAFT, OWNER).header("accept", "application/json");
        let answer = request.await.must(200).json();
        assert_eq!(answer["Status"], "SUCCESS");
        let exceptions = answer["ReportExceptions"].as_array().map_or(&[][..], Vec::as_slice);
        assert_eq!(exceptions.len(), seen, "{caller} {visibility}");
        assert!(exceptions.iter().all(|e| e["ExceptionErrorCode"] == "WARNING" && e["ExceptionCode"] == "HIGHAMNT"));
    }
}
