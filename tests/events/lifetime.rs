//! How long subscriptions and attempts live; standing still, and once more.

use chrono::Duration;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::subscriptions::Subscription;

use super::stage::{APPLICATION, Stage, deleted, id, start, submitted, subscription};
use crate::support::receiver::{Answer, Receiver};

const MOMENT: Duration = Duration::milliseconds(1);

fn exists(stage: &Stage, name: &str) -> bool {
    stage.outbox.subscription(APPLICATION, &id(name)).is_some()
}

fn came(receiver: &Receiver) -> Vec<String> {
    receiver.requests().iter().map(|r| r.json()["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn a_subscription_without_a_success_for_30_days_is_deleted() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("failing", &receiver);
    stage.happen(deleted());
    stage.pass(Duration::days(30) - MOMENT).await;
    assert!(exists(&stage, "failing"));
    let waiting = stage.happen(deleted());
    stage.pass(MOMENT).await;
    assert!(!exists(&stage, "failing"));
    assert_eq!(stage.delivery(waiting).state, DeliveryState::Expired);
    assert_eq!(stage.outbox.next_due(), None);
    assert_eq!(receiver.requests().len(), 78);
}

#[tokio::test]
async fn a_success_gives_a_subscription_another_30_days() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("mixed", &receiver);
    receiver.answer([Answer::Status(400)]);
    stage.happen(deleted());
    stage.pass(Duration::days(29)).await;
    stage.happen(deleted());
    stage.pass(Duration::days(29)).await;
    assert!(exists(&stage, "mixed"), "its last delivery succeeded");
    receiver.otherwise(Answer::Status(400));
    stage.happen(deleted());
    stage.pass(Duration::days(30)).await;
    assert!(!exists(&stage, "mixed"));
}

#[tokio::test]
async fn a_subscription_for_which_nothing_happened_stays_unless_no_company_is_connected() {
    let stage = Stage::new();
    stage.put(subscription("quiet", "http://127.0.0.1:9"));
    stage.put(Subscription { companies: Vec::new(), ..subscription("unconnected", "http://127.0.0.1:9") });
    stage.pass(Duration::days(30) - MOMENT).await;
    assert!(exists(&stage, "unconnected"));
    stage.pass(MOMENT).await;
    assert!(!exists(&stage, "unconnected"));
    stage.pass(Duration::days(1_000)).await;
    assert!(exists(&stage, "quiet"));
}

#[tokio::test]
async fn a_healthy_subscription_may_be_idle_for_as_long_as_it_likes() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("idle", &receiver);
    receiver.answer([Answer::Status(500)]);
    stage.happen(deleted());
    stage.pass(Duration::days(400)).await;
    assert_eq!(stage.outbox.standings()[0].ends_at, None);
    stage.happen(deleted());
    stage.drain().await;
    assert_eq!(receiver.requests().len(), 3);
}

#[tokio::test]
async fn a_failing_subscription_has_its_30_days_anew_after_standing_still() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.pass(Duration::days(1)).await;
    stage.outbox.pause(&id("all"));
    stage.pass(Duration::days(100)).await;
    receiver.otherwise(Answer::Status(200));
    stage.outbox.resume(&id("all"));
    stage.drain().await;
    assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
    assert!(exists(&stage, "all"));
}

#[tokio::test]
async fn an_event_that_is_sent_again_has_its_72_hours_anew_and_one_that_waits_keeps_its_own() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.pass(Duration::hours(100)).await;
    receiver.otherwise(Answer::Status(500));
    stage.outbox.redeliver(event, None);
    stage.pass(Duration::hours(50)).await;
    stage.outbox.redeliver(event, None);
    stage.pass(Duration::hours(22) - MOMENT).await;
    assert_eq!(stage.delivery(event).state, DeliveryState::Pending);
    stage.pass(MOMENT).await;
    assert_eq!(stage.delivery(event).state, DeliveryState::Expired);
}

#[tokio::test]
async fn attempts_are_kept_for_30_days() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.pass(Duration::days(30) - MOMENT).await;
    assert_eq!(stage.delivery(event).attempts.len(), 1);
    stage.pass(MOMENT).await;
    assert_eq!(stage.delivery(event).attempts, []);
    assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
}

#[tokio::test]
async fn what_happens_while_a_subscription_stands_still_goes_out_when_it_goes_on_however_late() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    assert!(stage.outbox.pause(&id("all")));
    let events = [stage.happen(submitted()), stage.happen(deleted())];
    stage.drain().await;
    stage.pass(Duration::days(40)).await;
    assert_eq!(receiver.requests(), []);
    assert_eq!(stage.outbox.standings()[0].waiting, 2);
    assert!(stage.outbox.resume(&id("all")));
    stage.drain().await;
    assert_eq!(came(&receiver), events.map(|id| id.to_string()));
    assert!(!stage.outbox.pause(&id("unknown")) && !stage.outbox.resume(&id("unknown")));
}

#[tokio::test]
async fn a_delivery_that_fails_begins_anew_after_standing_still() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.pass(Duration::seconds(5)).await;
    stage.outbox.pause(&id("all"));
    stage.pass(Duration::hours(100)).await;
    assert_eq!(stage.delivery(event).attempts.len(), 2);
    stage.outbox.resume(&id("all"));
    stage.pass(Duration::seconds(5)).await;
    let resumed = start() + Duration::seconds(5) + Duration::hours(100);
    let at: Vec<_> = stage.delivery(event).attempts.iter().map(|attempt| attempt.at).collect();
    assert_eq!(at[2..], [resumed, resumed + Duration::seconds(5)]);
}

#[tokio::test]
async fn an_event_goes_out_again_whatever_became_of_it() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    receiver.answer([Answer::Status(200), Answer::Status(400)]);
    let (delivered, rejected) = (stage.happen(submitted()), stage.happen(deleted()));
    stage.pass(Duration::days(4)).await;
    for event in [delivered, rejected] {
        assert_eq!(stage.outbox.redeliver(event, None), Some(1));
        stage.drain().await;
        assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
        assert_eq!(stage.delivery(event).attempts.len(), 2);
    }
    assert_eq!(came(&receiver), [delivered, rejected, delivered, rejected].map(|id| id.to_string()));
    assert_eq!(stage.outbox.redeliver(uuid::Uuid::nil(), None), None);
}

#[tokio::test]
async fn what_waits_for_a_retry_is_tried_at_once_when_it_is_asked_for_again() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    receiver.answer([Answer::Status(500)]);
    let (first, second) = (stage.happen(submitted()), stage.happen(deleted()));
    stage.drain().await;
    stage.outbox.redeliver(first, None);
    stage.drain().await;
    assert_eq!(stage.delivery(first).state, DeliveryState::Delivered);
    assert_eq!(came(&receiver), [first, first, second].map(|id| id.to_string()));
}

#[tokio::test]
async fn a_subscription_that_came_late_can_be_sent_everything_since_a_moment() {
    let (stage, early, late) = (Stage::new(), Receiver::start(), Receiver::start());
    stage.subscribe("early", &early);
    let old = stage.happen(deleted());
    stage.pass(Duration::minutes(1)).await;
    let since = stage.clock.now();
    let events = [stage.happen(submitted()), stage.happen(deleted())];
    stage.subscribe("late", &late);
    assert_eq!(stage.outbox.redeliver_since(since, Some(&id("late"))), 2);
    stage.drain().await;
    assert_eq!(came(&late), events.map(|id| id.to_string()));
    assert_eq!(early.requests().len(), 3);
    assert_eq!(stage.outbox.redeliver_since(start(), None), 6);
    stage.drain().await;
    assert_eq!(came(&early)[3..], [old, events[0], events[1]].map(|id| id.to_string()));
}
