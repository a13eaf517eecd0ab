//! Mischief: each kind does what it says, loses nothing, and repeats under the same seed.

use std::collections::BTreeMap;

use chrono::Duration;
use concur_emulator::core::ids::ReportId;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::mischief::{Mischief, PASSED_FOR, Trick};
use concur_emulator::events::outbox::Settings;

use super::stage::{KEYS, Stage, deleted, id, start, submitted};
use crate::support::receiver::{Answer, PATIENCE, Receiver};
use crate::support::verify::verifies;

const NONE: Mischief = Mischief {
    duplicates: 0.0,
    reorder: 0.0,
    delays: 0.0,
    delay_up_to: Duration::minutes(1),
    wrong_signatures: 0.0,
    burst: None,
    seed: None,
};

fn stage(seed: u64, mischief: Mischief, receiver: &Receiver) -> Stage {
    let stage = Stage::with(Settings { seed: Some(seed), ..Settings::default() }, PATIENCE);
    stage.subscribe("all", receiver);
    assert!(stage.outbox.set_mischief(&id("all"), Some(mischief)));
    stage
}

fn came(receiver: &Receiver) -> Vec<String> {
    receiver.requests().iter().map(|r| r.json()["id"].as_str().expect("an id").to_owned()).collect()
}

fn report(number: u8) -> ReportId {
    ReportId::from_bytes([number; 10])
}

/// Lets some things happen to some reports, passes the time, and answers the ids in the order of what happened.
async fn story(stage: &Stage) -> Vec<String> {
    let mut raised = Vec::new();
    for round in 0..3 {
        for number in 0..8 {
            raised.push(stage.happen_to(report(number), submitted()).to_string());
        }
        stage.pass(Duration::seconds(round)).await;
    }
    stage.pass(Duration::minutes(5)).await;
    raised
}

#[tokio::test]
async fn a_duplicate_follows_what_was_acknowledged_and_whatever_is_answered_to_it_changes_nothing() {
    let receiver = Receiver::start();
    let stage = stage(1, Mischief { duplicates: 1.0, ..NONE }, &receiver);
    receiver.answer([200, 500, 503, 200, 400].map(Answer::Status));
    let (first, second) = (stage.happen(submitted()), stage.happen(deleted()));
    stage.pass(Duration::seconds(5)).await;
    assert_eq!(came(&receiver), [first, first, second, second, second].map(|id| id.to_string()));
    for event in [first, second] {
        assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
        assert_eq!(stage.delivery(event).next_attempt_at, None);
    }
    let tricks: Vec<_> = stage.delivery(second).attempts.iter().map(|attempt| attempt.trick).collect();
    assert_eq!(tricks, [Trick::None, Trick::None, Trick::Duplicate]);
    assert_eq!(stage.outbox.standings()[0].health.failing_since, Some(start() + Duration::seconds(5)));
}

#[tokio::test]
async fn a_wrong_signature_comes_before_the_right_one_and_its_answer_does_not_count() {
    let key = KEYS.signing().await.expect("a key").public_pem().expect("a public key");
    for answer in [200, 400, 401, 500] {
        let receiver = Receiver::start();
        let stage = stage(1, Mischief { wrong_signatures: 1.0, ..NONE }, &receiver);
        receiver.answer([Answer::Status(answer)]);
        let event = stage.happen(submitted());
        stage.drain().await;
        let requests = receiver.requests();
        let good: Vec<_> = requests
            .iter()
            .map(|r| verifies(&key, &r.body, r.header("concur-signature").expect("a signature")))
            .collect();
        assert_eq!(good, [false, true], "{answer}");
        assert_eq!(requests[0].body, requests[1].body);
        assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
        let conduct = stage.outbox.conduct(&id("all")).expect("a subscription");
        assert_eq!(conduct.forgeries_accepted.count, u64::from(answer == 200));
        assert_eq!(conduct.forgeries_refused, u64::from(answer != 200));
        assert_eq!((conduct.lost.count, conduct.posts), (0, 2));
    }
}

#[tokio::test]
async fn events_of_other_reports_pass_but_those_of_one_report_stay_in_order() {
    let receiver = Receiver::start();
    let stage = stage(1, Mischief { reorder: 0.5, ..NONE }, &receiver);
    let raised = story(&stage).await;
    let came = came(&receiver);
    assert_ne!(came, raised);
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    assert_eq!(sorted(came.clone()), sorted(raised.clone()), "nothing is lost or doubled");
    let mut by_report: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for request in receiver.requests() {
        let event = request.json();
        by_report.entry(event["facts"]["reportId"].to_string()).or_default().push(event["id"].to_string());
    }
    assert!(by_report.values().all(|ids| ids.is_sorted() && ids.len() == 3), "{by_report:?}");
    let latest = stage.outbox.events().iter().map(|e| e.deliveries[0].attempts[0].at - e.raised.at()).max();
    assert!(latest > Some(Duration::zero()) && latest <= Some(PASSED_FOR), "{latest:?}");
}

#[tokio::test]
async fn a_delay_holds_up_everything_behind_it_in_order() {
    let receiver = Receiver::start();
    let stage = stage(1, Mischief { delays: 0.5, ..NONE }, &receiver);
    let raised = story(&stage).await;
    assert_eq!(came(&receiver), raised);
    let late = |e: &&_| -> bool {
        let entry: &concur_emulator::events::log::Entry = e;
        entry.deliveries[0].attempts[0].at > entry.raised.at()
    };
    assert!(stage.outbox.events().iter().filter(late).count() > 8);
}

#[tokio::test]
async fn a_burst_gathers_events_and_lets_them_go_at_once() {
    let receiver = Receiver::start();
    let stage = stage(1, Mischief { burst: Some(Duration::minutes(1)), ..NONE }, &receiver);
    let first = stage.happen(deleted()).to_string();
    stage.pass(Duration::seconds(59)).await;
    let second = stage.happen(deleted()).to_string();
    stage.pass(Duration::milliseconds(999)).await;
    assert_eq!(came(&receiver), [""; 0]);
    assert_eq!(stage.outbox.next_due(), Some(start() + Duration::minutes(1)));
    stage.pass(Duration::milliseconds(1)).await;
    assert_eq!(came(&receiver), [first, second]);
}

#[tokio::test]
async fn mischief_is_the_same_under_the_same_seed_and_another_under_another() {
    let all = Mischief { duplicates: 0.3, reorder: 0.3, delays: 0.3, wrong_signatures: 0.3, ..NONE };
    let mut told = Vec::new();
    for (seed, mischief) in
        [(1, all), (1, all), (2, all), (2, Mischief { seed: Some(9), ..all }), (3, Mischief { seed: Some(9), ..all })]
    {
        let receiver = Receiver::start();
        let stage = stage(seed, mischief, &receiver);
        story(&stage).await;
        told.push(came(&receiver));
    }
    assert_eq!(told[0], told[1]);
    assert_ne!(told[0], told[2]);
    assert_eq!(told[3], told[4], "a seed of its own comes first");
}

#[tokio::test]
async fn the_end_of_mischief_lets_go_what_was_held_back() {
    let receiver = Receiver::start();
    let stage = stage(1, Mischief { delays: 1.0, delay_up_to: Duration::hours(1), duplicates: 1.0, ..NONE }, &receiver);
    let events = [stage.happen(submitted()), stage.happen(deleted())].map(|id| id.to_string());
    stage.drain().await;
    assert_eq!(came(&receiver), [""; 0]);
    assert!(stage.outbox.set_mischief(&id("all"), None));
    stage.drain().await;
    assert_eq!(came(&receiver), events);
    assert!(!stage.outbox.set_mischief(&id("unknown"), None));
}
