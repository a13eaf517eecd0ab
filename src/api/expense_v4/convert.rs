//! Between `core` and v4's wire: every field of core is taken apart here, so that a new one has to be decided on.

mod allocations;
mod associations;
mod attendees;
mod expense_requests;
mod form;
mod particulars;
mod remarks;
mod report;
mod requests;
mod spend;
mod tax;

use super::wire::CustomData;
use crate::core::command::Part;
use crate::core::expense::CustomField;
use crate::core::ids::{ExpenseId, ReportId, UserId};
use crate::core::language::Language;

pub use allocations::{allocation, allocation_patch, allocations};
pub use associations::{cash_advance_ids, cash_advances, request_associations};
pub use attendees::{attendees, new_attendance};
pub use expense_requests::{expense_amendment, expense_patch, new_expense};
pub use form::form_fields;
pub use remarks::{comment_text, comments, exception, new_exception};
pub use report::{cost_objects, report_details, report_to_approve};
pub use requests::{approval, header_patch, header_patch_of_submitted, new_report, send_back};
pub use spend::{expense_detail, expense_summary};
pub use tax::{expense_taxes, tax_patch};

/// A part as paths name it; v4 has no name for the last two.
pub const fn context_type(part: Part) -> &'static str {
    match part {
        Part::Traveler => "TRAVELER",
        Part::Manager => "MANAGER",
        Part::Processor => "PROCESSOR",
        Part::Proxy => "PROXY",
        Part::Administrator | Part::Unstated => "",
    }
}

/// Where a v4 resource is for the one who asks: the beginning of every link.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Without a trailing slash.
    pub base_url: &'a str,
    /// The user that the path named.
    pub user: UserId,
    /// The part that it named.
    pub part: Part,
    /// The language that the caller wants names in.
    pub language: Language,
}

impl Place<'_> {
    /// The address of the list of reports.
    pub fn reports(&self) -> String {
        let Self { base_url, user, part, language: _ } = self;
        format!("{base_url}/expensereports/v4/users/{user}/context/{}/reports", context_type(*part))
    }

    /// The address of a report.
    pub fn report(&self, report: ReportId) -> String {
        format!("{}/{report}", self.reports())
    }
}

impl Place<'_> {
    /// The address of an expense.
    pub fn expense(&self, report: ReportId, expense: ExpenseId) -> String {
        format!("{}/expenses/{expense}", self.report(report))
    }
}

fn custom_data(fields: &[CustomField]) -> Vec<CustomData<'_>> {
    fields.iter().map(custom_field).collect()
}

fn custom_field(CustomField { id, value }: &CustomField) -> CustomData<'_> {
    CustomData { id, value: value.as_deref(), is_valid: true, list_item_url: None }
}
