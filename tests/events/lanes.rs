//! Several lanes: what stays in order, and what no longer waits for what.

use std::collections::BTreeMap;

use chrono::Duration;
use concur_emulator::core::ids::ReportId;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::Settings;

use super::stage::{Stage, deleted, submitted};
use crate::support::receiver::{Answer, PATIENCE, Receiver};

fn report(number: u8) -> ReportId {
    ReportId::from_bytes([number; 10])
}

fn with_lanes(lanes: usize) -> Stage {
    Stage::with(Settings { lanes, ..Settings::default() }, PATIENCE)
}

/// The events that came for each report, in the order in which they came.
fn by_report(receiver: &Receiver) -> BTreeMap<String, Vec<String>> {
    let mut came: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for request in receiver.requests() {
        let event = request.json();
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        came.entry(text(&event["facts"]["reportId"])).or_default().push(text(&event["id"]));
    }
    came
}

#[tokio::test]
async fn events_of_one_report_come_in_order_over_any_number_of_lanes() {
    for lanes in [1, 2, 24] {
        let (stage, receiver) = (with_lanes(lanes), Receiver::start());
        stage.subscribe("all", &receiver);
        let mut raised: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for _ in 0..10 {
            for number in 0..40 {
                let event = stage.happen_to(report(number), submitted());
                raised.entry(report(number).to_string()).or_default().push(event.to_string());
            }
        }
        stage.drain().await;
        assert_eq!(by_report(&receiver), raised, "{lanes} lanes");
        let connections = receiver.requests().iter().map(|request| request.connection).max();
        assert!(connections < Some(lanes), "{connections:?} with {lanes} lanes");
    }
}

#[tokio::test]
async fn a_report_whose_event_fails_holds_up_its_own_events_and_not_those_of_others() {
    let (stage, receiver) = (with_lanes(24), Receiver::start());
    stage.subscribe("all", &receiver);
    receiver.answer([Answer::Status(500)]);
    let first = stage.happen_to(report(1), submitted());
    stage.drain().await;
    let second = stage.happen_to(report(1), deleted());
    let other = stage.happen_to(report(2), deleted());
    stage.drain().await;
    assert_eq!(stage.delivery(first).state, DeliveryState::Pending);
    assert_eq!(stage.delivery(second).attempts, []);
    assert_eq!(stage.delivery(other).state, DeliveryState::Delivered);
    stage.pass(Duration::seconds(5)).await;
    assert_eq!(by_report(&receiver)[&report(1).to_string()], [first, first, second].map(|id| id.to_string()));
}

#[tokio::test]
async fn more_lanes_than_there_can_be_are_as_many_as_there_can_be() {
    for (asked, made) in [(0, 1), (1, 1), (24, 24), (1_000, 24)] {
        let (stage, receiver) = (with_lanes(asked), Receiver::start());
        stage.subscribe("all", &receiver);
        assert_eq!(stage.outbox.standings()[0].lanes, made);
    }
}
