//! Those of v4: reports, expenses, and the workflow.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Sound, TAXI, in_context, merged, whole_expense};
use crate::support::cast::{COST_OWNER_1, MANAGER, TRAVELER};
use crate::support::reports::*;

/// Those of reports, expenses, and the workflow.
pub fn sound() -> Vec<Sound> {
    let (traveler, manager, owner) = (TRAVELER.to_string(), MANAGER.to_string(), COST_OWNER_1.to_string());
    let users = |rest: &str| format!("/expensereports/v4/users/{traveler}/{rest}");
    let approval = json!({"comment": "Fine", "expenseRejectedComment": "Not ours", "expectedStepCode": "MANAGER", "expectedStepSequence": "1", "statusId": "A_APPR"});
    let system_approval =
        json!({"comment": "Fine", "expectedStepCode": "EXTVAL", "expectedStepSequence": "1", "statusId": "A_APPR"});
    let send_back = json!({"comment": "Once more", "expectedStepCode": "MANAGER", "expectedStepSequence": "1"});
    let system_send_back = json!({"comment": "Once more", "expectedStepCode": "EXTVAL", "expectedStepSequence": "1"});
    let dates = json!({"reportDate": "2026-02-20", "startDate": "2026-02-20", "endDate": "2026-02-21"});
    let header = |more: Value| {
        let custom = json!([{"id": "custom1", "value": "x"}]);
        let mut header = json!({"name": "Trip", "businessPurpose": "Sale", "comment": "First", "customData": custom});
        header.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        header
    };
    let place = json!({"policyId": policies::DEFAULT, "countryCode": "US", "countrySubDivisionCode": "US-WA"});
    let everything = header(merged(&place, &dates));
    let update =
        header(merged(&merged(&place, &dates), &json!({"isPaperReceiptsReceived": true, "reportSource": "OTHER"})));
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row(
            "v4.createReport",
            M::POST,
            in_context(&traveler, "TRAVELER", "reports"),
            "traveler-token",
            Some(everything),
        ),
        row(
            "v4.getReport",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}")),
            "traveler-token",
            None,
        ),
        row(
            "v4.updateReport",
            M::PATCH,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}")),
            "traveler-token",
            Some(update),
        ),
        row(
            "v4.updateSubmittedReport",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_MANAGER}"),
            "company-token",
            Some(header(json!({"isPaperReceiptsReceived": true}))),
        ),
        row("v4.deleteReport", M::DELETE, format!("/expensereports/v4/reports/{DRAFT}"), "traveler-token", None),
        row(
            "v4.deleteReportInContext",
            M::DELETE,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}")),
            "traveler-token",
            None,
        ),
        row("v4.listReports", M::GET, in_context(&traveler, "TRAVELER", "reports"), "traveler-token", None),
        row("v4.getReportById", M::GET, format!("/expensereports/v4/reports/{DRAFT}"), "traveler-token", None),
        row(
            "v4.listExpenses",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpense",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}")),
            "traveler-token",
            None,
        ),
        row(
            "v4.listItemizations",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}/itemizations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getReportFormFields",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/formFields"),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpenseFormFields",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}/formFields"),
            "traveler-token",
            None,
        ),
        row(
            "v4.updateSubmittedExpense",
            M::PATCH,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}"),
            "company-token",
            Some(json!({
                "businessPurpose": "Sale", "customData": [{"id": "custom1", "value": "x"}], "expenseSource": "OTHER",
                "isExpenseRejected": false, "isPaperReceiptReceived": true,
            })),
        ),
        row(
            "v4.deleteExpense",
            M::DELETE,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}"),
            "traveler-token",
            None,
        ),
        row(
            "v4.createExpense",
            M::POST,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses")),
            "traveler-token",
            Some(whole_expense()),
        ),
        row(
            "v4.updateExpenseInContext",
            M::PATCH,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}")),
            "traveler-token",
            Some(whole_expense()),
        ),
        row(
            "v4.deleteExpenseInContext",
            M::DELETE,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}")),
            "traveler-token",
            None,
        ),
        row("v4.submitReport", M::PATCH, users(&format!("reports/{DRAFT}/submit")), "traveler-token", None),
        row(
            "v4.submitReportInContext",
            M::PATCH,
            in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/submit")),
            "traveler-token",
            None,
        ),
        row(
            "v4.approveReport",
            M::PATCH,
            in_context(&manager, "MANAGER", &format!("reports/{AT_MANAGER}/approve")),
            "manager-token",
            Some(approval),
        ),
        row(
            "v4.approveReportAsSystem",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/approve"),
            "company-token",
            Some(system_approval),
        ),
        row(
            "v4.sendBackReport",
            M::PATCH,
            in_context(&manager, "MANAGER", &format!("reports/{AT_MANAGER}/sendBack")),
            "manager-token",
            Some(send_back),
        ),
        row(
            "v4.sendBackReportAsSystem",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/sendBack"),
            "company-token",
            Some(system_send_back),
        ),
        row(
            "v4.recallReport",
            M::PATCH,
            in_context(&traveler, "TRAVELER", &format!("reports/{AT_MANAGER}/recall")),
            "traveler-token",
            Some(json!({})),
        ),
        row("v4.reportsToApprove", M::GET, in_context(&manager, "MANAGER", "reportsToApprove"), "manager-token", None),
        row(
            "v4.costObjectsForApprover",
            M::GET,
            format!("/expensereports/v4/users/{owner}/reports/{AT_COST_OBJECTS}/costObjectsForApprover"),
            "costowner1-token",
            None,
        ),
        row(
            "v4.costObjectsForApproverInContext",
            M::GET,
            in_context(&owner, "MANAGER", &format!("reports/{AT_COST_OBJECTS}/costObjectsForApprover")),
            "costowner1-token",
            None,
        ),
    ]
}
