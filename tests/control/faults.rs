//! Faults: what goes wrong on purpose, to whom, how often, and what it leaves behind.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::cast;
use crate::support::emulator::{Protocol, TestApp};
use crate::support::request::{Answer, Request};
use crate::support::tenancy::Tenancy;
use crate::support::written;

const REPORT: &str = "764428DD6A664AF0BFCB";

fn add<'a>(app: &'a TestApp, fault: &Value) -> Request<'a> {
    app.control().request(Method::POST, "faults").json(fault)
}

async fn faults(app: &TestApp) -> Vec<Value> {
    let answer = app.control().request(Method::GET, "faults").await.must(200).json();
    answer["items"].as_array().unwrap().clone()
}

async fn journal(app: &TestApp) -> Vec<Value> {
    let answer = app.control().request(Method::GET, "requests?limit=1000").await.must(200).json();
    answer["items"].as_array().unwrap().clone()
}

/// Whether a request gets no whole answer.
async fn is_cut(app: &TestApp, method: Method, path: &str, token: &str) -> bool {
    let request = app.client().request(method, format!("{}{path}", app.base_url())).bearer_auth(token);
    match request.send().await {
        Err(_) => true,
        Ok(response) => response.bytes().await.is_err(),
    }
}

fn submit_path(app: &TestApp) -> String {
    app.traveler().path("TRAVELER", REPORT).replace("/context/TRAVELER", "") + "/submit"
}

#[tokio::test]
async fn a_status_strikes_as_often_as_it_is_told_and_changes_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let fault = json!({"match": {"method": "patch", "path": "/expensereports/v4/**"}, "status": 503, "times": 2});
    let added = add(&app, &fault).await.must(201).json();
    assert_eq!((&added["id"], &added["left"], &added["when"]), (&json!(1), &json!(2), &json!("before")));
    app.traveler().report(REPORT).await.must(200);
    for _ in 0..2 {
        let refused = app.traveler().submit(REPORT).await.must(503);
        assert_eq!(refused.json()["httpStatus"], "503 Service Unavailable");
        assert_eq!((refused.operation(), refused.header("x-emulator-fault")), ("v4.submitReport", "1"));
    }
    assert_eq!(app.control().snapshot().await, before);
    app.traveler().submit(REPORT).await.must(204);
    let standing = &faults(&app).await[0];
    assert_eq!((&standing["hits"], &standing["left"]), (&json!(2), &json!(0)));
    let journal = journal(&app).await;
    assert_eq!(journal[1]["status"], 503);
    assert_eq!(journal[1]["fault"], json!({"id": 1, "effect": "status", "spoiled": null}));
    assert!(journal[0].get("fault").is_none() && journal[3].get("fault").is_none());
}

#[tokio::test]
async fn too_many_requests_are_refused_in_the_words_of_each_family_with_retry_after() {
    let app = TestApp::start().await;
    add(&app, &json!({"status": 429, "retryAfter": 7})).await.must(201);
    let told = |answer: &Answer| assert_eq!(answer.header("retry-after"), "7", "{}", answer.asked);
    let v4 = app.traveler().report(REPORT).await.must(429);
    told(&v4);
    assert_eq!(v4.json()["httpStatus"], "429 Too Many Requests");
    let v3 = app.admin().get("/api/v3.0/expense/reports").await.must(429);
    told(&v3);
    assert_eq!(v3.json()["Error"]["Message"], "Too Many Requests");
    let token = app.request(Method::POST, "/oauth2/v0/token").await.must(429);
    told(&token);
    assert_eq!(token.json()["error_description"], "Too Many Requests");
    assert_eq!(app.control().request(Method::GET, "health").await.status, 200);
    app.control().request(Method::DELETE, "faults").await.must(204);
    app.traveler().report(REPORT).await.must(200);
}

#[tokio::test]
async fn a_fault_is_for_those_whom_it_matches() {
    let app = TestApp::start().await;
    let fault = json!({
        "match": {"user": "manager@example.com", "path": "/expensereports/v4/users/{userId}/context/{contextType}/reports/{id}"},
        "status": 500,
    });
    add(&app, &fault).await.must(201);
    app.traveler().report(REPORT).await.must(200);
    app.manager().report_as("MANAGER", REPORT).await.must(500);
    app.manager().to_approve().await.must(200);
    app.request(Method::GET, "/expensereports/v4/nothing").await.must(404);
}

#[tokio::test]
async fn a_connection_is_cut_after_the_request_was_carried_out_or_before() {
    let app = TestApp::start().await;
    let path = submit_path(&app);
    add(&app, &json!({"match": {"path": path}, "reset": true, "when": "before", "times": 1})).await.must(201);
    add(&app, &json!({"match": {"path": path}, "reset": true, "times": 1})).await.must(201);
    assert!(is_cut(&app, Method::PATCH, &path, "traveler-token").await);
    assert_eq!(app.control().status(REPORT).await.0, "A_NOTF");
    assert!(is_cut(&app, Method::PATCH, &path, "traveler-token").await);
    assert_eq!(app.control().status(REPORT).await.0, "A_PEND");
    let journal = journal(&app).await;
    assert_eq!((&journal[0]["status"], &journal[0]["fault"]["spoiled"]), (&Value::Null, &Value::Null));
    assert_eq!((&journal[1]["status"], &journal[1]["fault"]["spoiled"]), (&Value::Null, &json!(204)));
    // Nobody got it, so that nobody can count it.
    for (count, status) in [(0, json!({"path": path, "status": 204})), (2, json!({"path": path}))] {
        let asked = json!({"match": status, "count": {"exactly": count}});
        let verdict = app.control().request(Method::POST, "requests/verify").json(&asked).await.must(200).json();
        assert_eq!(verdict["ok"], true, "{verdict}");
    }
    let none = app.raw().request(&format!("PATCH {path}"), &["authorization: Bearer traveler-token"], b"").await;
    assert_eq!(none.unwrap().status, 409);
    add(&app, &json!({"match": {"path": path}, "reset": true})).await.must(201);
    let none = app.raw().request(&format!("PATCH {path}"), &["authorization: Bearer traveler-token"], b"").await;
    assert!(none.is_none());
}

#[tokio::test]
async fn a_body_is_cut_where_it_is_told_and_says_how_long_it_would_be() {
    let app = TestApp::start().await;
    let path = app.traveler().path("TRAVELER", REPORT);
    let line = format!("GET {path}");
    let whole = app.raw().request(&line, &["authorization: Bearer traveler-token"], b"").await.unwrap().body.len();
    for (cut, kept) in [(json!(true), whole / 2), (json!(10), 10), (json!(0), 0), (json!(1_000_000), whole - 1)] {
        app.control().request(Method::DELETE, "faults").await.must(204);
        add(&app, &json!({"truncate": cut, "times": 1})).await.must(201);
        let answer = app.raw().request(&line, &["authorization: Bearer traveler-token"], b"").await.unwrap();
        assert_eq!((answer.status, answer.body.len()), (200, kept), "{cut}");
        assert!(answer.head.contains(&format!("content-length: {whole}")), "{}", answer.head);
    }
    app.traveler().report(REPORT).await.must(200);
}

#[tokio::test]
async fn over_http_2_a_cut_resets_the_stream_and_leaves_the_connection() {
    let app = TestApp::over(Protocol::Http2, &["default"]).await;
    let path = app.traveler().path("TRAVELER", REPORT);
    add(&app, &json!({"reset": true, "times": 1})).await.must(201);
    add(&app, &json!({"truncate": true, "times": 1})).await.must(201);
    assert!(is_cut(&app, Method::GET, &path, "traveler-token").await);
    assert!(is_cut(&app, Method::GET, &path, "traveler-token").await);
    app.traveler().report(REPORT).await.must(200);
}

#[tokio::test]
async fn a_delay_passes_in_real_time_and_holds_up_nobody_else() {
    let app = TestApp::start().await;
    let slow = json!({"match": {"user": "traveler@example.com"}, "delay": "PT0.2S"});
    add(&app, &slow).await.must(201);
    let clock = app.control().request(Method::GET, "clock").await.json();
    // More of them than there are workers, and someone whom nothing is wrong with.
    let late = futures_util::future::join_all((0..32).map(|_| async { app.traveler().report(REPORT).await.must(200) }));
    let prompt = async { app.company().on_short_paths().get("/expensereports/v4/reports/nothing/comments").await };
    let (late, _) = tokio::join!(late, prompt);
    assert!(late.iter().all(|answer| answer.header("x-emulator-fault") == "1"));
    let journal = journal(&app).await;
    assert!(journal[0].get("fault").is_none(), "{:?}", journal[0]);
    assert_eq!(journal.last().unwrap()["fault"]["effect"], "delay");
    assert_eq!(app.control().request(Method::GET, "clock").await.json(), clock);
    add(&app, &json!({"delay": "PT0.05S", "status": 502})).await.must(201);
    app.manager().to_approve().await.must(502);
}

#[tokio::test]
async fn a_token_that_is_revoked_while_a_request_is_late_opens_nothing() {
    let app = TestApp::start().await;
    let first = Tenancy::first(&app).await;
    let form = format!(
        "grant_type=password&username=traveler@example.com&password=password&client_id={}&client_secret=emulator-secret",
        first.client_id()
    );
    let token = app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form);
    let token = token.await.must(200).json()["access_token"].as_str().unwrap().to_owned();
    let traveler = app.holder(&token, Some(cast::TRAVELER));
    traveler.report(REPORT).await.must(200);
    add(&app, &json!({"delay": "PT0.5S"})).await.must(201);
    let late = async { traveler.report(REPORT).await.status };
    let reset = async {
        while faults(&app).await[0]["hits"] == 0 {}
        app.control().request(Method::POST, "reset").await.must(204);
    };
    let (late, ()) = tokio::join!(late, reset);
    assert_eq!(late, 401);
}

#[tokio::test]
async fn a_rate_limit_counts_each_application_on_the_tenants_clock() {
    let app = TestApp::start().await;
    add(&app, &json!({"profile": "rate-limit", "perMinute": 3})).await.must(201);
    for _ in 0..3 {
        app.traveler().report(REPORT).await.must(200);
    }
    let refused = app.manager().to_approve().await.must(429);
    assert_eq!(refused.header("retry-after"), "60");
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT20S"})).await.must(200);
    assert_eq!(app.traveler().report(REPORT).await.must(429).header("retry-after"), "40");
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT40S"})).await.must(200);
    app.traveler().report(REPORT).await.must(200);
    let standing = &faults(&app).await[0];
    assert_eq!((&standing["hits"], &standing["limit"], &standing["per"]), (&json!(2), &json!(3), &json!("PT60S")));
    app.control().request(Method::POST, "reset").await.must(204);
    add(&app, &json!({"profile": "rate-limit", "limit": 1, "per": "PT5M", "by": "user"})).await.must(201);
    app.traveler().report(REPORT).await.must(200);
    app.manager().to_approve().await.must(200);
    app.traveler().report(REPORT).await.must(429);
}

#[tokio::test]
async fn chances_are_the_same_under_the_same_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let app = TestApp::start().await;
        add(&app, &json!({"status": 500, "probability": 0.5})).await.must(201);
        let mut run = Vec::new();
        for _ in 0..32 {
            run.push(app.traveler().report(REPORT).await.status);
        }
        assert!(run.contains(&200) && run.contains(&500), "{run:?}");
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test]
async fn a_scenario_has_faults_and_a_reset_brings_them_back() {
    let faulty = json!({
        "extends": "default",
        "faults": [{"match": {"user": "traveler@example.com"}, "status": 503, "times": 1}, {"delay": "PT0S"}],
    });
    let app = written::start(&faulty).await;
    for _ in 0..2 {
        app.traveler().report(REPORT).await.must(503);
        app.traveler().report(REPORT).await.must(200);
        app.control().request(Method::DELETE, "faults/2").await.must(204);
        app.control().request(Method::DELETE, "faults/2").await.must(404);
        add(&app, &json!({"status": 500})).await.must(201);
        app.control().request(Method::POST, "reset").await.must(204);
        assert_eq!(faults(&app).await.len(), 2);
    }
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_is_refused_by_field() {
    let app = TestApp::start().await;
    for (fault, field) in [
        (json!({}), None),
        (json!({"status": 200}), Some("status")),
        (json!({"status": "503"}), Some("status")),
        (json!({"status": 503, "reset": true}), Some("reset")),
        (json!({"reset": true, "retryAfter": 1}), Some("retryAfter")),
        (json!({"delay": "2 seconds"}), Some("delay")),
        (json!({"delay": "PT11M"}), Some("delay")),
        (json!({"truncate": true, "when": "before"}), Some("when")),
        (json!({"truncate": false}), None),
        (json!({"profile": "rate-limit"}), Some("profile")),
        (json!({"profile": "rate-limit", "perMinute": 1, "when": "after"}), Some("when")),
        (json!({"profile": "rate-limit", "limit": 1, "per": "PT0S"}), Some("per")),
        (json!({"perMinute": 1}), Some("perMinute")),
        (json!({"profile": "chaos"}), Some("profile")),
        (json!({"status": 503, "times": 0}), Some("times")),
        (json!({"status": 503, "probability": 1.5}), Some("probability")),
        (json!({"status": 503, "match": {"user": "nobody"}}), Some("match.user")),
        (json!({"status": 503, "match": {"method": "G T"}}), Some("match.method")),
        (json!({"status": 503, "match": {"route": "x"}}), Some("match.route")),
        (json!({"status": 503, "colour": "red"}), Some("colour")),
    ] {
        let refused = add(&app, &fault).await.must(400).json();
        assert_eq!(refused["error"]["field"].as_str(), field, "{fault}: {refused}");
    }
    assert!(faults(&app).await.is_empty());
    for _ in 0..100 {
        add(&app, &json!({"status": 503, "match": {"path": "/x"}})).await.must(201);
    }
    add(&app, &json!({"status": 503})).await.must(409);
}

#[tokio::test]
async fn the_faults_of_one_tenant_strike_no_other() {
    let app = TestApp::start().await;
    let other = Tenancy::found(&app).await;
    let traveler = other.holder("traveler-token", Some(cast::TRAVELER));
    other.control().request(Method::POST, "faults").json(&json!({"status": 503})).await.must(201);
    app.traveler().report(REPORT).await.must(200);
    traveler.report(REPORT).await.must(503);
    assert!(faults(&app).await.is_empty());
    let journal = other.control().request(Method::GET, "requests").await.must(200).json();
    assert_eq!(journal["items"][0]["fault"]["id"], 1);
    other.control().request(Method::DELETE, "faults").await.must(204);
    traveler.report(REPORT).await.must(200);
    add(&app, &json!({"status": 500})).await.must(201);
    traveler.report(REPORT).await.must(200);
    app.traveler().report(REPORT).await.must(500);
}

/// A request for the application's token, by the client of a tenant.
fn token_of<'a>(app: &'a TestApp, tenant: &Tenancy<'_>) -> Request<'a> {
    let client = tenant.client_id();
    let form = format!("grant_type=client_credentials&client_secret=emulator-secret&client_id={client}");
    app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form)
}

#[tokio::test]
async fn a_request_for_a_token_is_struck_by_the_faults_of_the_tenant_whose_client_it_names() {
    let app = TestApp::start().await;
    let (first, other) = (Tenancy::first(&app).await, Tenancy::found(&app).await);
    let fault = json!({"match": {"path": "/oauth2/**"}, "status": 503, "times": 1});
    other.control().request(Method::POST, "faults").json(&fault).await.must(201);
    token_of(&app, &first).await.must(200);
    assert_eq!(token_of(&app, &other).await.must(503).header("x-emulator-fault"), "1");
    let journal = other.control().request(Method::GET, "requests").await.must(200).json();
    assert_eq!(journal["items"][0]["fault"]["id"], 1, "{journal}");
    token_of(&app, &other).await.must(200);
    // The other way round, and what is only late is answered as ever: the body was read once, and is whole.
    add(&app, &json!({"match": {"path": "/oauth2/**"}, "delay": "PT0.001S"})).await.must(201);
    assert!(token_of(&app, &other).await.must(200).headers.get("x-emulator-fault").is_none());
    assert_eq!(token_of(&app, &first).await.must(200).header("x-emulator-fault"), "1");
}

#[tokio::test]
async fn requests_for_tokens_count_for_the_application_that_they_name() {
    let app = TestApp::start().await;
    let document = json!({ "applications": [
        { "clientId": "11111111-2222-4333-8444-555555555555", "clientSecret": "emulator-secret", "name": "Second" },
    ] });
    app.control().request(Method::POST, "fixtures").json(&document).await.must(200);
    add(&app, &json!({"profile": "rate-limit", "limit": 1, "per": "PT1M"})).await.must(201);
    let first = Tenancy::first(&app).await;
    let form =
        "grant_type=client_credentials&client_secret=emulator-secret&client_id=11111111-2222-4333-8444-555555555555";
    let second = || app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form);
    token_of(&app, &first).await.must(200);
    token_of(&app, &first).await.must(429);
    second().await.must(200);
    second().await.must(429);
    // Its tokens are the same application's.
    app.traveler().report(REPORT).await.must(429);
}

#[tokio::test]
async fn codes_refresh_tokens_older_headers_and_company_paths_say_whose_a_request_is() {
    let app = TestApp::start().await;
    let other = Tenancy::found(&app).await;
    other.control().request(Method::POST, "faults").json(&json!({"status": 503})).await.must(201);
    let form = "application/x-www-form-urlencoded";
    let marked = format!("{}.x", other.company().replace('-', ""));
    for body in [format!("refresh_token={marked}"), format!("code={marked}&client_id=nobody")] {
        app.request(Method::POST, "/oauth2/v0/token").content(form, body).await.must(503);
    }
    let by_query = format!("/net2/oauth2/getaccesstoken.ashx?code=x&client_id={}&client_secret=x", other.client_id());
    app.request(Method::GET, &by_query).await.must(503);
    let native = app.request(Method::GET, "/net2/oauth2/accesstoken.ashx").header("X-ConsumerKey", other.client_id());
    native.await.must(503);
    let path = format!("/profile-service/v1/keys/principals/{}/authtoken", other.company());
    app.request(Method::POST, &path).await.must(503);
    // Who names nobody is the first tenant's, and so is who names nobody who is there.
    app.request(Method::POST, "/oauth2/v0/token").await.must(400);
    let stranger = "client_id=99999999-2222-4333-8444-555555555555&client_secret=x&grant_type=password";
    app.request(Method::POST, "/oauth2/v0/token").content(form, stranger).await.must(401);
}

#[tokio::test]
async fn a_request_for_a_token_that_is_too_large_is_refused_as_ever_while_there_are_faults() {
    let app = TestApp::start().await;
    add(&app, &json!({"match": {"path": "/nowhere"}, "status": 503})).await.must(201);
    let large = "x".repeat(6 * 1024 * 1024);
    let asked = app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", large);
    let refused = asked.await.must(400).json();
    assert!(refused["error_description"].as_str().unwrap().contains("larger than"), "{refused}");
}
