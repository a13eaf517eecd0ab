//! The keys of steps: what names one report at one step, and is stale afterwards.

use std::collections::BTreeSet;

use concur_emulator::core::Actor;
use concur_emulator::core::command::Deed;
use concur_emulator::core::report::workflow_step_key;
use concur_emulator::core::status::ApprovalStatus;
use concur_emulator::core::step_key::report_of_step_key;

use crate::support::cast::*;
use crate::support::scene::{Scene, approve, recall, send_back};

const OWNER: Actor = Actor::user(TRAVELER);

#[test]
fn every_step_of_every_round_has_a_key_of_its_own_that_leads_to_the_report() {
    let mut scene = Scene::new();
    let report = scene.report_on(EXTERNAL);
    let mut seen = BTreeSet::new();
    let mut meet = |scene: &Scene| {
        let key = workflow_step_key(&scene.report(report)).expect("it was submitted");
        assert!((20..=30).contains(&key.len()), "{key}");
        assert!(key.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_'), "{key}");
        assert_eq!(report_of_step_key(&key), Some(report));
        assert!(seen.insert(key.clone()), "{key} was met before");
    };
    assert_eq!(workflow_step_key(&scene.report(report)), None);
    for again in [send_back(), recall()] {
        let actor = if again == recall() { OWNER } else { Actor::COMPANY };
        scene.must(OWNER, report, Deed::Submit);
        meet(&scene);
        scene.must(actor, report, again);
        assert_eq!(workflow_step_key(&scene.report(report)), None);
    }
    scene.must(OWNER, report, Deed::Submit);
    for status in [ApprovalStatus::Pending, ApprovalStatus::Accounting, ApprovalStatus::Approved] {
        meet(&scene);
        scene.walk_to(report, status);
    }
    meet(&scene);
    scene.must(Actor::COMPANY, report, Deed::MarkIntegrated);
    meet(&scene);
}

#[test]
fn the_approvers_of_one_step_share_its_key() {
    let mut scene = Scene::new();
    let report = scene.report_on(COST_OBJECTS);
    scene.walk_to(report, ApprovalStatus::CostObject);
    let key = workflow_step_key(&scene.report(report));
    scene.must(Actor::user(COST_OWNER_1), report, approve());
    assert_eq!(workflow_step_key(&scene.report(report)), key);
    scene.must(Actor::user(COST_OWNER_2), report, approve());
    assert_ne!(workflow_step_key(&scene.report(report)), key);
}

#[test]
fn a_held_report_has_a_key_and_two_reports_never_share_one() {
    let mut scene = Scene::new();
    let reports = [ANOMALY, ANOMALY, DEFAULT].map(|policy| scene.report_on(policy));
    let keys: BTreeSet<_> = reports
        .iter()
        .filter_map(|report| {
            scene.must(OWNER, *report, Deed::Submit);
            workflow_step_key(&scene.report(*report))
        })
        .collect();
    assert_eq!(keys.len(), 3);
}

#[test]
fn what_is_no_key_leads_to_no_report() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.must(OWNER, report, Deed::Submit);
    let key = workflow_step_key(&scene.report(report)).unwrap();
    let bent = key.replacen("gW", "gX", 1);
    let odd = format!("{}B", &key[..key.len() - 1]);
    for text in ["", "gW", &key[..28], &format!("{key}A"), &bent, &odd, &format!("{}é", &key[..27]), "gW$%"] {
        assert_eq!(report_of_step_key(text), None, "{text}");
    }
}
