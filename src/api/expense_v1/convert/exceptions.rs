//! The exceptions that an answer to a submit lists.

use super::flag;
use crate::api::expense_v1::wire::actions::ReportException;
use crate::core::command::Part;
use crate::core::exception::{self, Exception, Standing, Visibility};
use crate::core::money::EightDecimals;
use crate::tenant::queries::ReportView;

/// What brought each of them about: they are listed in the answer to a submit (inferred).
const EVENT: &str = "SUBMIT";
/// How severe those are that stop a submit, and the others (inferred: a company sets where the threshold is).
const SEVERE: u8 = 99;
const SLIGHT: u8 = 1;

/// Those that whoever submits sees.
pub fn report_exceptions(view: &ReportView, part: Part) -> Vec<ReportException> {
    let standing = exception::of_report(&view.report, &view.company);
    let seen = standing.filter(|standing| standing.exception.visibility.includes(part));
    seen.map(|standing| report_exception(view, &standing)).collect()
}

fn report_exception(view: &ReportView, standing: &Standing<'_>) -> ReportException {
    let Standing { exception, expense, parent: _, allocation } = standing;
    let Exception { code, message: _, blocks_submit, visibility, is_from_api: _ } = &**exception;
    let details = expense.and_then(|id| view.report.expense(id)).map(|expense| &expense.details);
    let known = details.and_then(|details| view.company.expense_types.get(&details.expense_type));
    ReportException {
        crn_code: details.map(|details| details.transaction.currency.to_string()),
        event_code: EVENT,
        exception_code: code.clone(),
        exception_error_code: if *blocks_submit { "ERROR" } else { "WARNING" },
        exception_visibility: match visibility {
            Visibility::All => "ALL",
            Visibility::ApproverProcessor => "APPROVER_PROCESSOR",
            Visibility::Processor => "PROCESSOR",
        },
        exp_key: details.map(|details| details.expense_type.clone()),
        exp_name: known.map(|known| known.name.clone()),
        is_cleared: flag(false),
        severity_level: if *blocks_submit { SEVERE } else { SLIGHT },
        transaction_amount: details.map(|d| EightDecimals::new(d.transaction.amount).as_str().to_owned()),
        transaction_date: details.map(|details| format!("{}T00:00:00", details.transaction_date)),
        kind: match (expense, allocation) {
            (None, _) => "Report",
            (Some(_), None) => "Entry",
            (Some(_), Some(_)) => "Allocation",
        },
    }
}
