//! Bodies of requests, from the wire to core.

use std::str::FromStr;

use crate::api::expense_v4::nulls::patch;
use crate::api::expense_v4::wire::requests as wire;
use crate::api::json::Object;
use crate::core::command::{Approval, ExpectedStep, HeaderPatch, NewReport, Patch, SendBack};
use crate::core::expense::CustomField;
use crate::core::ids::PolicyId;
use crate::core::rejection::{Body, Fault};

/// A report to be.
pub fn new_report(body: Body<wire::NewReport>) -> Body<NewReport> {
    let wire::NewReport {
        name,
        policy_id,
        business_purpose,
        comment,
        country_code,
        country_sub_division_code,
        custom_data,
        report_date,
        start_date,
        end_date,
    } = body?;
    Ok(NewReport {
        name,
        policy: policy_id.as_deref().map(policy).transpose()?,
        business_purpose,
        comment,
        country_code,
        country_sub_division_code,
        report_date,
        start_date,
        end_date,
        custom: custom(custom_data.unwrap_or_default()),
    })
}

/// Changes to a report that is with its owner.
pub fn header_patch(body: Body<wire::UpdateReport>) -> Body<HeaderPatch> {
    let wire::UpdateReport {
        name,
        policy_id,
        business_purpose,
        comment,
        country_code,
        country_sub_division_code,
        custom_data,
        report_date,
        start_date,
        end_date,
        is_paper_receipts_received,
        report_source: _,
    } = body?;
    let policy = match patch("policyId", policy_id) {
        Patch::Set(id) => Patch::Set(policy(&id)?),
        Patch::Clear => Patch::Clear,
        Patch::Keep => Patch::Keep,
    };
    Ok(HeaderPatch {
        name: patch("name", name),
        policy,
        business_purpose: patch("businessPurpose", business_purpose),
        comment: patch("comment", comment),
        country_code: patch("countryCode", country_code),
        country_sub_division_code: patch("countrySubDivisionCode", country_sub_division_code),
        report_date: patch("reportDate", report_date),
        start_date: patch("startDate", start_date),
        end_date: patch("endDate", end_date),
        paper_receipts_received: patch("isPaperReceiptsReceived", is_paper_receipts_received),
        custom: patch("customData", custom_data.map(|fields| fields.map(custom))),
    })
}

/// Changes to a report that was submitted.
pub fn header_patch_of_submitted(body: Body<wire::UpdateSubmittedReport>) -> Body<HeaderPatch> {
    let wire::UpdateSubmittedReport { name, business_purpose, comment, custom_data, is_paper_receipts_received } =
        body?;
    Ok(HeaderPatch {
        name: patch("name", name),
        business_purpose: patch("businessPurpose", business_purpose),
        comment: patch("comment", comment),
        paper_receipts_received: patch("isPaperReceiptsReceived", is_paper_receipts_received),
        custom: patch("customData", custom_data.map(|fields| fields.map(custom))),
        ..HeaderPatch::default()
    })
}

/// What an approver says.
pub fn approval(body: Body<wire::ReportApproveRequest>) -> Body<Approval> {
    let wire::ReportApproveRequest {
        comment,
        expense_rejected_comment,
        expected_step_code,
        expected_step_sequence,
        status_id,
    } = body?;
    let expected = ExpectedStep { code: expected_step_code, sequence: expected_step_sequence };
    Ok(Approval { comment, expense_rejected_comment, expected, status: status_id })
}

/// What someone says who sends a report back.
pub fn send_back(body: Body<wire::ReportSendBackRequest>) -> Body<SendBack> {
    let wire::ReportSendBackRequest { comment, expected_step_code, expected_step_sequence } = body?;
    let expected = ExpectedStep { code: expected_step_code, sequence: expected_step_sequence };
    Ok(SendBack { comment: comment.unwrap_or_default(), expected })
}

fn policy(id: &str) -> Body<PolicyId> {
    PolicyId::from_str(id).map_err(|error| vec![Fault::new("policyId", format!("{error}, not {id:?}"))])
}

pub fn custom(fields: Vec<Object<wire::CustomField>>) -> Vec<CustomField> {
    fields.into_iter().map(|Object(wire::CustomField { id, value })| CustomField { id, value }).collect()
}
