//! Every way in which a receiver can fail: the exact attempts it costs, and whom it harms.

use std::time::Duration as StdDuration;

use chrono::Duration;
use concur_emulator::events::courier::Setup;
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::Settings;
use tokio::net::{TcpSocket, TcpStream};
use uuid::Uuid;

use super::stage::{Stage, deleted, start, submitted, subscription};
use super::transport::Transport;
use crate::support::emulator::TestApp;
use crate::support::receiver::{Answer, PATIENCE, Receiver};

/// When the first attempts of a delivery that keeps failing are made, in seconds.
const TIMES: [i64; 9] = [0, 5, 35, 155, 755, 2_555, 6_155, 9_755, 13_355];

const TIMED_OUT: &str = "no complete answer in time";

/// A stage on which nobody waits long for an answer, but long enough for one over TLS on a machine with other work.
fn impatient(transport: Transport) -> Stage {
    let frozen_timeout = StdDuration::from_millis(500);
    Stage::over(transport.setup(), Settings { frozen_timeout, ..Settings::default() })
}

/// A stage on which an answer has as long as a test has.
fn patient(transport: Transport) -> Stage {
    Stage::over(transport.setup(), Settings { frozen_timeout: PATIENCE, ..Settings::default() })
}

/// One that waits for what ends by itself.
fn stage_for(answer: &Answer, transport: Transport) -> Stage {
    match answer {
        Answer::Silence | Answer::Half => impatient(transport),
        _ => patient(transport),
    }
}

fn times(stage: &Stage, event: Uuid) -> Vec<i64> {
    stage.delivery(event).attempts.iter().map(|attempt| (attempt.at - start()).num_seconds()).collect()
}

fn came(receiver: &Receiver) -> Vec<String> {
    receiver.requests().iter().map(|r| r.json()["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn whatever_fails_is_tried_at_the_same_times_and_then_the_next_event_goes_out() {
    each_failure(Transport::Plain).await;
}

#[tokio::test]
async fn whatever_fails_over_mutual_tls_is_tried_at_the_same_times() {
    each_failure(Transport::MutualTls).await;
}

async fn each_failure(transport: Transport) {
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
        Answer::EndlessInterim,
    ];
    for failure in failures {
        let (stage, receiver) = (stage_for(&failure, transport), transport.receiver());
        stage.subscribe("all", &receiver);
        receiver.answer(std::iter::repeat_n(failure.clone(), 9));
        let (first, second) = (stage.happen(submitted()), stage.happen(deleted()));
        stage.pass(Duration::seconds(13_355)).await;
        assert_eq!(times(&stage, first), TIMES, "{failure:?}");
        assert_eq!(stage.delivery(first).next_attempt_at, Some(start() + Duration::seconds(16_955)), "{failure:?}");
        assert_eq!(times(&stage, second), [0; 0], "{failure:?}");
        stage.pass(Duration::hours(1)).await;
        assert_eq!(stage.delivery(first).state, DeliveryState::Delivered, "{failure:?}");
        assert_eq!(times(&stage, first).len(), 10, "{failure:?}");
        assert_eq!(times(&stage, second), [16_955], "{failure:?}");
        let came = came(&receiver);
        assert_eq!(came.len(), 11, "{failure:?}");
        assert_eq!(came[9..], [first.to_string(), second.to_string()], "{failure:?}");
    }
}

#[tokio::test]
async fn what_loses_an_event_is_not_tried_again_and_the_next_one_follows_at_once() {
    for transport in Transport::ALL {
        let elsewhere = transport.receiver();
        let refusals = [300, 304, 400, 402, 404, 405, 408, 409, 410, 422].map(Answer::Status);
        for answer in refusals.into_iter().chain([Answer::Redirect(elsewhere.url())]) {
            let (stage, receiver) = (patient(transport), transport.receiver());
            stage.subscribe("all", &receiver);
            receiver.answer([answer.clone()]);
            let events = [stage.happen(submitted()), stage.happen(deleted())];
            stage.pass(Duration::hours(73)).await;
            let states = events.map(|event| stage.delivery(event).state);
            assert_eq!(states, [DeliveryState::Rejected, DeliveryState::Delivered], "{answer:?} {transport:?}");
            assert_eq!(events.map(|event| times(&stage, event)), [[0], [0]], "{answer:?} {transport:?}");
            assert_eq!(came(&receiver), events.map(|event| event.to_string()), "{answer:?} {transport:?}");
        }
        assert_eq!(elsewhere.requests(), []);
    }
}

#[tokio::test]
async fn a_receiver_that_is_slow_has_its_time_and_not_more() {
    let response_timeout = StdDuration::from_millis(500);
    for transport in Transport::ALL {
        let setup = Setup { response_timeout, ..transport.setup() };
        let (stage, receiver) = (Stage::over(setup, Settings::default()), transport.receiver());
        receiver.answer([Answer::Silence, Answer::Half]);
        stage.subscribe("all", &receiver);
        let event = stage.happen(deleted());
        stage.pass(Duration::seconds(35)).await;
        let delivery = stage.delivery(event);
        assert_eq!(delivery.state, DeliveryState::Delivered, "{transport:?}");
        assert_eq!(times(&stage, event), [0, 5, 35], "{transport:?}");
        let errors: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.error.as_deref()).collect();
        assert_eq!(errors, [Some(TIMED_OUT), Some(TIMED_OUT), None], "{transport:?}");
        assert!(delivery.attempts[..2].iter().all(|attempt| attempt.took >= response_timeout), "{delivery:?}");
    }
}

#[tokio::test]
async fn a_receiver_that_does_not_speak_tls_is_tried_again() {
    let (stage, receiver) = (impatient(Transport::MutualTls), Receiver::start());
    stage.put(subscription("all", &receiver.url().replace("http://", "https://")));
    let event = stage.happen(deleted());
    stage.pass(Duration::seconds(155)).await;
    assert_eq!(times(&stage, event), TIMES[..4]);
    assert!(stage.delivery(event).attempts.iter().all(|attempt| attempt.status.is_none() && attempt.error.is_some()));
    assert_eq!(receiver.requests(), []);
}

#[tokio::test]
async fn on_a_clock_that_stands_still_nobody_waits_a_minute_for_an_answer() {
    assert_eq!(Settings::default().frozen_timeout, StdDuration::from_secs(2));
    let (stage, receiver) = (impatient(Transport::Plain), Receiver::start());
    receiver.otherwise(Answer::Silence);
    stage.subscribe("silent", &receiver);
    let event = stage.happen(deleted());
    stage.drain().await;
    let attempt = &stage.delivery(event).attempts[0];
    assert_eq!(attempt.error.as_deref(), Some(TIMED_OUT));
    assert!(attempt.took < PATIENCE, "{:?}", attempt.took);
    assert_eq!(stage.delivery(event).next_attempt_at, Some(start() + Duration::seconds(5)));
}

#[tokio::test]
async fn three_days_with_a_receiver_that_is_down_make_77_attempts_and_then_the_end() {
    for transport in Transport::ALL {
        let stage = Stage::over(transport.setup(), Settings::default());
        // A port that is taken, so that no other test gets it, and on which nobody listens.
        let down = TcpSocket::new_v4().expect("a socket");
        down.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
        let address = down.local_addr().expect("an address");
        stage.put(subscription("down", &format!("{}://{address}", transport.scheme())));
        let events = [(); 3].map(|()| stage.happen(deleted()));
        stage.pass(Duration::hours(72)).await;
        let delivery = stage.delivery(events[0]);
        assert_eq!((delivery.state, delivery.attempts.len()), (DeliveryState::Expired, 77), "{transport:?}");
        assert_eq!(times(&stage, events[0])[..9], TIMES);
        assert_eq!(delivery.attempts[76].at, start() + Duration::seconds(2_555 + 71 * 3_600));
        // What was held up is as old, and goes with it.
        for event in &events[1..] {
            let held = stage.delivery(*event);
            assert_eq!((held.state, held.attempts.len()), (DeliveryState::Expired, 0), "{transport:?}");
        }
    }
}

#[tokio::test]
async fn a_receiver_that_misbehaves_harms_no_other_subscription() {
    for transport in Transport::ALL {
        for misbehaviour in [
            Answer::Silence,
            Answer::Half,
            Answer::Garbage,
            Answer::Endless,
            Answer::EndlessHeaders,
            Answer::EndlessHeader,
            Answer::EndlessInterim,
        ] {
            let stage = stage_for(&misbehaviour, transport);
            let (bad, healthy) = (transport.receiver(), transport.receiver());
            bad.otherwise(misbehaviour.clone());
            stage.subscribe("bad", &bad);
            stage.subscribe("healthy", &healthy);
            let events: Vec<_> = (0..30).map(|_| stage.happen(deleted()).to_string()).collect();
            healthy.received(30).await;
            assert_eq!(came(&healthy), events, "{misbehaviour:?} {transport:?}");
            stage.drain().await;
            let held = if misbehaviour == Answer::Endless { 30 } else { 1 };
            assert_eq!(bad.requests().len(), held, "{misbehaviour:?} {transport:?}");
        }
    }
}

#[tokio::test]
async fn a_receiver_that_calls_back_on_ever_more_connections_and_says_nothing_keeps_nobody_else_out() {
    let app = TestApp::start().await;
    let address = app.base_url().trim_start_matches("http://").to_owned();
    let mut flood = Vec::new();
    for _ in 0..500 {
        flood.push(TcpStream::connect(&address).await.expect("a connection"));
    }
    app.traveler().get(&app.traveler().path("TRAVELER", "764428DD6A664AF0BFCB")).await.must(200);
    assert_eq!(flood.len(), 500);
}
