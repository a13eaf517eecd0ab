//! Random commands by random people: the rules and the model agree on each, and the events tell all of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use concur_emulator::core::allocation::AllocationPatch;
use concur_emulator::core::command::{
    Approval, Command, Deed, ExpectedStep, HeaderPatch, NewReport, Part, Patch, SendBack,
};
use concur_emulator::core::event::{Change, Event};
use concur_emulator::core::exception::{NewException, Subject, Visibility};
use concur_emulator::core::expense::{CustomField, Expense, ExpenseAmendment};
use concur_emulator::core::ids::{AllocationId, ExpenseId, PolicyId, ReportId, UserId};
use concur_emulator::core::rejection::Fault;
use concur_emulator::core::report::Report;
use concur_emulator::core::table::CommandKind;
use concur_emulator::core::tax::TaxPatch;
use concur_emulator::core::{Actor, evolve};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::deeds::{attendance, deed};
use super::model::{Life, Lives, Outcome, Spent, Wish};
use super::reach::reachable;
use crate::support::cast::*;
use crate::support::scene::{Scene, notices};

/// Who gives a command: someone who may, or anyone under any path.
#[derive(Debug, Clone, Copy)]
enum Hand {
    Right,
    Any(Actor),
}

/// One command: by whom, on which of the reports (counted around), what.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    by: Hand,
    report: usize,
    wish: Wish,
}

/// A report to begin with.
#[derive(Debug, Clone)]
pub struct Beginning {
    owner: UserId,
    policy: PolicyId,
    expenses: Vec<Spent>,
}

fn beginnings() -> impl Strategy<Value = Beginning> {
    let plain = Spent::default();
    let spent = [
        plain,
        Spent { cost_object: Some("CO1"), ..plain },
        Spent { cost_object: Some("CO2"), ..plain },
        Spent { cost_object: Some("COT"), ..plain },
        Spent { cost_object: Some("CO1"), is_rejected: true, ..plain },
        Spent { lacks_image: true, ..plain },
    ];
    let owners = vec![TRAVELER, TRAVELER, TRAVELER, COLLEAGUE, DELEGATE, APPROVER_2, FOUNDER];
    let expenses = prop::collection::vec(select(spent.to_vec()), 0..4);
    (select(owners), select(POLICIES), expenses).prop_map(|(owner, policy, expenses)| Beginning {
        owner,
        policy,
        expenses,
    })
}

fn orders() -> impl Strategy<Value = Order> {
    (wishes(), any::<prop::sample::Index>(), prop::bool::weighted(0.6), anyone()).prop_map(
        |(wish, report, is_right, anyone)| {
            let is_clocks = matches!(wish, Wish::AutoApprove | Wish::Expire);
            let by = if is_right || is_clocks { Hand::Right } else { Hand::Any(anyone) };
            Order { by, report: report.index(1 << 10), wish }
        },
    )
}

fn anyone() -> impl Strategy<Value = Actor> {
    let parts = vec![Part::Unstated, Part::Traveler, Part::Manager, Part::Processor, Part::Proxy, Part::Administrator];
    let caller = prop_oneof![
        9 => select(PEOPLE).prop_map(Actor::user),
        2 => Just(Actor::COMPANY),
    ];
    (caller, weighted(0.3, select(PEOPLE)), select(parts))
        .prop_map(|(actor, target, part)| Actor { target, ..actor.with_part(part) })
}

fn wishes() -> impl Strategy<Value = Wish> {
    let codes = || weighted(0.2, select(vec!["MANAGER", "CO_STEP", "MANAGER2", "ACCTCLERK", "PROCPAY", "NONE"]));
    let statuses = weighted(0.2, select(vec!["A_APPR", "A_ACCO", "A_PEND", "A_PECO", "A_FILE"]));
    let rarely = || prop::bool::weighted(0.05);
    let mostly = || prop::bool::weighted(0.8);
    let simple = vec![
        Wish::Create,
        Wish::Update,
        Wish::PostHeader,
        Wish::Amend,
        Wish::Delete,
        Wish::AddExpense,
        Wish::MarkIntegrated,
        Wish::MarkExtracted,
        Wish::MarkExtracted,
        Wish::ConfirmPayment,
        Wish::Hold,
        Wish::Hold,
        Wish::Release,
        Wish::Release,
        Wish::AutoApprove,
        Wish::Expire,
        Wish::Associate,
        Wish::Disassociate,
    ];
    prop_oneof![
        4 => Just(Wish::Submit),
        6 => (mostly(), codes(), statuses, rarely())
            .prop_map(|(reason, code, status, is_malformed)| Wish::Approve { reason, code, status, is_malformed }),
        1 => (mostly(), codes(), rarely())
            .prop_map(|(comment, code, is_malformed)| Wish::SendBack { comment, code, is_malformed }),
        1 => rarely().prop_map(|is_malformed| Wish::Recall { is_malformed }),
        1 => (0..4_usize).prop_map(Wish::AttachReceipt),
        1 => (0..4_usize).prop_map(Wish::UpdateExpense),
        1 => (0..4_usize).prop_map(Wish::DeleteExpense),
        2 => (0..4_usize, any::<Option<bool>>()).prop_map(|(index, rejects)| Wish::AmendExpense { index, rejects }),
        1 => (0..4_usize, select(vec!["CO1", "CO2", "COT"])).prop_map(|(index, code)| Wish::Charge(index, code)),
        1 => (0..4_usize, any::<bool>())
            .prop_map(|(index, is_set)| if is_set { Wish::SetAttendees(index) } else { Wish::RemoveAttendees(index) }),
        1 => (0..4_usize).prop_map(Wish::AdjustTax),
        1 => Just(Wish::Comment),
        1 => prop::bool::weighted(0.1).prop_map(|blocks| Wish::PutException { blocks }),
        1 => prop::bool::weighted(0.6).prop_map(|blocks| Wish::DeleteException { blocks }),
        6 => select(simple),
    ]
}

/// The command that a wish is, word for word.
fn command(scene: &Scene, life: &Life, report: ReportId, wish: Wish) -> Command {
    let malformed = || vec![Fault::new("", "is not JSON")];
    let expected = |code: Option<&str>| ExpectedStep { code: code.map(str::to_owned), sequence: None };
    let current = scene.report(report);
    let expense = |index: usize| current.expenses.get(index).map_or(ExpenseId::from_bytes([0; 16]), |e| e.id);
    let plain = |kind| deed(kind, &current).expect("it needs no expense");
    let deed = match wish {
        Wish::Create => {
            let body = Ok(NewReport { name: "Another".to_owned(), ..NewReport::default() });
            return Command::Create { owner: life.owner, body };
        }
        Wish::Update => Deed::UpdateHeader(Ok(HeaderPatch::default())),
        Wish::PostHeader => Deed::PostHeader(Ok(HeaderPatch::default())),
        Wish::Amend => Deed::AmendHeader(Ok(HeaderPatch::default())),
        Wish::AttachReceipt(index) => Deed::AttachReceipt(expense(index)),
        Wish::UpdateExpense(index) => Deed::UpdateExpense(expense(index), Ok(Box::default())),
        Wish::DeleteExpense(index) => Deed::DeleteExpense(expense(index)),
        Wish::AmendExpense { index, rejects } => {
            let is_rejected = rejects.map_or(Patch::Keep, Patch::Set);
            Deed::AmendExpense(expense(index), Ok(ExpenseAmendment { is_rejected, ..ExpenseAmendment::default() }))
        }
        Wish::Approve { is_malformed: true, .. } => Deed::Approve(Err(malformed())),
        Wish::Approve { reason, code, status, is_malformed: false } => Deed::Approve(Ok(Approval {
            comment: None,
            expense_rejected_comment: reason.then(|| "Private.".to_owned()),
            expected: expected(code),
            status: status.map(str::to_owned),
        })),
        Wish::SendBack { is_malformed: true, .. } => Deed::SendBack(Err(malformed())),
        Wish::SendBack { comment, code, is_malformed: false } => {
            let comment = if comment { "No receipt." } else { "" }.to_owned();
            Deed::SendBack(Ok(SendBack { comment, expected: expected(code) }))
        }
        Wish::Recall { is_malformed } => Deed::Recall(if is_malformed { Err(malformed()) } else { Ok(()) }),
        Wish::Delete => plain(CommandKind::Delete),
        Wish::AddExpense => plain(CommandKind::AddExpense),
        Wish::Submit => plain(CommandKind::Submit),
        Wish::MarkIntegrated => plain(CommandKind::MarkIntegrated),
        Wish::MarkExtracted => plain(CommandKind::MarkExtracted),
        Wish::ConfirmPayment => plain(CommandKind::ConfirmPayment),
        Wish::Hold => plain(CommandKind::Hold),
        Wish::Release => plain(CommandKind::Release),
        Wish::AutoApprove => plain(CommandKind::AutoApprove),
        Wish::Expire => plain(CommandKind::Expire),
        Wish::Charge(index, code) => {
            let expense = expense_at(&current, index);
            let allocation = current.expenses.get(index).and_then(|e| e.allocations.first()).map(|a| a.id);
            let item = COST_OBJECT_ITEMS.iter().find(|(known, ..)| *known == code).map(|(.., item)| item.to_string());
            let custom = Patch::Set(vec![CustomField { id: "custom9".to_owned(), value: item }]);
            let patch = AllocationPatch { expenses: vec![expense], custom };
            Deed::UpdateAllocation(allocation.unwrap_or(AllocationId::NOTHING), Ok(patch))
        }
        Wish::SetAttendees(index) => Deed::SetAttendees(expense_at(&current, index), Ok(attendance())),
        Wish::RemoveAttendees(index) => Deed::RemoveAttendees(expense_at(&current, index)),
        Wish::Associate => plain(CommandKind::AssociateCashAdvances),
        Wish::Disassociate => plain(CommandKind::DisassociateCashAdvances),
        Wish::AdjustTax(index) => {
            let expense = current.expenses.get(index).map_or(ExpenseId::from_bytes([0; 16]), |e| e.id);
            Deed::AdjustTax { expense, authority: TAXES, patch: Ok(TaxPatch::default()) }
        }
        Wish::Comment => plain(CommandKind::AddComment),
        Wish::PutException { blocks } => {
            let new = NewException { code: code_of(blocks), visibility: Visibility::All };
            Deed::PutException(Subject::Report, Ok(new))
        }
        Wish::DeleteException { blocks } => Deed::DeleteException(Subject::Report, code_of(blocks)),
    };
    Command::act(report, deed)
}

fn expense_at(report: &Report, index: usize) -> ExpenseId {
    report.expenses.get(index).map_or(ExpenseId::NOTHING, |expense| expense.id)
}

/// An exception of the cast's company.
fn code_of(blocks: bool) -> String {
    if blocks { "STOP" } else { "REMARK" }.to_owned()
}

fn begin(scene: &mut Scene, lives: &mut Lives, beginning: &Beginning) {
    let Beginning { owner, policy, expenses } = beginning.clone();
    let mut real = |spent: &Spent| {
        let taxi = if spent.lacks_image { scene.hotel() } else { scene.taxi(spent.cost_object) };
        Arc::new(Expense { is_rejected: spent.is_rejected, ..taxi })
    };
    let real = expenses.iter().map(&mut real).collect();
    let draft = scene.draft_of(policy, owner, real);
    lives.insert(scene.put(draft), Life::new(owner, policy, expenses));
}

fn born(events: &[Event]) -> Option<ReportId> {
    events.iter().find_map(|event| match &event.change {
        Change::Created(report) => Some(report.id),
        _ => None,
    })
}

/// Carries out one order in both and compares what came of it.
fn obey(scene: &mut Scene, lives: &mut Lives, order: Order) -> Result<(), TestCaseError> {
    let ids: Vec<_> = lives.keys().copied().collect();
    if ids.is_empty() {
        return Ok(());
    }
    let id = ids[order.report % ids.len()];
    let mut life = lives[&id].clone();
    let actor = match order.by {
        Hand::Right => life.someone_for(order.wish),
        Hand::Any(actor) => actor,
    };
    let before = scene.world.clone();
    let said = format!("{:?} by {actor:?} at {}/{}", order.wish, life.approval, life.payment);
    let command = command(scene, &life, id, order.wish);
    let expected = life.grant(actor, order.wish);
    match (scene.give(actor, command), expected) {
        (Err(_), None) => prop_assert_eq!(&scene.world, &before, "{}: refused, and yet something changed", said),
        (Ok(events), Some(Outcome { told, born: child, gone })) => {
            prop_assert_eq!(notices(&events).len(), told, "statusChanged events of {}", said);
            prop_assert_eq!(born(&events).is_some(), child.is_some(), "a new report from {}", said);
            lives.insert(id, life);
            lives.extend(born(&events).zip(child));
            if gone {
                lives.remove(&id);
            }
        }
        (real, expected) => {
            let real = real.map(|_| "accepted");
            return Err(TestCaseError::fail(format!("{said}: {real:?}, but the model says {expected:?}")));
        }
    }
    agree(scene, lives, &said)
}

/// The same reports, at the same statuses, waiting for the same people, with the same expenses.
fn agree(scene: &Scene, lives: &Lives, said: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(scene.world.report_count(), lives.len(), "reports after {}", said);
    for (id, life) in lives {
        let report = scene.report(*id);
        let status = format!("{}/{}", life.approval, life.payment);
        prop_assert_eq!(report.status().to_string(), status, "after {}", said);
        let pending = report.state.step().into_iter().flat_map(|s| s.pending());
        let waiting: Vec<_> = pending.filter_map(|i| i.assignee).collect();
        prop_assert_eq!(&waiting, &life.waiting, "who is waited for after {}", said);
        let guests: Vec<_> = report.expenses.iter().map(|e| e.attendance.count() > 0).collect();
        let expected: Vec<_> = life.expenses.iter().map(|e| e.has_guest).collect();
        prop_assert_eq!(guests, expected, "expenses with guests after {}", said);
        prop_assert_eq!(!report.cash_advances.is_empty(), life.has_advance, "cash advances after {}", said);
    }
    Ok(())
}

/// Some reports, and what is done with them.
pub fn stories() -> impl Strategy<Value = (Vec<Beginning>, Vec<Order>)> {
    (prop::collection::vec(beginnings(), 1..3), prop::collection::vec(orders(), 1..80))
}

/// Plays a story to its end.
pub fn play(beginnings: &[Beginning], orders: Vec<Order>) -> Result<Scene, TestCaseError> {
    let mut scene = Scene::new();
    let mut lives = Lives::new();
    beginnings.iter().for_each(|b| begin(&mut scene, &mut lives, b));
    for order in orders {
        scene.wait(chrono::Duration::minutes(1));
        obey(&mut scene, &mut lives, order)?;
    }
    Ok(scene)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_rules_agree_with_the_model_and_the_events_rebuild_the_world((beginnings, orders) in stories()) {
        let scene = play(&beginnings, orders)?;
        let mut again = scene.initial.clone();
        scene.events.iter().for_each(|event| evolve(&mut again, event));
        prop_assert_eq!(&again, &scene.world, "the events do not rebuild the world");
        // What is looked up without knowing the report is what it would be if every report had just been put in.
        let mut anew = Scene::of(scene.world.without_reports());
        for report in scene.world.reports() {
            anew.put(Report::clone(report));
        }
        prop_assert_eq!(&anew.world, &scene.world, "the indexes are not those of the reports");
    }
}

#[test]
fn the_random_stories_come_everywhere() {
    let mut runner = TestRunner::deterministic();
    let (mut pairs, mut actions) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1500 {
        let (beginnings, orders) = stories().new_tree(&mut runner).expect("a story").current();
        let scene = play(&beginnings, orders).expect("the rules agree with the model");
        for row in scene.world.reports().flat_map(|r| r.history.iter()) {
            pairs.extend([row.from, row.to]);
            actions.insert(row.action.name());
        }
    }
    let missed: Vec<_> = reachable().difference(&pairs).copied().collect();
    assert!(missed.is_empty(), "no story came to {missed:?}");
    assert_eq!(actions.len(), 12, "{actions:?}");
}
