//! What is delivered, in which order, and what a receiver's answers lead to.

use std::time::Duration as StdDuration;

use chrono::Duration;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::Settings;
use concur_emulator::events::schedule::Schedule;
use tokio::net::TcpSocket;

use super::stage::{Stage, deleted, start, submitted, subscription};
use crate::support::receiver::{Answer, PATIENCE, Receiver};

#[tokio::test]
async fn a_delivery_is_a_post_of_json_with_the_correlation_id_and_the_exact_payload() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    let event = stage.happen(submitted());
    stage.drain().await;
    let [request] = &receiver.requests()[..] else { panic!("one request") };
    assert_eq!(request.line, "POST /hook");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("concur-correlationid"), Some("7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8"));
    assert_eq!(request.body, stage.entry(event).raised.payload(None));
    let delivery = stage.delivery(event);
    assert_eq!(delivery.state, DeliveryState::Delivered);
    assert_eq!(delivery.next_attempt_at, None);
    let [attempt] = &delivery.attempts[..] else { panic!("one attempt") };
    assert_eq!((attempt.at, attempt.status, &attempt.error), (start(), Some(200), &None));
}

#[tokio::test]
async fn events_come_in_the_order_in_which_they_happened_over_one_connection() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    stage.subscribe("all", &receiver);
    let events: Vec<_> = (0..200).map(|_| stage.happen(deleted()).to_string()).collect();
    stage.drain().await;
    let requests = receiver.requests();
    let came: Vec<_> = requests.iter().map(|r| r.json()["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(came, events);
    assert!(requests.iter().all(|request| request.connection == 0));
}

#[tokio::test]
async fn a_failing_head_holds_its_own_lane_and_no_other() {
    let (stage, failing, healthy) = (Stage::new(), Receiver::start(), Receiver::start());
    failing.otherwise(Answer::Status(503));
    stage.subscribe("failing", &failing);
    stage.subscribe("healthy", &healthy);
    let (first, second) = (stage.happen(submitted()), stage.happen(deleted()));
    stage.drain().await;
    assert_eq!(failing.requests().len(), 1);
    assert_eq!(healthy.requests().len(), 2);
    failing.otherwise(Answer::Status(200));
    stage.pass(Duration::seconds(5)).await;
    let came: Vec<_> = failing.requests().iter().map(|r| r.json()["id"].clone()).collect();
    assert_eq!(came, [first, first, second].map(|id| id.to_string()));
}

#[tokio::test]
async fn every_answer_that_asks_for_a_retry_gets_one() {
    let dead = Answer::Close;
    let answers = [401, 403, 429, 500, 502, 503, 504].map(Answer::Status).into_iter();
    for answer in answers.chain([dead, Answer::Garbage, Answer::Truncated]) {
        let (stage, receiver) = (Stage::new(), Receiver::start());
        receiver.answer([answer.clone()]);
        stage.subscribe("all", &receiver);
        let event = stage.happen(deleted());
        stage.drain().await;
        let waiting = stage.delivery(event);
        assert_eq!(waiting.state, DeliveryState::Pending, "{answer:?}");
        assert_eq!(waiting.next_attempt_at, Some(start() + Duration::seconds(5)), "{answer:?}");
        let failed = &waiting.attempts[0];
        assert!(failed.error.is_some() || failed.status.is_some_and(|status| status >= 400), "{answer:?}");
        stage.pass(Duration::seconds(5)).await;
        assert_eq!(stage.delivery(event).state, DeliveryState::Delivered, "{answer:?}");
        assert_eq!(stage.delivery(event).attempts.len(), 2, "{answer:?}");
    }
}

#[tokio::test]
async fn a_receiver_that_is_down_or_silent_is_tried_again() {
    let stage = Stage::with(Settings::default(), StdDuration::from_millis(50));
    let silent = Receiver::start();
    silent.otherwise(Answer::Silence);
    stage.subscribe("silent", &silent);
    // A port that is taken, so that no other test gets it, and on which nobody listens.
    let down = TcpSocket::new_v4().expect("a socket");
    down.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let address = down.local_addr().expect("an address");
    stage.put(subscription("down", &format!("http://{address}")));
    let event = stage.happen(deleted());
    stage.drain().await;
    let entry = stage.entry(event);
    let errors: Vec<_> = entry.deliveries.iter().map(|d| d.attempts[0].error.as_deref().unwrap_or("none")).collect();
    assert!(errors[0].contains("refused"), "{errors:?}");
    assert!(errors[1].contains("in time"), "{errors:?}");
    assert!(entry.deliveries.iter().all(|d| d.state == DeliveryState::Pending && d.attempts[0].status.is_none()));
}

#[tokio::test]
async fn any_other_refusal_and_any_redirect_ends_the_delivery() {
    let (stage, receiver, elsewhere) = (Stage::new(), Receiver::start(), Receiver::start());
    stage.subscribe("all", &receiver);
    let refusals = [300, 304, 400, 402, 404, 405, 408, 409, 410, 418, 422].map(Answer::Status);
    for answer in refusals.into_iter().chain([Answer::Redirect(elsewhere.url())]) {
        receiver.answer([answer.clone()]);
        let event = stage.happen(deleted());
        stage.drain().await;
        let delivery = stage.delivery(event);
        assert_eq!(delivery.state, DeliveryState::Rejected, "{answer:?}");
        assert_eq!(delivery.attempts.len(), 1, "{answer:?}");
    }
    // Nothing is tried again; but a receiver that only refuses loses its subscription one day.
    assert_eq!(stage.outbox.next_due(), Some(start() + Duration::days(30)));
    assert_eq!(elsewhere.requests(), []);
}

#[tokio::test]
async fn an_answer_without_end_is_read_no_further_than_is_reasonable() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.answer([Answer::Endless]);
    stage.subscribe("all", &receiver);
    let (first, second) = (stage.happen(deleted()), stage.happen(deleted()));
    stage.drain().await;
    assert_eq!(stage.delivery(first).state, DeliveryState::Delivered);
    assert_eq!(stage.delivery(second).state, DeliveryState::Delivered);
}

#[tokio::test]
async fn answers_in_between_are_passed_over_but_not_without_end() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.answer([Answer::Interim, Answer::EndlessInterim]);
    stage.subscribe("all", &receiver);
    let (first, second) = (stage.happen(deleted()), stage.happen(deleted()));
    stage.pass(Duration::seconds(5)).await;
    let (passed, broken) = (stage.delivery(first), stage.delivery(second));
    assert_eq!((passed.state, passed.attempts.len()), (DeliveryState::Delivered, 1));
    assert_eq!((broken.state, broken.attempts.len()), (DeliveryState::Delivered, 2));
    assert_eq!(broken.attempts[0].status, None);
    assert_eq!(broken.attempts[0].error.as_deref(), Some("more than 256 KiB came in answer to one post"));
}

#[tokio::test]
async fn a_frozen_clock_retries_only_when_it_is_moved_and_exactly_on_time() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    let attempts = |stage: &Stage| -> Vec<i64> {
        stage.delivery(event).attempts.iter().map(|attempt| (attempt.at - start()).num_milliseconds()).collect()
    };
    stage.drain().await;
    assert_eq!(attempts(&stage), [0]);
    stage.pass(Duration::milliseconds(4_999)).await;
    assert_eq!(attempts(&stage), [0]);
    stage.pass(Duration::milliseconds(1)).await;
    assert_eq!(attempts(&stage), [0, 5_000]);
    stage.pass(Duration::hours(2)).await;
    assert_eq!(attempts(&stage), [0, 5, 35, 155, 755, 2_555, 6_155].map(|second| second * 1_000));
    assert_eq!(stage.delivery(event).next_attempt_at, Some(start() + Duration::seconds(9_755)));
}

#[tokio::test]
async fn after_three_days_an_event_is_given_up_and_the_next_one_goes_out() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let first = stage.happen(deleted());
    stage.pass(Duration::hours(1)).await;
    let second = stage.happen(deleted());
    stage.pass(Duration::hours(71) - Duration::milliseconds(1)).await;
    assert_eq!(stage.delivery(first).state, DeliveryState::Pending);
    assert_eq!(stage.delivery(first).attempts.len(), 77);
    assert_eq!(stage.delivery(first).next_attempt_at, None);
    assert_eq!(stage.delivery(second).attempts, []);
    receiver.otherwise(Answer::Status(200));
    stage.pass(Duration::milliseconds(1)).await;
    assert_eq!(stage.delivery(first).state, DeliveryState::Expired);
    assert_eq!(stage.delivery(first).attempts.len(), 77);
    assert_eq!(stage.delivery(second).state, DeliveryState::Delivered);
    assert_eq!(stage.outbox.next_due(), None);
}

#[tokio::test]
async fn the_schedule_is_a_list_that_can_be_set_and_attempts_are_bounded() {
    let schedule = Schedule::new(vec![Duration::minutes(1), Duration::minutes(2)], Duration::hours(4));
    let stage = Stage::with(Settings { schedule, ..Settings::default() }, PATIENCE);
    let receiver = Receiver::start();
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.pass(Duration::hours(3)).await;
    assert_eq!(receiver.requests().len(), 91);
    stage.pass(Duration::hours(1)).await;
    let delivery = stage.delivery(event);
    assert_eq!(receiver.requests().len(), 121);
    assert_eq!(delivery.attempts.len(), 100);
    assert_eq!(delivery.attempts[99].at, start() + Duration::minutes(239));
    assert_eq!(delivery.state, DeliveryState::Expired);
}

#[tokio::test]
async fn the_list_of_events_is_bounded_but_keeps_what_is_not_delivered() {
    let stage = Stage::with(Settings { keep: 3, ..Settings::default() }, PATIENCE);
    let receiver = Receiver::start();
    let ids = |stage: &Stage| -> Vec<_> { stage.outbox.events().iter().map(|entry| entry.raised.id()).collect() };
    let unheard: Vec<_> = (0..5).map(|_| stage.happen(deleted())).collect();
    assert_eq!(ids(&stage), unheard[2..]);
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let waiting: Vec<_> = (0..5).map(|_| stage.happen(deleted())).collect();
    stage.drain().await;
    assert_eq!(ids(&stage), waiting);
    receiver.otherwise(Answer::Status(200));
    stage.pass(Duration::seconds(5)).await;
    assert_eq!(ids(&stage), waiting[2..]);
}

#[tokio::test]
async fn a_reset_forgets_events_and_subscriptions_and_begins_with_those_given() {
    let (stage, before, after) = (Stage::new(), Receiver::start(), Receiver::start());
    before.otherwise(Answer::Status(500));
    stage.subscribe("before", &before);
    stage.happen(deleted());
    stage.drain().await;
    let given = vec![subscription("after", &after.url())];
    stage.outbox.reset(super::stage::COMPANY, given.clone()).expect("subscriptions within the rules");
    assert_eq!(stage.outbox.events().len(), 0);
    assert_eq!(stage.outbox.next_due(), None);
    let event = stage.happen(deleted());
    stage.pass(Duration::hours(1)).await;
    assert_eq!(before.requests().len(), 1);
    assert_eq!(after.requests().len(), 1);
    assert_eq!(stage.delivery(event).state, DeliveryState::Delivered);
    assert_eq!(stage.outbox.subscriptions().iter().map(|s| (**s).clone()).collect::<Vec<_>>(), given);
}

#[tokio::test]
async fn a_deleted_subscription_gets_nothing_more() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Status(500));
    stage.subscribe("all", &receiver);
    let event = stage.happen(deleted());
    stage.drain().await;
    assert!(stage.outbox.delete(super::stage::APPLICATION, &super::stage::id("all")));
    let late = stage.happen(deleted());
    stage.pass(Duration::hours(73)).await;
    assert_eq!(receiver.requests().len(), 1);
    assert_eq!(stage.delivery(event).state, DeliveryState::Expired);
    assert_eq!(stage.entry(late).deliveries, []);
}

#[tokio::test]
async fn a_deletion_breaks_off_a_post_that_nobody_answers() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    receiver.otherwise(Answer::Silence);
    stage.subscribe("all", &receiver);
    stage.happen(deleted());
    receiver.received(1).await;
    assert!(stage.outbox.delete(super::stage::APPLICATION, &super::stage::id("all")));
    stage.drain().await;
}

#[tokio::test]
async fn what_waits_goes_to_the_new_endpoint_of_a_subscription_that_is_changed() {
    let (stage, old, new) = (Stage::new(), Receiver::start(), Receiver::start());
    old.otherwise(Answer::Status(500));
    stage.subscribe("all", &old);
    let events = [stage.happen(deleted()), stage.happen(deleted())];
    stage.drain().await;
    stage.subscribe("all", &new);
    stage.pass(Duration::seconds(5)).await;
    assert_eq!(old.requests().len(), 1);
    let came: Vec<_> = new.requests().iter().map(|r| r.json()["id"].clone()).collect();
    assert_eq!(came, events.map(|id| id.to_string()));
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_while_subscriptions_come_and_go() {
    let (stage, steady, fickle) = (Stage::new(), Receiver::start(), Receiver::start());
    stage.subscribe("steady", &steady);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..50 {
                stage.subscribe("fickle", &fickle);
                stage.subscribe("steady", &steady);
                stage.outbox.delete(super::stage::APPLICATION, &super::stage::id("fickle"));
            }
        });
        scope.spawn(|| {
            for _ in 0..500 {
                stage.happen(deleted());
            }
        });
    });
    stage.drain().await;
    let came: Vec<_> = steady.requests().iter().map(|r| r.json()["id"].clone()).collect();
    let raised: Vec<_> = stage.outbox.events().iter().map(|entry| entry.raised.id().to_string()).collect();
    assert_eq!(raised.len(), 500);
    assert_eq!(came, raised);
}
