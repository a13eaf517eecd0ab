//! Health, clock, reset, drain and the journal.

use concur_emulator::{Config, Emulator};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{client, config, get, start};

async fn send(emulator: &Emulator, method: Method, path: &str, body: &str) -> Response {
    let request = client().request(method, format!("{}{path}", emulator.base_url()));
    request.body(body.to_owned()).send().await.unwrap()
}

async fn body(response: Response) -> Value {
    super::json(response).await
}

async fn start_frozen() -> Emulator {
    start(Config { clock: "2026-03-01T08:00:00Z".parse().unwrap(), ..config() }).await
}

#[tokio::test]
async fn health_says_that_it_serves_and_which_version() {
    let emulator = start(config()).await;
    let health = get(&emulator, "/_emulator/health").await;
    assert_eq!(health.status(), 200);
    assert_eq!(body(health).await, json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_clock_is_read_advanced_set_and_reset() {
    let emulator = start_frozen().await;
    let clock = |response: Response| async {
        assert_eq!(response.status(), 200);
        body(response).await
    };
    let start = json!({ "now": "2026-03-01T08:00:00.000Z", "frozen": true });
    assert_eq!(clock(get(&emulator, "/_emulator/clock").await).await, start);
    let advanced = send(&emulator, Method::POST, "/_emulator/clock/advance", r#"{"by":"PT72H"}"#).await;
    assert_eq!(clock(advanced).await, json!({ "now": "2026-03-04T08:00:00.000Z", "frozen": true }));
    let set = send(&emulator, Method::PUT, "/_emulator/clock", r#"{"now":"2020-01-01T01:00:00+01:00"}"#).await;
    assert_eq!(clock(set).await, json!({ "now": "2020-01-01T00:00:00.000Z", "frozen": true }));
    let ahead =
        send(&emulator, Method::PUT, "/_emulator/clock", r#"{"now":"2126-01-01T00:00:00Z","frozen":false}"#).await;
    let ahead = clock(ahead).await;
    assert_eq!(ahead["frozen"], false);
    assert!(ahead["now"].as_str().unwrap().starts_with("2126-01-01T00:00:"), "{ahead}");
    let held = clock(send(&emulator, Method::PUT, "/_emulator/clock", r#"{"frozen":true}"#).await).await;
    assert_eq!(clock(get(&emulator, "/_emulator/clock").await).await, held);
    assert_eq!(send(&emulator, Method::POST, "/_emulator/reset", "").await.status(), 204);
    assert_eq!(clock(get(&emulator, "/_emulator/clock").await).await, start);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_wrong_setting_of_the_clock_is_refused_by_field_and_changes_nothing() {
    let emulator = start_frozen().await;
    let before = body(get(&emulator, "/_emulator/clock").await).await;
    for (method, path, sent, field) in [
        (Method::POST, "/_emulator/clock/advance", r#"{"by":"72 hours"}"#, Some("by")),
        (Method::POST, "/_emulator/clock/advance", r#"{"by":72}"#, Some("by")),
        (Method::POST, "/_emulator/clock/advance", r#"{"by":"P4000000D"}"#, Some("by")),
        (Method::POST, "/_emulator/clock/advance", r#"{"by":"PT1H","to":1}"#, Some("to")),
        (Method::POST, "/_emulator/clock/advance", "{}", Some("by")),
        (Method::POST, "/_emulator/clock/advance", "", None),
        (Method::POST, "/_emulator/clock/advance", r#"{"by":"PT1H"} {}"#, None),
        (Method::PUT, "/_emulator/clock", r#"{"now":"yesterday"}"#, Some("now")),
        (Method::PUT, "/_emulator/clock", "{}", None),
        (Method::PUT, "/_emulator/clock", r#"{"frozen":"yes"}"#, Some("frozen")),
        (Method::PUT, "/_emulator/clock", "\u{ff}", None),
    ] {
        let response = send(&emulator, method, path, sent).await;
        assert_eq!(response.status(), 400, "{sent}");
        let error = body(response).await["error"].clone();
        assert_eq!(error["field"].as_str(), field, "{sent}: {error}");
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(body(get(&emulator, "/_emulator/clock").await).await, before);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn drain_answers_when_nothing_is_due() {
    let emulator = start_frozen().await;
    assert_eq!(send(&emulator, Method::POST, "/_emulator/drain", "").await.status(), 204);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_journal_has_every_emulated_request_and_none_of_control() {
    let emulator = start_frozen().await;
    send(&emulator, Method::POST, "/one/two?secret=x", "body").await;
    get(&emulator, "/three").await;
    let journal = body(get(&emulator, "/_emulator/requests").await).await;
    let items = journal["items"].as_array().unwrap();
    assert_eq!((items.len(), &journal["next"]), (2, &Value::Null));
    let one = &items[0];
    assert_eq!(one["at"], "2026-03-01T08:00:00.000Z");
    assert_eq!((one["method"].as_str(), one["path"].as_str()), (Some("POST"), Some("/one/two")));
    assert_eq!((one["status"].as_u64(), &one["operation"], &one["userId"]), (Some(404), &Value::Null, &Value::Null));
    assert!(one["nearest"].is_string() && one["correlationId"].is_string());
    assert!(!journal.to_string().contains("secret"));
    send(&emulator, Method::POST, "/_emulator/reset", "").await;
    assert_eq!(body(get(&emulator, "/_emulator/requests").await).await["items"], json!([]));
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_journal_is_filtered_and_paged() {
    let emulator = start(config()).await;
    for n in 0..5 {
        get(&emulator, &format!("/things/{n}")).await;
    }
    send(&emulator, Method::PATCH, "/others/1", "").await;
    for (query, found) in [
        ("", 6),
        ("?method=patch", 1),
        ("?path=/things/*", 5),
        ("?path=/things/3", 1),
        ("?status=200", 0),
        ("?after=4", 2),
    ] {
        let journal = body(get(&emulator, &format!("/_emulator/requests{query}")).await).await;
        assert_eq!(journal["items"].as_array().unwrap().len(), found, "{query}");
    }
    let mut after = "0".to_owned();
    let mut pages = Vec::new();
    loop {
        let page =
            body(get(&emulator, &format!("/_emulator/requests?limit=2&path=/things/*&after={after}")).await).await;
        pages.push(page["items"].as_array().unwrap().len());
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, [2, 2, 1]);
    for query in ["?status=x", "?limit=0", "?limit=1001", "?user=nobody", "?colour=red"] {
        assert_eq!(get(&emulator, &format!("/_emulator/requests{query}")).await.status(), 400, "{query}");
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_journal_keeps_the_last_thousand_requests() {
    let emulator = start(config()).await;
    let (client, url) = (client(), format!("{}/x", emulator.base_url()));
    for _ in 0..1_010 {
        client.get(&url).send().await.unwrap();
    }
    let journal = body(get(&emulator, "/_emulator/requests?limit=1000").await).await;
    let items = journal["items"].as_array().unwrap();
    assert_eq!((items.len(), items[0]["sequence"].as_u64()), (1_000, Some(11)));
    emulator.stop().await.unwrap();
}
