//! Who is asked and who may answer, in odd companies too; what becomes of rejected expenses; who is told.

use std::sync::Arc;

use concur_emulator::core::command::{Approval, Command, Deed, ExpectedStep, Part, ReportKey, SendBack};
use concur_emulator::core::event::Change;
use concur_emulator::core::exception::{Exception, Visibility};
use concur_emulator::core::ids::PolicyId;
use concur_emulator::core::journey::Target;
use concur_emulator::core::report::{Report, workflow_step_key};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus};
use concur_emulator::core::user::{Right, Roles, User};
use concur_emulator::core::workflow::{Assignee, Step, StepKind, Switches};
use concur_emulator::core::{Actor, Rejection, evolve};
use rust_decimal::Decimal;

use crate::support::cast::{self, *};
use crate::support::scene::{Scene, approve, notices, recall, send_back};

const OWNER: Actor = Actor::user(TRAVELER);

fn approve_rejecting(reason: &str) -> Deed {
    Deed::Approve(Ok(Approval { expense_rejected_comment: Some(reason.to_owned()), ..Approval::default() }))
}

#[test]
fn a_cost_object_owner_is_not_asked_about_his_own_report() {
    let mut scene = Scene::new();
    let expenses = vec![Arc::new(scene.taxi(Some("COT"))), Arc::new(scene.taxi(Some("CO1")))];
    let draft = scene.draft_of(COST_OBJECTS, TRAVELER, expenses);
    let report = scene.put(draft);
    scene.walk_to(report, ApprovalStatus::CostObject);
    assert_eq!(scene.assignees(report), [Some(APPROVER_2), Some(COST_OWNER_1)], "his manager's manager instead");
}

#[test]
fn a_named_approver_is_not_asked_about_his_own_report() {
    let mut scene = Scene::new();
    let expenses = vec![Arc::new(scene.taxi(None))];
    let draft = scene.draft_of(BUDGET, APPROVER_2, expenses);
    let report = scene.put(draft);
    scene.walk_to(report, ApprovalStatus::Budget);
    assert_eq!(scene.assignees(report), [Some(FOUNDER)], "as far up as there is anyone");
}

#[test]
fn each_owner_of_a_cost_object_is_asked_once() {
    let mut scene = Scene::new();
    let expenses = ["CO2", "CO1", "CO2"].map(|code| Arc::new(scene.taxi(Some(code)))).into();
    let draft = scene.draft_of(COST_OBJECTS, TRAVELER, expenses);
    let report = scene.put(draft);
    scene.walk_to(report, ApprovalStatus::CostObject);
    assert_eq!(scene.assignees(report), [Some(COST_OWNER_2), Some(COST_OWNER_1)]);
}

#[test]
fn a_cost_object_step_is_left_when_all_have_approved_and_by_one_who_sends_back() {
    let mut scene = Scene::new();
    let report = scene.report_on(COST_OBJECTS);
    scene.walk_to(report, ApprovalStatus::CostObject);
    let first = scene.act(Actor::user(COST_OWNER_1), report, approve()).unwrap();
    assert_eq!((scene.status(report).as_str(), notices(&first).len()), ("A_PECO/P_NOTP", 0));
    let again = scene.act(Actor::user(COST_OWNER_1), report, approve());
    assert!(matches!(again, Err(Rejection::AlreadyActed { user: COST_OWNER_1, .. })));
    let mut other = scene.clone();
    assert_eq!(other.must(Actor::user(COST_OWNER_2), report, send_back()), "A_RESU/P_NOTP");
    assert_eq!(scene.must(Actor::user(COST_OWNER_2), report, approve()), "A_PEND/P_NOTP");
}

#[test]
fn a_cost_object_step_without_cost_objects_is_passed_over() {
    let mut scene = Scene::new();
    let expenses = vec![Arc::new(scene.taxi(None))];
    let draft = scene.draft_of(COST_OBJECTS, TRAVELER, expenses);
    let report = scene.put(draft);
    scene.must(OWNER, report, Deed::Submit);
    assert_eq!(scene.must(Actor::user(MANAGER), report, approve()), "A_PEND/P_NOTP");
    assert_eq!(scene.report(report).state.step().map(|s| s.code.to_string()), Some("MANAGER2".to_owned()));
}

#[test]
fn nobody_submits_without_a_manager_to_a_policy_that_needs_one() {
    let mut scene = Scene::new();
    let steps = vec![
        Step { assignee: Assignee::User(FOUNDER), ..cast::step(StepKind::Budget) },
        cast::step(StepKind::ProcessingPayment),
    ];
    let own = cast::policy("Founder's", PolicyId::from_bytes([0xA; 16]), steps, Switches::default());
    let unmanaged = own.id;
    scene.world.put_policy(own);
    for policy in [DEFAULT, unmanaged] {
        let expenses = vec![Arc::new(scene.taxi(None))];
        let draft = scene.draft_of(policy, FOUNDER, expenses);
        let report = scene.put(draft);
        let refused = scene.act(Actor::user(FOUNDER), report, Deed::Submit);
        assert_eq!(refused, Err(Rejection::NoManager { user: FOUNDER }));
    }
    let expenses = vec![Arc::new(scene.taxi(None))];
    let draft = scene.draft_of(unmanaged, TRAVELER, expenses);
    let report = scene.put(draft);
    assert_eq!(scene.must(OWNER, report, Deed::Submit), "A_PBDG/P_NOTP", "others need no manager there");
}

#[test]
fn an_empty_report_and_one_with_a_blocking_exception_are_not_submitted() {
    let mut scene = Scene::new();
    let draft = scene.draft_of(DEFAULT, TRAVELER, Vec::new());
    let empty = scene.put(draft);
    assert_eq!(scene.act(OWNER, empty, Deed::Submit), Err(Rejection::NoExpenses));
    for blocks_submit in [true, false] {
        let mut draft = scene.draft(DEFAULT);
        let (code, message) = ("MISSING".to_owned(), "Attendees".to_owned());
        let exception = Exception { code, message, blocks_submit, visibility: Visibility::All, is_from_api: false };
        Arc::make_mut(&mut draft.expenses[0]).exceptions.push(exception);
        let report = scene.put(draft);
        let outcome = scene.act(OWNER, report, Deed::Submit);
        assert_eq!(matches!(outcome, Err(Rejection::BlockingException { .. })), blocks_submit);
        assert_eq!(outcome.is_ok(), !blocks_submit);
    }
}

#[test]
fn rejected_expenses_leave_for_an_addendum_and_nobody_is_asked_for_them() {
    let mut scene = Scene::new();
    let mut draft = scene.draft(COST_OBJECTS);
    Arc::make_mut(&mut draft.expenses[0]).is_rejected = true;
    let rejected = draft.expenses[0].id;
    let report = scene.put(draft);
    scene.must(OWNER, report, Deed::Submit);
    let manager = Actor::user(MANAGER);
    let without = scene.act(manager, report, approve());
    assert_eq!(without, Err(Rejection::RejectedExpensesNeedComment { count: 1 }));

    let events = scene.act(manager, report, approve_rejecting("Private.")).unwrap();
    let Change::Created(addendum) = &events[0].change else { panic!("the addendum comes first: {events:?}") };
    let addendum = scene.report(addendum.id);
    assert_eq!((addendum.status().to_string().as_str(), addendum.owner), ("A_RESU/P_NOTP", TRAVELER));
    assert_eq!(addendum.comments.last().map(|c| (&*c.text, c.author)), Some(("Private.", Some(MANAGER))));
    assert_eq!(addendum.expenses.iter().map(|e| (e.id, e.is_rejected)).collect::<Vec<_>>(), [(rejected, false)]);
    assert_eq!(scene.world.report_of_expense(rejected).map(|r| r.id), Some(addendum.id));

    let left = scene.report(report);
    assert_eq!(left.totals(&scene.world.company).total, Decimal::TEN);
    assert_eq!(scene.status(report), "A_PECO/P_NOTP");
    assert_eq!(scene.assignees(report), [Some(COST_OWNER_2)], "the other cost object's expense is gone");
    scene.walk_to(addendum.id, ApprovalStatus::CostObject);
    assert_eq!(scene.assignees(addendum.id), [Some(COST_OWNER_1)]);
}

#[test]
fn rejected_expenses_leave_before_the_rest_is_paid() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.walk_to(report, ApprovalStatus::Approved);
    scene.must(Actor::COMPANY, report, Deed::MarkExtracted);
    let mut rejecting = Report::clone(&scene.report(report));
    Arc::make_mut(&mut rejecting.expenses[1]).is_rejected = true;
    scene.put(rejecting);
    scene.must(Actor::COMPANY, report, approve_rejecting("Not ours."));
    assert_eq!((scene.status(report).as_str(), scene.report(report).expenses.len()), ("A_APPR/P_PAID", 1));
}

#[test]
fn a_stale_idea_of_the_step_is_refused() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.must(OWNER, report, Deed::Submit);
    let code = |code: &str| ExpectedStep { code: Some(code.to_owned()), sequence: None };
    let sequence = |n: &str| ExpectedStep { code: None, sequence: Some(n.to_owned()) };
    let approve = |expected| Deed::Approve(Ok(Approval { expected, ..Approval::default() }));
    let back = |expected| Deed::SendBack(Ok(SendBack { comment: "No.".to_owned(), expected }));
    let manager = Actor::user(MANAGER);
    for deed in [approve(code("ACCTCLERK")), back(code("ACCTCLERK"))] {
        assert!(matches!(scene.act(manager, report, deed), Err(Rejection::StepCodeMismatch { .. })));
    }
    for deed in [approve(sequence("2")), back(sequence("2"))] {
        assert!(matches!(scene.act(manager, report, deed), Err(Rejection::StepSequenceMismatch { actual: 1, .. })));
    }
    let status = |status: &str| Deed::Approve(Ok(Approval { status: Some(status.to_owned()), ..Approval::default() }));
    assert!(matches!(scene.act(manager, report, status("A_PECO")), Err(Rejection::StatusMismatch { .. })));
    scene.clone().must(manager, report, status("A_ACCO"));
    scene.clone().must(manager, report, status("A_APPR"));
    scene.must(manager, report, approve(ExpectedStep { code: code("MANAGER").code, sequence: sequence("1").sequence }));
}

#[test]
fn a_send_back_says_why_in_at_most_two_thousand_characters() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.must(OWNER, report, Deed::Submit);
    let manager = Actor::user(MANAGER);
    let back = |comment: String| Deed::SendBack(Ok(SendBack { comment, ..SendBack::default() }));
    let approval = |comment| Deed::Approve(Ok(Approval { comment: Some(comment), ..Approval::default() }));
    for deed in [back(" ".to_owned()), back("é".repeat(2001)), approval("é".repeat(2001))] {
        let Err(Rejection::Invalid(faults)) = scene.act(manager, report, deed) else { panic!("accepted") };
        assert_eq!(faults[0].field, "comment");
    }
    scene.must(manager, report, back("é".repeat(2000)));
}

#[test]
fn a_delegate_approves_in_the_approvers_name_under_either_path() {
    for actor in [Actor::user(DELEGATE), Actor::user(DELEGATE).acting_for(MANAGER).with_part(Part::Manager)] {
        let mut scene = Scene::new();
        let report = scene.report_on(DEFAULT);
        scene.must(OWNER, report, Deed::Submit);
        let events = scene.act(actor, report, approve()).unwrap();
        assert_eq!((events[0].by.user, events[0].by.delegate), (Some(MANAGER), Some(DELEGATE)));
    }
}

#[test]
fn a_delegate_does_not_approve_his_own_report() {
    let mut scene = Scene::new();
    let expenses = vec![Arc::new(scene.taxi(None))];
    let draft = scene.draft_of(DEFAULT, DELEGATE, expenses);
    let report = scene.put(draft);
    assert_eq!(scene.must(Actor::user(DELEGATE), report, Deed::Submit), "A_PEND/P_NOTP");
    for actor in [Actor::user(DELEGATE), Actor::user(DELEGATE).acting_for(MANAGER)] {
        assert_eq!(scene.act(actor, report, approve()), Err(Rejection::NotAnApprover));
    }
    scene.must(Actor::user(MANAGER), report, approve());
}

#[test]
fn whose_turn_it_is_comes_before_whose_turn_it_was() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.walk_to(report, ApprovalStatus::Accounting);
    let events = scene.act(Actor::user(CLERK), report, approve()).unwrap();
    assert_eq!((events[0].by.user, events[0].by.delegate), (Some(CLERK), None), "as processor, not for the manager");
}

#[test]
fn an_administrator_submits_for_the_owner_in_the_owners_name_and_does_nothing_else_for_him() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    let admin = Actor::user(ADMIN).with_part(Part::Administrator);
    assert_eq!(scene.act(admin, report, Deed::Submit), Err(Rejection::NotTheOwner));
    let for_owner = admin.acting_for(TRAVELER);
    let events = scene.act(for_owner, report, Deed::Submit).unwrap();
    assert_eq!((events[0].by.user, events[0].by.delegate), (Some(TRAVELER), None));
    assert_eq!(
        scene.act(for_owner, report, recall()),
        Err(Rejection::NotTheUser { user: TRAVELER.to_string(), right: Right::Submit })
    );
}

#[test]
fn a_command_on_a_step_counts_while_the_report_is_at_it() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.must(Actor::user(TRAVELER), report, Deed::Submit);
    let step = || ReportKey::Step(workflow_step_key(&scene.report(report)).unwrap().into());
    let first = step();
    let act = |deed| Command::Act { report: first.clone(), deed };
    scene.give(Actor::user(MANAGER), act(approve())).unwrap();
    for (actor, deed) in [(MANAGER, send_back()), (TRAVELER, recall()), (COLLEAGUE, approve())] {
        assert_eq!(scene.give(Actor::user(actor), act(deed)), Err(Rejection::StaleStep));
    }
}

#[test]
fn an_administrator_acts_for_the_system_at_its_steps_only() {
    let mut scene = Scene::new();
    let report = scene.report_on(EXTERNAL);
    let admin = Actor::user(ADMIN).with_part(Part::Administrator);
    scene.must(Actor::user(TRAVELER), report, Deed::Submit);
    let colleague = Actor::user(COLLEAGUE).with_part(Part::Administrator);
    assert_eq!(scene.act(colleague, report, approve()), Err(Rejection::NotAnApprover));
    assert_eq!(scene.act(Actor::user(ADMIN), report, approve()), Err(Rejection::NotAnApprover));
    let events = scene.act(admin, report, approve()).unwrap();
    assert_eq!((events[0].by.user, events[0].by.delegate), (None, None));
    assert_eq!(scene.act(admin, report, approve()), Err(Rejection::NotAnApprover), "the manager's");
    scene.must(Actor::user(MANAGER).with_part(Part::Administrator), report, approve());
}

#[test]
fn a_quiet_policy_tells_of_submit_return_and_payment_only() {
    let mut scene = Scene::new();
    let report = scene.report_on(QUIET);
    let submitted = scene.act(OWNER, report, Deed::Submit).unwrap();
    assert_eq!(notices(&submitted).iter().map(|n| n.step_code.clone()).collect::<Vec<_>>(), [None]);
    let before = scene.events.len();
    let payment = Some(PaymentStatus::Confirmed);
    scene.walk(report, &Target { payment, ..Target::default() });
    assert!(notices(&scene.events[before..]).is_empty());
    let back = scene.clone().act(Actor::user(PROCESSOR), report, send_back()).unwrap();
    assert_eq!(notices(&back)[0].step_code.as_deref(), Some("SENDBACK"));
    let paid = scene.act(Actor::COMPANY, report, Deed::MarkIntegrated).unwrap();
    assert_eq!(notices(&paid)[0].step_code.as_deref(), Some("PAIDREPORT"));
}

#[test]
fn external_validation_is_always_told_of() {
    let mut scene = Scene::new();
    let report = scene.report_on(EXTERNAL);
    let submitted = scene.act(OWNER, report, Deed::Submit).unwrap();
    let notice = notices(&submitted)[0];
    assert_eq!((notice.step_code.as_deref(), &*notice.role), (Some("EXTVAL"), "EXTERNAL_SYSTEM"));
    assert_eq!(notice.instances.iter().map(|i| i.1).collect::<Vec<_>>(), [None]);
}

#[test]
fn a_resubmitted_report_travels_the_whole_workflow_again() {
    let mut scene = Scene::new();
    let report = scene.report_on(COST_OBJECTS);
    scene.walk_to(report, ApprovalStatus::CostObject);
    scene.must(Actor::user(COST_OWNER_1), report, send_back());
    assert!(scene.report(report).was_sent_back);
    scene.must(OWNER, report, Deed::Submit);
    assert_eq!(scene.assignees(report), [Some(MANAGER)]);
    let early = scene.act(Actor::user(COST_OWNER_1), report, approve());
    assert_eq!(early, Err(Rejection::NotAnApprover), "asked before the last submit does not count");
}

#[test]
fn an_event_of_a_report_that_is_gone_changes_nothing() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    let events = scene.act(OWNER, report, Deed::Submit).unwrap();
    let mut world = scene.initial.clone();
    events.iter().for_each(|event| evolve(&mut world, event));
    assert_eq!(world, scene.initial);
}

#[test]
fn a_delegate_neither_deletes_nor_does_what_he_has_no_right_to() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    assert_eq!(scene.act(Actor::user(DELEGATE), report, Deed::Delete), Err(Rejection::NotTheOwner));
    assert_eq!(
        scene.act(Actor::user(COLLEAGUE), report, Deed::Submit),
        Err(Rejection::NotTheOwner),
        "he only prepares"
    );
    let mut traveler = User::clone(scene.world.user(TRAVELER).unwrap());
    traveler.delegates.clear();
    traveler.roles = Roles::default();
    scene.world.put_user(traveler);
    assert_eq!(scene.act(Actor::user(DELEGATE), report, Deed::Submit), Err(Rejection::NotTheOwner));
    assert_eq!(scene.must(Actor::COMPANY, report, Deed::Delete), "gone");
}
