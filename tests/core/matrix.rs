//! Every pair of statuses times every command, each asked of the real rules with whoever may give the command.

use chrono::Duration;
use concur_emulator::core::command::Deed;
use concur_emulator::core::ids::ReportId;
use concur_emulator::core::journey::{Target, plan};
use concur_emulator::core::report::{State, Submission};
use concur_emulator::core::status::Status;
use concur_emulator::core::table::CommandKind;
use concur_emulator::core::workflow::{Policy, Step, Workflow};
use concur_emulator::core::{Actor, Rejection, World};

use super::deeds::{deed, everyone, remarked};
use super::reach::{full_report, reachable};
use crate::support::cast::{self, POLICIES};
use crate::support::scene::Scene;

/// A row: a pair of statuses, and whether the entries are extracted there.
struct Row {
    status: Option<Status>,
    is_extracted: bool,
}

impl Row {
    fn name(&self) -> String {
        let status = self.status.map_or_else(|| "A_FILE/P_NOTP".to_owned(), |s| s.to_string());
        if self.is_extracted { format!("{status} extracted") } else { status }
    }

    /// A world with a report at this row.
    fn scene(&self, world: &World) -> (Scene, ReportId) {
        let Some(Status { approval, payment }) = self.status else { return filed(world) };
        let target = Target { approval: Some(approval), payment: Some(payment), step_code: None };
        for policy in POLICIES {
            let mut scene = Scene::of(world.clone());
            let report = full_report(&mut scene, *policy);
            if plan(&scene.world, report, &target, scene.now).is_some() {
                scene.walk(report, &target);
                if self.is_extracted {
                    scene.must(Actor::COMPANY, report, Deed::MarkExtracted);
                }
                return (scene, report);
            }
        }
        panic!("no policy leads to {}", self.name());
    }
}

/// A report that only a scenario puts where it is.
pub fn filed(world: &World) -> (Scene, ReportId) {
    let mut scene = Scene::of(world.clone());
    let mut report = scene.draft(cast::DEFAULT);
    remarked(&mut report);
    report.first_submitted_at = Some(scene.now);
    report.state = State::Filed(Submission { at: scene.now, by: Some(cast::TRAVELER), approvers: Vec::new() });
    let id = scene.put(report);
    (scene, id)
}

/// The cast, and for what the clock does a time on every step that has none.
fn world_for(command: CommandKind) -> World {
    let hour = Some(Duration::hours(1));
    let timed = |step: &Step| match command {
        CommandKind::AutoApprove => Step { auto_approve_after: hour, ..step.clone() },
        CommandKind::Expire => Step { expires_after: hour, ..step.clone() },
        _ => step.clone(),
    };
    let has_timer = |step: &Step| step.auto_approve_after.is_some() || step.expires_after.is_some();
    let mut world = cast::world();
    let policies: Vec<_> = world.policies().cloned().collect();
    for policy in policies {
        let steps = policy.workflow.steps().iter().map(|s| if has_timer(s) { s.clone() } else { timed(s) }).collect();
        let Workflow { process_id, paid_code, .. } = policy.workflow.clone();
        let workflow = Workflow::new(process_id, steps, Some(paid_code)).unwrap();
        world.put_policy(Policy { workflow, ..Policy::clone(&policy) });
    }
    world
}

/// Where a command leads when someone gives it who may, or what refuses it whoever gives it.
fn outcome(row: &Row, command: CommandKind) -> String {
    let (scene, report) = row.scene(&world_for(command));
    let before = scene.status(report);
    let deed = deed(command, &scene.report(report)).expect("the report has expenses");
    let mut refusals = Vec::new();
    for actor in everyone() {
        let mut scene = scene.clone();
        match scene.act(actor, report, deed.clone()) {
            Ok(_) if scene.status(report) == before => return "stays".to_owned(),
            Ok(_) => return scene.status(report),
            Err(rejection) => refusals.push(rejection),
        }
    }
    let says_who = |r: &Rejection| {
        matches!(
            r,
            Rejection::NotTheOwner
                | Rejection::NotTheUser { .. }
                | Rejection::NotAnApprover
                | Rejection::MissingRole(_)
                | Rejection::NeedsUser
                | Rejection::AlreadyActed { .. }
                | Rejection::NotASystemStep { .. }
        )
    };
    let rejection = refusals.iter().find(|r| !says_who(r)).unwrap_or(&refusals[0]);
    match rejection {
        Rejection::IllegalAtStatus { .. } => ".".to_owned(),
        Rejection::AlreadySubmitted { .. } => "submitted".to_owned(),
        other => format!("{other:?}").chars().take_while(|c| c.is_alphanumeric()).collect(),
    }
}

/// Rows of text in columns that are as wide as their widest cell.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// In the snapshot `.` is "illegal at this status", `submitted` is "in conflict with the submit"; other refusals are named.
#[test]
fn every_status_times_every_command_comes_out_as_reviewed() {
    let pairs = reachable();
    let status = |code: &str| pairs.iter().copied().find(|s| s.to_string() == code);
    let mut rows: Vec<_> = pairs.iter().map(|s| Row { status: Some(*s), is_extracted: false }).collect();
    rows.push(Row { status: None, is_extracted: false });
    rows.extend(["A_APPR/P_PROC", "A_APPR/P_PAYC"].map(|code| Row { status: status(code), is_extracted: true }));
    let names = CommandKind::ALL.iter().map(|c| c.name().to_owned());
    let mut table = vec![[String::new()].into_iter().chain(names).collect::<Vec<_>>()];
    for row in rows {
        let outcomes = CommandKind::ALL.iter().map(|command| outcome(&row, *command));
        table.push([row.name()].into_iter().chain(outcomes).collect());
    }
    insta::assert_snapshot!(aligned(&table));
}
