//! Ways through the machine, and who may take the next step.

use std::sync::Arc;

use concur_emulator::core::Actor;
use concur_emulator::core::command::{Caller, Part};
use concur_emulator::core::ids::ReportId;
use concur_emulator::core::journey::{Role, Stride, Target, legal, plan};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus};
use concur_emulator::core::table::CommandKind;

use super::reach::full_report;
use crate::support::cast::{self, BUDGET, COST_OBJECTS, DEFAULT, RECEIPTS, TIMED};
use crate::support::scene::{Scene, approve};

fn target(approval: &str, payment: &str) -> Target {
    Target {
        approval: ApprovalStatus::from_code(approval),
        payment: PaymentStatus::from_code(payment),
        step_code: None,
    }
}

/// A way as text: `submit by Owner, approve by Assignees`.
fn way(scene: &Scene, report: ReportId, target: &Target) -> Option<String> {
    let way = plan(&scene.world, report, target, scene.now)?;
    let text: Vec<_> = way.iter().map(|Stride { action, by }| format!("{} by {by:?}", action.name())).collect();
    Some(text.join(", "))
}

#[test]
fn the_shortest_way_is_taken() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    let way = |target| way(&scene, report, &target).unwrap();
    assert_eq!(way(target("A_NOTF", "")), "");
    assert_eq!(way(target("A_RESU", "")), "submit by Owner, sendBack by Assignees");
    assert_eq!(way(target("", "P_HOLD")), "submit by Owner, hold by Processor");
    assert_eq!(
        way(target("A_APPR", "P_PAID")),
        "submit by Owner, approve by Assignees, approve by Processor, markIntegrated by Company"
    );
    assert_eq!(
        way(target("A_APPR", "P_PAYC")),
        "submit by Owner, approve by Assignees, approve by Processor, confirmPayment by Processor"
    );
}

#[test]
fn a_step_is_reached_by_its_code_where_its_status_is_anothers_too() {
    let mut scene = Scene::new();
    let report = scene.report_on(COST_OBJECTS);
    let second =
        Target { approval: Some(ApprovalStatus::Pending), step_code: Some("MANAGER2".to_owned()), payment: None };
    let expected = "submit by Owner, approve by Assignees, approve by Assignees";
    assert_eq!(way(&scene, report, &second).as_deref(), Some(expected));
    scene.walk(report, &second);
    let step = scene.report(report).state.step().map(|s| s.instances[0].assignee);
    assert_eq!(step, Some(Some(cast::APPROVER_2)));
}

#[test]
fn a_way_goes_on_from_where_some_have_approved() {
    let mut scene = Scene::new();
    let report = scene.report_on(COST_OBJECTS);
    scene.walk(report, &target("A_PECO", ""));
    scene.must(Actor::user(cast::COST_OWNER_1), report, approve());
    scene.walk(report, &target("A_ACCO", ""));
    assert_eq!(scene.status(report), "A_ACCO/P_NOTP");
}

#[test]
fn only_the_clock_lets_a_step_expire_and_only_where_it_has_a_time_limit() {
    let mut scene = Scene::new();
    let (timed, untimed) = (scene.report_on(TIMED), scene.report_on(DEFAULT));
    assert_eq!(way(&scene, timed, &target("A_TEXP", "")).as_deref(), Some("submit by Owner, expire by Clock"));
    assert_eq!(way(&scene, untimed, &target("A_TEXP", "")), None);
}

#[test]
fn there_is_no_way_to_a_status_that_the_policy_does_not_have_nor_back_to_the_beginning() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    for approval in ["A_FILE", "A_PECO", "A_RHLD"] {
        assert_eq!(way(&scene, report, &target(approval, "")), None, "{approval}");
    }
    scene.walk(report, &target("A_PEND", ""));
    assert_eq!(way(&scene, report, &target("A_NOTF", "")), None);
    let unknown = ReportId::from_bytes([0; 10]);
    assert_eq!(plan(&scene.world, unknown, &Target::default(), scene.now), None);
}

#[test]
fn a_held_report_goes_on_when_its_owner_attaches_every_image() {
    let mut scene = Scene::new();
    let mut draft = scene.draft(RECEIPTS);
    draft.expenses.extend([Arc::new(scene.hotel()), Arc::new(scene.hotel())]);
    let report = scene.put(draft);
    let pending = target("A_PEND", "");
    assert_eq!(way(&scene, report, &pending).as_deref(), Some("submit by Owner, attachReceipt by Owner"));
    scene.walk(report, &pending);
    assert!(!scene.report(report).lacks_receipt_image(&scene.world.company));
}

#[test]
fn a_way_found_for_one_report_serves_another_of_the_same_policy() {
    let mut scene = Scene::new();
    let first = scene.report_on(BUDGET);
    let way = plan(&scene.world, first, &target("A_APPR", "P_PAID"), scene.now).unwrap();
    let expenses = vec![Arc::new(scene.taxi(None))];
    let draft = scene.draft_of(BUDGET, cast::COLLEAGUE, expenses);
    let second = scene.put(draft);
    for stride in way {
        for (actor, command) in stride.commands(&scene.world, &scene.report(second)) {
            scene.give(actor, command).unwrap();
        }
    }
    assert_eq!(scene.status(second), "A_APPR/P_PAID");
}

#[test]
fn rejected_expenses_do_not_stop_a_way() {
    let mut scene = Scene::new();
    let mut draft = scene.draft(DEFAULT);
    Arc::make_mut(&mut draft.expenses[0]).is_rejected = true;
    let report = scene.put(draft);
    scene.walk(report, &target("A_APPR", "P_PAID"));
    assert_eq!(scene.report(report).expenses.len(), 1);
}

/// What is legal, a line a command: `approve: manager, delegate`.
fn legal_lines(scene: &Scene, report: ReportId) -> String {
    let all = legal(&scene.world, &scene.report(report), scene.now);
    let name = |caller| match caller {
        Caller::User(user) => cast::name_of(&scene.world, user),
        Caller::Company => "company".to_owned(),
        Caller::Clock => "clock".to_owned(),
    };
    let mut lines: Vec<String> = Vec::new();
    for kind in CommandKind::ALL {
        let by: Vec<_> = all.iter().filter(|l| l.action == *kind).map(|l| name(l.actor.caller)).collect();
        if !by.is_empty() {
            lines.push(format!("{}: {}", kind.name(), by.join(", ")));
        }
    }
    lines.join("\n")
}

#[test]
fn what_is_legal_now_is_listed_with_everyone_who_may() {
    let mut scene = Scene::new();
    let report = full_report(&mut scene, COST_OBJECTS);
    let mut text = String::new();
    for (approval, payment) in
        [("A_NOTF", ""), ("A_PEND", ""), ("A_PECO", ""), ("A_APPR", "P_PROC"), ("A_APPR", "P_PAID")]
    {
        scene.walk(report, &target(approval, payment));
        text += &format!("{}\n{}\n\n", scene.status(report), legal_lines(&scene, report));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_listed_as_legal_succeeds_when_it_is_done() {
    for (approval, payment) in [("A_NOTF", ""), ("A_PEND", ""), ("A_PECO", ""), ("A_ACCO", ""), ("A_APPR", "P_PROC")] {
        let mut scene = Scene::new();
        let report = full_report(&mut scene, COST_OBJECTS);
        scene.walk(report, &target(approval, payment));
        let listed = legal(&scene.world, &scene.report(report), scene.now);
        assert!(!listed.is_empty());
        for entry in listed {
            let deed = super::deeds::deed(entry.action, &scene.report(report)).unwrap();
            let outcome = scene.clone().act(entry.actor, report, deed);
            assert!(outcome.is_ok(), "{entry:?} at {approval}: {outcome:?}");
        }
    }
}

#[test]
fn an_administrator_submits_in_the_part_of_one() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    let all = legal(&scene.world, &scene.report(report), scene.now);
    let submit = all.iter().find(|l| l.action == CommandKind::Submit && l.actor.caller == Caller::User(cast::ADMIN));
    let actor = submit.expect("an administrator may submit for others").actor;
    assert_eq!((actor.part, actor.target), (Part::Administrator, Some(cast::TRAVELER)));
}

#[test]
fn a_role_that_nobody_has_takes_no_stride() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    let stride = Stride { action: CommandKind::Approve, by: Role::Assignees };
    assert!(stride.commands(&scene.world, &scene.report(report)).is_empty());
}
