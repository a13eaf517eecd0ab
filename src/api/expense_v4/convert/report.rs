//! Reports and cost objects, from core to the wire.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Place, custom_data};
use crate::api::expense_v4::wire::approvals::{CostObjectExpense, CostObjectForApprover, ReportToApprove};
use crate::api::expense_v4::wire::report::ReportDetails;
use crate::api::expense_v4::wire::{Amount, Employee, Link};
use crate::api::names;
use crate::core::approvals::{CostObjectView, Share};
use crate::core::company::{Company, CostObject, Forms, Ledger};
use crate::core::ids::ReportId;
use crate::core::report::{Header, Report, Totals};
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};
use crate::core::table::{CommandKind, Rule, rule};
use crate::core::user::User;
use crate::tenant::queries::ReportView;

/// A report's header as one sees it from `place`; `may_recall`: whether he could, if the status allows it.
pub fn report_details<'a>(view: &'a ReportView, place: &Place<'_>, may_recall: bool) -> ReportDetails<'a> {
    let ReportView { report, company, policy, owner } = view;
    let Report {
        id,
        alias: _,
        owner: owner_id,
        kind,
        currency,
        header,
        state,
        expenses: _,
        comments: _,
        exceptions: _,
        created_at,
        modified_at: _,
        first_submitted_at: _,
        was_sent_back,
        version,
        history: _,
        cash_advances: _,
        requests: _,
    } = &**report;
    let Header {
        name,
        policy: policy_id,
        business_purpose,
        country_code,
        country_sub_division_code,
        report_date,
        start_date,
        end_date,
        paper_receipts_received,
        custom,
    } = header;
    let Ledger { id: ledger_id, name: ledger } = &company.ledger;
    let Forms { report: report_form, allocation, analytics_group, hierarchy_node } = &company.forms;
    let totals = report.totals(company);
    let Totals { total, personal, claimed, approved, company_paid, due_employee, due_company_card, due_company } =
        totals;
    let Status { approval, payment } = state.status();
    let amount = |value| Amount::new(value, *currency);
    let once = |reached, value| amount(if reached { value } else { Decimal::ZERO });
    let is_paid = payment == PaymentStatus::Paid;
    let named = |name: &'a str| company.translations.of(name, place.language);
    let allowed = |command| matches!(rule(command, state.stage()), Rule::Allowed(_));
    let images = Images::of(report, company);
    ReportDetails {
        approval_status: names::approval(approval, place.language),
        approval_status_id: approval.code(),
        concur_audit_status: "NOTR",
        custom_data: custom_data(custom),
        ledger: named(ledger),
        ledger_id,
        payment_status: names::payment(payment, place.language),
        payment_status_id: payment.code(),
        submit_date: state.submission().map(|s| s.at),
        approved_amount: amount(approved),
        claimed_amount: amount(claimed),
        amount_company_paid: amount(company_paid),
        payment_confirmed_amount: once(is_paid || payment == PaymentStatus::Confirmed, approved),
        amount_due_company: amount(due_company),
        amount_due_company_card: amount(due_company_card),
        amount_due_employee: amount(due_employee),
        total_amount_paid_employee: once(is_paid, due_employee),
        personal_amount: amount(personal),
        report_total: amount(total),
        amount_not_approved: amount(totals.not_approved()),
        is_financial_integration_enabled: false,
        can_reopen: false,
        is_reopened: false,
        is_funds_and_grants_integration_eligible: false,
        is_receipt_image_available: images.available,
        is_receipt_image_required: images.required,
        is_paper_receipts_received: *paper_receipts_received,
        report_id: *id,
        currency: names::currency(currency, place.language),
        currency_code: currency.as_str(),
        analytics_group_id: analytics_group,
        hierarchy_node_id: owner.as_deref().and_then(|o| o.group.as_deref()).unwrap_or(hierarchy_node),
        allocation_form_id: allocation,
        links: vec![Link::get("self", place.report(*id))],
        report_date: *report_date,
        report_form_id: report_form,
        business_purpose: business_purpose.as_deref(),
        country_code,
        country_sub_division_code: country_sub_division_code.as_deref(),
        policy_id: *policy_id,
        start_date: *start_date,
        end_date: *end_date,
        name,
        policy: policy.as_ref().map_or("", |p| named(&p.name)),
        country: names::country(country_code, place.language),
        has_received_cash_advance_returns: false,
        receipt_container_id: None,
        user_id: *owner_id,
        report_type: kind.name(),
        redirect_fund: None,
        creation_date: *created_at,
        can_recall: may_recall && allowed(CommandKind::Recall),
        report_version: *version,
        report_number: report_number(*id),
        card_program_statement_period_id: None,
        can_add_expense: allowed(CommandKind::AddExpense),
        is_submitted: state.submission().is_some(),
        is_sent_back: approval == ApprovalStatus::Returned,
        sponsor_id: None,
        submitter_id: state.submission().and_then(|s| s.by).map(|by| by.to_string()),
        tax_config_id: None,
        default_field_access: if allowed(CommandKind::UpdateHeader) { "RW" } else { "RO" },
        employee: owner.as_deref().map(employee),
        receipt_status: receipts(false, *paper_receipts_received),
        image_status: receipts(images.required, images.available),
        is_pending_delegator_review: false,
        is_paper_receipt_required: false,
        is_report_ever_sent_back: *was_sent_back,
    }
}

/// A report that waits for `approver`.
pub fn report_to_approve<'a>(view: &'a ReportView, place: &Place<'_>, approver: &'a User) -> ReportToApprove<'a> {
    let ReportView { report, company, policy: _, owner } = view;
    let totals = report.totals(company);
    let amount = |value| Amount::new(value, report.currency);
    let nobody = Employee { employee_id: None, employee_uuid: Cow::Owned(report.owner.to_string()) };
    ReportToApprove {
        name: &report.header.name,
        report_date: report.header.report_date,
        report_id: report.id,
        report_number: report_number(report.id),
        submit_date: report.state.submission().map_or(report.created_at, |s| s.at).date_naive(),
        approver: employee(approver),
        employee: owner.as_deref().map_or(nobody, employee),
        amount_due_employee: amount(totals.due_employee),
        claimed_amount: amount(totals.claimed),
        total_approved_amount: amount(totals.approved),
        has_exceptions: report.has_exceptions(),
        report_type: report.kind.name(),
        links: vec![Link::get("self", place.report(report.id))],
    }
}

/// The cost objects that an approver sees.
pub fn cost_objects<'a>(report: &Report, views: &'a [CostObjectView]) -> Vec<CostObjectForApprover<'a>> {
    let amount = |value: Decimal| Amount::new(value, report.currency);
    let expense = |Share { expense, posted, claimed, approved }: &Share| CostObjectExpense {
        approved_amount: amount(*approved),
        posted_amount: amount(*posted),
        claimed_amount: amount(*claimed),
        id: *expense,
    };
    let wire = |view: &'a CostObjectView| {
        let CostObjectView { cost_object, shares, is_callers, is_approved, waits_for_caller, waits_for_delegator } =
            view;
        let CostObject { code: _, name, owner, list_item: _ } = cost_object;
        let sum = |of: fn(&Share) -> Decimal| amount(shares.iter().map(of).sum());
        CostObjectForApprover {
            name,
            approved_amount: sum(|share| share.approved),
            claimed_amount: sum(|share| share.claimed),
            approver_id: *owner,
            expenses: shares.iter().map(expense).collect(),
            is_owned_by_caller: *is_callers,
            is_fully_approved: *is_approved,
            is_approvable_as_user: *waits_for_caller,
            is_approvable_as_delegate: *waits_for_delegator,
        }
    };
    views.iter().map(wire).collect()
}

struct Images {
    required: bool,
    available: bool,
}

impl Images {
    fn of(report: &Report, company: &Company) -> Self {
        let required = report.expenses.iter().any(|e| company.wants_image(&e.details.expense_type));
        let any = report.expenses.iter().any(|e| e.has_receipt_image);
        Self { required, available: any && !report.lacks_receipt_image(company) }
    }
}

const fn receipts(required: bool, received: bool) -> &'static str {
    match (required, received) {
        (true, true) => "RECEIVED",
        (true, false) => "NOT_RECEIVED",
        (false, true) => "RECEIVED_NOT_REQUIRED",
        (false, false) => "NOT_REQUIRED",
    }
}

fn employee(user: &User) -> Employee<'_> {
    Employee { employee_id: Some(&user.employee_id), employee_uuid: Cow::Owned(user.id.to_string()) }
}

/// A short name for a report, made from its ID (inferred: Concur's own numbers are opaque).
fn report_number(id: ReportId) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKLMNPQRSTUVWX";
    let bits = id.as_bytes().iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    (0..8).rev().map(|place| char::from(DIGITS[((bits >> (5 * place)) & 31) as usize])).collect()
}
