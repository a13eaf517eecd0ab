//! The verdict on a receiver, and mischief through control.

use std::time::Duration as StdDuration;

use concur_emulator::events::outbox::Settings;
use reqwest::Method;
use serde_json::{Value, json};

use super::stage::{Stage, deleted, id};
use crate::support::emulator::TestApp;
use crate::support::receiver::{Answer, PATIENCE, Receiver};
use crate::support::verify::verifies;

/// A report that was never submitted.
const NEW: &str = "764428DD6A664AF0BFCB";
const MANAGER: &str = "45afdc31-0593-4e95-ba75-b094e9326b6d";

async fn subscribed(receiver: &Receiver) -> TestApp {
    let app = TestApp::start().await;
    let body = json!({
        "id": "mine",
        "topic": "public.concur.expense.report",
        "webHookConfig": {"endpoint": receiver.url()},
    });
    app.application().request(Method::PUT, "/events/v4/subscriptions/webhook").json(&body).await.must(200);
    app
}

async fn mischief(app: &TestApp, body: Value) -> Value {
    app.control().request(Method::PUT, "subscriptions/mine/mischief").json(&body).await.must(200).json()
}

async fn submit(app: &TestApp) {
    let path = format!("/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/reports/{NEW}/submit");
    app.traveler().request(Method::PATCH, &path).header("concur-correlationid", "cause").await.must(204);
    drain(app).await;
}

async fn drain(app: &TestApp) {
    app.control().request(Method::POST, "drain").await.must(204);
}

async fn verdict(app: &TestApp) -> Value {
    app.control().request(Method::GET, "subscriptions/mine/verdict").await.must(200).json()
}

fn codes(verdict: &Value) -> Vec<&str> {
    verdict["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[tokio::test]
async fn a_receiver_that_does_everything_right_passes() {
    let receiver = Receiver::start();
    let app = subscribed(&receiver).await;
    submit(&app).await;
    assert_eq!(
        verdict(&app).await,
        json!({
            "subscription": "mine",
            "since": "2026-03-01T08:00:00.000Z",
            "passed": true,
            "posts": 1,
            "acknowledged": 1,
            "repeated": 0,
            "wrongSignaturesRefused": 0,
            "findings": [],
        })
    );
}

#[tokio::test]
async fn each_answer_that_hurts_is_found() {
    let cases = [
        (Answer::Status(404), "losesEvent"),
        (Answer::Redirect("http://127.0.0.1:9/".to_owned()), "redirected"),
        (Answer::Close, "brokeOff"),
        (Answer::Garbage, "brokeOff"),
    ];
    for (answer, code) in cases {
        let receiver = Receiver::start();
        receiver.answer([answer]);
        let app = subscribed(&receiver).await;
        submit(&app).await;
        let verdict = verdict(&app).await;
        assert_eq!((codes(&verdict), &verdict["passed"]), (vec![code], &json!(false)));
        let event = app.control().events().await[0]["id"].clone();
        assert_eq!((&verdict["findings"][0]["count"], &verdict["findings"][0]["events"]), (&json!(1), &json!([event])));
    }
}

#[tokio::test]
async fn a_receiver_that_acknowledges_nothing_does_not_pass() {
    let receiver = Receiver::start();
    let app = subscribed(&receiver).await;
    assert_eq!(verdict(&app).await["passed"], json!(false), "nothing has been seen of it yet");
    receiver.otherwise(Answer::Status(503));
    submit(&app).await;
    assert_eq!(codes(&verdict(&app).await), ["neverAcknowledged"]);
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT73H"})).await.must(200);
    let event = app.control().events().await[0]["id"].clone();
    let lost = verdict(&app).await;
    assert_eq!((codes(&lost), &lost["passed"]), (vec!["neverAcknowledged", "expired"], &json!(false)));
    assert_eq!((&lost["findings"][1]["count"], &lost["findings"][1]["events"]), (&json!(1), &json!([event])));
}

#[tokio::test]
async fn a_receiver_that_asks_for_another_attempt_now_and_then_passes() {
    let receiver = Receiver::start();
    let app = subscribed(&receiver).await;
    receiver.answer([503, 429].map(Answer::Status));
    submit(&app).await;
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT1M"})).await.must(200);
    let verdict = verdict(&app).await;
    assert_eq!((codes(&verdict), &verdict["passed"], &verdict["posts"]), (vec![], &json!(true), &json!(3)));
}

#[tokio::test]
async fn no_answer_in_time_is_too_slow() {
    let settings = Settings { frozen_timeout: StdDuration::from_millis(50), ..Settings::default() };
    let (stage, receiver) = (Stage::with(settings, PATIENCE), Receiver::start());
    receiver.otherwise(Answer::Silence);
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.drain().await;
    let conduct = stage.outbox.conduct(&id("all")).expect("a subscription");
    assert_eq!((conduct.slow.count, &conduct.slow.events[..]), (1, &[event][..]));
    assert_eq!(conduct.broken.count, 0);
}

#[tokio::test]
async fn a_receiver_that_believes_any_signature_is_found() {
    let receiver = Receiver::start();
    let app = subscribed(&receiver).await;
    mischief(&app, json!({"wrongSignatures": 1})).await;
    submit(&app).await;
    assert_eq!(codes(&verdict(&app).await), ["acceptedWrongSignature"]);
    let attempts = app.control().events().await[0]["deliveries"][0]["attempts"].clone();
    assert_eq!((&attempts[0]["mischief"], &attempts[1]["mischief"]), (&json!("wrongSignature"), &Value::Null));
}

#[tokio::test]
async fn acting_twice_upon_an_event_that_came_twice_is_found_with_and_without_its_correlation_id() {
    for correlation in ["cause", "something-else"] {
        let receiver = Receiver::start();
        let app = subscribed(&receiver).await;
        mischief(&app, json!({"duplicates": 1})).await;
        submit(&app).await;
        let came = receiver.requests();
        assert_eq!(came.len(), 2);
        assert!(came.iter().all(|request| request.header("concur-correlationid") == Some("cause")));
        let approve = || {
            let path = format!("/expensereports/v4/users/{MANAGER}/context/MANAGER/reports/{NEW}/approve");
            let request = app.manager().request(Method::PATCH, &path).header("concur-correlationid", correlation);
            request.json(&json!({"comment": "Approved"}))
        };
        approve().await.must(204);
        drain(&app).await;
        assert_eq!(codes(&verdict(&app).await), [""; 0], "{correlation}: once is right");
        approve().await;
        let verdict = verdict(&app).await;
        assert_eq!(codes(&verdict), ["notIdempotent"], "{correlation}: {verdict}");
        assert_eq!(verdict["findings"][0]["calls"].as_array().map(Vec::len), Some(1), "{verdict}");
    }
}

#[tokio::test]
async fn mischief_is_begun_shown_and_ended_and_a_key_rotated() {
    let receiver = Receiver::start();
    let app = subscribed(&receiver).await;
    let shown = || app.control().request(Method::GET, "subscriptions/mine/mischief");
    let none = shown().await.must(200).json();
    assert_eq!(
        none,
        json!({
            "duplicates": 0.0,
            "reorder": 0.0,
            "delays": 0.0,
            "delayUpTo": "PT30S",
            "wrongSignatures": 0.0,
            "burst": null,
            "rotateKey": false,
            "seed": null,
        })
    );
    let key = async || app.control().request(Method::GET, "signing-key").await.must(200).text();
    let before = key().await;
    let begun = mischief(&app, json!({"rotateKey": true, "delayUpTo": "PT0.5S", "burst": "PT1M", "seed": 4})).await;
    assert_eq!(
        (&begun["rotateKey"], &begun["delayUpTo"], &begun["burst"]),
        (&json!(true), &json!("PT0.500S"), &json!("PT60S"))
    );
    assert_eq!(shown().await.json()["seed"], 4);
    let after = key().await;
    assert_ne!(before, after);
    submit(&app).await;
    app.control().request(Method::DELETE, "subscriptions/mine/mischief").await.must(204);
    drain(&app).await;
    assert_eq!(shown().await.json(), none);
    let [request] = &receiver.requests()[..] else { panic!("one event") };
    let signature = request.header("concur-signature").expect("a signature");
    assert!(verifies(&after, &request.body, signature) && !verifies(&before, &request.body, signature));

    for (body, field) in [
        (json!({"duplicates": 1.5}), "duplicates"),
        (json!({"reorder": -0.1}), "reorder"),
        (json!({"delays": "often"}), "delays"),
        (json!({"delayUpTo": "P2D"}), "delayUpTo"),
        (json!({"burst": "soon"}), "burst"),
        (json!({"mayhem": 1}), "mayhem"),
    ] {
        let request = app.control().request(Method::PUT, "subscriptions/mine/mischief").json(&body);
        assert_eq!(request.await.must(400).json()["error"]["field"], field);
    }
    for (method, what) in
        [(Method::GET, "mischief"), (Method::PUT, "mischief"), (Method::DELETE, "mischief"), (Method::GET, "verdict")]
    {
        let body = if method == Method::PUT { json!({"seed": 1}) } else { json!({}) };
        let request = app.control().request(method, &format!("subscriptions/other/{what}")).json(&body);
        request.await.must(404);
    }
}
