//! What handlers look up: each answer is taken out of the world whole, to be rendered outside the lock.

use std::collections::HashMap;
use std::sync::Arc;

use super::store::Store;
use crate::core::approvals::{self, CostObjectView};
use crate::core::command::ReportKey;
use crate::core::company::Company;
use crate::core::ids::{PolicyId, ReportId, UserId};
use crate::core::report::Report;
use crate::core::user::User;
use crate::core::workflow::Policy;
use crate::core::{Actor, Rejection, World, can_list, can_read};

/// A report with everything that its pages show of its surroundings.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The report.
    pub report: Arc<Report>,
    /// Its company.
    pub company: Arc<Company>,
    /// Its policy; none where the scenario dropped it.
    pub policy: Option<Arc<Policy>>,
    /// Its owner.
    pub owner: Option<Arc<User>>,
}

/// A report that waits for an approver.
#[derive(Debug, Clone)]
pub struct WaitingReport {
    /// The report.
    pub view: ReportView,
    /// Whom it waits for.
    pub approver: Option<Arc<User>>,
}

impl ReportView {
    pub(super) fn of(world: &World, report: &Arc<Report>) -> Self {
        Self {
            report: Arc::clone(report),
            company: Arc::clone(&world.company),
            policy: world.policy(report.header.policy).cloned(),
            owner: world.user(report.owner).cloned(),
        }
    }
}

impl Store {
    /// A report that the caller may see.
    pub fn report(&self, actor: &Actor, key: &ReportKey) -> Result<ReportView, Rejection> {
        self.read(|world| {
            let report = world.find_report(key).ok_or(Rejection::ReportNotFound)?;
            can_read(world, actor, report)?;
            Ok(ReportView::of(world, report))
        })
    }

    /// A report by its ID, without asking who wants to see it.
    pub fn report_by_id(&self, id: ReportId) -> Option<ReportView> {
        self.read(|world| world.report(id).map(|report| ReportView::of(world, report)))
    }

    /// Whether the company has this policy.
    pub fn has_policy(&self, id: PolicyId) -> bool {
        self.read(|world| world.policy(id).is_some())
    }

    /// Whose reports the caller lists.
    pub fn owner_listed(&self, actor: &Actor) -> Result<UserId, Rejection> {
        self.read(|world| can_list(world, actor))
    }

    /// Some of a user's reports, the newest first, with how many he has. Costs what is answered, however many there are.
    pub fn reports_of(&self, owner: UserId, skipped: usize, at_most: usize) -> (Vec<ReportView>, usize) {
        self.read(|world| {
            let owned = world.reports_of(owner);
            let page = owned.iter().rev().skip(skipped).take(at_most);
            let views = page.filter_map(|(_, id)| Some(ReportView::of(world, world.report(*id)?)));
            (views.collect(), owned.len())
        })
    }

    /// The reports that wait for an approver, each with the one it waits for.
    pub fn reports_to_approve(&self, actor: &Actor, include_delegators: bool) -> Result<Vec<WaitingReport>, Rejection> {
        self.read(|world| {
            let waiting = approvals::waiting(world, actor, include_delegators)?;
            let view = |(report, approver)| WaitingReport {
                view: ReportView::of(world, &report),
                approver: world.user(approver).cloned(),
            };
            Ok(waiting.into_iter().map(view).collect())
        })
    }

    /// The cost objects of a report that an approver sees.
    pub fn cost_objects(
        &self,
        actor: &Actor,
        key: &ReportKey,
    ) -> Result<(Arc<Report>, Vec<CostObjectView>), Rejection> {
        self.read(|world| {
            let report = world.find_report(key).ok_or(Rejection::ReportNotFound)?;
            Ok((Arc::clone(report), approvals::cost_objects(world, actor, report)?))
        })
    }

    /// Those of these people who exist.
    pub fn people(&self, ids: impl Iterator<Item = UserId>) -> HashMap<UserId, Arc<User>> {
        self.read(|world| ids.filter_map(|id| Some((id, Arc::clone(world.user(id)?)))).collect())
    }

    /// A user by login or UUID.
    pub fn user(&self, name: &str) -> Option<Arc<User>> {
        self.read(|world| world.find_user(name).cloned())
    }
}
