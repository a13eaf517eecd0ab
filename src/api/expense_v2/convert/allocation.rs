//! Shares of expenses and their taxes.

use rust_decimal::Decimal;

use super::entry::{came_to_payment, entry_id};
use super::{Scene, journal, list_item};
use crate::api::expense_v2::wire::allocation::{Allocation as WireAllocation, VatData};
use crate::api::expense_v2::wire::scalar::{Amount, Percentage};
use crate::api::expense_v2::wire::{fill_fields, form_fields};
use crate::core::allocation::{Allocation, Portion, portions};
use crate::core::amounts::Leaf;
use crate::core::money::split;
use crate::core::tax::Tax;

/// The longest label of a tax (page `expense-report-get`).
const LONGEST_LABEL: usize = 5;
/// Who says what a tax comes to: nobody types taxes in here (inferred).
const BY_THE_SYSTEM: &str = "SYST";

/// The shares of what counts of an expense: where nothing is allocated, one that is all of it.
pub fn shares<'a>(scene: Scene<'a>, part: Leaf<'a>) -> Vec<WireAllocation<'a>> {
    let expense = part.expense;
    if expense.allocations.is_empty() {
        let portion = Portion { posted: expense.posted, claimed: part.claimed(), approved: part.approved() };
        let share = Share { part, allocation: None, portion, number: 0 };
        return vec![share.written(scene)];
    }
    let shares = portions(expense).enumerate().map(|(number, (allocation, portion))| {
        // A rejected expense rejects its itemizations, which do not know.
        let approved = if part.is_rejected { Decimal::ZERO } else { portion.approved };
        Share { part, allocation: Some(allocation), portion: Portion { approved, ..portion }, number }
    });
    shares.map(|share| share.written(scene)).collect()
}

/// A share of an expense with what it comes to.
pub struct Share<'a> {
    /// Of what.
    pub part: Leaf<'a>,
    /// The allocation; none where nothing is allocated.
    pub allocation: Option<&'a Allocation>,
    /// What it comes to.
    pub portion: Portion,
    /// Its place among the shares.
    pub number: usize,
}

impl<'a> Share<'a> {
    fn written(&self, scene: Scene<'a>) -> WireAllocation<'a> {
        let expense = self.part.expense;
        let company = scene.company;
        let charged = self.allocation.and_then(|allocation| company.cost_objects.get(&allocation.cost_object));
        let custom = self.allocation.map_or(&[][..], |allocation| &allocation.custom);
        let field = |id: &str| match charged {
            Some(cost_object) if id == company.cost_object_field => Some(list_item(cost_object)),
            _ => scene.field(None, custom, id),
        };
        let sees_all = scene.place.sees_all;
        let booked = || if came_to_payment(scene) { journal::entries(scene, self) } else { Vec::new() };
        form_fields! { part => fill_fields { field in WireAllocation {
            allocation_id: self.allocation.map_or_else(|| entry_id(expense.entry_id), |known| known.id.to_string()),
            percentage: Percentage(self.allocation.map_or(Decimal::ONE_HUNDRED, |known| known.percentage)),
            account_code_1: self.allocation.and_then(|known| known.account_code.as_deref()),
            account_code_2: self.allocation.and_then(|known| known.over_limit_account_code.as_deref()),
        } and {
            journal_entries_list: sees_all.then(booked),
            vat_data_list: if sees_all { self.taxes(scene) } else { Vec::new() },
        } } }
    }

    /// The taxes that are known, each as far as it falls to this share.
    fn taxes(&self, scene: Scene<'a>) -> Vec<VatData<'a>> {
        let taxes = self.part.expense.taxes.iter();
        taxes.filter_map(|tax| Some(self.tax(scene, tax, tax.amount?))).collect()
    }

    fn tax(&self, scene: Scene<'a>, tax: &'a Tax, amount: Decimal) -> VatData<'a> {
        let authority = scene.company.tax_authorities.get(&tax.authority);
        let rate = self.part.expense.details.exchange_rate;
        let label = |label: &str| label.chars().take(LONGEST_LABEL).collect();
        let part = |whole| Amount(self.part_of(whole));
        VatData {
            tax_name: authority.map(|authority| scene.named(&authority.name)),
            tax_authority_label: authority.map(|authority| label(&authority.label)),
            tax_transaction_amount: part(amount),
            tax_posted_amount: tax.posted(rate).map(part),
            source: BY_THE_SYSTEM,
            tax_reclaim_transaction_amount: tax.reclaim.map(part),
            tax_reclaim_posted_amount: tax.posted_reclaim(rate).map(part),
        }
    }

    fn part_of(&self, whole: Decimal) -> Decimal {
        let weights = self.part.expense.allocations.iter().map(|allocation| allocation.percentage);
        split(whole, weights, Decimal::ONE_HUNDRED).get(self.number).copied().unwrap_or(whole)
    }
}
