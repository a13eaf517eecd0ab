//! Lists of reports: what a view asks for, and what of a report it shows.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::amount;
use crate::api::expense_v1::wire::listing::ReportSummary;
use crate::core::Timestamp;
use crate::core::event::Action;
use crate::core::ids::UserId;
use crate::core::report::Report;
use crate::core::report_index::Span;
use crate::core::status::{ApprovalStatus as A, PaymentStatus as P};
use crate::tenant::queries::WaitingReport;

/// What a view asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct View {
    /// Of these approval statuses; of any where none is named.
    pub approval: &'static [A],
    /// Of these payment statuses; of any where none is named.
    pub payment: &'static [P],
    /// Created then.
    pub created: Span,
    /// Changed from then on.
    pub changed_since: Option<Timestamp>,
    /// In whose part the caller is.
    pub part: Viewer,
}

/// Whose reports a view is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Viewer {
    /// The caller's own.
    #[default]
    Owner,
    /// Those that wait for him.
    Approver,
    /// Those that wait for him, and those that he approved then.
    Approved(Span),
}

/// Views that can be had of a day's changes of everyone, too.
const OF_CHANGES: [&str; 10] = [
    "ALL",
    "ACTIVE",
    "UNSUBMITTED",
    "APPROVED",
    "PENDING",
    "PROCESSED",
    "PAID",
    "PAYMENTCONFIRMED",
    "RECENT",
    "TOAPPROVE",
];

const UNSUBMITTED: &[A] = &[A::NotSubmitted, A::Returned];
const PENDING: &[A] = &[
    A::Filed,
    A::Pending,
    A::ExternalValidation,
    A::CostObject,
    A::Budget,
    A::Accounting,
    A::Prepayment,
    A::HeldForReceipts,
    A::HeldForAnomaly,
    A::Expired,
];
const UNPAID: &[P] = &[P::NotPaid, P::OnHold, P::Processing, P::Confirmed];
/// How long ago something is recent.
const RECENTLY: Days = Days::new(31);

/// What the view of this name asks for, in any case; none where there is none.
pub fn view(name: &str, of_changes: bool, now: Timestamp) -> Option<View> {
    let name = name.to_ascii_uppercase();
    if (of_changes && !OF_CHANGES.contains(&&*name)) || (!of_changes && name == "ALL") {
        return None;
    }
    let of = |approval, payment| Some(View { approval, payment, ..View::default() });
    match name.as_str() {
        "ALL" => of(&[], &[]),
        "RECENT" => Some(View { changed_since: now.checked_sub_days(RECENTLY), ..View::default() }),
        "ACTIVE" => of(&[], UNPAID),
        "UNSUBMITTED" => of(UNSUBMITTED, &[]),
        "PENDING" => of(PENDING, &[]),
        "APPROVED" => of(&[A::Approved], &[]),
        "PROCESSED" => of(&[A::Approved], &[P::Processing]),
        "PAID" => of(&[], &[P::Paid]),
        "PAYMENTCONFIRMED" => of(&[], &[P::Confirmed]),
        "TOAPPROVE" => Some(View { part: Viewer::Approver, ..View::default() }),
        _ => {
            let (approved, period) = match name.strip_prefix("APPROVED") {
                Some(period) => (true, period),
                None => (false, name.strip_prefix("FOR")?),
            };
            let span = period_of(period, now)?;
            let part = if approved { Viewer::Approved(span) } else { Viewer::Owner };
            Some(View { created: if approved { Span::default() } else { span }, part, ..View::default() })
        }
    }
}

/// A month, quarter or year of the calendar, this one or the last.
fn period_of(name: &str, now: Timestamp) -> Option<Span> {
    let (is_last, unit) = match name.strip_prefix("LAST") {
        Some(unit) => (true, unit),
        None => (false, name.strip_prefix("THIS")?),
    };
    let today = now.date_naive();
    let (month, months) = match unit {
        "MONTH" => (today.month(), 1),
        "QUARTER" => ((today.month() - 1) / 3 * 3 + 1, 3),
        "YEAR" => (1, 12),
        _ => return None,
    };
    let this = NaiveDate::from_ymd_opt(today.year(), month, 1)?;
    let from = if is_last { this.checked_sub_months(Months::new(months))? } else { this };
    let begins = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let until = from.checked_add_months(Months::new(months))?;
    // Both ends of a span lie outside it.
    Some(Span { after: Some(begins(from) - TimeDelta::microseconds(1)), before: Some(begins(until)) })
}

/// The moment that a date of the query means.
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim().trim_end_matches('Z');
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok().or_else(day)?;
    (1900..=9999).contains(&moment.year()).then(|| moment.and_utc())
}

/// Whether a user approved a report then.
pub fn was_approved(report: &Report, by: UserId, span: Span) -> bool {
    let mut history = report.history.iter();
    history.any(|row| row.action == Action::Approve && row.by.user == Some(by) && span.contains(row.at))
}

/// A report in a list.
pub fn summary(found: &WaitingReport, base_url: &str, to_approve: bool) -> ReportSummary {
    let WaitingReport { view, approver } = found;
    let (report, owner) = (&view.report, view.owner.as_ref());
    let (id, api) = (report.id, format!("{base_url}/api/expense/expensereport"));
    ReportSummary {
        approval_url: to_approve.then(|| format!("{base_url}/expense/reports/{id}")),
        report_name: report.header.name.clone(),
        report_id: id.to_string(),
        report_total: amount(report.totals(&view.company).total),
        report_currency: report.currency.to_string(),
        report_date: report.created_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        last_comment: report.comments.last().map(|comment| comment.text.to_string()).unwrap_or_default(),
        report_details_url: format!("{api}/v2.0/report/{id}"),
        report_full_details_url: format!("{api}/v1.1/reportfulldetails/{id}"),
        expense_user_x_user_id: owner.map(|owner| owner.login.clone()).unwrap_or_default(),
        approver_x_user_id: approver.as_ref().map(|user| user.login.clone()).unwrap_or_default(),
        employee_name: owner.map(|o| format!("{} {}", o.first_name, o.last_name)).unwrap_or_default(),
    }
}
