//! Holds, time limits and payment: what processors, the clock and financial systems do.

use std::sync::Arc;

use chrono::Duration;
use concur_emulator::core::command::Deed;
use concur_emulator::core::event::Action;
use concur_emulator::core::report::{Due, Timer};
use concur_emulator::core::status::ApprovalStatus;
use concur_emulator::core::{Actor, Rejection};

use super::reach::full_report;
use crate::support::cast::*;
use crate::support::scene::{Scene, approve, notices, recall, send_back};

const OWNER: Actor = Actor::user(TRAVELER);

#[test]
fn a_submit_waits_for_receipt_images_and_the_last_one_lets_it_go_on() {
    let mut scene = Scene::new();
    let mut draft = scene.draft(RECEIPTS);
    let hotels = [Arc::new(scene.hotel()), Arc::new(scene.hotel())];
    let [first, second] = [hotels[0].id, hotels[1].id];
    draft.expenses.extend(hotels);
    let report = scene.put(draft);

    let submitted = scene.act(OWNER, report, Deed::Submit).unwrap();
    assert_eq!((scene.status(report).as_str(), notices(&submitted).len()), ("A_RHLD/P_NOTP", 0));
    assert_eq!(scene.must(OWNER, report, Deed::AttachReceipt(first)), "A_RHLD/P_NOTP");
    let attached = scene.act(OWNER, report, Deed::AttachReceipt(second)).unwrap();
    assert_eq!(scene.status(report), "A_PEND/P_NOTP");
    assert_eq!(notices(&attached).len(), 1, "the manager's step is configured for it");
    assert_eq!(scene.assignees(report), [Some(MANAGER)]);
}

#[test]
fn a_report_whose_images_are_there_is_not_held() {
    let mut scene = Scene::new();
    let report = scene.report_on(RECEIPTS);
    assert_eq!(scene.must(OWNER, report, Deed::Submit), "A_PEND/P_NOTP");
}

#[test]
fn a_processor_releases_what_is_held_and_nobody_else_does() {
    for (policy, held) in [(RECEIPTS, "A_RHLD/P_NOTP"), (ANOMALY, "A_AAFH/P_NOTP")] {
        let mut scene = Scene::new();
        let report = full_report(&mut scene, policy);
        assert_eq!(scene.must(OWNER, report, Deed::Submit), held);
        assert_eq!(scene.act(OWNER, report, Deed::Release), Err(Rejection::MissingRole("processor")));
        assert_eq!(scene.act(Actor::COMPANY, report, Deed::Release), Err(Rejection::NeedsUser));
        assert!(matches!(scene.act(Actor::user(PROCESSOR), report, approve()), Err(Rejection::IllegalAtStatus { .. })));
        assert_eq!(scene.must(Actor::user(PROCESSOR), report, Deed::Release), "A_PEND/P_NOTP");
    }
}

#[test]
fn an_anomaly_is_not_settled_by_a_receipt() {
    let mut scene = Scene::new();
    let report = full_report(&mut scene, ANOMALY);
    scene.must(OWNER, report, Deed::Submit);
    let hotel = scene.report(report).expenses[2].id;
    assert_eq!(scene.must(OWNER, report, Deed::AttachReceipt(hotel)), "A_AAFH/P_NOTP");
}

#[test]
fn a_policy_with_both_holds_waits_for_images_first_and_then_for_the_check() {
    for (actor, image) in [(Actor::user(PROCESSOR), false), (OWNER, true)] {
        let mut scene = Scene::new();
        let report = full_report(&mut scene, CAREFUL);
        let hotel = scene.report(report).expenses[2].id;
        assert_eq!(scene.must(OWNER, report, Deed::Submit), "A_RHLD/P_NOTP");
        let deed = if image { Deed::AttachReceipt(hotel) } else { Deed::Release };
        assert_eq!(scene.must(actor, report, deed), "A_AAFH/P_NOTP");
        assert_eq!(scene.must(Actor::user(PROCESSOR), report, Deed::Release), "A_PEND/P_NOTP");
    }
}

#[test]
fn a_held_report_can_be_recalled() {
    let mut scene = Scene::new();
    let report = full_report(&mut scene, RECEIPTS);
    scene.must(OWNER, report, Deed::Submit);
    assert_eq!(scene.must(OWNER, report, recall()), "A_RESU/P_NOTP");
}

#[test]
fn a_step_expires_by_the_clock_without_a_word_and_is_left_by_send_back() {
    let mut scene = Scene::new();
    let report = scene.report_on(TIMED);
    scene.must(OWNER, report, Deed::Submit);
    let due = Due { at: scene.now + Duration::days(3), what: Timer::Expire };
    assert_eq!(scene.world.next_due(), Some((report, due)));
    let early = scene.act(Actor::CLOCK, report, Deed::AutoApprove);
    assert!(matches!(early, Err(Rejection::IllegalAtStatus { .. })), "the step has no time after which it is approved");

    scene.wait(Duration::days(3));
    let expired = scene.act(Actor::CLOCK, report, Deed::Expire).unwrap();
    assert_eq!((scene.status(report).as_str(), notices(&expired).len()), ("A_TEXP/P_NOTP", 0));
    assert_eq!(scene.world.next_due(), None);
    let manager = Actor::user(MANAGER);
    assert!(matches!(scene.act(manager, report, approve()), Err(Rejection::IllegalAtStatus { .. })));
    assert_eq!(scene.must(manager, report, send_back()), "A_RESU/P_NOTP");
}

#[test]
fn accounting_approves_itself_after_its_time_and_says_so() {
    let mut scene = Scene::new();
    let report = scene.report_on(TIMED);
    scene.walk_to(report, ApprovalStatus::Accounting);
    let due = Due { at: scene.now + Duration::minutes(5), what: Timer::AutoApprove };
    assert_eq!(scene.world.next_due(), Some((report, due)));
    scene.wait(Duration::minutes(5));
    let approved = scene.act(Actor::CLOCK, report, Deed::AutoApprove).unwrap();
    assert_eq!(scene.status(report), "A_APPR/P_PROC");
    assert_eq!(notices(&approved)[0].step_code.as_deref(), Some("PROCPAY"));
    assert!(
        scene.report(report).history.back().is_some_and(|o| o.action == Action::AutoApprove && o.by.user.is_none())
    );
}

#[test]
fn only_the_clock_does_what_the_clock_does() {
    let mut scene = Scene::new();
    let report = scene.report_on(TIMED);
    scene.must(OWNER, report, Deed::Submit);
    for actor in [Actor::COMPANY, Actor::user(PROCESSOR), Actor::user(MANAGER)] {
        assert_eq!(scene.act(actor, report, Deed::Expire), Err(Rejection::MissingRole("clock")));
    }
}

#[test]
fn a_hold_stops_the_clock_and_everyone_but_who_sends_back() {
    let mut scene = Scene::new();
    let report = scene.report_on(TIMED);
    let processor = Actor::user(PROCESSOR);
    scene.must(OWNER, report, Deed::Submit);
    let held = scene.act(processor, report, Deed::Hold).unwrap();
    assert_eq!((scene.status(report).as_str(), notices(&held).len()), ("A_PEND/P_HOLD", 0));
    assert_eq!(scene.world.next_due(), None);
    assert_eq!(scene.world.queue(MANAGER).count(), 0, "nobody is asked meanwhile");
    for (actor, deed) in [(Actor::user(MANAGER), approve()), (OWNER, recall()), (processor, Deed::Hold)] {
        let refused = scene.act(actor, report, deed);
        assert!(matches!(refused, Err(Rejection::IllegalAtStatus { .. })), "{refused:?}");
    }
    assert_eq!(scene.must(processor, report, Deed::Release), "A_PEND/P_NOTP");
    assert_eq!(scene.world.queue(MANAGER).count(), 1);
    scene.must(processor, report, Deed::Hold);
    assert_eq!(scene.must(Actor::user(MANAGER), report, send_back()), "A_RESU/P_NOTP");
}

#[test]
fn payment_is_held_and_released_where_it_was() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.walk_to(report, ApprovalStatus::Approved);
    scene.must(Actor::COMPANY, report, Deed::MarkExtracted);
    assert_eq!(scene.must(Actor::user(PROCESSOR), report, Deed::Hold), "A_APPR/P_HOLD");
    assert!(matches!(scene.act(Actor::COMPANY, report, Deed::MarkIntegrated), Err(Rejection::IllegalAtStatus { .. })));
    assert_eq!(scene.must(Actor::user(PROCESSOR), report, Deed::Release), "A_APPR/P_PROC");
    assert_eq!(scene.must(Actor::COMPANY, report, approve()), "A_APPR/P_PAID", "it is still extracted");
}

#[test]
fn payment_comes_after_extraction_unless_the_books_say_so() {
    let mut scene = Scene::new();
    let report = scene.report_on(DEFAULT);
    scene.walk_to(report, ApprovalStatus::Approved);
    assert_eq!(scene.act(Actor::COMPANY, report, approve()), Err(Rejection::NotExtracted));
    let paid = scene.clone().act(Actor::user(ADMIN), report, Deed::MarkIntegrated).unwrap();
    assert_eq!(notices(&paid)[0].step_code.as_deref(), Some("PAIDREPORT"));
    assert_eq!(scene.must(Actor::user(PROCESSOR), report, Deed::ConfirmPayment), "A_APPR/P_PAYC");
    scene.must(Actor::user(PROCESSOR), report, Deed::MarkExtracted);
    assert_eq!(scene.must(Actor::COMPANY, report, approve()), "A_APPR/P_PAID");
}
