//! Queries of control: what is misspelt in one is refused, with what there is, and names that nothing has are not looked for in vain.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::reports::AT_MANAGER;
use crate::support::tenancy::Tenancy;

/// The error that a call is refused with.
async fn refused(app: &TestApp, method: Method, path: &str, body: &Value) -> Value {
    let request = app.control().request(method, path);
    let request = if body.is_null() { request } else { request.json(body) };
    request.await.must(400).json()["error"].clone()
}

#[tokio::test]
async fn a_misspelt_company_strikes_no_other_tenant_whatever_the_operation() {
    let app = TestApp::start().await;
    let other = Tenancy::found(&app).await;
    let before = app.control().snapshot().await;
    let document: Value = serde_json::from_str(include_str!("../../openapi/control.json")).unwrap();
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.trim_start_matches("/_emulator/").replace("{id}", AT_MANAGER);
        if path == "health" {
            continue;
        }
        for method in item.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let error = refused(&app, method, &format!("{path}?compnay={}", other.company()), &json!({})).await;
            assert_eq!(error["field"], "compnay", "{path}: {error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("no parameter `compnay`; did you mean `company`?"), "{path}: {message}");
            asked += 1;
        }
    }
    assert!(asked > 35, "{asked}");
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn what_else_a_query_can_have_is_named_with_the_company() {
    let app = TestApp::start().await;
    let error = refused(&app, Method::GET, "mails?colour=red", &Value::Null).await;
    assert_eq!(error["message"], "there is no parameter `colour`; there are `to`, `after`, `limit`, `company`");
    let error = refused(&app, Method::POST, "reset?when=now", &Value::Null).await;
    assert_eq!(error["message"], "there is no parameter `when`; there are `company`");
    let error = refused(&app, Method::GET, "mails?limit=1&limit=2", &Value::Null).await;
    assert_eq!((&error["field"], &error["message"]), (&json!("limit"), &json!("`limit` is there twice; give one")));
    app.request(Method::GET, "/_emulator/health?probe=1").await.must(200);
}

#[tokio::test]
async fn names_that_no_request_and_no_event_has_are_refused_with_the_nearest() {
    let app = TestApp::start().await;
    for (path, field, part) in [
        ("requests?operation=v4.aproveReport", "operation", "did you mean `v4.approveReport`?"),
        ("requests?operation=nope", "operation", "there is no operation `nope`"),
        ("requests?method=FOO", "method", "there are `GET`, `HEAD`"),
        ("requests?path=expensereports", "path", "a path begins with `/`"),
        ("requests?path=", "path", "a path begins with `/`"),
        ("events?topic=public.concur.expense.reports", "topic", "did you mean `public.concur.expense.report`?"),
        ("events?eventType=statusChange", "eventType", "did you mean `statusChanged`?"),
        ("events?state=lost", "state", "pending, delivered"),
    ] {
        let error = refused(&app, Method::GET, path, &Value::Null).await;
        assert_eq!(error["field"], field, "{path}: {error}");
        assert!(error["message"].as_str().unwrap().contains(part), "{path}: {error}");
    }
    for (claim, field) in [
        (json!({"match": {"operation": "v4.aproveReport"}, "count": {"exactly": 0}}), "match.operation"),
        (json!({"match": {"method": "GTE"}, "count": {"exactly": 0}}), "match.method"),
        (json!({"order": [{}, {"path": ""}]}), "order[1].path"),
    ] {
        let error = refused(&app, Method::POST, "requests/verify", &claim).await;
        assert_eq!(error["field"], field, "{claim}: {error}");
    }
    for path in ["requests?method=patch&operation=v4.approveReport", "events?topic=public.test&eventType=test"] {
        app.control().request(Method::GET, path).await.must(200);
    }
    let found =
        app.control().request(Method::POST, "requests/verify").json(&json!({"match": {}})).await.must(200).json();
    assert_eq!(found["message"], "0 requests were of any kind, and there have to be at least 1");
}

#[tokio::test]
async fn whatever_is_no_value_is_refused_in_words_that_say_what_is() {
    let app = TestApp::start().await;
    for (path, field, message) in [
        ("mails?limit=abc", "limit", "has to be a whole number from 0 upwards, not `abc`"),
        ("requests?status=", "status", "has to be a whole number from 0 to 65535, not nothing"),
        ("events?after=zzz", "after", "`zzz` is no UUID; give what `next` said"),
        ("tenants?after=zzz", "after", "`zzz` is no UUID; give what `next` said"),
    ] {
        let error = refused(&app, Method::GET, path, &Value::Null).await;
        assert_eq!((&error["field"], &error["message"]), (&json!(field), &json!(message)), "{path}");
    }
    let moment = "`yesterday` is no moment; write one as 2026-03-01T08:00:00Z";
    for (method, path, body, field, message) in [
        (Method::PUT, "clock", json!({"now": "yesterday"}), "now", moment),
        (Method::POST, "events/redeliver", json!({"since": "yesterday"}), "since", moment),
        (
            Method::POST,
            "faults",
            json!({"status": "503"}),
            "status",
            "has to be a whole number from 0 to 65535, not the text `503`",
        ),
        (
            Method::POST,
            "requests/verify",
            json!({"match": {}, "count": {"exactly": -1}}),
            "count.exactly",
            "has to be a whole number from 0 upwards, not -1",
        ),
        (
            Method::PUT,
            "subscriptions/x/mischief",
            json!({"duplicates": "a"}),
            "duplicates",
            "has to be a number, not the text `a`",
        ),
        (
            Method::POST,
            "faults",
            json!({"truncate": -1}),
            "truncate",
            "has to be true, false, or a number of bytes from 0",
        ),
        (
            Method::POST,
            "clock/advance",
            json!({"by": "P1M"}),
            "by",
            "`P1M` is not an ISO 8601 duration such as PT72H; months and years have no fixed length, so give days",
        ),
        (Method::POST, "clock/advance", json!({}), "by", "the field `by` is missing; add it"),
        (Method::POST, "fixtures?replace=yes", json!({}), "replace", "has to be true or false, not `yes`"),
        (
            Method::POST,
            "faults",
            json!({"match": {"pth": "/x"}, "status": 503}),
            "match.pth",
            "there is no field `pth`; did you mean `path`? there are `method`, `path`, `user`",
        ),
    ] {
        let error = refused(&app, method, path, &body).await;
        assert_eq!((&error["field"], &error["message"]), (&json!(field), &json!(message)), "{path} {body}");
    }
}
