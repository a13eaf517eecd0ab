//! What tenants of one scenario have in common until they change it, and that they let go of it.

use std::sync::Arc;

use concur_emulator::core::command::Deed;
use concur_emulator::core::registry::attendees::AttendeeFacts;
use concur_emulator::core::{Actor, Command, CompanyCommand, ReportKey, Through, World};
use concur_emulator::tenant::store::Origin;
use concur_emulator::tenants::Wish;
use concur_emulator::{Config, Emulator};

use crate::support::cast;
use crate::support::emulator::NOW;
use crate::support::reports::DRAFT;

async fn start() -> Emulator {
    let config = Config { port: 0, seed: Some(1), clock: NOW.parse().unwrap(), ..Config::default() };
    Emulator::start(config).await.unwrap()
}

#[tokio::test]
async fn a_scenario_is_compiled_once_and_shared_until_it_is_written_to() {
    let emulator = start().await;
    let tenants = emulator.tenants();
    let (one, other) = (tenants.found(&Wish::default()).unwrap(), tenants.found(&Wish::default()).unwrap());
    let id = DRAFT.parse().unwrap();
    let report = |world: &World| Arc::clone(world.report(id).unwrap());
    assert!(Arc::ptr_eq(&one.store.read(report), &other.store.read(report)), "the report is there twice");
    assert!(Arc::ptr_eq(&one.store.read(report), &tenants.first().store.read(report)), "the report is there twice");
    assert_ne!(one.store.read(|world| world.company.id), other.store.read(|world| world.company.id));
}

#[tokio::test]
async fn of_many_who_ask_at_once_for_a_scenario_one_compiles_it() {
    let emulator = start().await;
    let tenants = emulator.tenants();
    let wish = Wish { seed: Some(77), ..Wish::default() };
    assert!(!tenants.is_at_hand(&wish));
    let runtime = tokio::runtime::Handle::current();
    let realms: Vec<_> = std::thread::scope(|scope| {
        let ask = || {
            let _inside = runtime.enter();
            tenants.found(&wish).unwrap()
        };
        let asked: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert!(tenants.is_at_hand(&wish));
    let report = |world: &World| Arc::clone(world.report(DRAFT.parse().unwrap()).unwrap());
    let first = realms[0].store.read(report);
    assert!(realms.iter().all(|realm| Arc::ptr_eq(&realm.store.read(report), &first)), "it was compiled twice");
}

#[tokio::test]
async fn what_a_tenant_made_is_freed_with_it_and_what_it_shared_stays() {
    let emulator = start().await;
    let tenants = emulator.tenants();
    let realm = tenants.found(&Wish::default()).unwrap();
    let id = DRAFT.parse().unwrap();
    let report = |world: &World| Arc::clone(world.report(id).unwrap());
    let shared = Arc::downgrade(&realm.store.read(report));
    let origin = Origin { through: Through::Control, correlation: "test".into(), base_url: None };
    let submit = Command::act(ReportKey::Id(id), Deed::Submit);
    let records = realm.store.execute(&Actor::user(cast::TRAVELER), submit, &origin).unwrap();
    let event = Arc::downgrade(&records[0]);
    drop(records);
    let own = Arc::downgrade(&realm.store.read(report));
    let company = Arc::downgrade(&realm.store.read(|world| Arc::clone(&world.company)));
    let (clock, timekeeper) = (Arc::downgrade(&realm.clock), Arc::downgrade(&realm.timekeeper));
    let id_of_company = realm.company;
    drop(realm);
    tenants.delete(id_of_company).unwrap();
    let is_there = || {
        own.strong_count()
            + company.strong_count()
            + event.strong_count()
            + clock.strong_count()
            + timekeeper.strong_count()
    };
    // Its tasks end when they are next looked at.
    while is_there() > 0 {
        tokio::task::yield_now().await;
    }
    assert!(shared.strong_count() > 0, "the scenario is there for others");
}

#[tokio::test]
async fn a_tenant_that_is_deleted_leaves_nothing_behind() {
    let emulator = start().await;
    let tenants = emulator.tenants();
    let realm = tenants.found(&Wish::default()).unwrap();
    let outbox = Arc::downgrade(&realm.outbox);
    let company = realm.company;
    let gone = Arc::downgrade(&realm);
    drop(realm);
    tenants.delete(company).unwrap();
    assert!(gone.upgrade().is_none(), "someone keeps the tenant");
    // Its tasks end when they are next looked at: nothing but them keeps the outbox.
    while outbox.upgrade().is_some() {
        tokio::task::yield_now().await;
    }
    assert_eq!(tenants.count(), 1);
}

#[tokio::test]
async fn an_attendee_who_is_added_while_others_read_copies_none_of_the_rest() {
    let emulator = start().await;
    let store = &emulator.tenants().first().store;
    let facts = |name: &str| {
        let (attendee_type, last_name) = (Some("BUSGUEST".to_owned()), Some(name.to_owned()));
        Ok(Box::new(AttendeeFacts { attendee_type, last_name, ..AttendeeFacts::default() }))
    };
    let origin = Origin { through: Through::Control, correlation: "test".into(), base_url: None };
    let add = |name: &str| store.manage(&Actor::COMPANY, CompanyCommand::AddAttendee(facts(name)), &origin).unwrap();
    (0..1_000).for_each(|number| drop(add(&format!("Number {number}"))));
    let held = store.read(|world| Arc::clone(&world.company));
    add("One more");
    let company = store.read(|world| Arc::clone(&world.company));
    assert_eq!(company.attendees.len(), held.attendees.len() + 1);
    for (id, attendee) in held.attendees.iter() {
        assert!(
            company.attendees.get(id).is_some_and(|now| Arc::ptr_eq(now, attendee)),
            "{} is there twice",
            attendee.id
        );
    }
}
