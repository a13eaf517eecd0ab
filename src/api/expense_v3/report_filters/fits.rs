//! What of a report each filter looks at.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Filters;
use crate::core::World;
use crate::core::expense::{Expense, Vendor};
use crate::core::ids::UserId;
use crate::core::report::{Report, ReportKind};
use crate::core::report_index::Span;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// How every owner is paid back (inferred: there are no payment services to choose from).
const REIMBURSEMENT: &str = "CNQRPAY";

impl Filters {
    /// The approval statuses asked for; none where only codes are named that no report is at.
    pub fn approval(&self) -> Option<Vec<ApprovalStatus>> {
        known(&self.approval_status_code, ApprovalStatus::from_code)
    }

    /// The payment statuses asked for; none where only codes are named that no report is at.
    pub fn payment(&self) -> Option<Vec<PaymentStatus>> {
        known(&self.payment_status_code, PaymentStatus::from_code)
    }

    /// When a report was created.
    pub fn created(&self) -> Span {
        span(self.create_date_after, self.create_date_before)
    }

    /// When a report was submitted.
    pub fn submitted(&self) -> Span {
        span(self.submit_date_after, self.submit_date_before)
    }

    /// Whether a report is as asked for, in all that no index serves.
    pub fn fits(&self, world: &World, report: &Report) -> bool {
        // The page: reports of Central Reconciliation are not among them.
        report.kind != ReportKind::Reconciliation
            && self.header_fits(world, report)
            && self.dates_fit(report)
            && self.expenses_fit(world, report)
    }

    fn header_fits(&self, world: &World, report: &Report) -> bool {
        is(self.currency_code.as_deref(), || Some(report.currency.as_str()))
            && is(self.country_code.as_deref(), || Some(&report.header.country_code))
            && is(self.reimbursement_method.as_deref(), || Some(REIMBURSEMENT))
            && self.batch_id.as_ref().is_none_or(|wanted| report.extract_key().as_ref() == Some(wanted))
            && self.is_test_user != Some(true)
            && is(self.expense_group_config_id.as_deref(), || group_of(world, report.owner))
    }

    fn dates_fit(&self, report: &Report) -> bool {
        let day = report.header.report_date.and_time(NaiveTime::MIN).and_utc();
        [
            (span(self.user_defined_date_after, self.user_defined_date_before), Some(day)),
            (span(self.processing_payment_date_after, self.processing_payment_date_before), report.processing_since()),
            (span(self.paid_date_after, self.paid_date_before), report.paid_at()),
            (span(self.modified_date_after, self.modified_date_before), Some(report.modified_at)),
        ]
        .into_iter()
        .all(|(span, at)| span == Span::default() || at.is_some_and(|at| span.contains(at)))
    }

    fn expenses_fit(&self, world: &World, report: &Report) -> bool {
        let any = |what: &dyn Fn(&Expense) -> bool| report.all_expenses().any(|expense| what(expense));
        let asked = |wanted: &Option<String>, what: &dyn Fn(&Expense, &str) -> bool| {
            wanted.as_deref().is_none_or(|wanted| any(&|expense| what(expense, wanted)))
        };
        let flagged = |wanted: Option<bool>, what: &dyn Fn(&Expense) -> bool| wanted.is_none_or(|w| any(what) == w);
        let spent = span(self.entry_transaction_date_after, self.entry_transaction_date_before);
        let on = |day: NaiveDate| spent.contains(day.and_time(NaiveTime::MIN).and_utc());
        asked(&self.payment_type, &|e, id| e.details.payment_type.eq_ignore_ascii_case(id))
            && asked(&self.expense_type_code, &|e, code| e.details.expense_type.eq_ignore_ascii_case(code))
            && asked(&self.attendee_type_code, &|e, code| has_attendee_of_type(world, e, code))
            && asked(&self.vendor_name, &|e, name| e.details.vendor.as_ref().is_some_and(|v| is_called(v, name)))
            && asked(&self.cost_object, &|e, code| e.allocations.iter().any(|a| a.cost_object == code))
            && flagged(self.has_vat, &|e| e.taxes.iter().any(|tax| tax.amount.is_some()))
            && flagged(self.has_images, &|e| e.has_receipt_image)
            && flagged(self.has_attendees, &|e| !e.attendance.associations.is_empty())
            && flagged(self.has_billable_expenses, &|e| e.details.is_billable)
            && (spent == Span::default() || any(&|e| on(e.details.transaction_date)))
    }
}

fn is<'a>(wanted: Option<&str>, value: impl FnOnce() -> Option<&'a str>) -> bool {
    wanted.is_none_or(|wanted| value().is_some_and(|value| value.eq_ignore_ascii_case(wanted)))
}

fn group_of(world: &World, owner: UserId) -> Option<&str> {
    let group = world.company.group_of(world.user(owner)?)?;
    Some(&group.id)
}

fn has_attendee_of_type(world: &World, expense: &Expense, code: &str) -> bool {
    let attendees = expense.attendance.associations.iter().filter_map(|a| world.company.attendees.get(&a.attendee));
    attendees.into_iter().any(|attendee| attendee.attendee_type.eq_ignore_ascii_case(code))
}

fn is_called(vendor: &Vendor, name: &str) -> bool {
    let names = [&vendor.description, &vendor.name];
    names.into_iter().flatten().any(|known| known.to_lowercase() == name.to_lowercase())
}

fn span(after: Option<NaiveDateTime>, before: Option<NaiveDateTime>) -> Span {
    Span { after: after.map(|at| at.and_utc()), before: before.map(|at| at.and_utc()) }
}

/// Those of these codes that are known; codes of a company's own are, too, and no report is at them.
fn known<T>(codes: &[String], of: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let known: Vec<T> = codes.iter().filter_map(|code| of(code)).collect();
    (codes.is_empty() || !known.is_empty()).then_some(known)
}
