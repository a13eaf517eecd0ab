//! Proof: requests that are counted, looked for in an order, and named where they only came near.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;

const REPORT: &str = "764428DD6A664AF0BFCB";

async fn verify(app: &TestApp, claim: &Value) -> Value {
    app.control().request(Method::POST, "requests/verify").json(claim).await.must(200).json()
}

/// The traveler looks and submits, the manager looks and approves.
async fn approved() -> TestApp {
    let app = TestApp::start().await;
    app.traveler().report(REPORT).await.must(200);
    app.traveler().submit(REPORT).await.must(204);
    app.manager().report_as("MANAGER", REPORT).await.must(200);
    app.manager().approve(REPORT).await.must(204);
    app
}

#[tokio::test]
async fn requests_are_counted_by_what_they_have_to_be() {
    let app = approved().await;
    for (matches, count) in [
        (json!({}), 4),
        (json!({"method": "patch"}), 2),
        (json!({"path": "/expensereports/v4/**/approve"}), 1),
        (json!({"path": "/expensereports/v4/users/{u}/context/{c}/reports/{r}"}), 2),
        (json!({"user": "manager@example.com"}), 2),
        (json!({"status": 204}), 2),
        (json!({"operation": "v4.submitReport", "status": 204}), 1),
        (json!({"operation": "v4.submitReport", "user": "manager@example.com"}), 0),
    ] {
        for (asked, ok) in [
            (json!({"exactly": count}), true),
            (json!({"exactly": count + 1}), false),
            (json!({"atLeast": count}), true),
            (json!({"atLeast": count + 1}), false),
            (json!({"atMost": count}), true),
            (json!({"atLeast": 0, "atMost": count}), true),
        ] {
            let found = verify(&app, &json!({"match": matches, "count": asked})).await;
            assert_eq!((&found["ok"], &found["count"]), (&json!(ok), &json!(count)), "{matches} {asked}: {found}");
            assert_eq!(found["requests"].as_array().unwrap().len(), count);
        }
        let found = verify(&app, &json!({"match": matches})).await;
        assert_eq!(found["ok"], json!(count > 0));
    }
    let later = verify(&app, &json!({"match": {"method": "PATCH"}, "after": 2, "count": {"exactly": 1}})).await;
    assert_eq!((&later["ok"], &later["forgotten"]), (&json!(true), &json!(0)));
}

#[tokio::test]
async fn what_came_near_is_named_with_what_it_differs_in() {
    let app = approved().await;
    app.request(Method::PATCH, "/expensereports/v4/reports/A/aprove").await.must(404);
    let found = verify(&app, &json!({"match": {"method": "POST", "path": "/expensereports/v4/**/approve"}})).await;
    assert_eq!(found["ok"], false);
    let near = &found["nearMisses"][0];
    assert_eq!((&near["differs"], &near["request"]["operation"]), (&json!(["method"]), &json!("v4.approveReport")));
    assert!(found["message"].as_str().unwrap().contains("differs in method"), "{found}");
    let found = verify(&app, &json!({"match": {"path": "/expensereports/v4/reports/{id}/approve"}})).await;
    let near = &found["nearMisses"][0];
    assert_eq!(near["request"]["nearest"], "PATCH /expensereports/v4/reports/{reportId}/approve");
    let message = near["message"].as_str().unwrap();
    assert!(message.contains("did you mean PATCH /expensereports/v4/reports/{reportId}/approve?"), "{message}");
    let found = verify(&app, &json!({"match": {}, "count": {"atMost": 1}})).await;
    assert_eq!((&found["ok"], &found["nearMisses"]), (&json!(false), &json!([])));
}

#[tokio::test]
async fn an_order_holds_where_each_came_after_the_one_before() {
    let app = approved().await;
    let (submit, approve) = (json!({"operation": "v4.submitReport"}), json!({"operation": "v4.approveReport"}));
    let found = verify(&app, &json!({"order": [{"method": "GET"}, submit, approve]})).await;
    assert_eq!((&found["ok"], &found["count"]), (&json!(true), &json!(3)));
    let found = verify(&app, &json!({"order": [approve, submit]})).await;
    assert_eq!((&found["ok"], &found["count"]), (&json!(false), &json!(1)));
    assert!(found["message"].as_str().unwrap().contains("there was one before that, request 2"), "{found}");
    let found = verify(&app, &json!({"order": [submit, submit]})).await;
    assert_eq!(found["ok"], false);
}

#[tokio::test]
async fn a_claim_that_makes_no_sense_is_refused_by_field() {
    let app = TestApp::start().await;
    for (claim, field) in [
        (json!({}), None),
        (json!({"match": {}, "order": [{}]}), None),
        (json!({"order": [{}], "count": {"exactly": 1}}), None),
        (json!({"order": []}), Some("order")),
        (json!({"match": {}, "count": {"exactly": 1, "atMost": 2}}), Some("count")),
        (json!({"match": {"user": "nobody"}}), Some("match.user")),
        (json!({"order": [{}, {"user": "nobody"}]}), Some("order[1].user")),
        (json!({"match": {"path": "x".repeat(501)}}), Some("match.path")),
        (json!({"match": {"status": "ok"}}), Some("match.status")),
        (json!({"match": {"colour": "red"}}), Some("match.colour")),
    ] {
        let refused = app.control().request(Method::POST, "requests/verify").json(&claim).await.must(400).json();
        assert_eq!(refused["error"]["field"].as_str(), field, "{claim}: {refused}");
    }
}

#[tokio::test]
async fn the_journal_is_filtered_by_operation_and_events_by_report_and_state() {
    let app = approved().await;
    let list = async |what: &str| {
        let answer = app.control().request(Method::GET, what).await.must(200).json();
        answer["items"].as_array().unwrap().len()
    };
    assert_eq!(list("requests?operation=v4.approveReport").await, 1);
    assert_eq!(list("requests?operation=v4.approveReport&user=traveler@example.com").await, 0);
    let all = list("events").await;
    assert!(all > 0);
    assert_eq!(list(&format!("events?report={REPORT}")).await, all);
    assert_eq!(list(&format!("events?report={}", REPORT.to_lowercase())).await, all);
    assert_eq!(list("events?report=CB899F7D9F73420A8D8B").await, 0);
    assert_eq!(list("events?state=delivered").await, 0);
    app.control().request(Method::GET, "events?state=lost").await.must(400);
}
