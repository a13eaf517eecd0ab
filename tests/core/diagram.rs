//! `docs/status-machine.md`: written from the status table, proven fresh, and compared with what really happens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use concur_emulator::core::ids::{PolicyId, ReportId};
use concur_emulator::core::status::Status;
use concur_emulator::core::table::{CommandKind, Effect, Rule, Stage, rule};
use concur_emulator::core::workflow::{StepKind, Switches};

use super::matrix::filed;
use super::reach::{Found, explore_each, full_report, unsubmitted};
use crate::support::cast;
use crate::support::scene::Scene;

const FILE: &str = "docs/status-machine.md";
const INTRODUCTION: &str = "\
# The status machine

Generated from `src/core/table.rs`; to renew it: `UPDATE_DOCS=1 cargo test the_status_machine`.

A report is at one of ten stages. Its approval status and its payment status follow from the stage and, at a step, from the
step's kind. Which steps there are, and in which order, is the policy's business, not the table's.
";

/// The stages that an effect can lead to; none stands for the report being gone.
fn destinations(effect: Effect, from: Stage) -> Vec<Option<Stage>> {
    let to: &[Stage] = match effect {
        Effect::Stays => &[],
        Effect::Gone => return vec![None],
        Effect::FirstStep => &[Stage::Held, Stage::Step, Stage::Processing],
        Effect::NextStep => &[Stage::Step, Stage::Processing],
        Effect::Employee => &[Stage::Unsubmitted],
        Effect::OnHold if from == Stage::Processing => &[Stage::ProcessingOnHold],
        Effect::OnHold => &[Stage::StepOnHold],
        Effect::OffHold if from == Stage::ProcessingOnHold => &[Stage::Processing],
        Effect::OffHold => &[Stage::Step],
        Effect::Expired => &[Stage::Expired],
        Effect::Confirmed => &[Stage::Confirmed],
        Effect::Paid => &[Stage::Paid],
    };
    to.iter().copied().map(Some).collect()
}

/// Every arrow: from where, by which command, to where.
fn arrows() -> BTreeSet<(Stage, CommandKind, Option<Stage>)> {
    let mut arrows = BTreeSet::new();
    for from in Stage::ALL.iter().copied() {
        for command in CommandKind::ALL.iter().copied() {
            if let Rule::Allowed(effect) = rule(command, from) {
                arrows.extend(destinations(effect, from).into_iter().map(|to| (from, command, to)));
            }
        }
    }
    arrows
}

/// What happens in every policy, in policies that pay at once, and to a filed report.
fn everything() -> Found {
    let none = Switches::default();
    let receipts = Switches { hold_for_receipt_images: true, ..none };
    let anomaly = Switches { hold_for_anomaly_check: true, ..none };
    let at_once = [none, receipts, anomaly].map(paying_at_once);
    explore_each(unsubmitted().chain([filed(&cast::world())]).chain(at_once))
}

/// A report on a policy without anyone who approves.
fn paying_at_once(switches: Switches) -> (Scene, ReportId) {
    let id = PolicyId::from_bytes([0xA; 16]);
    let mut scene = Scene::new();
    scene.world.put_policy(cast::policy("Pays at once", id, vec![cast::step(StepKind::ProcessingPayment)], switches));
    let report = full_report(&mut scene, id);
    (scene, report)
}

fn page(places: &BTreeSet<(Stage, Status)>) -> String {
    let mut page = INTRODUCTION.to_owned();
    page += "\n| Stage | Statuses |\n|---|---|\n";
    for stage in Stage::ALL {
        let statuses = places.iter().filter(|(s, _)| s == stage).map(|(_, status)| format!("`{status}`"));
        writeln!(page, "| {stage:?} | {} |", statuses.collect::<Vec<_>>().join(", ")).unwrap();
    }
    page += "\n```mermaid\nstateDiagram-v2\n    [*] --> Unsubmitted: create\n";
    for ((from, to), commands) in grouped() {
        let to = to.map_or_else(|| "[*]".to_owned(), |to| format!("{to:?}"));
        writeln!(page, "    {from:?} --> {to}: {}", commands.join(", ")).unwrap();
    }
    page += "```\n\nNothing leads to `Filed`: only a scenario puts a report there.\n\n";
    page += "Each command at each stage. `–`: illegal at this status; `conflict`: the report has been submitted; anything else is \
             allowed and\nsays where it leads. Who may give the command, and what else can refuse it, is not in the table.\n\n|";
    let heads = Stage::ALL.iter().map(|stage| format!("{stage:?}"));
    let row = |cells: Vec<String>| format!(" | {} |\n", cells.join(" | "));
    page += &row(heads.collect());
    page += &format!("|---{}|\n", "|---".repeat(Stage::ALL.len()));
    for command in CommandKind::ALL {
        let cells = Stage::ALL.iter().map(|stage| cell(rule(*command, *stage)).to_owned());
        page += &format!("| {}{}", command.name(), row(cells.collect()));
    }
    page
}

/// Arrows between the same two stages, drawn as one.
fn grouped() -> BTreeMap<(Stage, Option<Stage>), Vec<&'static str>> {
    let mut grouped: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (from, command, to) in arrows() {
        grouped.entry((from, to)).or_default().push(command.name());
    }
    grouped
}

fn cell(rule: Rule) -> &'static str {
    match rule {
        Rule::Illegal => "–",
        Rule::Conflict => "conflict",
        Rule::Allowed(effect) => match effect {
            Effect::Stays => "stays",
            Effect::Gone => "gone",
            Effect::FirstStep => "first step",
            Effect::NextStep => "next step",
            Effect::Employee => "employee",
            Effect::OnHold => "on hold",
            Effect::OffHold => "off hold",
            Effect::Expired => "expired",
            Effect::Confirmed => "confirmed",
            Effect::Paid => "paid",
        },
    }
}

#[test]
fn the_status_machine_on_paper_is_the_one_in_the_table() {
    let page = page(&everything().places);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).unwrap_or_else(|error| panic!("{FILE} cannot be written: {error}"));
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == page, "{FILE} is stale; renew it with UPDATE_DOCS=1 cargo test the_status_machine");
}

#[test]
fn every_arrow_is_gone_by_some_report_and_no_report_goes_where_there_is_none() {
    // Commands that leave a report at its stage are no arrows, but for what leads from step to step or from hold to hold.
    let leaves = |(from, _, to): &(Stage, CommandKind, Option<Stage>)| *to != Some(*from);
    let gone: BTreeSet<_> = everything().moves.into_iter().filter(leaves).collect();
    let drawn: BTreeSet<_> = arrows().into_iter().filter(leaves).collect();
    assert_eq!(gone.difference(&drawn).collect::<Vec<_>>(), Vec::<&_>::new(), "gone, but not drawn");
    assert_eq!(drawn.difference(&gone).collect::<Vec<_>>(), Vec::<&_>::new(), "drawn, but never gone");
}
