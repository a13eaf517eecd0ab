//! Shares of expenses: whatever the amounts and percentages, they come to the whole.

use concur_emulator::core::Actor;
use concur_emulator::core::allocation::{Allocation, AllocationPatch, Portion, portions};
use concur_emulator::core::approvals::cost_objects;
use concur_emulator::core::attendee::{Association, Attendance};
use concur_emulator::core::command::{Deed, Patch};
use concur_emulator::core::expense::{CustomField, Expense};
use concur_emulator::core::ids::AllocationId;
use concur_emulator::core::money::{LARGEST, SCALE, split};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::deeds::attendance;
use crate::support::cast::{self, GUEST};
use crate::support::scene::{Scene, approve};

/// Amounts of up to eight decimals, small ones and the largest, of either sign.
fn amounts() -> impl Strategy<Value = Decimal> {
    let largest = i64::try_from(LARGEST.mantissa()).unwrap();
    let small = (-100_000_i64..100_000, 0..=SCALE).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let large = (-largest..=largest, 0..=SCALE)
        .prop_map(|(digits, scale)| Decimal::new(digits, 0) - Decimal::new(digits.signum(), scale));
    prop_oneof![4 => small, 1 => large]
}

/// Percentages of up to eight decimals that add up to 100: the gaps between some cuts.
fn percentages() -> impl Strategy<Value = Vec<Decimal>> {
    let whole = 100 * 10_i64.pow(SCALE);
    prop::collection::btree_set(1..whole, 0..20).prop_map(move |cuts| {
        let ends = cuts.iter().copied().chain([whole]);
        let mut before = 0;
        ends.map(|end| Decimal::new(end - std::mem::replace(&mut before, end), SCALE)).collect()
    })
}

fn allocated(expense: Expense, percentages: &[Decimal]) -> Expense {
    let allocation = |(index, percentage): (usize, &Decimal)| Allocation {
        id: AllocationId::from_bytes([u8::try_from(index).unwrap(); 16]),
        cost_object: if index % 2 == 0 { "CO1" } else { "CO2" }.to_owned(),
        percentage: *percentage,
        account_code: None,
        over_limit_account_code: None,
        custom: Vec::new(),
        is_system: false,
        is_percent_edited: false,
        exceptions: Vec::new(),
    };
    Expense { allocations: percentages.iter().enumerate().map(allocation).collect(), ..expense }
}

proptest! {
    #[test]
    fn parts_come_to_the_amount_and_none_is_off_by_more_than_the_last_decimal(
        amount in amounts(),
        percentages in percentages(),
    ) {
        let amount = amount.round_dp(SCALE);
        let parts = split(amount, percentages.iter().copied(), Decimal::ONE_HUNDRED);
        prop_assert_eq!(parts.len(), percentages.len());
        prop_assert_eq!(parts.iter().sum::<Decimal>(), amount);
        for (part, percentage) in parts.iter().zip(&percentages) {
            prop_assert!(part.scale() <= SCALE, "{part} has more than eight decimals");
            prop_assert!(part.is_zero() || part.is_sign_negative() == amount.is_sign_negative(), "{part} of {amount}");
            let exact = amount * percentage / Decimal::ONE_HUNDRED;
            prop_assert!((part - exact).abs() <= Decimal::new(1, SCALE), "{part} is not {percentage} % of {amount}");
        }
    }

    #[test]
    fn allocations_come_to_the_expenses_amounts(
        posted in amounts(),
        approved in amounts(),
        is_personal in any::<bool>(),
        percentages in percentages(),
    ) {
        let mut expense = allocated(Scene::new().taxi(None), &percentages);
        (expense.posted, expense.approved) = (posted.round_dp(SCALE), approved.round_dp(SCALE));
        expense.details.is_personal = is_personal;
        let total = |of: fn(&Portion) -> Decimal| -> Decimal {
            portions(&expense).map(|(_, portion)| of(&portion)).sum()
        };
        prop_assert_eq!(total(|p| p.posted), expense.posted);
        prop_assert_eq!(total(|p| p.claimed), expense.claimed());
        prop_assert_eq!(total(|p| p.approved), expense.approved());
    }

    #[test]
    fn cost_objects_of_a_report_come_to_what_is_allocated(posted in amounts(), percentages in percentages()) {
        let mut scene = Scene::new();
        let mut expense = allocated(scene.taxi(None), &percentages);
        expense.posted = posted.round_dp(SCALE);
        let draft = scene.draft_of(cast::COST_OBJECTS, cast::TRAVELER, vec![expense.into()]);
        let report = scene.put(draft);
        let seen = cost_objects(&scene.world, &Actor::COMPANY, &scene.report(report));
        let total: Decimal = seen.unwrap().iter().flat_map(|view| &view.shares).map(|share| share.posted).sum();
        prop_assert_eq!(total, posted.round_dp(SCALE));
    }

    #[test]
    fn attendees_who_share_all_of_an_expense_share_all_that_is_approved(
        amount in 1_i64..10_000_000,
        approved in amounts(),
        cuts in prop::collection::btree_set(1_i64..10_000_000, 0..10),
    ) {
        let mut expense = Scene::new().taxi(None);
        expense.details.transaction.amount = Decimal::new(amount, 2);
        expense.approved = approved.round_dp(SCALE);
        let mut before = 0;
        let ends = cuts.into_iter().filter(|cut| *cut < amount).chain([amount]);
        let association = |end| Association {
            attendee: GUEST,
            version: 1,
            amount: Decimal::new(end - std::mem::replace(&mut before, end), 2),
            is_amount_edited: false,
            is_traveling: None,
            count: 1,
            custom: Vec::new(),
        };
        let attendance = Attendance { no_shows: 0, associations: ends.map(association).collect() };
        prop_assert_eq!(attendance.approved(&expense).iter().sum::<Decimal>(), expense.approved());
    }
}

#[test]
fn what_rounding_takes_from_one_part_the_next_one_gets() {
    let third = Decimal::new(3_333_333_333, 8);
    let parts = split(Decimal::ONE, [third, third, Decimal::ONE_HUNDRED - third - third], Decimal::ONE_HUNDRED);
    assert_eq!(texts(&parts), ["0.33333333", "0.33333334", "0.33333333"]);
    let tiny = split(Decimal::new(6, 8), [Decimal::TEN; 10], Decimal::ONE_HUNDRED);
    assert!(tiny.iter().all(|part| !part.is_sign_negative()), "{tiny:?}");
    assert_eq!(split(Decimal::TEN, [Decimal::ONE], Decimal::ZERO), [Decimal::ZERO]);
}

#[test]
fn allocations_and_attendees_of_an_itemization_change_in_their_place() {
    let mut scene = Scene::new();
    let itemization = scene.taxi(Some("CO1"));
    let (part, allocation) = (itemization.id, itemization.allocations[0].id);
    let expense = Expense { itemizations: vec![itemization.into()], ..scene.taxi(None) };
    let draft = scene.draft_of(cast::COST_OBJECTS, cast::TRAVELER, vec![expense.into()]);
    let report = scene.put(draft);
    let item = cast::COST_OBJECT_ITEMS[1].2.to_string();
    let custom = Patch::Set(vec![CustomField { id: "custom9".to_owned(), value: Some(item) }]);
    let patch = AllocationPatch { expenses: vec![part], custom };
    let owner = Actor::user(cast::TRAVELER);
    scene.must(owner, report, Deed::UpdateAllocation(allocation, Ok(patch)));
    scene.must(owner, report, Deed::SetAttendees(part, Ok(attendance())));
    let after = scene.report(report);
    let changed = &after.expenses[0].itemizations[0];
    assert_eq!((changed.allocations[0].cost_object.as_str(), changed.attendance.count()), ("CO2", 1));
    assert_eq!(after.expenses[0].attendance.count(), 0);
    scene.must(owner, report, Deed::Submit);
    scene.must(Actor::user(cast::MANAGER), report, approve());
    assert_eq!(scene.assignees(report), [Some(cast::COST_OWNER_2)]);
}

fn texts(parts: &[Decimal]) -> Vec<String> {
    parts.iter().map(|part| part.normalize().to_string()).collect()
}
