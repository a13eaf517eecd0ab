//! Which pairs of approval and payment status exist: a search with every command by everyone, and whether ways are found
//! exactly to what it finds.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use concur_emulator::core::Timestamp;
use concur_emulator::core::ids::{PolicyId, ReportId};
use concur_emulator::core::journey::{Target, plan};
use concur_emulator::core::report::{Report, State};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus, Status};
use concur_emulator::core::table::{CommandKind, Stage};

use super::deeds::{deed, everyone, remarked};
use crate::support::cast::POLICIES;
use crate::support::scene::Scene;

/// A report with everything that a policy can ask for: two cost objects, and a hotel whose receipt is missing; with a comment
/// and an exception.
pub fn full_report(scene: &mut Scene, policy: PolicyId) -> ReportId {
    let mut report = scene.draft(policy);
    report.expenses.push(Arc::new(scene.hotel()));
    remarked(&mut report);
    scene.put(report)
}

/// Where a report is, without when and under which identifiers.
fn place(report: &Report) -> String {
    let extracted = matches!(report.state, State::Processing { extracted: true, .. });
    let step = report.state.step();
    let approved: Vec<_> = step.into_iter().flat_map(|s| &s.instances).map(|i| i.approved).collect();
    let has_images = report.expenses.iter().all(|e| e.has_receipt_image);
    let key = (report.status(), step.map(|s| s.index), approved, extracted, has_images);
    format!("{key:?} {:?}", (report.expenses.len().min(4), report.first_submitted_at.is_some()))
}

/// What a search came by.
#[derive(Default)]
pub struct Found {
    /// Stages, each with its pairs of statuses.
    pub places: BTreeSet<(Stage, Status)>,
    /// Commands that led from one stage to another, or out of the world.
    pub moves: BTreeSet<(Stage, CommandKind, Option<Stage>)>,
}

/// Everything that any commands by anyone lead to from here.
pub fn explore(start: Scene, id: ReportId) -> Found {
    let at = |scene: &Scene| scene.world.report(id).map(|r| (r.state.stage(), r.status()));
    let mut seen = HashSet::from([place(&start.report(id))]);
    let mut found = Found { places: at(&start).into_iter().collect(), ..Found::default() };
    let mut open = vec![start];
    while let Some(scene) = open.pop() {
        let report = scene.report(id);
        let before = report.state.stage();
        for kind in CommandKind::ALL {
            let Some(deed) = deed(*kind, &report) else { continue };
            for actor in everyone() {
                let mut next = scene.clone();
                if next.act(actor, id, deed.clone()).is_err() {
                    continue;
                }
                let after = at(&next);
                found.places.extend(after);
                found.moves.insert((before, *kind, after.map(|(stage, _)| stage)));
                if next.world.report(id).is_some_and(|r| seen.insert(place(r))) {
                    open.push(next);
                }
            }
        }
    }
    found
}

/// What several searches came by.
pub fn explore_each(beginnings: impl IntoIterator<Item = (Scene, ReportId)>) -> Found {
    beginnings.into_iter().fold(Found::default(), |mut all, (scene, report)| {
        let Found { places, moves } = explore(scene, report);
        all.places.extend(places);
        all.moves.extend(moves);
        all
    })
}

/// A full report, never submitted, on each policy.
pub fn unsubmitted() -> impl Iterator<Item = (Scene, ReportId)> {
    POLICIES.iter().map(|policy| {
        let mut scene = Scene::new();
        let report = full_report(&mut scene, *policy);
        (scene, report)
    })
}

/// The pairs of statuses that all policies together lead to.
pub fn reachable() -> BTreeSet<Status> {
    static PAIRS: LazyLock<BTreeSet<Status>> =
        LazyLock::new(|| explore_each(unsubmitted()).places.into_iter().map(|(_, status)| status).collect());
    PAIRS.clone()
}

#[test]
fn the_pairs_of_statuses_that_exist_are_these() {
    let pairs: Vec<_> = reachable().iter().map(Status::to_string).collect();
    insta::assert_snapshot!(pairs.join("\n"));
}

#[test]
fn every_status_is_reached_by_some_way_and_filed_by_none() {
    let pairs = reachable();
    for status in ApprovalStatus::ALL {
        let reached = pairs.iter().any(|p| p.approval == *status);
        assert_eq!(reached, *status != ApprovalStatus::Filed, "{status}");
    }
    for status in PaymentStatus::ALL {
        assert!(pairs.iter().any(|p| p.payment == *status), "{status}");
    }
}

#[test]
fn a_way_is_found_to_every_pair_that_exists_and_to_no_other() {
    let pairs = reachable();
    for approval in ApprovalStatus::ALL.iter().copied() {
        for payment in PaymentStatus::ALL.iter().copied() {
            let target = Target { approval: Some(approval), payment: Some(payment), step_code: None };
            let found = POLICIES.iter().any(|policy| {
                let mut scene = Scene::new();
                let report = full_report(&mut scene, *policy);
                let now: Timestamp = scene.now;
                let is_found = plan(&scene.world, report, &target, now).is_some();
                if is_found {
                    scene.walk(report, &target);
                }
                is_found
            });
            let status = Status { approval, payment };
            assert_eq!(found, pairs.contains(&status), "{status}");
        }
    }
}
