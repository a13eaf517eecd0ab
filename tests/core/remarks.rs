//! Whose latest comment a comment is, and the exception that is found and never stored.

use std::sync::Arc;

use concur_emulator::core::command::Deed;
use concur_emulator::core::comment::{Comment, MOST, latest_by, with_latest};
use concur_emulator::core::event::Acting;
use concur_emulator::core::exception::{self, ITEMIZATION_DIFFERENCE, NewException, Subject, Visibility};
use concur_emulator::core::expense::Expense;
use concur_emulator::core::ids::ReportId;
use concur_emulator::core::money::Currency;
use concur_emulator::core::report::State;
use concur_emulator::core::{Actor, Rejection};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::cast::*;
use crate::support::scene::Scene;

/// A report with an expense of ten dollars that is itemized into parts of these amounts.
fn itemized(scene: &mut Scene, parts: &[i64]) -> ReportId {
    let mut whole = scene.taxi(None);
    for amount in parts {
        let mut part = scene.taxi(Some("CO1"));
        part.details.transaction.amount = Decimal::from(*amount);
        part.posted = Decimal::from(*amount);
        whole.itemizations.push(Arc::new(part));
    }
    let draft = scene.draft_of(DEFAULT, TRAVELER, vec![Arc::new(whole)]);
    scene.put(draft)
}

fn codes(scene: &Scene, report: ReportId) -> Vec<String> {
    let report = scene.report(report);
    exception::of_report(&report, &scene.world.company).map(|s| s.exception.code.clone()).collect()
}

#[test]
fn itemizations_that_do_not_add_up_stop_a_submit_and_those_that_do_not() {
    for (parts, differs) in [(&[][..], false), (&[10][..], false), (&[4, 6][..], false), (&[4, 5][..], true)] {
        let mut scene = Scene::new();
        let report = itemized(&mut scene, parts);
        assert_eq!(codes(&scene, report).contains(&ITEMIZATION_DIFFERENCE.to_owned()), differs, "{parts:?}");
        assert_eq!(scene.report(report).has_exceptions(), differs);
        let outcome = scene.act(Actor::user(TRAVELER), report, Deed::Submit);
        assert_eq!(matches!(outcome, Err(Rejection::BlockingException { .. })), differs, "{outcome:?}");
        assert!(scene.report(report).expenses[0].exceptions.is_empty(), "it is never stored");
    }
}

#[test]
fn the_exception_that_is_found_stands_on_the_whole_and_is_neither_put_nor_deleted() {
    let mut scene = Scene::new();
    let report = itemized(&mut scene, &[1, 2]);
    let (whole, company) = (scene.report(report).expenses[0].clone(), scene.world.company.clone());
    let found: Vec<_> = exception::of_expense_and_parts(&whole, &company).collect();
    assert_eq!((found[0].expense, found[0].parent, found[0].allocation), (Some(whole.id), None, None));
    let subject = Subject::Expense(whole.id);
    let new = NewException { code: ITEMIZATION_DIFFERENCE.to_owned(), visibility: Visibility::All };
    let put = scene.act(Actor::COMPANY, report, Deed::PutException(subject, Ok(new)));
    assert!(matches!(put, Err(Rejection::Invalid(_))), "{put:?}");
    let deleted = scene.act(Actor::COMPANY, report, Deed::DeleteException(subject, ITEMIZATION_DIFFERENCE.to_owned()));
    assert!(matches!(deleted, Err(Rejection::ExceptionNotDeletable { .. })), "{deleted:?}");
}

#[test]
fn an_exception_of_an_itemization_names_the_expense_that_it_is_part_of() {
    let mut scene = Scene::new();
    let report = itemized(&mut scene, &[4, 6]);
    let whole = scene.report(report).expenses[0].clone();
    let part = whole.itemizations[1].clone();
    let share = part.allocations[0].id;
    for subject in [Subject::Expense(part.id), Subject::Allocation(part.id, share)] {
        let new = NewException { code: "REMARK".to_owned(), visibility: Visibility::All };
        scene.must(Actor::COMPANY, report, Deed::PutException(subject, Ok(new)));
    }
    let (report, company) = (scene.report(report), scene.world.company.clone());
    let standing: Vec<_> = exception::of_report(&report, &company).collect();
    assert_eq!(standing.len(), 2);
    assert!(standing.iter().all(|s| s.expense == Some(part.id) && s.parent == Some(whole.id)));
    assert_eq!([standing[0].allocation, standing[1].allocation], [None, Some(share)]);
    let of_whole_alone = exception::of_expense(&report.expenses[0], None, &company).count();
    assert_eq!(of_whole_alone, 0, "those of itemizations are theirs");
    assert!(!report.expenses[0].has_exceptions() && report.has_exceptions());
}

#[test]
fn amounts_in_another_currency_are_compared_as_they_were_paid() {
    let mut scene = Scene::new();
    let mut whole = scene.taxi(None);
    let third = |whole: &Expense| {
        let mut part = whole.clone();
        part.details.transaction.amount = Decimal::new(333, 2);
        part.posted = Decimal::new(33333333, 7);
        Arc::new(part)
    };
    whole.details.transaction.currency = "EUR".parse::<Currency>().unwrap();
    whole.details.transaction.amount = Decimal::new(999, 2);
    whole.itemizations = vec![third(&whole), third(&whole), third(&whole)];
    assert!(!whole.itemizations_differ(), "the posted amounts are rounded apart");
}

proptest! {
    #[test]
    fn exactly_the_last_comment_of_each_voice_is_its_latest(said in prop::collection::vec((0..3_usize, 0..2_usize), 0..12)) {
        let voice = |(user, delegate): (usize, usize)| {
            let user = [None, Some(TRAVELER), Some(MANAGER)][user];
            Acting { user, delegate: user.and([None, Some(DELEGATE)][delegate]) }
        };
        let now = Scene::new().now;
        let comments: Vec<_> =
            said.iter().map(|v| Comment::new(now, voice(*v), &State::NotSubmitted, "Said.".into())).collect();
        for (place, (comment, is_latest)) in with_latest(&comments).into_iter().enumerate() {
            prop_assert_eq!(comment, &comments[place]);
            let later = said[place + 1..].iter().any(|v| voice(*v) == voice(said[place]));
            prop_assert_eq!(is_latest, !later);
            prop_assert_eq!(latest_by(&comments, voice(said[place])) == Some(place), is_latest);
        }
    }
}

#[test]
fn a_report_and_each_of_its_expenses_hold_a_bounded_number_of_comments() {
    let mut scene = Scene::new();
    let report = itemized(&mut scene, &[]);
    let expense = scene.report(report).expenses[0].id;
    for on in [None, Some(expense)] {
        let mut say = || scene.act(Actor::user(TRAVELER), report, Deed::AddComment(on, Ok("Once more".to_owned())));
        for _ in 0..MOST {
            say().expect("there is room");
        }
        let refused = say().expect_err("there is no more room").to_string();
        assert!(refused.contains("1000 already"), "{refused}");
    }
}
