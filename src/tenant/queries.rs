//! What handlers look up: each answer is taken out of the world whole, to be rendered outside the lock.

use std::sync::Arc;

use super::store::Store;
use crate::core::command::ReportKey;
use crate::core::company::Company;
use crate::core::ids::{ReportId, UserId};
use crate::core::report::Report;
use crate::core::user::User;
use crate::core::workflow::Policy;
use crate::core::{Actor, Rejection, World, can_read};

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

impl ReportView {
    fn of(world: &World, report: &Arc<Report>) -> Self {
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

    /// The reports with a step that waits for a user, by ID.
    pub fn reports_waiting_for(&self, user: UserId) -> Vec<ReportView> {
        self.read(|world| world.queue(user).map(|report| ReportView::of(world, report)).collect())
    }

    /// A user by login or UUID.
    pub fn user(&self, name: &str) -> Option<Arc<User>> {
        self.read(|world| world.find_user(name).cloned())
    }
}
