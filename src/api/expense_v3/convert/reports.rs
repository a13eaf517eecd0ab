//! Reports and their digests, from core to the wire.

use crate::api::expense_v3::names as own_names;
use crate::api::expense_v3::wire::custom::CustomField as WireField;
use crate::api::expense_v3::wire::number::Number;
use crate::api::expense_v3::wire::report_digests::ReportDigest;
use crate::api::expense_v3::wire::reports as wire;
use crate::api::names;
use crate::core::company::{Company, CostObject};
use crate::core::expense::CustomField;
use crate::core::language::Language;
use crate::core::report::{Header, Report, Totals, workflow_step_key};
use crate::core::status::Status;
use crate::core::user::User;
use crate::tenant::queries::{ReportView, WaitingReport};

/// Where an answer is read.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The base URL, without a trailing slash.
    pub base_url: &'a str,
    /// The reader's language.
    pub language: Language,
}

/// A report with what is around it.
pub fn report<'a>(found: &'a WaitingReport, place: Place<'_>) -> wire::Report<'a> {
    let WaitingReport { view: ReportView { report, company, policy: _, owner }, approver } = found;
    let Report {
        id,
        alias: _,
        owner: _,
        kind: _,
        currency,
        header,
        state,
        expenses: _,
        comments,
        exceptions: _,
        created_at,
        modified_at,
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
        business_purpose: _,
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
    let field = |id: &str| custom_field(custom, id, company);
    wire::Report {
        name,
        total: Number(total),
        currency_code: currency.as_str(),
        country: country_code,
        country_subdivision: country_sub_division_code.as_deref(),
        create_date: (*created_at).into(),
        submit_date: report.submitted_at().map(Into::into),
        processing_payment_date: report.processing_since().map(Into::into),
        paid_date: report.paid_at().map(Into::into),
        receipts_received: *paper_receipts_received,
        user_defined_date: (*report_date).into(),
        last_comment: comments.last().map_or("", |comment| &comment.text),
        owner_login_id: owner.as_deref().map(|owner| &*owner.login),
        owner_name: owner.as_deref().map(full_name),
        approver_login_id: approver.as_deref().map(|approver| &*approver.login),
        approver_name: approver.as_deref().map(full_name),
        approval_status_name: names::approval(approval, place.language),
        approval_status_code: approval.code(),
        payment_status_name: own_names::payment(payment, place.language),
        payment_status_code: payment.code(),
        last_modified_date: (*modified_at).into(),
        personal_amount: Number(personal),
        amount_due_employee: Number(due_employee),
        amount_due_company_card: Number(due_company_card),
        total_claimed_amount: Number(claimed),
        total_approved_amount: Number(approved),
        ledger_name: &company.ledger.name,
        policy_id: policy.to_string(),
        ever_sent_back: *was_sent_back,
        has_exception: report.has_exceptions(),
        workflow_action_url: action_url(report, place),
        org_unit_1: field("orgUnit1"),
        org_unit_2: field("orgUnit2"),
        org_unit_3: field("orgUnit3"),
        org_unit_4: field("orgUnit4"),
        org_unit_5: field("orgUnit5"),
        org_unit_6: field("orgUnit6"),
        custom_1: field("custom1"),
        custom_2: field("custom2"),
        custom_3: field("custom3"),
        custom_4: field("custom4"),
        custom_5: field("custom5"),
        custom_6: field("custom6"),
        custom_7: field("custom7"),
        custom_8: field("custom8"),
        custom_9: field("custom9"),
        custom_10: field("custom10"),
        custom_11: field("custom11"),
        custom_12: field("custom12"),
        custom_13: field("custom13"),
        custom_14: field("custom14"),
        custom_15: field("custom15"),
        custom_16: field("custom16"),
        custom_17: field("custom17"),
        custom_18: field("custom18"),
        custom_19: field("custom19"),
        custom_20: field("custom20"),
        id: id.to_string(),
        uri: format!("{}/api/v3.0/expense/reports/{id}", place.base_url),
    }
}

/// The gist of a report.
pub fn digest<'a>(found: &'a WaitingReport, place: Place<'_>) -> ReportDigest<'a> {
    let WaitingReport { view: ReportView { report, company, policy: _, owner }, approver } = found;
    let Status { approval, payment } = report.status();
    ReportDigest {
        name: &report.header.name,
        total: Number(report.totals(company).total),
        currency_code: report.currency.as_str(),
        country: &report.header.country_code,
        country_subdivision: report.header.country_sub_division_code.as_deref(),
        create_date: report.created_at.into(),
        submit_date: report.submitted_at().map(Into::into),
        processing_payment_date: report.processing_since().map(Into::into),
        paid_date: report.paid_at().map(Into::into),
        user_defined_date: report.header.report_date.into(),
        last_comment: report.comments.last().map_or("", |comment| &comment.text),
        owner_login_id: owner.as_deref().map(|owner| &*owner.login),
        owner_name: owner.as_deref().map(full_name),
        approver_login_id: approver.as_deref().map(|approver| &*approver.login),
        approver_name: approver.as_deref().map(full_name),
        approval_status_name: names::approval(approval, place.language),
        approval_status_code: approval.code(),
        payment_status_name: own_names::payment(payment, place.language),
        payment_status_code: payment.code(),
        report_header_last_modified_date: report.modified_at.into(),
        id: report.id.to_string(),
        uri: format!("{}/api/v3.0/expense/reportdigests/{}", place.base_url, report.id),
    }
}

/// Where v1.1 takes actions on a report at its step; empty where it is at none.
fn action_url(report: &Report, place: Place<'_>) -> String {
    let url = |key| format!("{}/api/expense/expensereport/v1.1/report/{key}/workflowaction", place.base_url);
    workflow_step_key(report).map(url).unwrap_or_default()
}

fn full_name(user: &User) -> String {
    format!("{} {}", user.first_name, user.last_name)
}

/// The value of a custom field. Of lists only that of the cost objects is known.
pub fn custom_field(fields: &[CustomField], id: &str, company: &Company) -> Option<WireField> {
    let value = fields.iter().find(|field| field.id == id)?.value.as_deref()?;
    let item = value.parse().ok().and_then(|item| company.cost_objects.of_item(item));
    Some(match item {
        Some(CostObject { code, name, owner: _, list_item }) => WireField {
            kind: "List",
            value: name.clone(),
            code: Some(code.clone()),
            list_item_id: Some(list_item.to_string()),
        },
        None => WireField { kind: "Text", value: value.to_owned(), code: None, list_item_id: None },
    })
}
