//! Sums of taxes: what they are of expenses that are approved in part, personal, itemized, or in another currency.

use std::sync::Arc;

use concur_emulator::core::expense::Expense;
use concur_emulator::core::money::ExchangeRate;
use concur_emulator::core::tax::{Tax, TaxTotals};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::cast::TAXES;
use crate::support::scene::Scene;

/// An expense of so much, of which so much is approved, with one tax.
fn taxed(posted: Decimal, approved: Decimal, tax: Option<Decimal>, reclaim: Option<Decimal>) -> Expense {
    let tax = Tax { amount: tax, reclaim, ..Tax::unknown(TAXES) };
    Expense { posted, adjusted: Some(approved), taxes: vec![tax], ..Scene::new().taxi(None) }
}

fn number(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

#[test]
fn adjusted_sums_are_to_the_sums_as_what_is_approved_is_to_what_is_posted() {
    let half = taxed(number(10_000), number(5_000), Some(number(1_600)), Some(number(800)));
    let TaxTotals { tax, adjusted_tax, reclaim, adjusted_reclaim, is_known, .. } = TaxTotals::of(&half);
    assert_eq!((tax, adjusted_tax), (number(1_600), number(800)));
    assert_eq!((reclaim, adjusted_reclaim), (number(800), number(400)));
    assert!(is_known);
    let personal = taxed(number(10_000), Decimal::ZERO, Some(number(1_600)), None);
    assert_eq!(TaxTotals::of(&personal).adjusted_tax, Decimal::ZERO);
}

#[test]
fn a_tax_of_which_nothing_is_known_counts_for_nothing() {
    let unknown = TaxTotals::of(&taxed(number(10_000), number(10_000), None, None));
    assert_eq!((unknown.tax, unknown.reclaim, unknown.is_known), (Decimal::ZERO, Decimal::ZERO, false));
}

#[test]
fn an_itemized_expense_is_taxed_by_its_itemizations() {
    let part = |cents| Arc::new(taxed(number(cents), number(cents), Some(number(cents / 10)), None));
    let parent = taxed(number(300), number(300), Some(number(9_999)), None);
    let itemized = Expense { itemizations: vec![part(100), part(200)], ..parent };
    assert_eq!(TaxTotals::of(&itemized).tax, number(30));
}

#[test]
fn a_tax_is_posted_at_the_rate_of_its_expense() {
    let mut abroad = taxed(number(1_270), number(1_270), Some(number(160)), None);
    abroad.details.exchange_rate = ExchangeRate::multiply(Decimal::new(127, 2));
    assert_eq!(TaxTotals::of(&abroad).tax, Decimal::new(2_032, 3));
}

proptest! {
    #[test]
    fn tax_and_net_come_to_the_amount_whatever_it_is(
        parts in prop::collection::vec((-1_000_000_i64..1_000_000, 0..=100_i64, -100_000_i64..100_000), 1..5),
    ) {
        let part = |(posted, percent, tax): &(i64, i64, i64)| {
            let posted = number(*posted);
            let approved = posted * Decimal::new(*percent, 2);
            Arc::new(taxed(posted, approved, Some(number(*tax)), Some(number(*tax / 2))))
        };
        let parts: Vec<_> = parts.iter().map(part).collect();
        let sum = |of: fn(&Expense) -> Decimal| parts.iter().map(|part| of(part)).sum::<Decimal>();
        let (posted, approved) = (sum(|e| e.posted), sum(Expense::approved));
        let whole = Expense { itemizations: parts.clone(), ..taxed(posted, approved, None, None) };
        let totals = TaxTotals::of(&whole);
        prop_assert_eq!(totals.posted, posted);
        prop_assert_eq!(totals.approved, approved);
        prop_assert_eq!(totals.tax, parts.iter().map(|part| TaxTotals::of(part).tax).sum::<Decimal>());
        let everything_is_approved = parts.iter().all(|part| part.approved() == part.posted);
        prop_assert!(!everything_is_approved || totals.adjusted_tax == totals.tax);
    }
}
