//! The ways of changing a report, each of which keeps what leads to it.

use std::sync::Arc;

use super::World;
use crate::core::expense::Expense;
use crate::core::ids::{CashAdvanceId, ExpenseId, ReportId};
use crate::core::report::Report;
use crate::core::report_index::Place;

impl World {
    /// Passes over what the clock has to do with a report, until the report changes.
    pub fn pass_over(&mut self, id: ReportId) {
        if let Some(due) = self.report(id).and_then(|report| report.state.due()) {
            self.index.timers.remove(&(due.at, id));
        }
    }

    /// Puts a report in, or replaces it.
    pub(in crate::core) fn insert(&mut self, report: Arc<Report>) {
        self.remove(report.id);
        self.index.enter_names(&report);
        self.index.enter_position(&report);
        self.index.enter_owner(&report);
        self.index.listed.enter(Place::of(&report));
        self.index.listed.enter_approvals(&report);
        self.reports.insert(report.id, report);
    }

    /// Takes a report out.
    pub(in crate::core) fn remove(&mut self, id: ReportId) {
        if let Some(report) = self.reports.remove(&id) {
            self.index.withdraw_names(&report);
            self.index.withdraw_position(&report);
            self.index.withdraw_owner(&report);
            self.index.listed.withdraw(Place::of(&report));
            self.index.listed.withdraw_approvals(&report);
        }
    }

    /// Changes anything of a report but which expenses and cash advances it has. Nothing happens where there is none.
    pub(in crate::core) fn change(&mut self, id: ReportId, change: impl FnOnce(&mut Report)) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        self.index.withdraw_position(report);
        let before = Place::of(report);
        change(Arc::make_mut(report));
        self.index.listed.renew(before, Place::of(report));
        self.index.listed.renew_approvals(report);
        self.index.enter_position(report);
    }

    /// Adds expenses to a report, behind those that it has. Nothing happens where there is none.
    pub(in crate::core) fn add_expenses(&mut self, id: ReportId, expenses: Vec<Arc<Expense>>) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        expenses.iter().for_each(|expense| self.index.enter_expense(id, expense));
        Arc::make_mut(report).expenses.extend(expenses);
    }

    /// Puts an expense or itemization in the place of the one with its ID. Nothing happens where there is none.
    pub(in crate::core) fn replace_expense(&mut self, id: ReportId, expense: &Arc<Expense>) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        let Some(place) = Arc::make_mut(report).expense_mut(expense.id) else { return };
        self.index.withdraw_expense(place);
        self.index.enter_expense(id, expense);
        *place = Arc::clone(expense);
    }

    /// Takes expenses out of a report. Answers them, in their order.
    pub(in crate::core) fn take_expenses(
        &mut self,
        id: ReportId,
        leaves: impl Fn(&Expense) -> bool,
    ) -> Vec<Arc<Expense>> {
        let Some(report) = self.reports.get_mut(&id) else { return Vec::new() };
        let taken: Vec<_> = Arc::make_mut(report).expenses.extract_if(.., |expense| leaves(expense)).collect();
        taken.iter().for_each(|expense| self.index.withdraw_expense(expense));
        taken
    }

    /// Associates other cash advances with a report. Nothing happens where there is none.
    pub(in crate::core) fn change_cash_advances(&mut self, id: ReportId, cash_advances: &[CashAdvanceId]) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        self.index.withdraw_cash_advances(report);
        Arc::make_mut(report).cash_advances = cash_advances.to_vec();
        self.index.enter_cash_advances(report);
    }

    /// Takes an itemization out of the expense that it is part of. Nothing happens where there is none.
    pub(in crate::core) fn take_itemization(&mut self, id: ReportId, itemization: ExpenseId) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        let Some(parent) = report.parent_of(itemization).map(|parent| parent.id) else { return };
        let Some(parent) = Arc::make_mut(report).expense_mut(parent).map(Arc::make_mut) else { return };
        let taken = parent.itemizations.extract_if(.., |i| i.id == itemization);
        taken.for_each(|itemization| self.index.withdraw_expense(&itemization));
    }
}
