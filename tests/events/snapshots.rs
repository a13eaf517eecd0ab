//! An outbox as plain data, and another that goes on from it: nothing is lost, and the order stays.

use std::sync::Arc;

use chrono::Duration;
use concur_emulator::core::ids::ReportId;
use concur_emulator::events::line::Health;
use concur_emulator::events::log::{Delivery, DeliveryState};
use concur_emulator::events::mischief::Mischief;
use concur_emulator::events::outbox::Settings;
use concur_emulator::events::snapshot::{SavedSubscription, Snapshot, Unsound};
use concur_emulator::events::subscriptions::{Refused, Subscription};
use concur_emulator::tenant::store::Listener;
use uuid::Uuid;

use super::stage::{COMPANY, Stage, deleted, id, start, submitted, subscription};
use crate::support::receiver::{Answer, PATIENCE, Receiver};

fn came(receiver: &Receiver) -> Vec<String> {
    receiver.requests().iter().map(|r| r.json()["id"].as_str().expect("an id").to_owned()).collect()
}

fn texts(events: &[Uuid]) -> Vec<String> {
    events.iter().map(Uuid::to_string).collect()
}

/// Another outbox that goes on where one was saved, at the same time.
fn restored(before: &Stage, settings: Settings) -> Stage {
    let stage = Stage::with(settings, PATIENCE);
    stage.clock.advance_to(before.clock.now());
    stage.outbox.restore(COMPANY, before.outbox.snapshot()).expect("a sound snapshot");
    stage
}

#[tokio::test]
async fn what_waits_goes_out_after_a_restart_in_order_byte_for_byte_and_nothing_else_does() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    before.subscribe("all", &receiver);
    before.happen(deleted());
    before.drain().await;
    receiver.otherwise(Answer::Status(500));
    let waiting: Vec<_> = (0..50).flat_map(|_| [before.happen(submitted()), before.happen(deleted())]).collect();
    before.drain().await;
    let payloads: Vec<_> = waiting.iter().map(|event| before.entry(*event).raised.payload(None)).collect();
    let after = restored(&before, Settings::default());
    drop(before);
    let posted = receiver.requests().len();
    receiver.otherwise(Answer::Status(200));
    after.pass(Duration::seconds(5)).await;
    assert_eq!(came(&receiver)[posted..], texts(&waiting));
    let bodies: Vec<_> = receiver.requests()[posted..].iter().map(|r| r.body.clone()).collect();
    assert_eq!(bodies, payloads);
    assert_eq!(after.outbox.events().len(), 100);
    assert_eq!(after.outbox.next_due(), None);
    let next = after.happen(deleted());
    after.drain().await;
    assert_eq!(came(&receiver).last(), Some(&next.to_string()));
}

#[tokio::test]
async fn retries_go_on_at_the_times_at_which_they_would_have_come() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    before.subscribe("all", &receiver);
    let event = before.happen(deleted());
    before.pass(Duration::minutes(1)).await;
    let after = restored(&before, Settings::default());
    let Delivery { attempts, next_attempt_at, .. } = after.delivery(event);
    assert_eq!((attempts, next_attempt_at), {
        let delivery = before.delivery(event);
        (delivery.attempts, delivery.next_attempt_at)
    });
    after.pass(Duration::hours(2)).await;
    let at: Vec<_> = after.delivery(event).attempts.iter().map(|a| (a.at - start()).num_seconds()).collect();
    assert_eq!(at, [0, 5, 35, 155, 755, 2_555, 6_155]);
    after.pass(Duration::hours(72)).await;
    assert_eq!(after.delivery(event).state, DeliveryState::Expired);
    assert_eq!(after.delivery(event).attempts.len(), 77);
}

#[tokio::test]
async fn an_event_in_its_last_hour_is_not_tried_again_but_given_up_on_time() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    before.subscribe("all", &receiver);
    let event = before.happen(deleted());
    before.pass(Duration::hours(72) - Duration::milliseconds(1)).await;
    let after = restored(&before, Settings::default());
    assert_eq!(after.delivery(event).next_attempt_at, None);
    assert_eq!(after.outbox.next_due(), Some(start() + Duration::hours(72)));
    after.pass(Duration::milliseconds(1)).await;
    assert_eq!(after.delivery(event).state, DeliveryState::Expired);
    assert_eq!(after.delivery(event).attempts.len(), 77);
}

#[tokio::test]
async fn a_subscription_comes_back_as_it_was() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    before.subscribe("all", &receiver);
    before.subscribe("still", &receiver);
    before.happen(deleted());
    before.pass(Duration::hours(1)).await;
    receiver.otherwise(Answer::Status(400));
    before.happen(deleted());
    before.drain().await;
    before.outbox.pause(&id("still"));
    let waiting = before.happen(deleted());
    before.drain().await;
    let after = restored(&before, Settings::default());
    let health = Health {
        made_at: start(),
        is_connected: true,
        last_success_at: Some(start()),
        failing_since: Some(start() + Duration::hours(1)),
    };
    let standings = after.outbox.standings();
    let seen: Vec<_> = standings.iter().map(|s| (s.subscription.id.as_str(), s.is_paused, s.waiting)).collect();
    assert_eq!(seen, [("all", false, 0), ("still", true, 1)]);
    assert!(standings.iter().all(|standing| standing.health == health), "{standings:?}");
    assert_eq!(standings[0].ends_at, Some(start() + Duration::hours(1) + Duration::days(30)));
    assert_eq!(after.outbox.snapshot(), before.outbox.snapshot());
    receiver.otherwise(Answer::Status(200));
    after.outbox.resume(&id("still"));
    after.drain().await;
    assert_eq!(came(&receiver).last(), Some(&waiting.to_string()));
}

#[tokio::test]
async fn the_order_of_each_report_stays_with_another_number_of_lanes() {
    let (before, receiver) = (Stage::with(Settings { lanes: 5, ..Settings::default() }, PATIENCE), Receiver::start());
    before.subscribe("all", &receiver);
    before.outbox.pause(&id("all"));
    let reports: Vec<ReportId> = (0..7).map(|n| id(&format!("{n:020X}"))).collect();
    let waiting: Vec<_> = (0..140).map(|n| (reports[n % 7], before.happen_to(reports[n % 7], deleted()))).collect();
    for lanes in [1, 3, 24] {
        let after = restored(&before, Settings { lanes, ..Settings::default() });
        let posted = receiver.requests().len();
        after.outbox.resume(&id("all"));
        after.drain().await;
        let came = came(&receiver)[posted..].to_vec();
        assert_eq!(came.len(), 140, "{lanes}");
        for report in &reports {
            let raised: Vec<_> =
                waiting.iter().filter(|(of, _)| of == report).map(|(_, event)| event.to_string()).collect();
            let told: Vec<_> = came.iter().filter(|event| raised.contains(event)).cloned().collect();
            assert_eq!(told, raised, "{lanes}");
        }
        if lanes == 1 {
            let all: Vec<_> = waiting.iter().map(|(_, event)| event.to_string()).collect();
            assert_eq!(came, all);
        }
    }
}

#[tokio::test]
async fn mischief_goes_on_as_if_nothing_had_been() {
    let mischief = Mischief {
        duplicates: 0.5,
        reorder: 0.2,
        delays: 0.3,
        delay_up_to: Duration::minutes(1),
        wrong_signatures: 0.5,
        burst: None,
        seed: Some(7),
    };
    let told = async |restarts: bool| {
        let (mut stage, receiver) = (Stage::new(), Receiver::start());
        stage.subscribe("all", &receiver);
        assert!(stage.outbox.set_mischief(&id("all"), Some(mischief)));
        // Nothing is to be on its way when the one ends and the other begins.
        stage.outbox.pause(&id("all"));
        for number in 0..40 {
            if restarts && number == 20 {
                stage = restored(&stage, Settings::default());
                assert_eq!(stage.outbox.mischief(&id("all")), Some(mischief));
            }
            let mut record = stage.record(deleted());
            record.id = Uuid::from_u128(number);
            record.event.report = id(&format!("{:020X}", number % 5));
            stage.outbox.committed(&[Arc::new(record)]);
        }
        stage.outbox.resume(&id("all"));
        stage.pass(Duration::hours(1)).await;
        came(&receiver)
    };
    let (straight, restarted) = (told(false).await, told(true).await);
    assert!(straight.len() > 60, "duplicates and forgeries");
    assert_eq!(restarted, straight);
}

#[tokio::test]
async fn links_that_depend_on_the_subscription_still_do() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    before.subscribe("all", &receiver);
    before.outbox.pause(&id("all"));
    let mut record = before.record(submitted());
    record.origin.base_url = None;
    before.outbox.committed(&[Arc::new(record)]);
    let twice = restored(&restored(&before, Settings::default()), Settings::default());
    twice.outbox.resume(&id("all"));
    twice.drain().await;
    let href = receiver.requests()[0].json()["facts"]["href"].clone();
    assert!(
        href.as_str().is_some_and(|href| href.starts_with("http://made-under:7400/expensereports/v4/users/")),
        "{href}"
    );
}

#[tokio::test]
async fn an_event_that_was_restored_goes_out_again_to_whoever_asks() {
    let (before, receiver) = (Stage::new(), Receiver::start());
    before.subscribe("all", &receiver);
    before.outbox.pause(&id("all"));
    let event = before.happen(deleted());
    let after = restored(&before, Settings::default());
    after.outbox.resume(&id("all"));
    after.drain().await;
    assert_eq!(after.delivery(event).state, DeliveryState::Delivered);
    assert_eq!(after.outbox.redeliver(event, None), Some(1));
    after.drain().await;
    assert_eq!(came(&receiver), texts(&[event, event]));
}

#[tokio::test]
async fn a_snapshot_that_is_not_sound_changes_nothing() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    stage.outbox.pause(&id("all"));
    let event = stage.happen(deleted());
    let sound = stage.outbox.snapshot();
    let damaged = |damage: &dyn Fn(&mut Snapshot)| {
        let mut snapshot = sound.clone();
        damage(&mut snapshot);
        let refused = stage.outbox.restore(COMPANY, snapshot);
        assert_eq!(stage.outbox.snapshot(), sound);
        refused.expect_err("refused")
    };
    let all = || id("all");
    assert_eq!(damaged(&|s| s.events.clear()), Unsound::NoEvent(all(), event));
    assert_eq!(damaged(&|s| s.events.push(s.events[0].clone())), Unsound::EventTwice(event));
    assert_eq!(damaged(&|s| s.subscriptions.push(s.subscriptions[0].clone())), Unsound::SubscriptionTwice(all()));
    let again = |s: &mut Snapshot| {
        let delivery = s.subscriptions[0].waiting[0].clone();
        s.subscriptions[0].waiting.push(delivery);
    };
    assert_eq!(damaged(&again), Unsound::DeliveryTwice(all(), event));
    let crowd = |s: &mut Snapshot| {
        let saved = |n| {
            let subscription = Subscription { id: id(&format!("more-{n}")), ..subscription("more", &receiver.url()) };
            SavedSubscription { subscription, waiting: Vec::new(), ..s.subscriptions[0].clone() }
        };
        let more: Vec<_> = (0..5).map(saved).collect();
        s.subscriptions.extend(more);
    };
    assert_eq!(damaged(&crowd), Unsound::Subscription(id("more-4"), Refused::TooMany));
}
