//! What tenants of one scenario have in common until they change it, and that they let go of it.

use std::sync::Arc;

use concur_emulator::tenants::Wish;
use concur_emulator::{Config, Emulator};

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
    let report = |world: &concur_emulator::core::World| Arc::clone(world.report(id).unwrap());
    assert!(Arc::ptr_eq(&one.store.read(report), &other.store.read(report)), "the report is there twice");
    assert!(Arc::ptr_eq(&one.store.read(report), &tenants.first().store.read(report)), "the report is there twice");
    assert_ne!(one.store.read(|world| world.company.id), other.store.read(|world| world.company.id));
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
