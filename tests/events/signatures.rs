//! `Concur-Signature`.

use std::sync::Arc;

use chrono::Duration;
use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::log::DeliveryState;
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::events::seal::Seal;
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::keys::Keys;
use concur_emulator::tenant::store::Listener;

use super::stage::{KEYS, Stage, deleted, start, submitted, subscription};
use crate::support::receiver::{Answer, PATIENCE, Received, Receiver};
use crate::support::verify::verifies;

fn signature(request: &Received) -> &str {
    request.header("concur-signature").expect("a signature")
}

async fn public_key() -> String {
    KEYS.signing().await.expect("a key").public_pem().expect("a public key")
}

fn stage(seal: Seal) -> Stage {
    Stage::with(Settings { seal, ..Settings::default() }, PATIENCE)
}

/// What a receiver gets of one event that is signed so.
async fn posted(seal: Seal) -> Received {
    let (stage, receiver) = (stage(seal), Receiver::start());
    stage.subscribe("all", &receiver);
    stage.happen(submitted());
    stage.drain().await;
    receiver.requests().remove(0)
}

#[tokio::test]
async fn an_independent_implementation_verifies_it_and_a_flipped_byte_fails() {
    let (request, key) = (posted(Seal::Own).await, public_key().await);
    assert!(verifies(&key, &request.body, signature(&request)));
    for position in [0, request.body.len() / 2, request.body.len() - 1] {
        let mut body = request.body.clone();
        body[position] ^= 1;
        assert!(!verifies(&key, &body, signature(&request)), "{position}");
    }
    let other = posted(Seal::Own).await;
    assert!(verifies(&key, &other.body, signature(&other)));
    assert_eq!(other.body, request.body);
    assert_ne!(signature(&other), signature(&request), "the salt is random");
}

#[tokio::test]
async fn an_event_is_signed_once_however_many_subscriptions_and_attempts_it_has() {
    let (stage, first, second) = (stage(Seal::Own), Receiver::start(), Receiver::start());
    first.answer([Answer::Status(500), Answer::Status(500)]);
    stage.subscribe("first", &first);
    stage.subscribe("second", &second);
    let event = stage.happen(deleted());
    stage.pass(Duration::minutes(1)).await;
    assert!(stage.entry(event).deliveries.iter().all(|delivery| delivery.state == DeliveryState::Delivered));
    let (first, second) = (first.requests(), second.requests());
    assert_eq!((first.len(), second.len()), (3, 1));
    assert!(first.iter().all(|request| signature(request) == signature(&second[0])));
}

#[tokio::test]
async fn every_event_of_a_long_queue_has_its_own_signature() {
    let (stage, receiver, key) = (stage(Seal::Own), Receiver::start(), public_key().await);
    stage.subscribe("all", &receiver);
    for _ in 0..30 {
        stage.happen(deleted());
    }
    stage.drain().await;
    let requests = receiver.requests();
    assert_eq!(requests.len(), 30);
    for request in [&requests[0], &requests[1], &requests[29]] {
        assert!(verifies(&key, &request.body, signature(request)));
    }
}

#[tokio::test]
async fn what_differs_between_subscribers_is_signed_for_each() {
    let stage = stage(Seal::Own);
    let receivers = [Receiver::start(), Receiver::start()];
    for (receiver, (id, made_under)) in receivers.iter().zip([("one", "http://one"), ("two", "http://two")]) {
        let mut subscription = subscription(id, &receiver.url());
        subscription.made_under = Some(made_under.into());
        stage.put(subscription);
    }
    let mut record = stage.record(submitted());
    record.origin.base_url = None;
    stage.outbox.committed(&[record.into()]);
    stage.drain().await;
    let [one, two] = receivers.map(|receiver| receiver.requests().remove(0));
    assert_ne!(one.body, two.body);
    let key = public_key().await;
    assert!(verifies(&key, &one.body, signature(&one)));
    assert!(verifies(&key, &two.body, signature(&two)));
}

#[tokio::test]
async fn a_signature_that_is_to_be_wrong_is_one_in_form_and_does_not_verify() {
    for seal in [Seal::Broken, Seal::Foreign] {
        let request = posted(seal).await;
        assert_eq!(signature(&request).len(), 344);
        assert!(!verifies(&public_key().await, &request.body, signature(&request)), "{seal:?}");
    }
    let foreign = KEYS.foreign().await.unwrap().public_pem().unwrap();
    let request = posted(Seal::Foreign).await;
    assert!(verifies(&foreign, &request.body, signature(&request)));
}

#[tokio::test]
async fn without_a_signature_there_is_no_header() {
    assert_eq!(posted(Seal::Absent).await.header("concur-signature"), None);
}

#[tokio::test]
async fn after_a_rotation_the_new_key_signs_even_what_the_old_one_had_signed() {
    let keys = Arc::<Keys>::default();
    let setup = Setup { response_timeout: PATIENCE, keys: Arc::clone(&keys), ..Setup::default() };
    let clock = Arc::new(Clock::frozen(start()));
    let courier = Arc::new(Courier::start(setup).unwrap());
    let outbox = Outbox::new(courier, Arc::clone(&clock), super::stage::COMPANY, Settings::default());
    let receiver = Receiver::start();
    outbox.put(subscription("all", &receiver.url())).unwrap();
    receiver.answer([Answer::Status(500), Answer::Status(500)]);
    outbox.committed(&[Stage::new().record(deleted()).into()]);
    outbox.drain().await;

    let first = keys.signing().await.unwrap().public_pem().unwrap();
    let second = keys.rotate().await.unwrap().public_pem().unwrap();
    clock.advance_to(start() + Duration::seconds(5));
    outbox.drain().await;
    keys.restore();
    clock.advance_to(start() + Duration::seconds(60));
    outbox.drain().await;

    let requests = receiver.requests();
    let good: Vec<_> =
        requests.iter().map(|r| [&first, &second].map(|key| verifies(key, &r.body, signature(r)))).collect();
    assert_eq!(good, [[true, false], [false, true], [true, false]]);
}
