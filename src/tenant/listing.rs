//! Pages of reports: found by the index, filtered by whatever else the caller asks for, taken out to be rendered.

use std::sync::Arc;

use super::queries::{ReportView, WaitingReport};
use super::store::Store;
use crate::core::command::ReportKey;
use crate::core::ids::UserId;
use crate::core::report::Report;
use crate::core::report_index::{Position, ReportQuery};
use crate::core::{Actor, Rejection, World, can_find, can_search};

/// How many reports are looked at before others get at the world: a filter that no index serves may pass over very many.
const AT_ONCE: usize = 2_000;

/// A page of reports.
#[derive(Debug)]
pub struct Found {
    /// Those on the page, each with the first of those whom it waits for.
    pub reports: Vec<WaitingReport>,
    /// Where the next page begins ([`ReportQuery::behind`]); none where there is none.
    pub next: Option<Position>,
}

impl Store {
    /// Says no where the caller may not search the reports of an owner, or where none is named of everyone.
    pub fn may_search(&self, actor: &Actor, owner: Option<UserId>) -> Result<(), Rejection> {
        self.read(|world| can_search(world, actor, owner))
    }

    /// Some of the reports that a search yields and that `fits` lets through, from where the search goes on. Who asks is not
    /// looked at: see [`Store::may_search`].
    pub fn find_reports(
        &self,
        query: &ReportQuery<'_>,
        at_most: usize,
        fits: impl Fn(&World, &Report) -> bool,
    ) -> Found {
        let (mut query, mut reports, mut next) = (*query, Vec::new(), None);
        loop {
            let is_done = self.read(|world| {
                let asked = query;
                let mut looked_at = 0;
                for report in world.find_reports(&asked).take(AT_ONCE) {
                    looked_at += 1;
                    if fits(world, report) {
                        if reports.len() == at_most {
                            return true;
                        }
                        reports.push(waiting(world, report));
                        next = Some(query.position_of(report));
                    }
                    query.behind = Some(query.position_of(report));
                }
                // Nobody has seen a report behind the last one.
                next = next.filter(|_| looked_at == AT_ONCE);
                looked_at < AT_ONCE
            });
            if is_done {
                return Found { reports, next };
            }
        }
    }

    /// A report that the caller may have because he could find it.
    pub fn found_report(&self, actor: &Actor, key: &ReportKey) -> Result<WaitingReport, Rejection> {
        self.read(|world| {
            let report = world.find_report(key).ok_or(Rejection::ReportNotFound)?;
            can_find(world, actor, report)?;
            Ok(waiting(world, report))
        })
    }
}

fn waiting(world: &World, report: &Arc<Report>) -> WaitingReport {
    let approver = report.waits_for().next().and_then(|user| world.user(user).cloned());
    WaitingReport { view: ReportView::of(world, report), approver }
}
