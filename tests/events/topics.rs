//! Topics beside the one of expense reports: who raises their events, and what they tell.

use concur_emulator::core::event::Through;
use concur_emulator::events::news::{Announcement, Matter};
use concur_emulator::events::subscriptions::Subscription;
use concur_emulator::events::topics::Topic;
use concur_emulator::tenant::store::Origin;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::stage::{OWNER, Stage, subscription};
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;

/// A report that was never submitted.
const NEW: &str = "764428DD6A664AF0BFCB";

const READY: &str = "public.concur.financialintegration";

async fn subscribe(app: &TestApp, topic: &str, receiver: &Receiver) {
    let body = json!({"id": "ready", "filter": ".*", "topic": topic, "webHookConfig": {"endpoint": receiver.url()}});
    app.application().request(Method::PUT, "/events/v4/subscriptions/webhook").json(&body).await.must(200);
}

#[tokio::test]
async fn a_report_that_comes_to_processing_payment_is_ready_for_integration_once() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    subscribe(&app, READY, &receiver).await;
    let report = NEW;
    app.control().act(report, "submit", "traveler@example.com").await.must(200);
    app.control().act(report, "approve", "manager@example.com").await.must(200);
    app.control().request(Method::POST, "drain").await.must(204);
    assert_eq!(receiver.requests(), []);
    app.control().act(report, "approve", "processor@example.com").await.must(200);
    app.control().act(report, "hold", "processor@example.com").await.must(200);
    app.control().act(report, "release", "processor@example.com").await.must(200);
    app.control().request(Method::POST, "drain").await.must(204);
    let [request] = &receiver.requests()[..] else { panic!("one event: {:?}", receiver.requests()) };
    let event = request.json();
    let moved = app.control().events().await;
    let [moved] =
        &moved.iter().filter(|e| e["payload"]["facts"]["currentPaymentStatus"] == "P_PROC").collect::<Vec<_>>()[..]
    else {
        panic!("one change of status to P_PROC: {moved:?}")
    };
    assert_ne!(event["id"], moved["id"]);
    let entity = event["subtopic"].as_str().expect("an entity id").to_owned();
    assert_eq!(entity.len(), 12);
    let expected = json!({
        "id": event["id"],
        "data": null,
        "eventType": "expense.readyForIntegration",
        "correlationId": request.header("concur-correlationid"),
        "topic": READY,
        "subtopic": entity,
        "timeStamp": "2026-03-01T08:00:00.000Z",
        "route": "stable",
        "facts": {
            "companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1",
            "documentId": report,
            "href": format!(
                "{}/financialintegration/fi/v4/companies/transactiontypes/expense/transactions?docId={report}",
                app.base_url()
            ),
            "entityId": entity,
        },
    });
    assert_eq!(event, expected);
}

fn announced(matter: Matter) -> Announcement {
    let origin = Origin {
        through: Through::Control,
        correlation: "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8".into(),
        base_url: Some("http://emulator:7400".into()),
    };
    Announcement { id: Uuid::from_u128(7), at: super::stage::start(), origin, matter }
}

async fn told(topic: Topic, matter: Matter) -> Value {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.put(Subscription { topic, ..subscription("mine", &receiver.url()) });
    stage.outbox.announce(announced(matter));
    stage.drain().await;
    let [request] = &receiver.requests()[..] else { panic!("one event") };
    request.json()
}

#[tokio::test]
async fn users_who_come_change_and_go_are_told_of_without_their_values() {
    let identity = |event_type: &str, attributes: Value| {
        json!({
            "id": Uuid::from_u128(7),
            "correlationId": "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8",
            "eventType": event_type,
            "topic": "public.concur.user.profile.identity",
            "timeStamp": "2021-03-18T23:11:51.034Z",
            "subtopic": OWNER.to_string(),
            "facts": {
                "originator": "com.concur.profile",
                "companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1",
                "userId": OWNER.to_string(),
                "userHref": format!("http://emulator:7400/profile/identity/v4/Users/{OWNER}"),
                "attributes": attributes,
            },
        })
    };
    let attributes = vec!["active".into(), "name.familyName".into()];
    let cases = [
        (Matter::IdentityCreated(OWNER), identity("IdentityProfileCreated", Value::Null)),
        (
            Matter::IdentityUpdated { user: OWNER, attributes },
            identity("IdentityProfileUpdated", json!(["active", "name.familyName"])),
        ),
        (Matter::IdentityDeleted(OWNER), identity("IdentityProfileDeleted", Value::Null)),
    ];
    for (matter, expected) in cases {
        assert_eq!(told(Topic::Identity, matter).await, expected);
    }
}
