//! What happens by itself when its time has come.

use std::sync::Arc;

use chrono::Duration;
use concur_emulator::api::App;
use concur_emulator::core::event::{Acting, Through};
use concur_emulator::core::ids::{PolicyId, ReportId};
use concur_emulator::core::report::Report;
use concur_emulator::core::status::ApprovalStatus;
use concur_emulator::core::{Actor, Change, Command, Event, Part, Timestamp, World, evolve};
use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::tenant::access::AccessSeed;
use concur_emulator::tenant::authority::{Authority, Names};
use concur_emulator::tenant::store::{Listener, Origin, Record};
use concur_emulator::tenant::{Blueprint, Tenant};
use concur_emulator::tenants::{Beginning, Founder, Realm, Tenants};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::support::cast;
use crate::support::scene::{Scene, approve};

/// Passes on what happens.
struct Ear(mpsc::UnboundedSender<Timestamp>);

impl Listener for Ear {
    fn committed(&self, records: &[Arc<Record>]) {
        records.iter().for_each(|record| self.0.send(record.event.at).expect("someone listens"));
    }
}

/// A report before its manager, on the policy whose accounting step approves itself after five minutes.
fn blueprint() -> (Blueprint, ReportId) {
    let mut scene = Scene::new();
    let report = scene.report_on(cast::TIMED);
    scene.walk_to(report, ApprovalStatus::Pending);
    let (world, frozen_at) = (scene.world, Some(scene.now));
    (
        Blueprint {
            world,
            access: AccessSeed::default(),
            faults: Default::default(),
            seed: Some(1),
            frozen_at,
            runs_from: None,
        },
        report,
    )
}

fn approve_as_manager(tenant: &Tenant, report: ReportId) {
    let origin = Origin { through: Through::Control, correlation: "test".into(), base_url: None };
    tenant
        .store
        .execute(&Actor::user(cast::MANAGER).with_part(Part::Manager), Command::act(report, approve()), &origin)
        .expect("the manager may approve");
}

fn approval(tenant: &Tenant, report: ReportId) -> ApprovalStatus {
    tenant.store.report_by_id(report).expect("the report is there").report.state.status().approval
}

#[tokio::test]
async fn what_is_due_happens_at_its_own_time_when_the_clock_is_moved_far_beyond() {
    let (blueprint, report) = blueprint();
    let clock = blueprint.clock();
    let courier = Arc::new(Courier::start(Setup::default()).unwrap());
    let company = blueprint.world.company.id;
    let outbox = Arc::new(Outbox::new(Arc::clone(&courier), Arc::clone(&clock), company, Settings::default()));
    let tenant = Arc::new(Tenant::new(blueprint, clock, Arc::clone(&outbox) as _));
    let realm = Arc::new(Realm::new(Arc::clone(&tenant), outbox, Vec::new()));
    let founder = Founder::new(courier, Settings::default(), Beginning::default(), Handle::current());
    let app = App {
        tenants: Tenants::new(Arc::clone(&realm), founder),
        public_url: None,
        keys: Arc::default(),
        authority: Arc::new(Authority::new(&Names::default()).unwrap()),
    };
    approve_as_manager(&tenant, report);
    let start = tenant.clock.now();
    realm.advance_to(start + Duration::days(1)).await;
    assert_eq!(approval(&tenant, report), ApprovalStatus::Approved);
    let changed = tenant.store.report_by_id(report).unwrap().report.modified_at;
    assert_eq!((changed, tenant.clock.now()), (start + Duration::minutes(5), start + Duration::days(1)));
    app.reset(&realm).unwrap();
    assert_eq!((approval(&tenant, report), tenant.clock.now()), (ApprovalStatus::Pending, start));
}

#[tokio::test]
async fn what_the_rules_refuse_to_the_clock_does_not_stand_in_the_way_of_the_rest() {
    let mut scene = Scene::new();
    let (stuck, moves) = (scene.report_on(cast::TIMED), scene.report_on(cast::TIMED));
    for report in [stuck, moves] {
        scene.walk_to(report, ApprovalStatus::Pending);
    }
    let (mut world, now) = (scene.world, scene.now);
    let accounting = |world: &World, report| {
        let status = world.report(report).map(|report: &Arc<Report>| report.status().approval);
        assert_eq!(status, Some(ApprovalStatus::Accounting));
    };
    let (sender, _heard) = mpsc::unbounded_channel();
    let blueprint = |world| Blueprint {
        world,
        access: AccessSeed::default(),
        faults: Default::default(),
        seed: Some(1),
        frozen_at: Some(now),
        runs_from: None,
    };
    let walked = {
        let blueprint = blueprint(world.clone());
        let clock = blueprint.clock();
        let tenant = Tenant::new(blueprint, clock, Arc::new(Ear(sender.clone())));
        approve_as_manager(&tenant, stuck);
        tenant.clock.advance_to(now + Duration::minutes(1));
        approve_as_manager(&tenant, moves);
        tenant.store.read(World::clone)
    };
    // A report whose policy is gone, which nothing that anyone can ask for leads to.
    let mut lost = Report::clone(walked.report(stuck).unwrap());
    lost.header.policy = PolicyId::from_bytes([0xEE; 16]);
    for report in [Arc::new(lost), Arc::clone(walked.report(moves).unwrap())] {
        let (id, owner, report_kind, at) = (report.id, report.owner, report.kind, now);
        let by = Acting { user: Some(owner), delegate: None };
        let change = Change::Created(report);
        evolve(&mut world, &Event { at, by, through: Through::Scenario, report: id, owner, report_kind, change });
    }
    accounting(&world, stuck);
    accounting(&world, moves);
    let blueprint = blueprint(world);
    let clock = blueprint.clock();
    let tenant = Tenant::new(blueprint, clock, Arc::new(Ear(sender)));
    assert_eq!(tenant.store.next_due(), Some(now + Duration::minutes(5)));
    tenant.clock.advance_to(now + Duration::minutes(10));
    assert_eq!(tenant.store.run_due(), 1);
    assert_eq!(approval(&tenant, moves), ApprovalStatus::Approved);
    assert_eq!((approval(&tenant, stuck), tenant.store.next_due()), (ApprovalStatus::Accounting, None));
    assert_eq!(tenant.store.run_due(), 0);
}

#[tokio::test]
async fn the_timekeeper_hears_of_a_new_timer_and_acts_when_the_clock_shows_its_time() {
    let (blueprint, report) = blueprint();
    let (sender, mut heard) = mpsc::unbounded_channel();
    let clock = blueprint.clock();
    let start = clock.now();
    let tenant = Arc::new(Tenant::new(blueprint, Arc::clone(&clock), Arc::new(Ear(sender))));
    let kept = Arc::clone(&tenant);
    let keeper = tokio::spawn(async move { kept.timekeeper.keep(&kept.store, &kept.clock).await });
    tokio::task::yield_now().await;
    approve_as_manager(&tenant, report);
    assert_eq!(heard.recv().await, Some(start));
    tokio::task::yield_now().await;
    assert!(heard.try_recv().is_err(), "nothing happens before its time");
    clock.advance_to(start + Duration::minutes(5));
    assert_eq!(heard.recv().await, Some(start + Duration::minutes(5)));
    assert_eq!(approval(&tenant, report), ApprovalStatus::Approved);
    keeper.abort();
}
