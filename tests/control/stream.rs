//! The stream: requests, events, attempts, the clock, as they happen; bounded, and over when the server stops.

use std::time::Duration;

use concur_emulator::{Config, Emulator};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::time::timeout;

const REPORT: &str = "764428DD6A664AF0BFCB";
const EXPIRED: &str = "07D3505BDD8F4ED3D99E";
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
        self.listen_to("/_emulator/stream").await
    }

    async fn listen_to(&self, path: &str) -> Heard {
        let response = self.client.get(self.url(path)).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Heard { response, text: String::new() }
    }

    async fn post(&self, path: &str, body: &Value) {
        let answer = self.client.post(self.url(path)).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    async fn delete(&self, path: &str) {
        let answer = self.client.delete(self.url(path)).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    async fn subscribe(&self) {
        let subscription = json!({
            "id": "sub-1",
            "topic": "public.concur.expense.report",
            "filter": ".*",
            // Nobody listens at the port of the discard service.
            "webHookConfig": {"endpoint": "http://127.0.0.1:9/hook"},
        });
        let put = self.client.put(self.url("/events/v4/subscriptions/webhook")).bearer_auth("app-token");
        let put = put.json(&subscription).send().await.unwrap();
        assert_eq!(put.status(), 200, "{}", put.text().await.unwrap());
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
    stage.subscribe().await;
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
async fn changes_that_no_subscriber_hears_of_are_told_too() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    let path = format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{REPORT}");
    let body = json!({"name": "hush", "reportSource": "OTHER"});
    let request = stage.client.patch(stage.url(&path)).bearer_auth("traveler-token");
    let answer = request.header("concur-correlationid", "cid-1").json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 204);
    let changed = heard.until("report").await;
    assert_eq!(changed["what"], "headerChanged");
    let expected = json!({
        "sequence": changed["sequence"], "at": "2026-03-01T08:00:00.000Z", "by": TRAVELER, "delegate": null, "through": "v4",
        "correlationId": "cid-1", "reportId": REPORT, "ownerId": TRAVELER, "what": "headerChanged",
    });
    assert_eq!(changed, expected);
    stage.submit().await;
    let moved = heard.until("report").await;
    assert_eq!((&moved["what"], &moved["action"]), (&json!("statusChanged"), &json!("submit")));
    let statuses = |approval: &str| json!({"approvalStatus": approval, "paymentStatus": "P_NOTP"});
    assert_eq!((&moved["from"], &moved["to"]), (&statuses("A_NOTF"), &statuses("A_PEND")));
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "new@example.com", "active": true,
        "name": {"familyName": "New", "givenName": "Nora"}, "emails": [{"value": "new@example.com", "type": "work"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1"},
    });
    let created = stage.client.post(stage.url("/profile/identity/v4/Users")).bearer_auth("company-token");
    let created = created.json(&user).send().await.unwrap();
    assert_eq!(created.status(), 200, "{}", created.text().await.unwrap());
    let added = heard.until("company").await;
    assert_eq!(added["what"], "userAdded");
    assert!(added["id"].is_string() && added["sequence"].as_u64() > moved["sequence"].as_u64(), "{added}");
}

#[tokio::test]
async fn what_the_clock_does_to_a_report_is_told() {
    let stage = Stage::start().await;
    let actions = format!("/_emulator/reports/{EXPIRED}/actions");
    let back = json!({"action": "sendBack", "as": "manager@example.com", "comment": "Too late"});
    stage.post(&actions, &back).await;
    stage.post(&actions, &json!({"action": "submit", "as": "traveler@example.com"})).await;
    let mut heard = stage.listen().await;
    stage.post("/_emulator/clock/advance", &json!({"by": "P400D"})).await;
    let changed = heard.until("report").await;
    assert_eq!((&changed["through"], &changed["by"]), (&json!("clock"), &Value::Null), "{changed}");
    assert_eq!((&changed["action"], &changed["to"]["approvalStatus"]), (&json!("expire"), &json!("A_TEXP")));
}

#[tokio::test]
async fn faults_are_told_when_they_come_strike_and_go() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    stage.post("/_emulator/faults", &json!({"status": 503, "times": 1})).await;
    assert_eq!(heard.until("fault").await, json!({"what": "added", "id": 1}));
    let path = "/expensereports/v4/nothing";
    let struck = stage.client.get(stage.url(path)).header("concur-correlationid", "cid-1").send().await.unwrap();
    assert_eq!(struck.status(), 503);
    let told = json!({
        "what": "struck", "id": 1, "effect": "status", "method": "GET", "path": path, "correlationId": "cid-1",
    });
    assert_eq!(heard.until("fault").await, told);
    assert_eq!(heard.until("request").await["fault"]["id"], 1);
    stage.delete("/_emulator/faults/1").await;
    assert_eq!(heard.until("fault").await, json!({"what": "deleted", "id": 1}));
    stage.delete("/_emulator/faults").await;
    assert_eq!(heard.until("fault").await, json!({"what": "cleared", "id": null}));
}

#[tokio::test]
async fn scenarios_and_what_is_done_with_subscriptions_are_told() {
    let stage = Stage::start().await;
    let mut heard = stage.listen().await;
    stage.subscribe().await;
    let told = |what: &str| json!({"subscription": "sub-1", "what": what});
    assert_eq!(heard.until("subscription").await, told("added"));
    stage.subscribe().await;
    assert_eq!(heard.until("subscription").await, told("replaced"));
    for (path, what) in [("pause", "paused"), ("resume", "resumed")] {
        stage.post(&format!("/_emulator/subscriptions/sub-1/{path}"), &json!({})).await;
        assert_eq!(heard.until("subscription").await, told(what));
    }
    let mischief = stage.client.put(stage.url("/_emulator/subscriptions/sub-1/mischief")).json(&json!({"delays": 0.5}));
    assert_eq!(mischief.send().await.unwrap().status(), 200);
    assert_eq!(heard.until("subscription").await, told("mischiefBegun"));
    stage.delete("/_emulator/subscriptions/sub-1/mischief").await;
    assert_eq!(heard.until("subscription").await, told("mischiefEnded"));
    let deleted = stage.client.delete(stage.url("/events/v4/subscriptions/sub-1")).bearer_auth("app-token");
    assert!(deleted.send().await.unwrap().status().is_success());
    assert_eq!(heard.until("subscription").await, told("deleted"));

    stage
        .post(
            "/_emulator/fixtures?name=mine",
            &json!({"users": [{"login": "new@example.com", "firstName": "N", "lastName": "E"}]}),
        )
        .await;
    let laid = heard.until("scenario").await;
    assert_eq!((&laid["name"], &laid["replace"]), (&json!("mine"), &json!(false)));
    assert!(laid["users"].as_u64().unwrap() > 1, "{laid}");
    stage.post("/_emulator/fixtures?replace=true", &json!({"extends": "empty"})).await;
    let put = heard.until("scenario").await;
    assert_eq!((&put["replace"], &put["reports"]), (&json!(true), &json!(0)));
}

#[tokio::test]
async fn a_mail_is_told_without_what_it_says() {
    let stage = Stage::start().await;
    let list: Value = stage.client.get(stage.url("/_emulator/tenants")).send().await.unwrap().json().await.unwrap();
    let mut heard = stage.listen().await;
    let form = [
        ("client_id", list["items"][0]["clientId"].as_str().unwrap()),
        ("client_secret", "emulator-secret"),
        ("channel_type", "email"),
        ("channel_handle", "traveler@example.com"),
        ("name", "T"),
        ("company", "C"),
        ("link", "https://example.com/"),
    ];
    let sent = form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let kind = "application/x-www-form-urlencoded";
    let request = stage.client.post(stage.url("/oauth2/v0/otp")).header("content-type", kind).body(sent);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let mail = heard.until("mail").await;
    assert_eq!((&mail["sequence"], &mail["to"]), (&json!(1), &json!("traveler@example.com")));
    let names: Vec<_> = mail.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["sequence", "subject", "to"]);
}

#[tokio::test]
async fn tenants_are_told_to_the_first_and_the_end_of_one_to_its_own_too() {
    let stage = Stage::start().await;
    let mut first = stage.listen().await;
    let founded = stage.client.post(stage.url("/_emulator/tenants")).send().await.unwrap();
    let founded: Value = founded.json().await.unwrap();
    let company = founded["companyId"].as_str().unwrap();
    assert_eq!(first.until("tenant").await, json!({"what": "founded", "companyId": company}));
    let mut own = stage.listen_to(&format!("/_emulator/stream?company={company}")).await;
    stage.delete(&format!("/_emulator/tenants/{company}")).await;
    let deleted = json!({"what": "deleted", "companyId": company});
    assert_eq!(first.until("tenant").await, deleted);
    assert_eq!(own.next().await.unwrap().0, "clock");
    assert_eq!(own.next().await.unwrap(), ("tenant".to_owned(), deleted));
    assert_eq!(own.next().await.unwrap(), ("end".to_owned(), json!({})));
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
