//! Changing expenses and itemizations: what follows from a change, and what is not the owner's to change.

use std::sync::Arc;

use concur_emulator::core::command::{Deed, Patch};
use concur_emulator::core::expense::{Expense, ExpensePatch};
use concur_emulator::core::ids::{ExpenseId, ReportId};
use concur_emulator::core::money::{Currency, ExchangeRate, Money};
use concur_emulator::core::particulars::Travel;
use concur_emulator::core::{Actor, Rejection};
use rust_decimal::Decimal;

use crate::support::cast;
use crate::support::scene::Scene;

const OWNER: Actor = Actor::user(cast::TRAVELER);

/// A report with a taxi that is itemized into two halves; the report, the taxi, the halves.
fn itemized(scene: &mut Scene) -> (ReportId, ExpenseId, [ExpenseId; 2]) {
    let mut taxi = scene.taxi(None);
    let halves = [scene.taxi(None), scene.taxi(None)].map(|mut half| {
        half.details.transaction.amount = Decimal::from(5);
        half
    });
    let ids = [halves[0].id, halves[1].id];
    taxi.itemizations = halves.map(Arc::new).into();
    assert!(taxi.post_itemizations());
    let id = taxi.id;
    let draft = scene.draft_of(cast::DEFAULT, cast::TRAVELER, vec![Arc::new(taxi)]);
    (scene.put(draft), id, ids)
}

fn change(scene: &mut Scene, report: ReportId, expense: ExpenseId, patch: ExpensePatch) -> Result<(), Rejection> {
    scene.act(OWNER, report, Deed::UpdateExpense(expense, Ok(Box::new(patch)))).map(drop)
}

fn expense(scene: &Scene, report: ReportId, expense: ExpenseId) -> Arc<Expense> {
    Arc::clone(scene.report(report).expense(expense).expect("the expense exists"))
}

/// The fields that a refused patch names.
#[track_caller]
fn fields(refused: Result<(), Rejection>) -> Vec<String> {
    match refused {
        Err(Rejection::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn euros(amount: i64) -> Patch<Money> {
    Patch::Set(Money::new(Decimal::from(amount), "EUR".parse().expect("a currency")))
}

#[test]
fn another_currency_takes_the_companys_rate_and_goes_for_the_itemizations_too() {
    let mut scene = Scene::new();
    let (report, taxi, [half, _]) = itemized(&mut scene);
    change(&mut scene, report, taxi, ExpensePatch { transaction: euros(10), ..ExpensePatch::default() }).unwrap();
    assert_eq!(expense(&scene, report, taxi).posted, Decimal::from(11));
    let half = expense(&scene, report, half);
    assert_eq!((half.posted, half.details.transaction.currency.as_str()), (Decimal::new(55, 1), "EUR"));
}

#[test]
fn an_itemization_keeps_currency_rate_and_payment_type_of_its_expense() {
    let mut scene = Scene::new();
    let (report, _, [half, _]) = itemized(&mut scene);
    let before = scene.report(report);
    let patch = ExpensePatch { transaction: euros(5), ..ExpensePatch::default() };
    assert_eq!(fields(change(&mut scene, report, half, patch)), ["transactionAmount"]);
    let patch = ExpensePatch { payment_type: Patch::Set("CBCP".to_owned()), ..ExpensePatch::default() };
    assert_eq!(fields(change(&mut scene, report, half, patch)), ["paymentType", "paymentType"]);
    assert_eq!(scene.report(report), before);
}

#[test]
fn an_itemization_of_another_amount_leaves_its_expense_as_it_is_and_a_difference() {
    let mut scene = Scene::new();
    let (report, taxi, [half, _]) = itemized(&mut scene);
    let seven = Patch::Set(Money::new(Decimal::from(7), Currency::USD));
    change(&mut scene, report, half, ExpensePatch { transaction: seven, ..ExpensePatch::default() }).unwrap();
    let taxi = expense(&scene, report, taxi);
    assert_eq!(
        (taxi.posted, taxi.claimed(), taxi.not_itemized()),
        (Decimal::TEN, Decimal::from(12), Decimal::from(-2))
    );
}

#[test]
fn an_itemized_expense_is_personal_by_its_itemizations() {
    let mut scene = Scene::new();
    let (report, taxi, halves) = itemized(&mut scene);
    let personal = || ExpensePatch { is_personal: Patch::Set(true), ..ExpensePatch::default() };
    assert_eq!(fields(change(&mut scene, report, taxi, personal())), ["isPersonalExpense"]);
    for half in halves {
        assert!(!expense(&scene, report, taxi).is_personal());
        change(&mut scene, report, half, personal()).unwrap();
    }
    assert!(expense(&scene, report, taxi).is_personal());
    // Who sends back what he was shown changes nothing.
    change(&mut scene, report, taxi, personal()).unwrap();
}

#[test]
fn what_approvers_say_is_not_the_owners_to_change() {
    let mut scene = Scene::new();
    let (report, taxi, _) = itemized(&mut scene);
    let dollars = |amount: i64| Patch::Set(Money::new(Decimal::from(amount), Currency::USD));
    let patch = |amount| ExpensePatch { adjusted: dollars(amount), ..ExpensePatch::default() };
    assert_eq!(fields(change(&mut scene, report, taxi, patch(9))), ["approverAdjustedAmount"]);
    change(&mut scene, report, taxi, patch(10)).unwrap();
    let patch = ExpensePatch { is_rejected: Patch::Set(true), ..ExpensePatch::default() };
    assert_eq!(fields(change(&mut scene, report, taxi, patch)), ["isExpenseRejected"]);
}

#[test]
fn rates_are_rounded_to_what_is_shown_and_greater_than_zero() {
    let mut scene = Scene::new();
    let (report, taxi, _) = itemized(&mut scene);
    let rate = |text: &str| {
        let rate = Patch::Set(ExchangeRate { value: text.parse().expect("a rate"), ..ExchangeRate::ONE });
        ExpensePatch { transaction: euros(10), exchange_rate: rate, ..ExpensePatch::default() }
    };
    assert_eq!(fields(change(&mut scene, report, taxi, rate("-1"))), ["exchangeRate"]);
    assert_eq!(fields(change(&mut scene, report, taxi, rate("0.000000000000001"))), ["exchangeRate"]);
    change(&mut scene, report, taxi, rate("1.123456789012349")).unwrap();
    let shown = expense(&scene, report, taxi);
    assert_eq!(shown.details.exchange_rate.value.to_string(), "1.12345678901235");
    assert_eq!(shown.posted.to_string(), "11.23456789");
}

#[test]
fn what_is_too_long_unknown_or_beyond_all_dates_is_refused_by_its_name() {
    let mut scene = Scene::new();
    let (report, taxi, _) = itemized(&mut scene);
    let long = || Patch::Set("x".repeat(256));
    let travel = Travel { ticket_number: Some("x".repeat(33)), ..Travel::default() };
    let patch = ExpensePatch {
        expense_type: Patch::Set("NOPE".to_owned()),
        business_purpose: long(),
        merchant_tax: long(),
        receipt_image: long(),
        travel: Patch::Set(travel),
        budget_accrual_date: Patch::Set(chrono::NaiveDate::MAX),
        ..ExpensePatch::default()
    };
    let expected = [
        "expenseType",
        "businessPurpose",
        "merchantTaxId",
        "receiptImageId",
        "travel.ticketNumber",
        "budgetAccrualDate",
    ];
    assert_eq!(fields(change(&mut scene, report, taxi, patch)), expected);
}
