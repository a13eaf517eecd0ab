//! Amounts, reckoned once more in whole numbers: whatever is spent, itemized, adjusted and rejected, the totals agree.
//!
//! The model counts in hundred-millionths of the report's currency. It knows nothing of decimals, and nothing of the code.

use std::sync::Arc;

use concur_emulator::core::command::{Deed, NewExpense, Patch};
use concur_emulator::core::company::{Company, Payer, PaymentType};
use concur_emulator::core::event::Change;
use concur_emulator::core::expense::{Expense, ExpensePatch};
use concur_emulator::core::ids::ReportId;
use concur_emulator::core::money::{Currency, ExchangeRate, Money, RateOperation};
use concur_emulator::core::report::{Report, Totals};
use concur_emulator::core::{Actor, World};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::cast;
use crate::support::scene::Scene;

/// Ways of paying, with whose money it is.
const PAYERS: [(&str, Payer); 3] = [("CASH", Payer::Employee), ("CBCP", Payer::CompanyCard), ("COPD", Payer::Company)];

/// What is spent, in whole numbers: amounts in cents, the rate in ten-thousand-millionths.
#[derive(Debug, Clone)]
struct Entry {
    cents: i64,
    /// A rate and whether it divides; none for the report's currency.
    rate: Option<(i64, bool)>,
    payer: usize,
    is_personal: bool,
    is_rejected: bool,
    /// What an approver allows, in thousandths of what is posted.
    allowed: Option<i64>,
    /// Parts in cents, each personal or not, with what is allowed; the last one takes what is left, if they shall add up.
    parts: Vec<(i64, bool, Option<i64>)>,
    adds_up: bool,
}

fn rates() -> impl Strategy<Value = Option<(i64, bool)>> {
    prop::option::of((1_000_000..60_000_000_000_i64, any::<bool>()))
}

fn entries() -> impl Strategy<Value = Entry> {
    let allowed = || prop::option::weighted(0.3, 0..=1000_i64);
    let parts = prop::collection::vec((-50_000..500_000_i64, any::<bool>(), allowed()), 0..4);
    (
        -20_000..2_000_000_i64,
        rates(),
        0..PAYERS.len(),
        any::<bool>(),
        prop::bool::weighted(0.2),
        allowed(),
        parts,
        prop::bool::weighted(0.8),
    )
        .prop_map(|(cents, rate, payer, is_personal, is_rejected, allowed, mut parts, adds_up)| {
            if adds_up && let Some((_, rest)) = parts.split_last() {
                let sum: i64 = rest.iter().map(|part| part.0).sum();
                parts.last_mut().unwrap().0 = cents - sum;
            }
            Entry { cents, rate, payer, is_personal, is_rejected, allowed, parts, adds_up }
        })
}

/// Half to even.
fn rounded(number: i128, by: i128) -> i128 {
    let (quotient, rest) = (number.div_euclid(by), number.rem_euclid(by));
    match (rest * 2).cmp(&by) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + quotient.rem_euclid(2),
    }
}

/// An amount in hundred-millionths of the report's currency.
fn posted(cents: i64, rate: Option<(i64, bool)>) -> i128 {
    let cents = i128::from(cents);
    match rate {
        None => cents * 1_000_000,
        Some((rate, false)) => rounded(cents * i128::from(rate), 10_000),
        Some((rate, true)) => rounded(cents * 10_i128.pow(16), i128::from(rate)),
    }
}

/// Thousandths of an amount, cut off.
fn part_of(amount: i128, thousandths: i64) -> i128 {
    amount * i128::from(thousandths) / 1000
}

/// What counts of an entry: posted, personal or not, allowed.
fn leaves(entry: &Entry) -> Vec<(i128, bool, i128)> {
    let allowed = |posted, thousandths: Option<i64>| thousandths.map_or(posted, |t| part_of(posted, t));
    let whole = posted(entry.cents, entry.rate);
    if entry.parts.is_empty() {
        return vec![(whole, entry.is_personal, allowed(whole, entry.allowed))];
    }
    let mut amounts: Vec<_> = entry.parts.iter().map(|part| posted(part.0, entry.rate)).collect();
    if entry.parts.iter().map(|part| part.0).sum::<i64>() == entry.cents {
        let rest: i128 = amounts.iter().rev().skip(1).sum();
        *amounts.last_mut().unwrap() = whole - rest;
    }
    amounts.into_iter().zip(&entry.parts).map(|(amount, part)| (amount, part.1, allowed(amount, part.2))).collect()
}

/// The totals: all, personal, claimed, approved, paid by the company, due to employee, card and company.
fn totals(entries: &[Entry]) -> [i128; 8] {
    let mut sums = [0; 8];
    for entry in entries {
        for (posted, is_personal, allowed) in leaves(entry) {
            let approved = if is_personal || entry.is_rejected { 0 } else { allowed };
            let (personal, claimed) = if is_personal { (posted, 0) } else { (0, posted) };
            let spent_by = |payer| PAYERS[entry.payer].1 == payer;
            let paid = |payer| if spent_by(payer) { approved + personal } else { 0 };
            let due_employee = if spent_by(Payer::Employee) { approved } else { 0 };
            let due_company = if spent_by(Payer::Employee) { 0 } else { personal };
            let row = [
                posted,
                personal,
                claimed,
                approved,
                paid(Payer::Company),
                due_employee,
                paid(Payer::CompanyCard),
                due_company,
            ];
            sums.iter_mut().zip(row).for_each(|(sum, amount)| *sum += amount);
        }
    }
    sums
}

fn decimal(hundred_millionths: i128) -> Decimal {
    Decimal::from_i128_with_scale(hundred_millionths, 8)
}

fn world() -> World {
    let mut world = cast::world();
    let payment = |(id, payer): (&str, Payer)| {
        (id.to_owned(), PaymentType { id: id.to_owned(), name: id.to_owned(), code: id.to_owned(), payer })
    };
    world.company = Arc::new(Company { payment_types: PAYERS.map(payment).into(), ..Company::clone(&world.company) });
    world
}

fn money(cents: i64, rate: Option<(i64, bool)>) -> Money {
    let currency = if rate.is_some() { "EUR".parse().unwrap() } else { Currency::USD };
    Money::new(Decimal::new(cents, 2), currency)
}

fn exchange_rate(rate: Option<(i64, bool)>) -> Option<ExchangeRate> {
    let operation = |divides| if divides { RateOperation::Divide } else { RateOperation::Multiply };
    rate.map(|(rate, divides)| ExchangeRate { value: Decimal::new(rate, 10), operation: operation(divides) })
}

/// An expense as the rules make it.
fn spend(scene: &mut Scene, report: ReportId, entry: &Entry, cents: i64, is_personal: bool) -> Expense {
    let Money { amount, currency } = money(cents, entry.rate);
    let new = NewExpense {
        payment_type: PAYERS[entry.payer].0.to_owned(),
        amount,
        currency,
        exchange_rate: exchange_rate(entry.rate),
        is_personal,
        ..super::deeds::new_expense()
    };
    let events =
        scene.act(Actor::user(cast::TRAVELER), report, Deed::AddExpense(Ok(Box::new(new)))).expect("it is sound");
    match &events[0].change {
        Change::ExpenseAdded(expense) => Expense::clone(expense),
        other => panic!("{other:?}"),
    }
}

fn adjust(expense: &mut Expense, thousandths: Option<i64>) {
    let allowed = |t| (expense.posted * Decimal::new(t, 3)).trunc_with_scale(8);
    expense.adjusted = thousandths.map(allowed);
}

/// A report of these entries.
fn report(scene: &mut Scene, entries: &[Entry]) -> Report {
    let empty = scene.draft_of(cast::DEFAULT, cast::TRAVELER, Vec::new());
    let id = scene.put(empty);
    let expenses = entries.iter().map(|entry| {
        let mut expense = spend(scene, id, entry, entry.cents, entry.is_personal && entry.parts.is_empty());
        for (cents, is_personal, _) in &entry.parts {
            expense.itemizations.push(Arc::new(spend(scene, id, entry, *cents, *is_personal)));
        }
        assert!(expense.post_itemizations());
        for (itemization, part) in expense.itemizations.iter_mut().zip(&entry.parts) {
            adjust(Arc::make_mut(itemization), part.2);
        }
        if entry.parts.is_empty() {
            adjust(&mut expense, entry.allowed);
        }
        expense.is_rejected = entry.is_rejected;
        Arc::new(expense)
    });
    let expenses = expenses.collect();
    Report { expenses, ..Report::clone(&scene.report(id)) }
}

fn of(totals: Totals) -> [Decimal; 8] {
    let Totals { total, personal, claimed, approved, company_paid, due_employee, due_company_card, due_company } =
        totals;
    [total, personal, claimed, approved, company_paid, due_employee, due_company_card, due_company]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_totals_agree_with_whole_numbers_and_with_each_other(entries in prop::collection::vec(entries(), 0..6)) {
        let mut scene = Scene::of(world());
        let report = report(&mut scene, &entries);
        let real = report.totals(&scene.world.company);
        prop_assert_eq!(of(real), totals(&entries).map(decimal));
        prop_assert_eq!(real.total, real.personal + real.claimed);
        prop_assert_eq!(real.claimed, real.approved + real.not_approved());
        let paid = real.due_employee + real.due_company_card + real.company_paid;
        prop_assert_eq!(real.approved + real.due_company, paid);
        for (expense, entry) in report.expenses.iter().zip(&entries) {
            let sums = totals(std::slice::from_ref(entry)).map(decimal);
            prop_assert_eq!([expense.claimed(), expense.approved()], [sums[2], sums[3]]);
            if entry.parts.is_empty() || entry.adds_up {
                prop_assert_eq!(expense.posted, sums[0], "the parts do not add up to the whole");
                prop_assert!(expense.not_itemized().is_zero());
            }
        }
    }

    #[test]
    fn another_amount_currency_or_rate_is_posted_as_if_it_had_been_so_from_the_start(
        before in entries(),
        cents in prop::option::of(-20_000..2_000_000_i64),
        rate in prop::option::of(rates()),
    ) {
        let mut scene = Scene::of(world());
        let report = report(&mut scene, std::slice::from_ref(&before));
        let (id, expense) = (scene.put(report.clone()), report.expenses[0].id);
        let mut after = Entry { is_rejected: before.is_rejected, ..before.clone() };
        after.cents = cents.unwrap_or(after.cents);
        after.rate = rate.unwrap_or(after.rate);
        let set = |rate| Patch::Set(exchange_rate(rate).unwrap_or(ExchangeRate::ONE));
        let patch = ExpensePatch {
            transaction: Patch::Set(money(after.cents, after.rate)),
            exchange_rate: rate.map_or(Patch::Keep, set),
            ..ExpensePatch::default()
        };
        let is_other = (after.cents, after.rate) != (before.cents, before.rate);
        if is_other {
            // What an approver allowed, he allowed of something else.
            after.allowed = None;
            after.parts.iter_mut().for_each(|part| part.2 = None);
        }
        let owner = Actor::user(cast::TRAVELER);
        scene.act(owner, id, Deed::UpdateExpense(expense, Ok(Box::new(patch)))).expect("it is sound");
        let real = scene.report(id).totals(&scene.world.company);
        prop_assert_eq!(of(real), totals(&[after]).map(decimal));
    }
}
