//! Control of events and subscriptions, over HTTP.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::receiver::{Answer, Receiver};

/// A report that was never submitted.
const NEW: &str = "764428DD6A664AF0BFCB";

async fn subscribed(id: &str, topic: &str, receiver: &Receiver) -> TestApp {
    let app = TestApp::start().await;
    let body = json!({"id": id, "filter": ".*", "topic": topic, "webHookConfig": {"endpoint": receiver.url()}});
    app.application().request(Method::PUT, "/events/v4/subscriptions/webhook").json(&body).await.must(200);
    app
}

async fn post(app: &TestApp, path: &str) -> Value {
    app.control().request(Method::POST, path).await.must(200).json()
}

async fn drain(app: &TestApp) {
    app.control().request(Method::POST, "drain").await.must(204);
}

#[tokio::test]
async fn subscriptions_are_listed_shown_paused_and_resumed() {
    let receiver = Receiver::start();
    let app = subscribed("mine", "public.concur.expense.report", &receiver).await;
    let shown = app.control().request(Method::GET, "subscriptions/mine").await.must(200).json();
    assert_eq!(
        shown,
        json!({
            "id": "mine",
            "topic": "public.concur.expense.report",
            "filter": ".*",
            "endpoint": receiver.url(),
            "applicationId": "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d",
            "companyIds": ["12fc85ee-6f43-4d85-ba0d-94e844849dc1"],
            "state": "running",
            "lanes": 1,
            "waiting": 0,
            "madeAt": "2026-03-01T08:00:00.000Z",
            "lastSuccessAt": null,
            "failingSince": null,
            "deletedAt": null,
        })
    );
    let listed = app.control().request(Method::GET, "subscriptions").await.must(200).json();
    assert_eq!(listed["items"], json!([shown]));

    assert_eq!(post(&app, "subscriptions/mine/pause").await["state"], "paused");
    app.control().act(NEW, "submit", "traveler@example.com").await.must(200);
    drain(&app).await;
    assert_eq!(receiver.requests(), []);
    let paused = app.control().request(Method::GET, "subscriptions/mine").await.must(200).json();
    assert_eq!((&paused["state"], &paused["waiting"]), (&json!("paused"), &json!(1)));
    assert_eq!(post(&app, "subscriptions/mine/resume").await["state"], "running");
    drain(&app).await;
    assert_eq!(receiver.requests().len(), 1);
    for (method, path) in [
        (Method::GET, "subscriptions/other"),
        (Method::GET, "subscriptions/Bad%20Id"),
        (Method::POST, "subscriptions/other/pause"),
        (Method::POST, "subscriptions/other/resume"),
    ] {
        let refusal = app.control().request(method, path).await.must(404).json();
        assert_eq!(refusal["error"]["field"], "id", "{path}");
    }
}

#[tokio::test]
async fn events_are_delivered_again_one_or_all_since_a_moment() {
    let receiver = Receiver::start();
    let app = subscribed("mine", "public.concur.expense.report", &receiver).await;
    app.control().act(NEW, "submit", "traveler@example.com").await.must(200);
    drain(&app).await;
    let event = app.control().events().await.remove(0);
    let id = event["id"].as_str().expect("an id").to_owned();
    let again = post(&app, &format!("events/{id}/redeliver")).await;
    assert_eq!(again["deliveries"][0]["state"], "pending");
    drain(&app).await;
    let all = |body: Value| app.control().request(Method::POST, "events/redeliver").json(&body);
    assert_eq!(all(json!({"since": "2026-03-01T08:00:00Z"})).await.must(200).json(), json!({"deliveries": 1}));
    drain(&app).await;
    let later = json!({"since": "2026-03-01T08:00:00.001Z", "subscription": "mine"});
    assert_eq!(all(later).await.must(200).json(), json!({"deliveries": 0}));
    drain(&app).await;
    let came: Vec<_> = receiver.requests().iter().map(|request| request.json()["id"].clone()).collect();
    assert_eq!(came, [id.as_str(); 3]);

    all(json!({})).await.must(400);
    all(json!({"since": "yesterday"})).await.must(400);
    all(json!({"since": "2026-03-01T08:00:00Z", "subscription": "other"})).await.must(404);
    for unknown in ["00000000-0000-0000-0000-000000000000", "nonsense"] {
        app.control().request(Method::POST, &format!("events/{unknown}/redeliver")).await.must(404);
    }
    let path = format!("events/{id}/redeliver");
    let one = |body: Value| app.control().request(Method::POST, &path).json(&body);
    one(json!({"subscription": "other"})).await.must(404);
    one(json!({"subscription": 7})).await.must(400);
    one(json!({"subscription": "mine"})).await.must(200);
    drain(&app).await;
    let test = app.control().request(Method::POST, "events").await.must(201).json();
    let path = format!("events/{}/redeliver", test["id"].as_str().expect("an id"));
    let refusal =
        app.control().request(Method::POST, &path).json(&json!({"subscription": "mine"})).await.must(409).json();
    assert_eq!(refusal["error"]["field"], "subscription", "{refusal}");
}

#[tokio::test]
async fn a_test_event_goes_to_those_who_subscribed_to_tests() {
    let receiver = Receiver::start();
    let app = subscribed("mine", "public.test", &receiver).await;
    let raise = |body: Value| app.control().request(Method::POST, "events").json(&body);
    let raised = raise(json!({"facts": {"greeting": "hello"}})).await.must(201).json();
    assert_eq!((&raised["topic"], &raised["eventType"]), (&json!("public.test"), &json!("test")));
    app.control().request(Method::POST, "events").await.must(201);
    drain(&app).await;
    let [first, second] = &receiver.requests()[..] else { panic!("two events") };
    assert_eq!(first.json(), raised["payload"]);
    assert_eq!(first.json()["facts"], json!({"greeting": "hello"}));
    assert_eq!(second.json()["facts"], json!({}));
    raise(json!({"facts": 7})).await.must(400);
    raise(json!({"subject": "x"})).await.must(400);
    raise(json!({"facts": {"long": "x".repeat(64 * 1024)}})).await.must(400);
}

#[tokio::test]
async fn three_days_pass_in_one_call_with_a_receiver_that_is_dead() {
    let receiver = Receiver::start();
    receiver.otherwise(Answer::Status(500));
    let app = subscribed("mine", "public.concur.expense.report", &receiver).await;
    app.control().act(NEW, "submit", "traveler@example.com").await.must(200);
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT72H"})).await.must(200);
    let event = app.control().events().await.remove(0);
    let delivery = &event["deliveries"][0];
    assert_eq!((&delivery["state"], &delivery["nextAttemptAt"]), (&json!("expired"), &Value::Null));
    let attempts = delivery["attempts"].as_array().expect("attempts");
    assert_eq!(attempts.len(), 77);
    let at = |number: usize| attempts[number]["at"].as_str().expect("a time").to_owned();
    assert_eq!([at(0), at(1), at(2)].map(|at| at[11..19].to_owned()), ["08:00:00", "08:00:05", "08:00:35"]);
    assert_eq!(at(76), "2026-03-04T07:42:35.000Z");
    assert_eq!(receiver.requests().len(), 77);
}
