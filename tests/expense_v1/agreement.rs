//! The same command through v1.1 and through v4 leaves the same world and raises the same events.

use serde_json::Value;

use super::{act, post, step, submit};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// A request that a test makes of an app.
type Ask = for<'a> fn(&'a TestApp) -> Request<'a>;

/// What a command leaves behind: the report as control shows it, and the events raised.
async fn left_by(request: Ask, report: &str) -> (Value, Vec<Value>) {
    let app = TestApp::start().await;
    let answer = request(&app).await;
    assert!((200..300).contains(&answer.status) && !answer.text().contains("FAILURE"), "{}", answer.text());
    let mut seen = (app.control().report(report).await, app.control().events().await);
    forget(&mut seen.0, app.base_url());
    seen.1.iter_mut().for_each(|event| forget(event, app.base_url()));
    seen
}

/// Forgets what differs from one request to another, whatever it does: by which door it came, under which id, to which address.
fn forget(value: &mut Value, base_url: &str) {
    match value {
        Value::Object(fields) => {
            ["through", "correlationId"].iter().for_each(|name| drop(fields.remove(*name)));
            fields.values_mut().for_each(|field| forget(field, base_url));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget(item, base_url)),
        Value::String(text) => *text = text.replace(base_url, ""),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

async fn agree(report: &str, v4: Ask, v1: Ask) {
    let (by_v4, by_v1) = (left_by(v4, report).await, left_by(v1, report).await);
    assert_eq!(by_v4.0, by_v1.0, "the report");
    assert_eq!(by_v4.1, by_v1.1, "the events");
}

#[tokio::test]
async fn a_submit_is_the_same_through_both() {
    agree(DRAFT, |app| app.traveler().submit(DRAFT), |app| submit(app.traveler(), DRAFT, "traveler@example.com")).await;
    agree(
        SENT_BACK,
        |app| app.traveler().submit(SENT_BACK),
        |app| submit(app.traveler(), SENT_BACK, "traveler@example.com"),
    )
    .await;
    agree(
        DRAFT,
        |app| app.company().acting_for(crate::support::cast::TRAVELER).submit(DRAFT),
        |app| submit(app.company(), DRAFT, "traveler@example.com"),
    )
    .await;
}

#[tokio::test]
async fn an_approval_is_the_same_through_both() {
    agree(
        AT_MANAGER,
        |app| app.manager().approve(AT_MANAGER),
        |app| act(app.manager(), &step(app, AT_MANAGER), "Approve", None),
    )
    .await;
    agree(
        AT_COST_OBJECTS,
        |app| app.cost_owner_1().approve(AT_COST_OBJECTS),
        |app| act(app.cost_owner_1(), &step(app, AT_COST_OBJECTS), "Approve", None),
    )
    .await;
    agree(
        AT_EXTERNAL,
        |app| app.company().approve(AT_EXTERNAL),
        |app| act(app.admin(), &step(app, AT_EXTERNAL), "Approve", None),
    )
    .await;
    agree(
        AT_MANAGER,
        |app| app.delegate().acting_for(crate::support::cast::MANAGER).approve(AT_MANAGER),
        |app| act(app.delegate(), &step(app, AT_MANAGER), "Approve", None),
    )
    .await;
}

#[tokio::test]
async fn a_send_back_is_the_same_through_both() {
    agree(
        AT_MANAGER,
        |app| app.manager().send_back(AT_MANAGER),
        |app| act(app.manager(), &step(app, AT_MANAGER), "Send Back to Employee", Some("Once more, please")),
    )
    .await;
    agree(
        AT_EXTERNAL,
        |app| app.company().send_back(AT_EXTERNAL),
        |app| act(app.admin(), &step(app, AT_EXTERNAL), "Send Back to Employee", Some("Once more, please")),
    )
    .await;
}

#[tokio::test]
async fn a_recall_is_the_same_through_both() {
    agree(
        AT_MANAGER,
        |app| app.traveler().recall(AT_MANAGER),
        |app| act(app.traveler(), &step(app, AT_MANAGER), "Recall to Employee", None),
    )
    .await;
}

#[tokio::test]
async fn a_change_of_the_header_is_the_same_through_both() {
    agree(
        DRAFT,
        |app| app.traveler().update(DRAFT, &serde_json::json!({"name": "Lyon", "businessPurpose": "Sale"})),
        |app| {
            post(
                app.traveler(),
                &format!("report/{DRAFT}"),
                "<Report><Name>Lyon</Name><Purpose>Sale</Purpose></Report>",
            )
        },
    )
    .await;
}

#[tokio::test]
async fn a_new_report_is_the_same_through_both() {
    let mut left = Vec::new();
    for through_v1 in [false, true] {
        let app = TestApp::start().await;
        let request = match through_v1 {
            false => app.traveler().create(&serde_json::json!({"name": "Lyon"})),
            true => post(app.traveler(), "report", "<Report><Name>Lyon</Name></Report>"),
        };
        assert!(request.await.status < 300);
        let (mut reports, mut events) = (app.control().reports().await, app.control().events().await);
        reports.iter_mut().chain(&mut events).for_each(|value| forget(value, app.base_url()));
        left.push((reports, events));
    }
    assert_eq!(left[0], left[1]);
}
