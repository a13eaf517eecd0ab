//! Events, deliveries and subscriptions through types.

use concur_emulator::control::{Action, Control, DeliveryState, ErrorKind, EventFilter, Mischief};
use serde_json::{Map, json};
use uuid::Uuid;

use super::{MANAGER, TRAVELER, start};
use crate::support::receiver::{Answer, Receiver};
use crate::support::reports::DRAFT;

/// Subscribes a receiver to everything that happens to reports, and to tests.
fn subscribe(control: &Control, receiver: &Receiver) {
    let url = receiver.url();
    let subscriptions = [("mine", "public.concur.expense.report"), ("tests", "public.test")]
        .map(|(id, topic)| json!({"id": id, "topic": topic, "filter": ".*", "endpoint": url}));
    control.add_scenario(json!({"subscriptions": subscriptions}).to_string()).unwrap();
}

#[tokio::test]
async fn an_event_is_seen_with_its_delivery_and_sent_again() {
    let (emulator, receiver) = (start().await, Receiver::start());
    let control = emulator.control();
    subscribe(&control, &receiver);
    control.act(DRAFT, &Action::submit().by(TRAVELER)).unwrap();
    control.drain().await;
    let events = control.events(&EventFilter { report: Some(DRAFT.to_owned()), ..EventFilter::default() }).unwrap();
    let event = &events.items[0];
    assert_eq!(
        (event.deliveries[0].state, event.deliveries[0].attempts[0].status),
        (DeliveryState::Delivered, Some(200))
    );
    assert_eq!(receiver.requests()[0].json(), event.facts());
    assert!(!event.correlation_id.is_empty());
    assert_eq!(control.event(event.id).unwrap().facts(), event.facts());

    control.redeliver(event.id, Some("mine")).unwrap();
    control.drain().await;
    let sent = receiver.requests().len();
    assert_eq!(receiver.requests()[sent - 1].json(), event.facts());
    assert_eq!(control.redeliver_since(control.clock().now, None).unwrap(), events.items.len());
    control.drain().await;
    assert_eq!(control.redeliver(event.id, Some("nobody's")).unwrap_err().field(), Some("subscription"));
    assert_eq!(control.event(Uuid::nil()).unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_subscription_is_paused_resumed_and_judged() {
    let (emulator, receiver) = (start().await, Receiver::start());
    let control = emulator.control();
    subscribe(&control, &receiver);
    assert_eq!(control.subscriptions().len(), 2);
    assert_eq!(control.pause("mine").unwrap().state, "paused");
    control.act(DRAFT, &Action::submit().by(TRAVELER)).unwrap();
    control.drain().await;
    assert!(receiver.requests().is_empty());
    assert!(control.subscription("mine").unwrap().waiting > 0);
    let mischief = Mischief { duplicates: 1.0, ..Mischief::default() };
    control.begin_mischief("mine", mischief).unwrap();
    assert_eq!(control.mischief("mine").unwrap(), Some(mischief));
    assert_eq!(control.resume("mine").unwrap().state, "running");
    control.drain().await;
    receiver.otherwise(Answer::Status(400));
    control.act(DRAFT, &Action::approve().by(MANAGER)).unwrap();
    control.drain().await;
    let verdict = control.verdict("mine").unwrap();
    assert!(!verdict.passed && verdict.findings.iter().any(|finding| finding.code == "losesEvent"), "{verdict:?}");
    control.end_mischief("mine").unwrap();
    assert_eq!(control.mischief("mine").unwrap(), None);
    let absurd = Mischief { reorder: 2.0, ..Mischief::default() };
    assert_eq!(control.begin_mischief("mine", absurd).unwrap_err().field(), Some("reorder"));
    let endless = Mischief { burst: Some(chrono::Duration::days(2)), ..Mischief::default() };
    assert_eq!(control.begin_mischief("mine", endless).unwrap_err().field(), Some("burst"));
    for refused in [
        control.subscription("no one's").map(drop),
        control.pause("nobody").map(drop),
        control.verdict("nobody").map(drop),
        control.mischief("nobody").map(drop),
        control.end_mischief("nobody"),
    ] {
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn a_test_event_is_raised_and_told_to_who_listens() {
    let (emulator, receiver) = (start().await, Receiver::start());
    let control = emulator.control();
    subscribe(&control, &receiver);
    let mut listener = control.listen().unwrap();
    assert_eq!(listener.next().await.unwrap().facts(), json!({"now": "2026-03-01T08:00:00.000Z", "frozen": true}));
    let event = control.raise_test_event(&Map::from_iter([("colour".to_owned(), json!("red"))])).unwrap();
    control.drain().await;
    assert_eq!(receiver.requests()[0].json()["facts"]["colour"], "red");
    let told = listener.next().await.unwrap();
    assert_eq!((told.kind, &told.facts()["id"]), ("event", &json!(event.id)));
    let long = Map::from_iter([("long".to_owned(), json!("x".repeat(70_000)))]);
    assert_eq!(control.raise_test_event(&long).unwrap_err().field(), Some("facts"));
    assert!(control.signing_key().await.unwrap().starts_with("-----BEGIN PUBLIC KEY-----"));
    assert_eq!(control.authority().unwrap(), emulator.authority().unwrap());
}
