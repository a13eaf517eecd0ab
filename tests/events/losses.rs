//! Nothing is lost and nothing changes places, whatever is done to a subscription whose receiver fails now and then.

use std::collections::BTreeMap;

use chrono::Duration;
use concur_emulator::core::ids::ReportId;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::Settings;
use uuid::Uuid;

use super::stage::{COMPANY, Stage, deleted, id, submitted};
use super::transport::Transport;
use crate::support::receiver::{Answer, Receiver};

/// What a receiver answers, over and over: every fourth post is taken.
const ANSWERS: [Answer; 4] = [Answer::Status(503), Answer::Close, Answer::Truncated, Answer::Status(200)];

fn report(number: usize) -> ReportId {
    id(&format!("{number:020X}"))
}

/// What was taken of each report, in the order in which it came: the events behind whose requests the receiver said 200.
fn taken(receivers: &[&Receiver]) -> BTreeMap<String, Vec<String>> {
    let mut taken: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for receiver in receivers {
        let requests = receiver.requests();
        for (_, request) in requests.iter().enumerate().filter(|(place, _)| place % ANSWERS.len() == 3) {
            let event = request.json();
            let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
            taken.entry(text(&event["facts"]["reportId"])).or_default().push(text(&event["id"]));
        }
    }
    taken
}

async fn story(lanes: usize, transport: Transport) {
    let settings = || Settings { lanes, ..Settings::default() };
    let mut stage = Stage::over(transport.setup(), settings());
    let receivers = [(); 3].map(|()| {
        let receiver = transport.receiver();
        receiver.answer(ANSWERS.into_iter().cycle().take(4_000));
        receiver
    });
    stage.subscribe("all", &receivers[0]);
    let (mut raised, mut number) = (BTreeMap::<String, Vec<String>>::new(), 0_u128);
    for step in 0..60_usize {
        for place in 0..2 {
            let subject = report((step + place) % 5);
            let mut record = stage.record(if step % 2 == 0 { submitted() } else { deleted() });
            number += 1;
            (record.id, record.event.report) = (Uuid::from_u128(number), subject);
            raised.entry(subject.to_string()).or_default().push(record.id.to_string());
            concur_emulator::tenant::store::Listener::committed(&*stage.outbox, &[record.into()]);
        }
        match step % 12 {
            3 => assert!(stage.outbox.pause(&id("all"))),
            5 => assert!(stage.outbox.resume(&id("all"))),
            // What waits goes to the new endpoint.
            8 => stage.subscribe("all", &receivers[step / 12 % 3]),
            // The emulator stops, and another goes on from what it left.
            10 => {
                stage.drain().await;
                let (snapshot, now) = (stage.outbox.snapshot(), stage.clock.now());
                stage = Stage::over(transport.setup(), settings());
                stage.clock.advance_to(now);
                stage.outbox.restore(COMPANY, snapshot).expect("a sound snapshot");
            }
            _ => stage.pass(Duration::seconds(7)).await,
        }
    }
    stage.pass(Duration::hours(70)).await;
    assert_eq!(stage.outbox.standings()[0].waiting, 0, "{lanes} lanes, {transport:?}");
    assert!(stage.outbox.events().iter().all(|entry| entry.deliveries[0].state == DeliveryState::Delivered));
    // What each receiver took comes after what the one before it took, but that they take turns: order within each.
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for receiver in &receivers {
        for (report, events) in taken(&[receiver]) {
            let places: Vec<_> =
                events.iter().map(|event| raised[&report].iter().position(|raised| raised == event)).collect();
            assert!(places.is_sorted(), "{lanes} lanes, {transport:?}: {places:?}");
            told.entry(report).or_default().extend(events);
        }
    }
    for (report, mut events) in raised {
        let told = told.get_mut(&report).expect("events of each report");
        events.sort_unstable();
        told.sort_unstable();
        assert_eq!(*told, events, "{lanes} lanes, {transport:?}: each was taken once");
    }
}

#[tokio::test]
async fn nothing_is_lost_over_pauses_changes_of_the_endpoint_and_restarts() {
    for lanes in [1, 8] {
        story(lanes, Transport::Plain).await;
    }
}

#[tokio::test]
async fn nothing_is_lost_over_mutual_tls_either() {
    story(1, Transport::MutualTls).await;
}
