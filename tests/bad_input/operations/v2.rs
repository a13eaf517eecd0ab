//! Those of v2.0.

use reqwest::Method;

use super::Sound;
use crate::support::reports::*;

/// Those of v2.0.
pub fn sound() -> Vec<Sound> {
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("v2.listReports", M::GET, "/api/expense/expensereport/v2.0/Reports".to_owned(), "traveler-token", None),
        row(
            "v2.getReportDetails",
            M::GET,
            format!("/api/expense/expensereport/v2.0/report/{DRAFT}"),
            "traveler-token",
            None,
        ),
        row(
            "v2.postIntegrationStatus",
            M::POST,
            format!("/api/expense/expensereport/v2.0/integrationstatus/report/{PROCESSING}"),
            "admin-token",
            None,
        ),
    ]
}
