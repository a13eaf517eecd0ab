//! What a list says of a report.

use super::Place;
use crate::api::expense_v2::names;
use crate::api::expense_v2::wire::list::ReportSummary;
use crate::api::expense_v2::wire::scalar::Amount;
use crate::core::status::Status;
use crate::core::user::User;
use crate::tenant::queries::{ReportView, WaitingReport};

/// A report on a list.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The report, with whom it waits for.
    pub found: &'a WaitingReport,
    /// Its owner's manager.
    pub manager: Option<&'a User>,
    /// Whether the list is of what waits for the caller.
    pub is_to_approve: bool,
}

/// What a list says of a report.
pub fn summary<'a>(listed: Listed<'a>, place: Place<'_>) -> ReportSummary<'a> {
    let Listed { found: WaitingReport { view, approver }, manager, is_to_approve } = listed;
    let ReportView { report, company, policy: _, owner } = view;
    let Status { approval, payment } = report.status();
    let (id, base) = (report.id, place.base_url);
    ReportSummary {
        report_name: &report.header.name,
        report_id: id.to_string(),
        report_total: Amount(report.totals(company).total),
        report_currency: report.currency.as_str(),
        report_date: report.created_at.into(),
        last_comment: report.comments.last().map(|comment| &*comment.text),
        details_url: format!("{base}/api/expense/expensereport/v2.0/report/{id}"),
        expense_user_login_id: owner.as_deref().map(|owner| &*owner.login),
        approver_login_id: approver.as_deref().or(manager).map(|approver| &*approver.login),
        employee_name: owner.as_deref().map(|owner| format!("{} {}", owner.first_name, owner.last_name)),
        approval_status: names::approval_in_lists(approval, place.language),
        payment_status: names::payment_in_lists(payment, place.language),
        approval_url: is_to_approve.then(|| format!("{base}/approvereport/{id}")),
    }
}
