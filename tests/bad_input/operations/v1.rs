//! Those of v1.1.

use reqwest::Method;
use serde_json::json;

use super::{OWNER, STEP_OF, Sound, merged};
use crate::support::reports::*;

/// An itemized entry of a report, and one of its itemizations, as v1.1 names them.
const SPLIT_ENTRY: &str = "report/17E3120D000000000001/entry/gWi17E3120D0000000000000000000000EA";
const SPLIT_PART: &str = "gWi17E3120D0000000000000000000000EB";

/// Those of v1.1.
pub fn sound() -> Vec<Sound> {
    let address = |path: &str| format!("/api/expense/expensereport/v1.1/{path}");
    let row = |operation, path: String, token, body| Sound {
        operation,
        method: Method::POST,
        path: address(&path),
        token,
        body,
    };
    let get =
        |operation, path: &str, token| Sound { operation, method: Method::GET, path: address(path), token, body: None };
    let part = json!({"ExpKey": "LODNG", "Description": "Room", "TransactionAmount": 20.5, "PostedAmount": 20.5, "IsPersonal": "N", "Comment": "One night", "Custom1": "x"});
    let action = json!({"Action": "Approve", "Comment": "Fine"});
    let header = json!({"Name": "Trip", "Purpose": "Sale", "Comment": "First", "UserDefinedDate": "2026-02-20 15:15:07.0", "OrgUnit1": "US", "Custom1": "x", "Custom20": "y"});
    let in_batch = merged(&header, &json!({"Index": 1, "LoginId": OWNER}));
    let exception = json!({"Index": 1, "ObjectType": "Report", "ObjectId": AT_MANAGER, "ExceptionCode": "APPRVTO"});
    vec![
        row("v1.submitReport", format!("report/{DRAFT}/submit"), "admin-token", None),
        row(
            "v1.postWorkflowAction",
            format!("report/{STEP_OF}{AT_MANAGER}/workflowaction"),
            "manager-token",
            Some(action),
        ),
        row(
            "v1.postReportExceptions",
            format!("report/{AT_MANAGER}/Exceptions"),
            "admin-token",
            Some(json!({"Exceptions": [exception]})),
        ),
        row(
            "v1.postItemizations",
            format!("{SPLIT_ENTRY}/itemization"),
            "admin-token",
            Some(json!({"ExpenseItemizations": [part.clone()]})),
        ),
        row(
            "v1.updateItemization",
            format!("{SPLIT_ENTRY}/itemization/{SPLIT_PART}"),
            "admin-token",
            Some(json!({"ExpenseItemizations": [part]})),
        ),
        row("v1.postReportHeader", "report".to_owned(), "traveler-token", Some(header.clone())),
        row("v1.updateReportHeader", format!("report/{AT_MANAGER}"), "admin-token", Some(header)),
        get("v1.listDelegators", "delegators", "delegate-token"),
        get("v1.listReports", "ReportsList/ACTIVE", "traveler-token"),
        get("v1.listReportsModified", "ReportsList/ALL/LastModified?date=2026-02-20", "admin-token"),
        get("v1.listFormTypes", "report/Forms", "traveler-token"),
        get("v1.listForms", "report/Forms/RPTINFO", "traveler-token"),
        get("v1.listFormFields", "report/Form/5B8D1F0A7C3E4962A1D05E8F49C27B36/Fields", "traveler-token"),
        get("v1.getExpenseGroupConfiguration", "ExpenseGroupConfiguration", "traveler-token"),
        row("v1.postReportHeaders", "report/batch".to_owned(), "admin-token", Some(json!({"batch": [in_batch]}))),
    ]
}
