//! A clock that is let run goes on from where it stands, in the past, too.

use chrono::{DateTime, Duration, Utc};
use concur_emulator::Emulator;
use concur_emulator::control::ClockChange;
use concur_emulator::core::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::{NOW, TestApp};

async fn set(app: &TestApp, change: Value) -> DateTime<Utc> {
    now(&app.control().request(Method::PUT, "clock").json(&change).await.must(200).json())
}

fn now(clock: &Value) -> DateTime<Utc> {
    clock["now"].as_str().unwrap().parse().unwrap()
}

/// That a moment is this one, or up to a minute later.
fn follows(later: DateTime<Utc>, moment: &str) {
    let passed = later - moment.parse::<DateTime<Utc>>().unwrap();
    assert!(passed >= Duration::zero() && passed < Duration::minutes(1), "{later} after {moment}");
}

#[tokio::test]
async fn a_clock_runs_on_from_where_it_stands_and_nothing_falls_due_by_that() {
    let app = TestApp::start().await;
    let events = app.control().events().await.len();
    follows(set(&app, json!({"frozen": false})).await, NOW);
    follows(set(&app, json!({"frozen": false})).await, NOW);
    follows(set(&app, json!({"now": "2020-05-01T00:00:00Z", "frozen": false})).await, "2020-05-01T00:00:00Z");
    follows(set(&app, json!({"now": "2126-05-01T00:00:00Z"})).await, "2126-05-01T00:00:00Z");
    follows(set(&app, json!({"now": "2020-05-01T00:00:00Z"})).await, "2020-05-01T00:00:00Z");
    let first = now(&app.control().request(Method::GET, "clock").await.must(200).json());
    let advanced = app.control().request(Method::POST, "clock/advance").json(&json!({"by": "PT1H"})).await.must(200);
    let advanced = now(&advanced.json());
    assert!(advanced - first >= Duration::hours(1) && advanced - first < Duration::minutes(61));
    assert_eq!(app.control().events().await.len(), events);
    app.control().request(Method::POST, "reset").await.must(204);
    let clock = app.control().request(Method::GET, "clock").await.must(200).json();
    assert_eq!(clock, json!({"now": "2026-03-01T08:00:00.000Z", "frozen": true}));
}

#[tokio::test]
async fn an_export_of_a_clock_that_runs_behind_is_taken_back_as_it_is() {
    let app = TestApp::start().await;
    set(&app, json!({"now": "2020-05-01T00:00:00Z", "frozen": false})).await;
    app.control().request(Method::POST, "drain").await.must(204);
    let export = async || app.control().request(Method::GET, "export").await.must(200).text();
    let written = export().await;
    assert!(written.contains("\"aheadByMilliseconds\":-"), "{}", &written[..200]);
    app.control().request(Method::POST, "reset").await.must(204);
    let put = app.control().request(Method::POST, "fixtures?replace=true").content("application/json", written.clone());
    put.await.must(200);
    assert_eq!(export().await, written);
    let clock = app.control().request(Method::GET, "clock").await.must(200).json();
    assert_eq!(clock["frozen"], false);
    follows(now(&clock), "2020-05-01T00:00:00Z");
}

#[tokio::test]
async fn typed_control_lets_a_clock_run_on_and_refuses_a_change_that_is_none() {
    let emulator = Emulator::builder().fixture("empty").start().await.unwrap();
    let control = emulator.control();
    let past: Timestamp = "2020-05-01T00:00:00Z".parse().unwrap();
    control.set_clock(ClockChange::frozen_at(past)).unwrap();
    let running = control.set_clock(ClockChange::RUNNING).unwrap();
    assert!(!running.frozen);
    follows(running.now, "2020-05-01T00:00:00Z");
    follows(control.set_clock(ClockChange::running_from(past)).unwrap().now, "2020-05-01T00:00:00Z");
    assert!(control.set_clock(ClockChange::default()).is_err());
}
