//! What subscribers are told, field by field.

use concur_emulator::core::event::{Acting, Change, Through};
use concur_emulator::core::ids::ReportId;
use concur_emulator::core::report::ReportKind;
use concur_emulator::events::payload::{event_type, render};
use concur_emulator::events::topics::EventType;
use concur_emulator::tenant::store::{Listener, Record};
use serde_json::{Value, json};
use std::sync::Arc;

use super::stage::{COMPANY, MANAGER, OWNER, REPORT, Stage, deleted, moved, submitted, subscription};
use crate::support::receiver::Receiver;
use crate::support::scene::Scene;

fn payload(record: &Record) -> Value {
    serde_json::from_slice(&render(record, COMPANY, "https://us.api.concursolutions.com")).expect("JSON")
}

#[tokio::test]
async fn a_change_of_status_is_told_with_statuses_step_and_link() {
    let mut record = Stage::new().record(submitted());
    record.event.by = Acting { user: Some(OWNER), delegate: Some(MANAGER) };
    assert_eq!(
        payload(&record),
        json!({
            "id": record.id,
            "correlationId": "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8",
            "route": "stable",
            "eventType": "statusChanged",
            "topic": "public.concur.expense.report",
            "timeStamp": "2021-03-18T23:11:51.034Z",
            "subtopic": REPORT,
            "facts": {
                "reportType": "Regular",
                "companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1",
                "reportId": REPORT,
                "lastModifiedDate": "2021-03-18T23:11:51.034Z",
                "userId": "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3",
                "actingUserId": "45afdc31-0593-4e95-ba75-b094e9326b6d",
                "previousApprovalStatus": "A_RESU",
                "currentApprovalStatus": "A_FILE",
                "previousPaymentStatus": "P_NOTP",
                "currentPaymentStatus": "P_NOTP",
                "stepCode": "MANAGER",
                "processId": "02".repeat(16),
                "startingStep": {
                    "roleCode": "MANAGER",
                    "stepInstances": [
                        {"id": "CE".repeat(16), "assignedUserId": "45afdc31-0593-4e95-ba75-b094e9326b6d"},
                        {"id": "CF".repeat(16), "assignedUserId": null},
                    ],
                },
                "href": "https://us.api.concursolutions.com/expensereports/v4/users/\
                         f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/CB899F7D9F73420A8D8B",
            },
        })
    );
}

#[tokio::test]
async fn a_step_that_is_not_configured_has_a_code_of_null() {
    let mut record = Stage::new().record(submitted());
    if let Change::Moved(moved) = &mut record.event.change
        && let Some(notice) = &mut moved.notice
    {
        notice.step_code = None;
    }
    let payload = payload(&record);
    assert_eq!(payload["facts"].as_object().expect("facts").get("stepCode"), Some(&Value::Null));
}

#[tokio::test]
async fn other_events_name_the_report_and_nothing_of_a_workflow() {
    let moved_away = Change::ExpensesMoved { to: ReportId::from_bytes([1; 10]), expenses: Vec::new() };
    let mut record = Stage::new().record(moved_away);
    record.event.by = Acting::NOBODY;
    record.event.report_kind = ReportKind::Statement;
    let href = "https://us.api.concursolutions.com/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/\
                context/TRAVELER/reports/CB899F7D9F73420A8D8B";
    let facts = json!({
        "reportType": "Statement",
        "companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1",
        "reportId": REPORT,
        "lastModifiedDate": "2021-03-18T23:11:51.034Z",
        "userId": null,
        "actingUserId": null,
        "href": href,
    });
    assert_eq!(payload(&record)["eventType"], "reportUpdated");
    assert_eq!(payload(&record)["facts"], facts);
}

#[tokio::test]
async fn a_deleted_report_has_no_link() {
    let payload = payload(&Stage::new().record(deleted()));
    assert_eq!(payload["eventType"], "reportDeleted");
    assert_eq!(payload["subtopic"], REPORT);
    assert!(payload["facts"].get("href").is_none());
}

#[test]
fn what_is_no_news_to_subscribers_raises_nothing() {
    let expense = Arc::new(Scene::new().taxi(None));
    for quiet in [Change::Extracted, Change::ExpenseChanged(expense), moved(None)] {
        assert_eq!(event_type(&quiet), None, "{quiet:?}");
    }
    assert_eq!(event_type(&submitted()), Some(EventType::StatusChanged));
    assert_eq!(event_type(&deleted()), Some(EventType::ReportDeleted));
}

#[tokio::test]
async fn links_begin_where_the_request_came_in_else_where_the_subscription_was_made() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.put(subscription("all", &receiver.url()));
    let caused = stage.record(submitted());
    let mut by_clock = stage.record(submitted());
    by_clock.origin.base_url = None;
    by_clock.origin.through = Through::Clock;
    stage.outbox.committed(&[Arc::new(caused), Arc::new(by_clock)]);
    stage.drain().await;
    let hrefs: Vec<_> = receiver.requests().iter().map(|r| r.json()["facts"]["href"].to_string()).collect();
    assert!(hrefs[0].starts_with("\"http://emulator:7400/expensereports/"), "{hrefs:?}");
    assert!(hrefs[1].starts_with("\"http://made-under:7400/expensereports/"), "{hrefs:?}");
}
