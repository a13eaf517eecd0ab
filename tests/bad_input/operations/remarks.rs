//! Those of comments and exceptions of v4.

use reqwest::Method;
use serde_json::json;

use super::Sound;
use crate::support::cast::TRAVELER;
use crate::support::reports::*;

/// Those of comments and exceptions. Each is on a report where the caller said something already, and where an exception stands.
pub fn sound() -> Vec<Sound> {
    use Method as M;
    let owner = format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/");
    let company = "/expensereports/v4/reports/".to_owned();
    let (taxi, hotel) = ("F5EC52ED0108847512E1BC7656670B14", "45D1349A4BA170C9E6C393854C02AA64");
    let share = format!(
        "{AT_COST_OBJECTS}/expenses/EF30AB829248712C03BC936D3B6AD9D4/allocations/2B7D90C41E5F4A83B6D2097C31E8F5A4"
    );
    let said = || Some(json!({"comment": "Said"}));
    let mut rows = Vec::new();
    let mut row = |operation, method, path, token, body| rows.push(Sound { operation, method, path, token, body });
    for (operations, base, token, place) in [
        (
            ["v4.listReportComments", "v4.addReportComment", "v4.changeReportComment", "v4.deleteReportComment"],
            &owner,
            "traveler-token",
            DRAFT.to_owned(),
        ),
        (
            [
                "v4.listReportCommentsAsSystem",
                "v4.addReportCommentAsSystem",
                "v4.changeReportCommentAsSystem",
                "v4.deleteReportCommentAsSystem",
            ],
            &company,
            "company-token",
            AT_EXTERNAL.to_owned(),
        ),
        (
            ["v4.listExpenseComments", "v4.addExpenseComment", "v4.changeExpenseComment", "v4.deleteExpenseComment"],
            &owner,
            "traveler-token",
            format!("{DRAFT}/expenses/{taxi}"),
        ),
        (
            [
                "v4.listExpenseCommentsAsSystem",
                "v4.addExpenseCommentAsSystem",
                "v4.changeExpenseCommentAsSystem",
                "v4.deleteExpenseCommentAsSystem",
            ],
            &company,
            "company-token",
            format!("{AT_EXTERNAL}/expenses/{hotel}"),
        ),
    ] {
        let verbs = [(M::GET, None), (M::POST, said()), (M::PUT, said()), (M::DELETE, None)];
        for (operation, (method, body)) in operations.into_iter().zip(verbs) {
            row(operation, method, format!("{base}{place}/comments"), token, body);
        }
    }
    for (operations, place) in [
        (
            [
                "v4.listReportExceptions",
                "v4.listReportExceptionsAsSystem",
                "v4.putReportExceptionAsSystem",
                "v4.deleteReportExceptionAsSystem",
            ],
            AT_EXTERNAL.to_owned(),
        ),
        (
            [
                "v4.listExpenseExceptions",
                "v4.listExpenseExceptionsAsSystem",
                "v4.putExpenseExceptionAsSystem",
                "v4.deleteExpenseExceptionAsSystem",
            ],
            format!("{AT_EXTERNAL}/expenses/{hotel}"),
        ),
        (
            [
                "v4.listAllocationExceptions",
                "v4.listAllocationExceptionsAsSystem",
                "v4.putAllocationExceptionAsSystem",
                "v4.deleteAllocationExceptionAsSystem",
            ],
            share,
        ),
    ] {
        let [list, list_as_system, put, delete] = operations;
        let exception = Some(json!({"exceptionCode": "MISSREQFLD", "exceptionVisibility": "ALL"}));
        row(list, M::GET, format!("{owner}{place}/exceptions"), "traveler-token", None);
        row(list_as_system, M::GET, format!("{company}{place}/exceptions"), "company-token", None);
        row(put, M::PUT, format!("{company}{place}/exceptions"), "company-token", exception);
        row(delete, M::DELETE, format!("{company}{place}/exceptions/HIGHAMNT"), "company-token", None);
    }
    rows
}
