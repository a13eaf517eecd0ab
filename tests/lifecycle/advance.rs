//! A report is brought to a status: by the shortest legal way, with the events that the same commands raise by hand.

use std::collections::{BTreeMap, BTreeSet};

use concur_emulator::core::Timestamp;
use concur_emulator::core::journey::reachable;
use concur_emulator::core::status::Status;
use reqwest::Method;
use serde_json::{Value, json};

use super::lines::of_event;
use crate::support::emulator::{NOW, TestApp};
use crate::support::reports::DRAFT;
use crate::support::request::Request;
use crate::support::{cast, written};

fn advance<'a>(app: &'a TestApp, report: &str, to: &Value) -> Request<'a> {
    app.control().request(Method::POST, &format!("reports/{report}/advance-to")).json(to)
}

/// The time at which everything here happens.
fn now() -> Timestamp {
    NOW.parse().expect("a moment")
}

fn both(status: Status) -> Value {
    json!({ "approvalStatus": status.approval.code(), "paymentStatus": status.payment.code() })
}

/// A scenario with so many reports of one policy, all alike.
fn scenario(policy: &str, count: usize) -> Value {
    let reports: Vec<_> = (0..count)
        .map(|number| {
            json!({
                "id": format!("{number:020X}"), "owner": "traveler@example.com", "policy": policy, "name": "Trip", "created": "-P1D",
                "expenses": [{
                    "type": "LODNG", "paymentType": "CASH", "date": "-P2D", "amount": 90,
                    "allocations": [{ "costObject": "MKT", "percentage": 50 }, { "costObject": "DEV", "percentage": 50 }],
                }],
            })
        })
        .collect();
    json!({ "extends": "empty", "reports": reports })
}

/// Does by hand what the history of a report says, a row after the other.
async fn repeat(app: &TestApp, report: &str, history: &[Value]) {
    for row in history {
        let by = row["by"].as_str().unwrap_or("company");
        let action = row["action"].as_str().expect("an action");
        let answer = match action {
            "markIntegrated" => app.company().integrate(report).await,
            _ => app.control().act(report, action, by).await,
        };
        assert!((200..300).contains(&answer.status), "{report} {row}: {}", answer.text());
    }
}

/// What subscribers would have heard of each report.
async fn heard(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for event in app.control().events().await {
        if event["topic"] == "public.concur.expense.report" {
            let report = event["payload"]["subtopic"].as_str().expect("a report").to_owned();
            lines.entry(report).or_default().push(of_event(&event));
        }
    }
    lines
}

/// Brings a report of this policy from each status that it can get to, to each other one that it can get to from there; and does
/// the same by hand with a report of another emulator.
async fn everywhere(policy: &str) {
    let pilot = written::start(&scenario(policy, 1)).await;
    let all = reachable(&pilot.world(), "00000000000000000000".parse().unwrap(), now());
    let pairs: Vec<_> =
        all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to))).filter(|(a, b)| a != b).collect();
    let (app, other) =
        (written::start(&scenario(policy, pairs.len())).await, written::start(&scenario(policy, pairs.len())).await);
    let (mut arrived, mut refused) = (0, 0);
    for (number, (from, to)) in pairs.into_iter().enumerate() {
        let report = format!("{number:020X}");
        let at = advance(&app, &report, &both(from)).await.must(200).json();
        assert_eq!(
            (&at["approvalStatus"], &at["paymentStatus"]),
            (&json!(from.approval.code()), &json!(from.payment.code()))
        );
        let can: BTreeSet<_> = reachable(&app.world(), report.parse().unwrap(), now());
        let answer = advance(&app, &report, &both(to)).await;
        if can.contains(&to) {
            let at = answer.must(200).json();
            assert_eq!(
                (&at["approvalStatus"], &at["paymentStatus"]),
                (&json!(to.approval.code()), &json!(to.payment.code()))
            );
            arrived += 1;
        } else {
            assert!(answer.must(409).json()["error"]["message"].as_str().unwrap().contains(&from.to_string()));
            refused += 1;
        }
        let history = app.control().report(&report).await["history"].as_array().unwrap().clone();
        repeat(&other, &report, &history).await;
        assert_eq!(app.control().status(&report).await, other.control().status(&report).await);
    }
    let (by_itself, by_hand) = (heard(&app).await, heard(&other).await);
    assert!(by_itself == by_hand && !by_itself.is_empty(), "{policy}: {by_itself:#?} instead of {by_hand:#?}");
    assert!(arrived > refused && refused > 0, "{policy}: {arrived} arrived, {refused} refused");
}

#[tokio::test]
async fn from_anywhere_to_anywhere_on_the_default_policy() {
    everywhere("Default Expense Policy").await;
}

#[tokio::test]
async fn from_anywhere_to_anywhere_on_the_cost_object_policy() {
    everywhere("Cost Object Policy").await;
}

#[tokio::test]
async fn from_anywhere_to_anywhere_on_the_external_validation_policy() {
    everywhere("External Validation Policy").await;
}

#[tokio::test]
async fn from_anywhere_to_anywhere_on_the_budget_policy() {
    everywhere("Budget Policy").await;
}

#[tokio::test]
async fn from_anywhere_to_anywhere_on_the_quiet_policy() {
    everywhere("Quiet Policy").await;
}

#[tokio::test]
async fn one_status_is_enough() {
    let app = TestApp::start().await;
    let at = advance(&app, DRAFT, &json!({ "paymentStatus": "P_PAYC" })).await.must(200).json();
    assert_eq!((&at["approvalStatus"], &at["paymentStatus"]), (&json!("A_APPR"), &json!("P_PAYC")));
    let at = advance(&app, DRAFT, &json!({ "approvalStatus": "A_RESU" })).await.must(200).json();
    assert_eq!((&at["approvalStatus"], &at["paymentStatus"]), (&json!("A_RESU"), &json!("P_NOTP")));
    let by: Vec<_> = at["history"].as_array().unwrap().iter().map(|row| row["by"].clone()).collect();
    assert_eq!(by[..2], [json!(cast::TRAVELER.to_string()), json!(cast::MANAGER.to_string())]);
}

#[tokio::test]
async fn a_report_that_is_there_already_stays_as_it_is() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    advance(&app, DRAFT, &json!({ "approvalStatus": "A_NOTF" })).await.must(200);
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_status_that_only_time_leads_to_moves_the_clock() {
    let app = written::start(&scenario("Time Limit Policy", 1)).await;
    let report = "00000000000000000000";
    let at = advance(&app, report, &json!({ "approvalStatus": "A_TEXP" })).await.must(200).json();
    assert_eq!(at["approvalStatus"], "A_TEXP");
    let clock = app.control().request(Method::GET, "clock").await.must(200).json();
    assert_eq!(clock["now"], "2026-03-04T08:00:00.000Z");
}

#[tokio::test]
async fn holds_before_the_first_step_are_passed() {
    for policy in ["Receipt Image Policy", "Anomaly Check Policy"] {
        let app = written::start(&scenario(policy, 1)).await;
        let report = "00000000000000000000";
        advance(&app, report, &json!({ "paymentStatus": "P_PAID" })).await.must(200);
        let error = advance(&app, report, &json!({ "approvalStatus": "A_PEND" })).await.must(409);
        let message = error.json()["error"]["message"].as_str().unwrap().to_owned();
        assert_eq!(message, "no legal command leads from A_APPR/P_PAID to A_PEND: from there it goes nowhere any more");
    }
}

#[tokio::test]
async fn a_status_that_cannot_be_reached_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let why = |to: Value| {
        let app = &app;
        async move { advance(app, DRAFT, &to).await.must(409).json()["error"]["message"].as_str().unwrap().to_owned() }
    };
    let message = why(json!({ "approvalStatus": "A_EXTV" })).await;
    let expected = "no legal command leads from A_NOTF/P_NOTP to A_EXTV: policy `Default Expense Policy` goes by A_PEND, A_ACCO, A_APPR; it can get to ";
    assert!(message.starts_with(expected), "{message}");
    assert!(message.contains("A_APPR/P_PAID") && !message.contains("A_FILE"), "{message}");
    let message = why(json!({ "approvalStatus": "A_PEND", "paymentStatus": "P_PAID" })).await;
    assert!(message.contains("to A_PEND/P_PAID"), "{message}");
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_report_that_cannot_be_submitted_says_why() {
    let scenario = json!({ "extends": "empty", "reports": [
        { "id": "00000000000000000001", "owner": "traveler@example.com", "name": "Without expenses", "created": "-P1D" },
    ] });
    let app = written::start(&scenario).await;
    let error = advance(&app, "00000000000000000001", &json!({ "approvalStatus": "A_PEND" })).await.must(409).json();
    let message = error["error"]["message"].as_str().unwrap();
    assert!(
        message.starts_with("no legal command leads from A_NOTF/P_NOTP to A_PEND: it cannot be submitted: "),
        "{message}"
    );
}

#[tokio::test]
async fn what_names_no_status_is_refused() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (to, field) in [
        (json!({}), "approvalStatus"),
        (json!({ "approvalStatus": "A_NONE" }), "approvalStatus"),
        (json!({ "approvalStatus": "P_PAID" }), "approvalStatus"),
        (json!({ "paymentStatus": "paid" }), "paymentStatus"),
        (json!({ "approvalStatus": 5 }), "approvalStatus"),
        (json!({ "status": "A_PEND" }), "status"),
    ] {
        let error = advance(&app, DRAFT, &to).await.must(400).json();
        assert_eq!(error["error"]["field"], field, "{to}: {error}");
    }
    advance(&app, "AAAAAAAAAAAAAAAAAAAA", &json!({ "approvalStatus": "A_PEND" })).await.must(404);
    assert_eq!(app.control().snapshot().await, before);
}
