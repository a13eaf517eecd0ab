//! Attendees of an expense (Attendee Associations v4 page): get, put in place, remove.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::caller::Caller;
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// Not submitted.
const SHARED: &str = "5A4E500000000000000A";
/// Of 90 euros, with two guests.
const ABROAD: &str = "5A4E5000000000000000000000000002";
/// Of 45 dollars, with nobody.
const ALONE: &str = "5A4E5000000000000000000000000003";
/// At the manager, and its expense with one guest.
const SUBMITTED: &str = "5A4E500000000000000B";
const OF_SUBMITTED: &str = "5A4E500000000000000000000000000B";

/// In his first version.
const HANA: &str = "695E66E2A472074D8895057311C6A158";
/// In his third.
const JONAS: &str = "D1BDDB463923054AB01606BACF021C5B";

async fn app() -> TestApp {
    TestApp::of(&["shares.yaml"]).await
}

fn path(caller: Caller<'_>, context: &str, report: &str, expense: &str) -> String {
    format!("{}/expenses/{expense}/attendees", caller.path(context, report))
}

fn get<'a>(caller: Caller<'a>, report: &str, expense: &str) -> Request<'a> {
    caller.get(&path(caller, "TRAVELER", report, expense))
}

fn set<'a>(caller: Caller<'a>, report: &str, expense: &str, body: &Value) -> Request<'a> {
    caller.request(Method::POST, &path(caller, "TRAVELER", report, expense)).json(body)
}

fn remove<'a>(caller: Caller<'a>, report: &str, expense: &str) -> Request<'a> {
    caller.request(Method::DELETE, &path(caller, "TRAVELER", report, expense))
}

/// Someone to whom so much is counted.
fn guest(id: &str, amount: impl Into<Value>) -> Value {
    json!({"attendeeId": id, "transactionAmount": amount.into()})
}

fn guests(list: impl Into<Value>) -> Value {
    json!({"expenseAttendeeList": list.into()})
}

/// A guest to whom ten dollars are counted, with another field.
fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut guest = guest(HANA, 10);
    guest[field] = value.into();
    guests(vec![guest])
}

/// How many attendees the expense says that it has, in the list and on its own.
async fn count(app: &TestApp, expense: &str) -> Value {
    let list = app.traveler().expenses(SHARED).await.must(200).json();
    let listed = list.as_array().unwrap().iter().find(|e| e["expenseId"] == expense).unwrap().clone();
    let path = format!("{}/expenses/{expense}", app.traveler().path("TRAVELER", SHARED));
    let own = app.traveler().get(&path).await.must(200).json();
    assert_eq!(own["attendeeCount"], listed["attendeeCount"]);
    own["attendeeCount"].clone()
}

/// Asks for what has to be refused, and to change nothing.
async fn refused(app: &TestApp, request: Request<'_>, status: u16, field: &str) {
    let before = (app.control().snapshot().await, get(app.traveler(), SHARED, ABROAD).await.must(200).json());
    request.await.refused(status, field);
    let after = (app.control().snapshot().await, get(app.traveler(), SHARED, ABROAD).await.must(200).json());
    assert_eq!(after, before);
}

#[tokio::test]
async fn the_attendees_of_an_expense_are_there_with_their_parts() {
    let app = app().await;
    let seen = get(app.traveler(), SHARED, ABROAD).await.must(200);
    let euros = |value: f64| json!({"value": value, "currencyCode": "EUR"});
    let dollars = |value: f64| json!({"value": value, "currencyCode": "USD"});
    let expected = json!({
        "noShowAttendeeCount": 1,
        "expenseAttendeeList": [
            {
                "attendeeId": HANA,
                "customData": null,
                "isAmountUserEdited": true,
                "isTraveling": true,
                "associatedAttendeeCount": 1,
                "versionNumber": 1,
                "transactionAmount": euros(20.5),
                "approvedAmount": dollars(22.345),
            },
            {
                "attendeeId": JONAS,
                "customData": [{"id": "custom2", "value": "Board", "isValid": true, "listItemUrl": null}],
                "isAmountUserEdited": false,
                "isTraveling": null,
                "associatedAttendeeCount": 3,
                "versionNumber": 2,
                "transactionAmount": euros(60.0),
                "approvedAmount": dollars(65.4),
            },
        ],
    });
    assert_eq!(seen.json(), expected);
    assert!(seen.text().contains(r#""value":20.50000000"#), "{}", seen.text());
    assert_eq!(get(app.company().on_short_paths(), SHARED, ABROAD).await.must(200).json(), expected);
    assert_eq!(get(app.company().acting_for(TRAVELER), SHARED, ABROAD).await.must(200).json(), expected);
    let proxy = app.delegate().acting_for(TRAVELER);
    assert_eq!(proxy.get(&path(proxy, "PROXY", SHARED, ABROAD)).await.must(200).json(), expected);
    let nobody = json!({"noShowAttendeeCount": 0, "expenseAttendeeList": []});
    assert_eq!(get(app.traveler(), SHARED, ALONE).await.must(200).json(), nobody);
}

#[tokio::test]
async fn attendees_take_the_place_of_those_who_were_before_and_are_counted() {
    let app = app().await;
    assert_eq!(count(&app, ALONE).await, 0);
    assert_eq!(count(&app, ABROAD).await, 4);
    let mut jonas = guest("d1bddb46-3923-054a-b016-06bacf021c5b", 30.25);
    jonas["associatedAttendeeCount"] = 2.into();
    jonas["versionNumber"] = Value::Null;
    let body = json!({"noShowAttendeeCount": 2, "expenseAttendeeList": [guest(HANA, 14), jonas]});
    let created = set(app.traveler(), SHARED, ALONE, &body).await.must(201).json();
    let uri = created["uri"].as_str().unwrap();
    assert_eq!(uri, format!("{}{}", app.base_url(), path(app.traveler(), "TRAVELER", SHARED, ALONE)));
    let seen = app.traveler().get(uri).await.must(200).json();
    assert_eq!(seen["noShowAttendeeCount"], 2);
    assert_eq!(seen["expenseAttendeeList"][1]["attendeeId"], JONAS);
    assert_eq!(seen["expenseAttendeeList"][1]["versionNumber"], 3);
    assert_eq!(seen["expenseAttendeeList"][1]["approvedAmount"]["value"], 30.25);
    assert_eq!(count(&app, ALONE).await, 3);
    set(app.traveler(), SHARED, ALONE, &guests(vec![guest(HANA, 45)])).await.must(201);
    let seen = get(app.traveler(), SHARED, ALONE).await.must(200).json();
    assert_eq!(seen["noShowAttendeeCount"], 0);
    assert_eq!(seen["expenseAttendeeList"].as_array().unwrap().len(), 1);
    assert_eq!(count(&app, ALONE).await, 1);
    set(app.traveler(), SHARED, ALONE, &json!({"noShowAttendeeCount": 5})).await.must(201);
    let seen = get(app.traveler(), SHARED, ALONE).await.must(200).json();
    assert_eq!(seen, json!({"noShowAttendeeCount": 5, "expenseAttendeeList": []}));
}

#[tokio::test]
async fn attendees_are_removed_all_at_once() {
    let app = app().await;
    remove(app.traveler(), SHARED, ABROAD).await.must(204);
    let nobody = json!({"noShowAttendeeCount": 0, "expenseAttendeeList": []});
    assert_eq!(get(app.traveler(), SHARED, ABROAD).await.must(200).json(), nobody);
    assert_eq!(count(&app, ABROAD).await, 0);
    remove(app.traveler(), SHARED, ABROAD).await.must(204);
}

#[tokio::test]
async fn a_delegate_associates_attendees_for_the_owner() {
    let app = app().await;
    let proxy = app.delegate().acting_for(TRAVELER);
    let as_proxy = path(proxy, "PROXY", SHARED, ALONE);
    let created = proxy.request(Method::POST, &as_proxy).json(&guests(vec![guest(HANA, 1)])).await.must(201).json();
    assert_eq!(created["uri"], format!("{}{as_proxy}", app.base_url()));
    proxy.request(Method::DELETE, &as_proxy).await.must(204);
}

#[tokio::test]
async fn an_attendee_who_is_wrong_is_400_and_named() {
    let app = app().await;
    let long = "x".repeat(49);
    let at = |field: &str| format!("expenseAttendeeList[0].{field}");
    for (field, body) in [
        (at("attendeeId"), with("attendeeId", "00000000000000000000000000000001")),
        (at("attendeeId"), with("attendeeId", "nobody")),
        ("expenseAttendeeList[0]".to_owned(), guests(vec![json!({"transactionAmount": 1})])),
        (at("transactionAmount"), guests(vec![json!({"attendeeId": HANA})])),
        (at("transactionAmount"), with("transactionAmount", Value::Null)),
        (at("transactionAmount"), with("transactionAmount", "10")),
        (at("transactionAmount"), with("transactionAmount", 45.01)),
        (at("transactionAmount"), with("transactionAmount", -1)),
        (at("transactionAmount"), with("transactionAmount", 1e25)),
        (at("transactionAmount"), with("transactionAmount", 0.000_000_001)),
        (at("associatedAttendeeCount"), with("associatedAttendeeCount", 0)),
        (at("associatedAttendeeCount"), with("associatedAttendeeCount", 10_001)),
        (at("associatedAttendeeCount"), with("associatedAttendeeCount", -1)),
        (at("versionNumber"), with("versionNumber", 0)),
        (at("versionNumber"), with("versionNumber", 2)),
        (at("isTraveling"), with("isTraveling", "yes")),
        (at("isAmountUserEdited"), with("isAmountUserEdited", 1)),
        (at("customData.value"), with("customData", json!([{"id": "custom1", "value": long}]))),
        (at("customData[0]"), with("customData", json!([{"value": "x"}]))),
        ("noShowAttendeeCount".to_owned(), json!({"noShowAttendeeCount": -1})),
        ("noShowAttendeeCount".to_owned(), json!({"noShowAttendeeCount": 10_001})),
        ("noShowAttendeeCount".to_owned(), json!({"noShowAttendeeCount": 1.5})),
        ("expenseAttendeeList[1].attendeeId".to_owned(), guests(vec![guest(HANA, 1), guest(&HANA.to_lowercase(), 1)])),
        ("expenseAttendeeList.transactionAmount".to_owned(), guests(vec![guest(HANA, 45), guest(JONAS, 0.01)])),
        ("expenseAttendeeList".to_owned(), guests(vec![guest(HANA, 0); 501])),
    ] {
        refused(&app, set(app.traveler(), SHARED, ALONE, &body), 400, &field).await;
    }
    assert_eq!(count(&app, ALONE).await, 0);
}

#[tokio::test]
async fn after_the_submit_nobody_changes_attendees_until_the_report_is_back() {
    let app = app().await;
    let body = guests(vec![guest(HANA, 45)]);
    refused(&app, set(app.traveler(), SUBMITTED, OF_SUBMITTED, &body), 400, "approvalStatusId").await;
    refused(&app, remove(app.traveler(), SUBMITTED, OF_SUBMITTED), 400, "approvalStatusId").await;
    get(app.traveler(), SUBMITTED, OF_SUBMITTED).await.must(200);
    app.manager().send_back(SUBMITTED).await.must(204);
    set(app.traveler(), SUBMITTED, OF_SUBMITTED, &body).await.must(201);
    remove(app.traveler(), SUBMITTED, OF_SUBMITTED).await.must(204);
}

#[tokio::test]
async fn who_may_not_and_what_is_not_there_is_refused() {
    let app = app().await;
    let body = guests(vec![guest(HANA, 1)]);
    let (long, short) = (path(app.traveler(), "TRAVELER", SHARED, ABROAD), path(app.company(), "", SHARED, ABROAD));
    // 401
    for (method, path) in [(Method::GET, &long), (Method::GET, &short), (Method::POST, &long), (Method::DELETE, &long)]
    {
        app.request(method, path).await.must(401);
    }
    // 403: the kind of token, the caller's part, the caller
    app.traveler().get(&short).await.must(403);
    app.application().get(&short).await.must(403);
    app.company().request(Method::POST, &long).json(&body).await.must(403);
    app.company().request(Method::DELETE, &long).await.must(403);
    get(app.colleague(), SHARED, ABROAD).await.refused(403, "reportId");
    refused(&app, set(app.colleague(), SHARED, ABROAD, &body), 403, "reportId").await;
    refused(&app, remove(app.colleague(), SHARED, ABROAD), 403, "reportId").await;
    refused(&app, remove(app.colleague().acting_for(TRAVELER), SHARED, ABROAD), 403, "userId").await;
    // 404
    for (request, field) in [
        (get(app.traveler(), UNKNOWN, ABROAD), "reportId"),
        (get(app.company(), UNKNOWN, ABROAD), "reportId"),
        (get(app.traveler(), SHARED, UNKNOWN), "expenseId"),
        (get(app.company(), SHARED, OF_SUBMITTED), "expenseId"),
        (set(app.traveler(), UNKNOWN, ABROAD, &body), "reportId"),
        (set(app.traveler(), SHARED, OF_SUBMITTED, &body), "expenseId"),
        (remove(app.traveler(), UNKNOWN, ABROAD), "reportId"),
        (remove(app.traveler(), SHARED, UNKNOWN), "expenseId"),
    ] {
        refused(&app, request, 404, field).await;
    }
    // 400
    let wrong = path(app.manager(), "MANAGER", SUBMITTED, OF_SUBMITTED);
    for method in [Method::GET, Method::POST, Method::DELETE] {
        refused(&app, app.manager().request(method, &wrong), 400, "contextType").await;
    }
}
