//! The stream: requests, events, attempts, the clock, as they happen; bounded, and over when the server stops.

use std::time::Duration;

use concur_emulator::{Config, Emulator};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::time::timeout;

const REPORT: &str = "764428DD6A664AF0BFCB";
const TRAVELER: &str = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";

struct Stage {
    emulator: Emulator,
    client: Client,
}

/// What is heard of a stream.
struct Heard {
    response: Response,
    text: String,
}

impl Stage {
    async fn start() -> Self {
        let clock = "2026-03-01T08:00:00Z".parse().unwrap();
        let config = Config { port: 0, clock, ..Config::default() };
        let client = Client::builder().no_proxy().build().unwrap();
        Self { emulator: Emulator::start(config).await.unwrap(), client }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.base_url())
    }

    async fn listen(&self) -> Heard {
        let response = self.client.get(self.url("/_emulator/stream")).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Heard { response, text: String::new() }
    }

    async fn post(&self, path: &str, body: &Value) {
        let answer = self.client.post(self.url(path)).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    async fn submit(&self) {
        let path = format!("/expensereports/v4/users/{TRAVELER}/reports/{REPORT}/submit?secret=hush");
        let request = self.client.patch(self.url(&path)).bearer_auth("traveler-token");
        assert_eq!(request.send().await.unwrap().status(), 204);
    }
}

impl Heard {
    /// The next event: its name and its facts; none after the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let named = event.split_once("\ndata: ").and_then(|(name, facts)| {
                    Some((name.strip_prefix("event: ")?.to_owned(), serde_json::from_str(facts).unwrap()))
                });
                self.text = rest.to_owned();
                if let Some(named) = named {
                    return Some(named);
                }
                continue;
            }
            let chunk = timeout(Duration::from_secs(30), self.response.chunk()).await.expect("something is told");
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()?).unwrap());
        }
    }

    /// The facts of the next event of this name.
    async fn until(&mut self, name: &str) -> Value {
        loop {
            let (kind, facts) = self.next().await.expect("it goes on");
            if kind == name {
                return facts;
            }
        }
    }
}

#[tokio::test]
async fn requests_events_clock_and_resets_are_told_as_they_happen() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    let now = json!({"now": "2026-03-01T08:00:00.000Z", "frozen": true});
    assert_eq!(heard.next().await.unwrap(), ("clock".to_owned(), now));
    stage.submit().await;
    let request = heard.until("request").await;
    assert_eq!((&request["operation"], &request["status"]), (&json!("v4.submitReport"), &json!(204)));
    assert!(!request.to_string().contains("hush") && !request.to_string().contains("traveler-token"));
    stage.post("/_emulator/clock/advance", &json!({"by": "PT1H"})).await;
    assert_eq!(heard.until("clock").await["now"], "2026-03-01T09:00:00.000Z");
    stage.post("/_emulator/reset", &json!({})).await;
    heard.until("reset").await;
    stage.submit().await;
    let event = heard.until("event").await;
    assert_eq!((&event["reportId"], &event["topic"]), (&json!(REPORT), &json!("public.concur.expense.report")));
    stage.emulator.stop().await.unwrap();
}

#[tokio::test]
async fn attempts_and_deliveries_are_told() {
    let stage = Stage::start().await;
    let subscription = json!({
        "id": "sub-1",
        "topic": "public.concur.expense.report",
        "filter": ".*",
        // Nobody listens at the port of the discard service.
        "webHookConfig": {"endpoint": "http://127.0.0.1:9/hook"},
    });
    let put = stage.client.put(stage.url("/events/v4/subscriptions/webhook")).bearer_auth("app-token");
    let put = put.json(&subscription).send().await.unwrap();
    assert_eq!(put.status(), 200, "{}", put.text().await.unwrap());
    let mut heard = stage.listen().await;
    stage.submit().await;
    let event = heard.until("event").await;
    assert_eq!(event["subscriptions"], json!(["sub-1"]));
    let attempt = heard.until("attempt").await;
    assert_eq!((&attempt["event"], &attempt["status"]), (&event["id"], &Value::Null));
    assert!(attempt["error"].is_string());
    let delivery = heard.until("delivery").await;
    assert_eq!((&delivery["subscription"], &delivery["state"]), (&json!("sub-1"), &json!("pending")));
    assert!(delivery["nextAttemptAt"].is_string());
    stage.emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_stream_ends_with_the_server_and_does_not_hold_it_up() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    assert_eq!(heard.next().await.unwrap().0, "clock");
    timeout(Duration::from_secs(10), stage.emulator.stop()).await.expect("it stops in time").unwrap();
    assert_eq!(heard.until("end").await, json!({}));
    assert!(heard.next().await.is_none());
}

#[tokio::test]
async fn whoever_is_slow_loses_the_oldest_and_is_told() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    // More than the sockets' buffers hold, and then more than is kept.
    let long = format!("/expensereports/v4/{}", "x".repeat(7_000));
    for _ in 0..3_000 {
        stage.client.get(stage.url(&long)).send().await.unwrap();
    }
    let lost = heard.until("lost").await;
    assert!(lost["count"].as_u64().unwrap() > 0);
    heard.until("request").await;
}

#[tokio::test]
async fn so_many_may_listen_and_no_more() {
    let stage = Stage::start().await;
    let mut listeners = Vec::new();
    for _ in 0..100 {
        listeners.push(stage.listen().await);
    }
    let refused = stage.client.get(stage.url("/_emulator/stream")).send().await.unwrap();
    assert_eq!(refused.status(), 503);
    drop(listeners);
}
