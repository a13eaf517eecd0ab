//! The three sample events of the page on report events, field by field, on the report that they name.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::support::cast::{APPROVER_2, COST_OWNER_1, COST_OWNER_2, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;
use crate::support::reports::SENT_BACK;
use crate::support::request::Request;

/// The correlation id of the samples.
const CORRELATION: &str = "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8";
const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const PROCESS: &str = "0211A2F15CD6354C8552FB9D7D83B331";

#[tokio::test]
async fn the_three_sample_events_arrive_field_by_field() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    app.application().subscribe("samples", "public.concur.expense.report", &receiver.url()).await.must(200);
    let send = async |request: Request<'_>| request.header("concur-correlationid", CORRELATION).await.must(204);
    send(app.traveler().submit(SENT_BACK)).await;
    send(app.manager().approve(SENT_BACK)).await;
    send(app.cost_owner_1().approve(SENT_BACK)).await;
    send(app.cost_owner_2().approve(SENT_BACK)).await;
    send(app.approver_2().approve(SENT_BACK)).await;
    let received = receiver.received(4).await;
    for request in &received {
        assert_eq!(request.header("concur-correlationid"), Some(CORRELATION));
    }
    let events: Vec<Value> = received.iter().map(|request| request.json()).collect();
    let href = format!("{}/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{SENT_BACK}", app.base_url());
    let samples = [
        (0, TRAVELER, ["A_RESU", "A_PEND"], "MANAGER", "MANAGER", json!([MANAGER.to_string()])),
        (
            1,
            MANAGER,
            ["A_PEND", "A_PECO"],
            "CO_STEP",
            "CO_APPROVER",
            json!([COST_OWNER_1.to_string(), COST_OWNER_2.to_string()]),
        ),
        (3, APPROVER_2, ["A_PEND", "A_ACCO"], "ACCTCLERK", "ACCT_CLERK", json!([null])),
    ];
    for (place, user, [previous, current], code, role, assigned) in samples {
        let expected = json!({
            "correlationId": CORRELATION,
            "route": "stable",
            "eventType": "statusChanged",
            "topic": "public.concur.expense.report",
            "subtopic": SENT_BACK,
            "facts": {
                "reportType": "Regular",
                "currentApprovalStatus": current,
                "reportId": SENT_BACK,
                "stepCode": code,
                "userId": user.to_string(),
                "previousPaymentStatus": "P_NOTP",
                "companyId": COMPANY,
                "processId": PROCESS,
                "currentPaymentStatus": "P_NOTP",
                "startingStep": {"roleCode": role, "stepInstances": assigned},
                "previousApprovalStatus": previous,
                "actingUserId": null,
                "href": href,
            },
        });
        assert_eq!(comparable(events[place].clone()), expected);
    }
    let ids: Vec<&str> = events.iter().map(|event| event["id"].as_str().unwrap()).collect();
    assert!(ids.iter().all(|id| id.parse::<Uuid>().is_ok() && ids.iter().filter(|i| i == &id).count() == 1));
    app.traveler().get(&href).await.must(200);
}

/// An event without what differs each time, after a look at its form: its id and times, and the ids of step instances.
fn comparable(mut event: Value) -> Value {
    let take =
        |object: &mut Map<String, Value>, field: &str| object.remove(field).unwrap_or_else(|| panic!("no {field}"));
    let object = event.as_object_mut().unwrap();
    assert!(take(object, "id").is_string());
    let sent = take(object, "timeStamp");
    let facts = object["facts"].as_object_mut().unwrap();
    for time in [sent, take(facts, "lastModifiedDate")] {
        let text = time.as_str().unwrap();
        assert!(
            text.len() == 24 && text.ends_with('Z') && text.parse::<chrono::DateTime<chrono::Utc>>().is_ok(),
            "{text}"
        );
    }
    for instance in facts["startingStep"]["stepInstances"].as_array_mut().unwrap() {
        let id = take(instance.as_object_mut().unwrap(), "id");
        assert!(
            id.as_str().is_some_and(|id| id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'))),
            "{id}"
        );
        *instance = take(instance.as_object_mut().unwrap(), "assignedUserId");
    }
    event
}
