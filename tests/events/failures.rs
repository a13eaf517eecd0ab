//! Every way in which a receiver can fail: the exact attempts it costs, and whom it harms.

use std::time::Duration as StdDuration;

use chrono::Duration;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::Settings;
use tokio::net::TcpSocket;

use super::stage::{Stage, deleted, start, submitted, subscription};
use crate::support::receiver::{Answer, PATIENCE, Receiver};

/// When the first attempts of a delivery that keeps failing are made, in seconds.
const TIMES: [i64; 9] = [0, 5, 35, 155, 755, 2_555, 6_155, 9_755, 13_355];

/// A stage on which nobody waits long for an answer.
fn impatient() -> Stage {
    let frozen_timeout = StdDuration::from_millis(100);
    Stage::with(Settings { frozen_timeout, ..Settings::default() }, PATIENCE)
}

fn times(stage: &Stage, event: uuid::Uuid) -> Vec<i64> {
    stage.delivery(event).attempts.iter().map(|attempt| (attempt.at - start()).num_seconds()).collect()
}

#[tokio::test]
async fn whatever_fails_is_tried_at_the_same_times_and_then_the_next_event_goes_out() {
    let failures = [
        Answer::Status(401),
        Answer::Status(403),
        Answer::Status(429),
        Answer::Status(500),
        Answer::Status(503),
        Answer::Close,
        Answer::Garbage,
        Answer::Truncated,
        Answer::Silence,
        Answer::Half,
        Answer::EndlessHeaders,
        Answer::EndlessHeader,
    ];
    for failure in failures {
        let (stage, receiver) = (impatient(), Receiver::start());
        stage.subscribe("all", &receiver);
        receiver.answer([const { () }; 9].map(|()| failure.clone()));
        let (first, second) = (stage.happen(submitted()), stage.happen(deleted()));
        stage.pass(Duration::seconds(13_355)).await;
        assert_eq!(times(&stage, first), TIMES, "{failure:?}");
        assert_eq!(stage.delivery(first).next_attempt_at, Some(start() + Duration::seconds(16_955)), "{failure:?}");
        assert_eq!(times(&stage, second), [0; 0], "{failure:?}");
        stage.pass(Duration::hours(1)).await;
        assert_eq!(stage.delivery(first).state, DeliveryState::Delivered, "{failure:?}");
        assert_eq!(times(&stage, first).len(), 10, "{failure:?}");
        assert_eq!(times(&stage, second), [16_955], "{failure:?}");
        let came: Vec<_> = receiver.requests().iter().map(|request| request.json()["id"].clone()).collect();
        assert_eq!(came.len(), 11, "{failure:?}");
        assert_eq!((&came[9], &came[10]), (&first.to_string().into(), &second.to_string().into()), "{failure:?}");
    }
}

#[tokio::test]
async fn on_a_clock_that_stands_still_nobody_waits_a_minute_for_an_answer() {
    assert_eq!(Settings::default().frozen_timeout, StdDuration::from_secs(2));
    let (stage, receiver) = (impatient(), Receiver::start());
    receiver.otherwise(Answer::Silence);
    stage.subscribe("silent", &receiver);
    let event = stage.happen(deleted());
    stage.drain().await;
    let attempt = &stage.delivery(event).attempts[0];
    assert_eq!(attempt.error.as_deref(), Some("no complete answer in time"));
    assert!(attempt.took < PATIENCE, "{:?}", attempt.took);
    assert_eq!(stage.delivery(event).next_attempt_at, Some(start() + Duration::seconds(5)));
}

#[tokio::test]
async fn three_days_with_a_receiver_that_is_down_make_77_attempts_and_then_the_end() {
    let stage = Stage::new();
    // A port that is taken, so that no other test gets it, and on which nobody listens.
    let down = TcpSocket::new_v4().expect("a socket");
    down.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    stage.put(subscription("down", &format!("http://{}", down.local_addr().expect("an address"))));
    let events = [(); 3].map(|()| stage.happen(deleted()));
    stage.pass(Duration::hours(72)).await;
    let delivery = stage.delivery(events[0]);
    assert_eq!((delivery.state, delivery.attempts.len()), (DeliveryState::Expired, 77));
    let first: Vec<_> = delivery.attempts.iter().take(9).map(|a| (a.at - start()).num_seconds()).collect();
    assert_eq!(first, TIMES);
    assert_eq!(delivery.attempts[76].at, start() + Duration::seconds(2_555 + 71 * 3_600));
    // What was held up is as old, and goes with it.
    for event in &events[1..] {
        let held = stage.delivery(*event);
        assert_eq!((held.state, held.attempts.len()), (DeliveryState::Expired, 0));
    }
}

#[tokio::test]
async fn a_receiver_that_misbehaves_harms_no_other_subscription() {
    let mischievous = [Answer::Silence, Answer::Half, Answer::Endless, Answer::EndlessHeaders];
    let stage = impatient();
    let receivers: Vec<_> = mischievous
        .into_iter()
        .enumerate()
        .map(|(number, answer)| {
            let receiver = Receiver::start();
            receiver.otherwise(answer);
            stage.subscribe(&format!("bad-{number}"), &receiver);
            receiver
        })
        .collect();
    let healthy = Receiver::start();
    stage.subscribe("healthy", &healthy);
    let events: Vec<_> = (0..100).map(|_| stage.happen(deleted()).to_string()).collect();
    let came: Vec<_> = healthy.received(100).await.iter().map(|request| request.json()["id"].clone()).collect();
    assert_eq!(came, events);
    stage.drain().await;
    assert!(receivers.iter().all(|receiver| !receiver.requests().is_empty()));
}
