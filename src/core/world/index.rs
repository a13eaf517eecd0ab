//! What leads to reports without knowing them: their names, whose they are, where they are on their way.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::core::Timestamp;
use crate::core::expense::Expense;
use crate::core::ids::{AllocationId, AttendeeId, CashAdvanceId, EntryId, ExpenseId, ReportId, UserId};
use crate::core::report::Report;
use crate::core::report_index::ReportIndex;
use crate::core::shared::Shared;

/// What is looked up without knowing the report. Only [`World`]'s ways of changing a report touch it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Index {
    pub(super) aliases: Shared<HashMap<Arc<str>, ReportId>>,
    pub(super) expenses: Shared<HashMap<ExpenseId, ReportId>>,
    pub(super) entries: Shared<HashMap<EntryId, (ReportId, ExpenseId)>>,
    pub(super) allocations: Shared<HashMap<AllocationId, ReportId>>,
    /// How many expenses and itemizations each attendee took part in.
    pub(super) attendances: Shared<HashMap<AttendeeId, usize>>,
    pub(super) timers: Shared<BTreeSet<(Timestamp, ReportId)>>,
    /// In the order in which they were created, so that any page of them is found without going through those before it.
    pub(super) owned: Shared<HashMap<UserId, Vec<(Timestamp, ReportId)>>>,
    /// By status, owner, date and who has to do with them, for those who go on from where they were.
    pub(super) listed: Shared<ReportIndex>,
    pub(super) cash_advances: Shared<HashMap<CashAdvanceId, BTreeSet<ReportId>>>,
}

impl Index {
    /// What leads to a report by a name: its alias, its expenses, its cash advances.
    pub(super) fn enter_names(&mut self, report: &Report) {
        if let Some(alias) = &report.alias {
            self.aliases.insert(Arc::clone(alias), report.id);
        }
        report.expenses.iter().for_each(|expense| self.enter_expense(report.id, expense));
        self.enter_cash_advances(report);
    }

    /// What leads to a report by an expense of it, by its itemizations, and by the allocations of both.
    pub(super) fn enter_expense(&mut self, report: ReportId, expense: &Expense) {
        for named in expense.with_itemizations() {
            self.expenses.insert(named.id, report);
            self.entries.insert(named.entry_id, (report, named.id));
            self.allocations.extend(named.allocations.iter().map(|allocation| (allocation.id, report)));
            for association in &named.attendance.associations {
                *self.attendances.entry(association.attendee).or_default() += 1;
            }
        }
    }

    pub(super) fn withdraw_expense(&mut self, expense: &Expense) {
        for named in expense.with_itemizations() {
            self.expenses.remove(&named.id);
            self.entries.remove(&named.entry_id);
            for allocation in &named.allocations {
                self.allocations.remove(&allocation.id);
            }
            for association in &named.attendance.associations {
                if let Entry::Occupied(mut count) = self.attendances.entry(association.attendee) {
                    *count.get_mut() = count.get().saturating_sub(1);
                    if *count.get() == 0 {
                        count.remove();
                    }
                }
            }
        }
    }

    pub(super) fn withdraw_names(&mut self, report: &Report) {
        if let Some(alias) = &report.alias {
            self.aliases.remove(alias);
        }
        report.expenses.iter().for_each(|expense| self.withdraw_expense(expense));
        self.withdraw_cash_advances(report);
    }

    pub(super) fn enter_cash_advances(&mut self, report: &Report) {
        for cash_advance in &report.cash_advances {
            self.cash_advances.entry(*cash_advance).or_default().insert(report.id);
        }
    }

    pub(super) fn withdraw_cash_advances(&mut self, report: &Report) {
        for cash_advance in &report.cash_advances {
            if let Some(reports) = self.cash_advances.get_mut(cash_advance) {
                reports.remove(&report.id);
                if reports.is_empty() {
                    self.cash_advances.remove(cash_advance);
                }
            }
        }
    }

    /// What leads to a report by whose it is. Neither its owner nor when it was created ever changes.
    pub(super) fn enter_owner(&mut self, report: &Report) {
        let owned = self.owned.entry(report.owner).or_default();
        let entry = (report.created_at, report.id);
        // Nearly always at the end.
        if let Err(place) = owned.binary_search(&entry) {
            owned.insert(place, entry);
        }
    }

    pub(super) fn withdraw_owner(&mut self, report: &Report) {
        let Some(owned) = self.owned.get_mut(&report.owner) else { return };
        if let Ok(place) = owned.binary_search(&(report.created_at, report.id)) {
            owned.remove(place);
        }
        if owned.is_empty() {
            self.owned.remove(&report.owner);
        }
    }

    /// What leads to a report by where it is: the queues of approvers, the clock's timers.
    pub(super) fn enter_position(&mut self, report: &Report) {
        self.listed.enter_queues(report);
        if let Some(due) = report.state.due() {
            self.timers.insert((due.at, report.id));
        }
    }

    pub(super) fn withdraw_position(&mut self, report: &Report) {
        self.listed.withdraw_queues(report);
        if let Some(due) = report.state.due() {
            self.timers.remove(&(due.at, report.id));
        }
    }
}
