//! Pages of what is on reports: expenses, itemizations, allocations, attendees; report by report, the newest report first.

use std::sync::Arc;

use super::queries::ReportView;
use super::store::Store;
use crate::core::allocation::Allocation;
use crate::core::command::ReportKey;
use crate::core::expense::Expense;
use crate::core::ids::{AllocationId, EntryId, UserId};
use crate::core::report::Report;
use crate::core::report_index::{Position, ReportQuery};
use crate::core::{Actor, Rejection, World, can_find, can_search};

/// How many reports are looked through before others get at the world.
const AT_ONCE: usize = 500;

/// Where a list goes on: behind so many parts of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The report.
    pub report: Position,
    /// How many of its parts have been looked at.
    pub passed: usize,
}

/// Of which reports the parts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// Of one report.
    Report(ReportKey),
    /// Of the report that this entry or itemization is on.
    Entry(EntryId),
    /// Of all reports of an owner, or where none is named of everyone.
    Owner(Option<UserId>),
}

/// Parts of reports, each with its report.
#[derive(Debug)]
pub struct Parts<T> {
    /// Those on the page.
    pub parts: Vec<(ReportView, T)>,
    /// Where the next page begins; none where there is none.
    pub next: Option<Place>,
}

/// An expense or itemization.
#[derive(Debug, Clone)]
pub struct Spent {
    /// It itself.
    pub expense: Arc<Expense>,
    /// The expense that it is part of; none of an expense.
    pub parent: Option<Arc<Expense>>,
}

impl Spent {
    /// The expenses of a report, without their itemizations.
    pub fn expenses_of(report: &Report) -> impl Iterator<Item = Self> {
        report.expenses.iter().map(|expense| Self { expense: Arc::clone(expense), parent: None })
    }

    /// The itemizations of a report.
    pub fn itemizations_of(report: &Report) -> impl Iterator<Item = Self> {
        let of = |expense| move |part| Self { expense: Arc::clone(part), parent: Some(Arc::clone(expense)) };
        report.expenses.iter().flat_map(move |expense| expense.itemizations.iter().map(of(expense)))
    }

    /// Each expense of a report, before its itemizations.
    pub fn all_of(report: &Report) -> impl Iterator<Item = Self> {
        let parts = |whole: Self| {
            let expense = Arc::clone(&whole.expense);
            let part =
                move |part: &Arc<Expense>| Self { expense: Arc::clone(part), parent: Some(Arc::clone(&expense)) };
            let itemizations: Vec<_> = whole.expense.itemizations.iter().map(part).collect();
            std::iter::once(whole).chain(itemizations)
        };
        Self::expenses_of(report).flat_map(parts)
    }
}

impl Store {
    /// Some parts of the reports that are meant, as far as the caller may have them, from where the list goes on.
    ///
    /// # Errors
    /// An unknown report or entry; a caller who may not search there.
    pub fn find_parts<T, I: Iterator<Item = T>>(
        &self,
        actor: &Actor,
        among: &Among,
        from: Option<Place>,
        at_most: usize,
        parts: impl Fn(&World, &Report) -> I,
    ) -> Result<Parts<T>, Rejection> {
        let mut page = Page { at_most, found: Parts { parts: Vec::new(), next: None }, last: None };
        let passed = from.map_or(0, |place| place.passed);
        let owner = match among {
            Among::Report(key) => {
                self.read(|world| page.take_all(world, actor, world.find_report(key), passed, &parts))?;
                return Ok(page.found);
            }
            Among::Entry(entry) => {
                let found = |world: &World| page.take_all(world, actor, report_of(world, *entry), passed, &parts);
                self.read(found).map_err(|rejection| match rejection {
                    Rejection::ReportNotFound => Rejection::ExpenseNotFound,
                    other => other,
                })?;
                return Ok(page.found);
            }
            Among::Owner(owner) => *owner,
        };
        self.read(|world| can_search(world, actor, owner))?;
        let mut query = ReportQuery { owner, ..ReportQuery::default() };
        if let Some(place) = from {
            let is_full = self.read(|world| {
                let report = world.report(place.report.report).filter(|report| query.fits(report));
                report.is_some_and(|report| page.take(world, &query, report, passed, &parts))
            });
            query.behind = Some(place.report);
            if is_full {
                return Ok(page.found);
            }
        }
        while !self.read(|world| page.go_on(world, &mut query, &parts)) {}
        Ok(page.found)
    }

    /// An expense or itemization by its v3 ID, for one who may find it; only an itemization, or only what is none, as wanted.
    pub fn spent(&self, actor: &Actor, entry: EntryId, is_itemization: bool) -> Result<(ReportView, Spent), Rejection> {
        self.read(|world| {
            let (report, expense) = world.expense_of_entry(entry).ok_or(Rejection::ExpenseNotFound)?;
            let parent = report.parent_of(expense).cloned();
            let expense = report.expense(expense).filter(|_| parent.is_some() == is_itemization);
            let expense = Arc::clone(expense.ok_or(Rejection::ExpenseNotFound)?);
            can_find(world, actor, report)?;
            Ok((ReportView::of(world, report), Spent { expense, parent }))
        })
    }

    /// An allocation, with the expense or itemization that it is a share of, for one who may find it.
    pub fn allocation(&self, actor: &Actor, id: AllocationId) -> Result<(ReportView, Share), Rejection> {
        self.read(|world| {
            let report = world.report_of_allocation(id).ok_or(Rejection::AllocationNotFound)?;
            let (expense, allocation) = report.allocation(id).ok_or(Rejection::AllocationNotFound)?;
            can_find(world, actor, report)?;
            let share = Share { expense: Arc::clone(expense), allocation: allocation.clone() };
            Ok((ReportView::of(world, report), share))
        })
    }
}

/// An allocation, with what it is a share of.
#[derive(Debug, Clone)]
pub struct Share {
    /// The expense or itemization.
    pub expense: Arc<Expense>,
    /// Its share.
    pub allocation: Allocation,
}

impl Share {
    /// The shares of an expense or itemization.
    pub fn all_of(expense: &Arc<Expense>) -> impl Iterator<Item = Self> + use<> {
        let expense = Arc::clone(expense);
        let allocations = expense.allocations.clone();
        allocations.into_iter().map(move |allocation| Self { expense: Arc::clone(&expense), allocation })
    }
}

/// The report that an entry or itemization is on.
pub fn report_of(world: &World, entry: EntryId) -> Option<&Arc<Report>> {
    world.expense_of_entry(entry).map(|(report, _)| report)
}

/// A page in the making.
struct Page<T> {
    at_most: usize,
    found: Parts<T>,
    last: Option<Place>,
}

impl<T> Page<T> {
    fn take_all<I: Iterator<Item = T>>(
        &mut self,
        world: &World,
        actor: &Actor,
        report: Option<&Arc<Report>>,
        passed: usize,
        parts: &impl Fn(&World, &Report) -> I,
    ) -> Result<(), Rejection> {
        let report = report.ok_or(Rejection::ReportNotFound)?;
        // Whoever may search everyone's need not name the owner.
        can_find(world, actor, report).or_else(|refused| can_search(world, actor, None).map_err(|_| refused))?;
        self.take(world, &ReportQuery::default(), report, passed, parts);
        Ok(())
    }

    /// Looks through some reports; answers whether that was enough.
    fn go_on<I: Iterator<Item = T>>(
        &mut self,
        world: &World,
        query: &mut ReportQuery<'_>,
        parts: &impl Fn(&World, &Report) -> I,
    ) -> bool {
        let asked = *query;
        let mut looked_at = 0;
        for report in world.find_reports(&asked).take(AT_ONCE) {
            looked_at += 1;
            query.behind = Some(query.position_of(report));
            if self.take(world, &asked, report, 0, parts) {
                return true;
            }
        }
        looked_at < AT_ONCE
    }

    /// Takes the parts of a report that are not passed; answers whether there are more than the page has room for.
    fn take<I: Iterator<Item = T>>(
        &mut self,
        world: &World,
        query: &ReportQuery<'_>,
        report: &Arc<Report>,
        passed: usize,
        parts: &impl Fn(&World, &Report) -> I,
    ) -> bool {
        for (place, part) in parts(world, report).enumerate().skip(passed) {
            if self.found.parts.len() == self.at_most {
                self.found.next = self.last;
                return true;
            }
            self.found.parts.push((ReportView::of(world, report), part));
            self.last = Some(Place { report: query.position_of(report), passed: place + 1 });
        }
        false
    }
}
