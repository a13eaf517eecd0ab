//! What the amounts of expenses come to: shares of an itemized expense, what counts as claimed and approved, a report's totals.
//!
//! Only what was spent, at which rate, and what an approver allowed of it are kept. Everything else is worked out here, from
//! the parts of expenses upwards, so that no two amounts can contradict each other.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::company::{Company, Payer};
use super::expense::Expense;
use super::report::Report;

/// A part of a report that counts: an expense that is not itemized, or an itemization.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaf<'a> {
    /// The expense or itemization.
    pub expense: &'a Expense,
    /// Whether an approver rejected it, or the expense that it is part of.
    pub is_rejected: bool,
}

impl Leaf<'_> {
    /// What is claimed of it: all, or where it is personal nothing.
    pub fn claimed(&self) -> Decimal {
        if self.expense.details.is_personal { Decimal::ZERO } else { self.expense.posted }
    }

    /// What an approver allows of what is claimed, whether he rejected it since or not.
    pub fn adjusted(&self) -> Decimal {
        if self.expense.details.is_personal {
            Decimal::ZERO
        } else {
            self.expense.adjusted.unwrap_or(self.expense.posted)
        }
    }

    /// What of it is approved: nothing of what is rejected.
    pub fn approved(&self) -> Decimal {
        if self.is_rejected { Decimal::ZERO } else { self.adjusted() }
    }
}

impl Expense {
    /// What counts of it: its itemizations, or where it has none it itself.
    pub fn leaves(&self) -> impl Iterator<Item = Leaf<'_>> {
        let itself = self.itemizations.is_empty().then_some(self);
        let leaves = itself.into_iter().chain(self.itemizations.iter().map(|itemization| &**itemization));
        leaves.map(|expense| Leaf { expense, is_rejected: self.is_rejected || expense.is_rejected })
    }

    /// Whether all that counts of it is personal.
    pub fn is_personal(&self) -> bool {
        self.leaves().all(|leaf| leaf.expense.details.is_personal)
    }

    /// The part of the posted amount that is claimed: nothing that is personal.
    pub fn claimed(&self) -> Decimal {
        self.leaves().map(|leaf| leaf.claimed()).sum()
    }

    /// What an approver allows of the claimed amount (`approverAdjustedAmount`).
    pub fn allowed(&self) -> Decimal {
        self.leaves().map(|leaf| leaf.adjusted()).sum()
    }

    /// The part of the claimed amount that is approved.
    pub fn approved(&self) -> Decimal {
        self.leaves().map(|leaf| leaf.approved()).sum()
    }

    /// How much of the amount spent its itemizations leave out; less than zero where they have too much, and zero where they add
    /// up or there are none.
    pub fn not_itemized(&self) -> Decimal {
        if self.itemizations.is_empty() {
            return Decimal::ZERO;
        }
        let itemized: Decimal = self.itemizations.iter().map(|i| i.details.transaction.amount).sum();
        self.details.transaction.amount - itemized
    }

    /// Posts every itemization anew, at the rate of the whole and in its currency. Where they add up to the whole, so do their
    /// posted amounts: the last one takes what rounding would lose (inferred: see `docs/fidelity.md`). False where an amount is
    /// beyond all bounds.
    pub fn post_itemizations(&mut self) -> bool {
        let (currency, rate) = (self.details.transaction.currency, self.details.exchange_rate);
        let mut left = self.posted;
        for itemization in &mut self.itemizations {
            let itemization = Arc::make_mut(itemization);
            itemization.details.transaction.currency = currency;
            itemization.details.exchange_rate = rate;
            let Some(posted) = rate.convert(itemization.details.transaction.amount) else { return false };
            itemization.posted = posted;
            left -= posted;
        }
        if self.not_itemized().is_zero()
            && let Some(last) = self.itemizations.last_mut()
        {
            Arc::make_mut(last).posted += left;
        }
        true
    }
}

/// A report's totals, all in its currency.
///
/// Of any report: `total` is `personal` and `claimed` together; `approved` with `due_company` is `due_employee`,
/// `due_company_card` and `company_paid` together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Everything on the report (`reportTotal`).
    pub total: Decimal,
    /// Marked as personal (`personalAmount`).
    pub personal: Decimal,
    /// Everything not personal (`claimedAmount`).
    pub claimed: Decimal,
    /// What of the claimed amount is approved (`approvedAmount`).
    pub approved: Decimal,
    /// Paid by the company itself (`amountCompanyPaid`).
    pub company_paid: Decimal,
    /// The company owes it to the employee (`amountDueEmployee`).
    pub due_employee: Decimal,
    /// Owed to a company card (`amountDueCompanyCard`).
    pub due_company_card: Decimal,
    /// The employee owes it to the company: what he spent for himself with the company's money (`amountDueCompany`).
    pub due_company: Decimal,
}

impl Totals {
    /// What of the claimed amount is not approved (`amountNotApproved`).
    pub fn not_approved(&self) -> Decimal {
        self.claimed - self.approved
    }

    fn add(&mut self, leaf: Leaf<'_>, payer: Payer) {
        let (claimed, approved) = (leaf.claimed(), leaf.approved());
        let personal = leaf.expense.posted - claimed;
        self.total += leaf.expense.posted;
        self.personal += personal;
        self.claimed += claimed;
        self.approved += approved;
        match payer {
            // What he spent for himself with his own money is nobody's business.
            Payer::Employee => self.due_employee += approved,
            Payer::CompanyCard => {
                self.due_company_card += approved + personal;
                self.due_company += personal;
            }
            Payer::Company => {
                self.company_paid += approved + personal;
                self.due_company += personal;
            }
        }
    }
}

impl Report {
    /// What counts of its expenses.
    pub fn leaves(&self) -> impl Iterator<Item = Leaf<'_>> {
        self.expenses.iter().flat_map(|expense| expense.leaves())
    }

    /// Its totals, from its expenses.
    pub fn totals(&self, company: &Company) -> Totals {
        let mut totals = Totals::default();
        self.leaves().for_each(|leaf| totals.add(leaf, company.payer(&leaf.expense.details.payment_type)));
        totals
    }
}
