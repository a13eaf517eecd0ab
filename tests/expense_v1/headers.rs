//! `POST …/report`, `…/report/{reportKey}` and `…/report/batch`.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NAMESPACE, is_error, narrow_token, path, post, unchanged_by};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::{Answer, Request};

/// A header as XML has it.
fn header(inside: &str) -> String {
    format!("<Report xmlns=\"{NAMESPACE}\">{inside}</Report>")
}

const TRIP: &str = "<Name>Trip</Name><Purpose>Sale</Purpose><Comment>First</Comment><OrgUnit1>US</OrgUnit1>\
                    <Custom1>Client</Custom1><Custom2></Custom2><UserDefinedDate>2026-02-20 15:15:07.0</UserDefinedDate>";

fn create<'a>(caller: Caller<'a>, inside: &str) -> Request<'a> {
    post(caller, "report", &header(inside))
}

fn update<'a>(caller: Caller<'a>, report: &str, inside: &str) -> Request<'a> {
    post(caller, &format!("report/{report}"), &header(inside))
}

/// The report that an answer is of, by the URL in it.
fn report_of(app: &TestApp, answer: &Answer) -> String {
    let root = answer.xml();
    assert_eq!(root.name, "ReportDetails");
    let status = root.child("ReportStatus");
    assert_eq!(status.child("Status").text, "SUCCESS");
    let base = format!("{}{}", app.base_url(), path("report/"));
    status.child("Report-Details-Url").text.strip_prefix(&base).expect("an address of the emulator's").to_owned()
}

async fn details(caller: Caller<'_>, report: &str) -> Value {
    caller.report(report).await.must(200).json()
}

#[tokio::test]
async fn a_header_makes_a_report_of_the_callers() {
    let app = TestApp::start().await;
    let report = report_of(&app, &create(app.traveler(), TRIP).await.must(200));
    let made = details(app.traveler(), &report).await;
    assert_eq!((&made["name"], &made["businessPurpose"]), (&json!("Trip"), &json!("Sale")));
    assert_eq!(made["reportDate"], "2026-02-20");
    let custom = made["customData"].to_string();
    assert!(custom.contains("orgUnit1") && custom.contains("Client") && !custom.contains("custom2"), "{custom}");
    // Where it says, more can be posted.
    let answer = update(app.traveler(), &report, "<Name>Trip to Lyon</Name><Purpose/>").await.must(200);
    assert_eq!(report_of(&app, &answer), report);
    let changed = details(app.traveler(), &report).await;
    assert_eq!((&changed["name"], &changed["businessPurpose"]), (&json!("Trip to Lyon"), &Value::Null));
    assert_eq!((&changed["reportDate"], &changed["customData"]), (&made["reportDate"], &made["customData"]));
}

#[tokio::test]
async fn a_header_changes_a_report_until_it_is_on_its_way_to_be_paid() {
    let app = TestApp::start().await;
    for report in [DRAFT, SENT_BACK, AT_MANAGER, AT_EXTERNAL, AT_ACCOUNTING, HELD_FOR_RECEIPTS, EXPIRED] {
        for caller in [app.traveler(), app.admin(), app.company()] {
            update(caller, report, "<Name>Another</Name>").await.must(200);
        }
        assert_eq!(details(app.traveler(), report).await["name"], "Another");
    }
    for report in [PROCESSING, CONFIRMED, PAID, PROCESSING_ON_HOLD] {
        is_error(&unchanged_by(&app, update(app.admin(), report, "<Name>Another</Name>")).await, 400, "not possible");
    }
}

#[tokio::test]
async fn strangers_change_nothing_and_the_company_creates_for_nobody() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    for caller in [app.colleague(), app.manager(), app.processor()] {
        is_error(&unchanged_by(&app, update(caller, DRAFT, TRIP)).await, 403, "");
    }
    is_error(&unchanged_by(&app, create(app.company(), TRIP)).await, 403, "user");
    is_error(&unchanged_by(&app, update(app.admin(), UNKNOWN, TRIP)).await, 400, "Invalid report");
    let narrow = narrow_token(&app).await;
    for rest in ["report", "report/batch", &format!("report/{DRAFT}")] {
        is_error(&app.request(Method::POST, &path(rest)).await, 401, "");
        is_error(&post(app.holder("wrong", None), rest, &header(TRIP)).await, 403, "");
        is_error(&post(app.holder(&narrow, None), rest, &header(TRIP)).await, 403, "EXPRPT");
    }
}

#[tokio::test]
async fn a_header_that_is_wrong_is_refused_and_its_element_named() {
    let app = TestApp::start().await;
    let long = |name: &str, length: usize| format!("<Name>x</Name><{name}>{}</{name}>", "x".repeat(length));
    for (inside, field) in [
        ("<Purpose>Sale</Purpose>".to_owned(), "Name: is required"),
        ("<Name> </Name>".to_owned(), "Name: is required"),
        (format!("<Name>{}</Name>", "x".repeat(41)), "Name: has more than 40"),
        (long("Purpose", 501), "Purpose: has more than 500"),
        (long("Comment", 501), "Comment: has more than 500"),
        (long("Custom20", 49), "Custom20: has more than 48"),
        ("<Name>x</Name><UserDefinedDate>2026-02-30</UserDefinedDate>".to_owned(), "UserDefinedDate"),
        ("<Name>x</Name><Name>y</Name>".to_owned(), "twice"),
    ] {
        is_error(&unchanged_by(&app, create(app.traveler(), &inside)).await, 400, field);
        is_error(&unchanged_by(&app, update(app.traveler(), DRAFT, &inside)).await, 400, field);
    }
    create(app.traveler(), &long("Purpose", 500)).await.must(200);
}

#[tokio::test]
async fn a_batch_creates_what_is_right_and_says_of_the_rest_what_is_wrong() {
    let app = TestApp::start().await;
    let record = |index: usize, login: &str, inside: &str| {
        format!("<Report><Index>{index}</Index><LoginId>{login}</LoginId>{inside}</Report>")
    };
    let records = [
        record(1, "traveler@example.com", TRIP),
        record(2, "nobody@example.com", TRIP),
        record(3, "colleague@example.com", "<Purpose>Sale</Purpose>"),
        record(4, "colleague@example.com", "<Name>Fair</Name>"),
        "<Report><Name>Fair</Name></Report>".to_owned(),
    ];
    let xml = format!("<batch xmlns=\"{NAMESPACE}\">{}</batch>", records.concat());
    let answer = post(app.admin(), "report/batch", &xml).await.must(200);
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("report-batch-result", Some(NAMESPACE)));
    let counts = ["records-succeeded", "records-failed"].map(|name| root.child(name).text.clone());
    assert_eq!(counts, ["2", "3"]);
    let errors = root.child("errors").children.iter();
    let errors: Vec<_> =
        errors.map(|e| ["Index", "LoginID", "message"].map(|name| e.child(name).text.clone())).collect();
    assert_eq!(errors[0], ["2", "nobody@example.com", "Invalid Value for:LoginId"]);
    assert_eq!(errors[1], ["3", "colleague@example.com", "Invalid Value for:Name (is required)"]);
    assert_eq!(errors[2][..2], ["5", ""]);
    assert!(errors[2][2].contains("Index") && errors[2][2].contains("LoginId"), "{errors:?}");
    let made = &root.child("ReportDetails").children;
    let indices: Vec<_> = made.iter().map(|status| status.child("Index").text.as_str()).collect();
    assert_eq!(indices, ["1", "4"]);
    let report = made[1].child("Report-Details-Url").text.rsplit('/').next().expect("an ID").to_owned();
    assert_eq!(details(app.colleague(), &report).await["name"], "Fair");
}

#[tokio::test]
async fn a_user_creates_his_own_reports_in_a_batch_and_no_one_elses() {
    let app = TestApp::start().await;
    let record = |index: u32, login: &str| json!({"Index": index, "LoginId": login, "Name": "Trip"});
    let batch = json!({"batch": [record(1, "traveler@example.com"), record(2, "colleague@example.com")]});
    let answer = app.traveler().request(Method::POST, &path("report/batch")).json(&batch).await.must(200).json();
    assert_eq!((&answer["records-succeeded"], &answer["records-failed"]), (&json!(1), &json!(1)));
    assert_eq!((&answer["errors"][0]["Index"], &answer["ReportDetails"][0]["Index"]), (&json!(2), &json!(1)));
    let none = app.traveler().request(Method::POST, &path("report/batch")).json(&json!({"batch": []}));
    is_error(&unchanged_by(&app, none).await, 400, "batch");
}

#[tokio::test]
async fn of_a_batch_the_first_thousand_count() {
    let app = TestApp::start().await;
    let records: Vec<_> =
        (1..=1001).map(|index| json!({"Index": index, "LoginId": "traveler@example.com", "Name": "Trip"})).collect();
    let request = app.company().request(Method::POST, &path("report/batch")).json(&json!({"batch": records}));
    assert_eq!(request.await.must(200).json()["records-succeeded"], 1000);
}
