//! Exceptions: remarks of audit rules, some of which stop a submit.
//!
//! Facts: the Exceptions v4 page. Most exceptions are put on a report, an expense or an allocation, and stand there until they
//! are deleted. One the emulator finds by itself: itemizations that do not add up. It is never stored, so it comes and goes with
//! the amounts.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::allocation::Allocation;
use super::command::Part;
use super::company::Company;
use super::expense::Expense;
use super::ids::{AllocationId, ExpenseId};
use super::report::Report;

/// The code of the exception that the emulator finds by itself: the itemizations of an expense do not add up.
pub const ITEMIZATION_DIFFERENCE: &str = "ITEMDIFF";

/// The longest code, in characters (inferred: the contract says 8, and the page shows 15).
pub const LONGEST_CODE: usize = 64;

/// What that exception says where the company's catalogue has no words for it.
const DIFFERENCE: &str = "The itemizations come to another amount than the expense.";

/// A remark of an audit rule on a report, an expense or an allocation. Of each code one at most stands at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The rule's code.
    pub code: String,
    /// What it says.
    pub message: String,
    /// Whether the report cannot be submitted while it stands.
    pub blocks_submit: bool,
    /// Who sees it.
    pub visibility: Visibility,
    /// Whether it was put there through the API, and so can be deleted through it.
    pub is_from_api: bool,
}

/// Who sees an exception (`exceptionVisibility`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// The owner, his approvers and processors.
    #[default]
    All,
    /// Approvers and processors.
    ApproverProcessor,
    /// Processors.
    Processor,
}

impl Visibility {
    /// Whether someone in this part sees such exceptions. Whoever stands in for the owner sees what the owner does; the company
    /// and an administrator see everything (inferred).
    pub const fn includes(self, part: Part) -> bool {
        match part {
            Part::Traveler | Part::Proxy => matches!(self, Self::All),
            Part::Manager => matches!(self, Self::All | Self::ApproverProcessor),
            Part::Processor | Part::Administrator | Part::Unstated => true,
        }
    }
}

/// A kind of exception, as the company's catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionType {
    /// Its code.
    pub code: String,
    /// What it says.
    pub message: String,
    /// Whether a report cannot be submitted while such a one stands.
    pub blocks_submit: bool,
}

/// Where an exception stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// On the report's header.
    Report,
    /// On an expense or itemization.
    Expense(ExpenseId),
    /// On an allocation of an expense or itemization.
    Allocation(ExpenseId, AllocationId),
}

/// An exception to put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewException {
    /// Its code, which the company's catalogue has.
    pub code: String,
    /// Who sees it.
    pub visibility: Visibility,
}

/// An exception with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The exception.
    pub exception: Cow<'a, Exception>,
    /// The expense or itemization; none for the report's header.
    pub expense: Option<ExpenseId>,
    /// The expense that the itemization is part of.
    pub parent: Option<ExpenseId>,
    /// The allocation, where it stands on one.
    pub allocation: Option<AllocationId>,
}

/// Those on the report's header.
pub fn of_header(report: &Report) -> impl Iterator<Item = Standing<'_>> {
    let standing = |exception| Standing { exception, expense: None, parent: None, allocation: None };
    report.exceptions.iter().map(move |exception| standing(Cow::Borrowed(exception)))
}

/// Those on an allocation of an expense, which may be part of another.
pub fn of_allocation<'a>(
    expense: ExpenseId,
    parent: Option<ExpenseId>,
    allocation: &'a Allocation,
) -> impl Iterator<Item = Standing<'a>> {
    let id = Some(allocation.id);
    let standing = move |exception| Standing { exception, expense: Some(expense), parent, allocation: id };
    allocation.exceptions.iter().map(move |exception| standing(Cow::Borrowed(exception)))
}

/// Those on an expense itself, which may be part of another, and on its allocations; not those on its itemizations.
pub fn of_expense<'a>(
    expense: &'a Expense,
    parent: Option<ExpenseId>,
    company: &Company,
) -> impl Iterator<Item = Standing<'a>> {
    let found = expense.itemizations_differ().then(|| Cow::Owned(difference(company)));
    let own = expense.exceptions.iter().map(Cow::Borrowed);
    let standing = move |exception| Standing { exception, expense: Some(expense.id), parent, allocation: None };
    let allocated = expense.allocations.iter().flat_map(move |a| of_allocation(expense.id, parent, a));
    found.into_iter().chain(own).map(standing).chain(allocated)
}

/// Those on an expense, its itemizations, and the allocations of all of them.
pub fn of_expense_and_parts<'a>(expense: &'a Expense, company: &'a Company) -> impl Iterator<Item = Standing<'a>> {
    let parts = expense.itemizations.iter().flat_map(move |part| of_expense(part, Some(expense.id), company));
    of_expense(expense, None, company).chain(parts)
}

/// All of them: on the header, on expenses, itemizations and allocations.
pub fn of_report<'a>(report: &'a Report, company: &'a Company) -> impl Iterator<Item = Standing<'a>> {
    of_header(report).chain(report.expenses.iter().flat_map(move |expense| of_expense_and_parts(expense, company)))
}

fn difference(company: &Company) -> Exception {
    let known = company.exception_types.get(ITEMIZATION_DIFFERENCE);
    Exception {
        code: ITEMIZATION_DIFFERENCE.to_owned(),
        message: known.map_or(DIFFERENCE, |known| &known.message).to_owned(),
        blocks_submit: true,
        visibility: Visibility::All,
        is_from_api: false,
    }
}

impl Expense {
    /// Whether its itemizations come to another amount than it does itself.
    pub fn itemizations_differ(&self) -> bool {
        if self.itemizations.is_empty() {
            return false;
        }
        let currency = self.details.transaction.currency;
        let as_paid = self.itemizations.iter().all(|part| part.details.transaction.currency == currency);
        let sum = |amount: fn(&Self) -> Decimal| self.itemizations.iter().map(|part| amount(part)).sum::<Decimal>();
        // As they were paid: conversion may round parts and whole apart.
        if as_paid {
            sum(|part| part.details.transaction.amount) != self.details.transaction.amount
        } else {
            sum(|part| part.posted) != self.posted
        }
    }

    /// Whether any exception stands on it or on one of its allocations; those on its itemizations are theirs.
    pub fn has_exceptions(&self) -> bool {
        self.itemizations_differ() || self.stored_exceptions().next().is_some()
    }

    /// Whether one of them stops a submit.
    pub fn blocks_submit(&self) -> bool {
        self.itemizations_differ() || self.stored_exceptions().any(|e| e.blocks_submit)
    }

    fn stored_exceptions(&self) -> impl Iterator<Item = &Exception> {
        self.exceptions.iter().chain(self.allocations.iter().flat_map(|a| &a.exceptions))
    }
}

impl Report {
    /// Whether any exception stands on it, its expenses or their allocations.
    pub fn has_exceptions(&self) -> bool {
        !self.exceptions.is_empty() || self.all_expenses().any(|e| e.has_exceptions())
    }
}
