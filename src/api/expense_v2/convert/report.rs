//! The details of a report.

use super::{Place, REIMBURSEMENT, Scene, entry, last_name_first, number};
use crate::api::expense_v2::wire::report::{EmployeeBankAccount, ReportDetails, ReportOwner};
use crate::api::expense_v2::wire::scalar::{Amount, Flag, Moment, OrNil};
use crate::api::expense_v2::wire::{fill_fields, form_fields};
use crate::api::names;
use crate::core::report::{Header, Report, Totals, workflow_step_key};
use crate::core::status::Status;
use crate::core::user::{BankAccount, User};
use crate::tenant::queries::ReportView;

/// A report in full, as far as its reader sees it.
pub fn details<'a>(view: &'a ReportView, place: Place<'a>) -> ReportDetails<'a> {
    let ReportView { report, company, policy: _, owner } = view;
    let scene = Scene { report, company, owner: owner.as_deref(), place };
    let Report {
        id,
        alias: _,
        owner: owner_id,
        kind: _,
        currency,
        header,
        state,
        expenses,
        comments: _,
        exceptions: _,
        created_at,
        modified_at: _,
        first_submitted_at: _,
        was_sent_back,
        version: _,
        history: _,
        cash_advances: _,
        requests: _,
    } = &**report;
    let Header {
        name,
        policy,
        business_purpose,
        country_code,
        country_sub_division_code,
        report_date,
        start_date: _,
        end_date: _,
        paper_receipts_received,
        custom,
    } = header;
    let Totals { total, personal, claimed, approved, company_paid: _, due_employee, due_company_card, due_company: _ } =
        report.totals(company);
    let Status { approval, payment } = state.status();
    let form = company.report_forms.of(policy);
    let field = |id: &str| scene.field(Some(form), custom, id);
    let account = || company.bank_accounts.get(owner_id).map(bank_account);
    form_fields! { header => fill_fields { field in ReportDetails {
        user_login_id: scene.login(),
        employee_name: scene.owner.map(last_name_first),
        report_id: id.to_string(),
        report_key: place.sees_all.then(|| number(id.as_bytes()).to_string()),
        report_name: name,
        purpose: business_purpose.as_deref(),
        report_date: (*report_date).into(),
        creation_date: (*created_at).into(),
        submit_date: report.submitted_at().map_or_else(Moment::never, Into::into),
        paid_date: OrNil(report.paid_at().map(Into::into)),
        currency_code: currency.as_str(),
        report_total: Amount(total),
        personal_expenses: Amount(personal),
        amount_due_employee: Amount(due_employee),
        amount_due_company_card: Amount(due_company_card),
        total_claimed_amount: Amount(claimed),
        total_approved_amount: Amount(approved),
        approval_status_code: approval.code(),
        approval_status_name: names::approval(approval, place.language),
        payment_status_code: payment.code(),
        payment_status_name: names::payment(payment, place.language),
    } and {
        ledger_name: &company.ledger.name,
        policy_id: policy.to_string(),
        ever_sent_back: Flag(*was_sent_back),
        has_exception: Flag(report.has_exceptions()),
        workflow_action_url: action_url(report, place),
        expense_entries_list: expenses.iter().map(|expense| entry::entry(scene, expense)).collect(),
        report_image_url: None,
        country: country_code,
        country_subdivision: country_sub_division_code.as_deref(),
        processing_payment_date: report.processing_since().map(|at| at.date_naive().to_string()),
        receipts_received: Flag(*paper_receipts_received),
        report_owner: scene.owner.map(|owner| report_owner(scene, owner)),
        employee_bank_account: account().filter(|_| place.sees_all),
    } } }
}

/// Where v1.1 takes actions on a report at its step; empty where it is at none.
fn action_url(report: &Report, place: Place<'_>) -> String {
    let url = |key| format!("{}/api/expense/expensereport/v1.1/report/{key}/workflowaction", place.base_url);
    workflow_step_key(report).map(url).unwrap_or_default()
}

fn report_owner<'a>(scene: Scene<'a>, owner: &'a User) -> ReportOwner<'a> {
    ReportOwner {
        employee_id: &owner.employee_id,
        last_name: &owner.last_name,
        first_name: &owner.first_name,
        middle_initial: None,
        employee_custom_21: scene.company.group_of(owner).map(|group| &*group.id),
        employee_org_unit_1: None,
        employee_org_unit_2: None,
        employee_org_unit_3: None,
        employee_org_unit_4: None,
        employee_org_unit_5: None,
        employee_org_unit_6: None,
        reimbursement_method_code: REIMBURSEMENT,
    }
}

fn bank_account(account: &BankAccount) -> EmployeeBankAccount<'_> {
    let BankAccount {
        bank_number,
        bank_name,
        branch_location,
        number,
        name,
        address_line_1,
        address_line_2,
        city,
        region,
        postal_code,
        country_code,
    } = account;
    EmployeeBankAccount {
        bank_number: bank_number.as_deref(),
        bank_name: bank_name.as_deref(),
        branch_location: branch_location.as_deref(),
        account_number: number,
        account_name: name.as_deref(),
        postal_address_line_1: address_line_1.as_deref(),
        postal_address_line_2: address_line_2.as_deref(),
        postal_address_city: city.as_deref(),
        postal_address_region: region.as_deref(),
        postal_address_code: postal_code.as_deref(),
        postal_address_country: country_code.as_deref(),
    }
}
