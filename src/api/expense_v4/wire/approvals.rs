//! What an approver sees: reports to approve and cost objects (Reports v4 and Workflows v4 pages).

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Amount, Employee, Link, text};
use crate::core::ids::{ExpenseId, ReportId, UserId};

/// A report that waits for an approver.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportToApprove<'a> {
    /// Its name.
    pub name: &'a str,
    /// The date on it.
    pub report_date: NaiveDate,
    /// The report.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub report_id: ReportId,
    /// Short and friendly.
    pub report_number: String,
    /// The day on which it was submitted.
    pub submit_date: NaiveDate,
    /// Who is asked.
    pub approver: Employee<'a>,
    /// Whose it is.
    pub employee: Employee<'a>,
    /// The company owes it to the employee.
    pub amount_due_employee: Amount,
    /// Everything not personal.
    pub claimed_amount: Amount,
    /// What of it is approved.
    pub total_approved_amount: Amount,
    /// Whether there is any exception.
    pub has_exceptions: bool,
    /// What created it.
    pub report_type: &'static str,
    /// The report itself.
    pub links: Vec<Link>,
}

/// A cost object that a report is allocated to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CostObjectForApprover<'a> {
    /// Its name.
    pub name: &'a str,
    /// What of its share is approved.
    pub approved_amount: Amount,
    /// Its share.
    pub claimed_amount: Amount,
    /// Who approves it.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub approver_id: UserId,
    /// The expenses that have a share in it.
    pub expenses: Vec<CostObjectExpense>,
    /// Whether the caller is its owner.
    pub is_owned_by_caller: bool,
    /// Whether it is approved.
    pub is_fully_approved: bool,
    /// Whether it waits for the caller.
    pub is_approvable_as_user: bool,
    /// Whether it waits for someone whose delegate the caller is.
    pub is_approvable_as_delegate: bool,
}

/// An expense's share in a cost object. The page's sample has `postedAmount`, its schema `claimedAmount`: both are here.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CostObjectExpense {
    /// What of it is approved.
    pub approved_amount: Amount,
    /// In the report's currency.
    pub posted_amount: Amount,
    /// What of it is claimed.
    pub claimed_amount: Amount,
    /// The expense.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub id: ExpenseId,
}
