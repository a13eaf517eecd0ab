//! Bodies of control that would do nothing, or not what they say.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;

async fn refused(app: &TestApp, method: Method, path: &str, body: &str) -> Value {
    let answer = app.control().request(method, path).content("application/json", body).await;
    assert_eq!(answer.status, 400, "{path} {body}: {}", answer.text());
    answer.json()["error"].clone()
}

#[tokio::test]
async fn an_operation_without_a_body_refuses_one_that_asks_for_something() {
    let app = TestApp::start().await;
    let receiver = Receiver::start();
    app.application().subscribe("x", "public.concur.expense.report", &receiver.url()).await.must(200);
    for (method, path, body) in [
        (Method::POST, "reset", r#"{"fixture":"empty"}"#),
        (Method::POST, "drain", "now"),
        (Method::POST, "subscriptions/x/pause", r#"{"x":1}"#),
        (Method::POST, "subscriptions/x/resume", r#"{"x":1}"#),
        (Method::DELETE, "faults", r#"{"id":1}"#),
        (Method::DELETE, "subscriptions/x/mischief", r#"{"x":1}"#),
    ] {
        let error = refused(&app, method.clone(), path, body).await;
        assert!(error["message"].as_str().unwrap().contains("takes no body"), "{error}");
        for nothing in ["", "{}", " {}\n"] {
            let answer = app.control().request(method.clone(), path).content("application/json", nothing).await;
            assert!(answer.status < 300, "{path} {nothing:?}: {}", answer.text());
            app.application().subscribe("x", "public.concur.expense.report", &receiver.url()).await;
        }
    }
}

#[tokio::test]
async fn a_body_that_says_nothing_is_refused_with_what_it_could_say() {
    let app = TestApp::start().await;
    let receiver = Receiver::start();
    app.application().subscribe("x", "public.concur.expense.report", &receiver.url()).await.must(200);
    for (method, path, body, part) in [
        (
            Method::PUT,
            "clock",
            "{}",
            "the body says nothing; send a JSON object, in which there can be `now`, `frozen`",
        ),
        (Method::PUT, "subscriptions/x/mischief", "{}", "in which there can be `duplicates`, `reorder`"),
        (Method::POST, "clock/advance", "", "the body is empty; send a JSON object, in which there can be `by`"),
        (Method::POST, "clock/advance", r#"["PT1H"]"#, "the body is not a JSON object; send a JSON object"),
        (Method::POST, "faults", "{}", "does nothing; give a delay"),
    ] {
        let error = refused(&app, method, path, body).await;
        assert!(error["message"].as_str().unwrap().contains(part), "{path} {body}: {error}");
    }
}

#[tokio::test]
async fn faults_that_could_never_strike_are_refused() {
    let app = TestApp::start().await;
    for (fault, field) in [
        (json!({"status": 503, "match": {"path": "/_emulator/**"}}), "match.path"),
        (json!({"status": 503, "match": {"path": "expensereports/v4/**"}}), "match.path"),
        (json!({"status": 503, "match": {"path": ""}}), "match.path"),
        (json!({"status": 503, "match": {"method": "FOO"}}), "match.method"),
        (json!({"status": 503, "probability": 0}), "probability"),
    ] {
        let error = refused(&app, Method::POST, "faults", &fault.to_string()).await;
        assert_eq!(error["field"], field, "{fault}: {error}");
        let document = format!("faults: [{fault}]");
        let answer = app.control().request(Method::POST, "fixtures").content("application/yaml", document).await;
        assert_eq!(answer.must(400).json()["error"]["field"], format!("faults[0].{field}"));
    }
    for fault in [json!({"status": 503, "match": {"path": "**/approve", "method": "patch"}}), json!({"status": 503})] {
        app.control().request(Method::POST, "faults").json(&fault).await.must(201);
    }
}

#[tokio::test]
async fn posted_scenarios_that_say_nothing_or_extend_nothing_are_refused() {
    let app = TestApp::start().await;
    for (document, field, part) in [
        ("", None, "the document is empty"),
        ("null", None, "the document is empty"),
        ("# nothing yet\n", None, "the document is empty"),
        ("reports: []\nextends: defualt\n", Some("extends"), "did you mean `default`?"),
        ("extends: nope", Some("extends"), "there are default, empty"),
    ] {
        let answer = app.control().request(Method::POST, "fixtures").content("application/yaml", document).await;
        let error = answer.must(400).json()["error"].clone();
        assert_eq!(error["field"].as_str(), field, "{document:?}: {error}");
        assert!(error["message"].as_str().unwrap().contains(part), "{document:?}: {error}");
    }
    let answer = app.control().request(Method::POST, "fixtures").content("application/yaml", "extends: empty\n").await;
    answer.must(200);
}
