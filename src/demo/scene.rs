//! What the demo plays: each step, what it leads to, and what subscribers are told.

use http::Method;
use serde_json::{Value, json};

use super::caller::Doer;

/// The report whose life is told.
pub const REPORT: &str = "764428DD6A664AF0BFCB";

/// One step of the report's life.
#[derive(Debug)]
pub struct Step {
    /// In words.
    pub what: &'static str,
    /// Who does it.
    pub by: Doer,
    /// By which door.
    pub through: Door,
    /// Both statuses afterwards.
    pub leads_to: &'static str,
    /// The step code that the webhook carries.
    pub step_code: &'static str,
}

/// A door to the report.
#[derive(Debug, Clone, Copy)]
pub enum Door {
    /// v4: an action of the workflow, with a comment where one is said.
    V4(&'static str, Option<&'static str>),
    /// v2.0: integration status.
    IntegrationStatus,
    /// Control: what only Concur's own pages can do at Concur.
    Control(&'static str),
}

/// From not submitted to paid, with a send back and a recall on the way.
pub const SCENE: &[Step] = &[
    v4("the traveler submits", Doer::Traveler, "submit", None, "A_PEND/P_NOTP", "MANAGER"),
    v4("the manager sends it back", Doer::Manager, "sendBack", Some("Receipt missing"), "A_RESU/P_NOTP", "SENDBACK"),
    v4("the traveler submits again", Doer::Traveler, "submit", None, "A_PEND/P_NOTP", "MANAGER"),
    v4("the traveler recalls it", Doer::Traveler, "recall", None, "A_RESU/P_NOTP", "RECALL"),
    v4("the traveler submits once more", Doer::Traveler, "submit", None, "A_PEND/P_NOTP", "MANAGER"),
    v4("the manager approves", Doer::Manager, "approve", Some("Approved"), "A_ACCO/P_NOTP", "ACCTCLERK"),
    Step {
        what: "the processor approves, as on Concur's own pages",
        by: Doer::Processor,
        through: Door::Control("approve"),
        leads_to: "A_APPR/P_PROC",
        step_code: "PROCPAY",
    },
    Step {
        what: "the financial system says that the report is booked",
        by: Doer::Administrator,
        through: Door::IntegrationStatus,
        leads_to: "A_APPR/P_PAID",
        step_code: "PAIDREPORT",
    },
];

const fn v4(
    what: &'static str,
    by: Doer,
    action: &'static str,
    comment: Option<&'static str>,
    leads_to: &'static str,
    step_code: &'static str,
) -> Step {
    Step { what, by, through: Door::V4(action, comment), leads_to, step_code }
}

impl Step {
    /// Method, path and body of the call.
    pub fn call(&self) -> (Method, String, Option<Value>) {
        let user = self.by.uuid();
        match self.through {
            Door::V4("submit", _) => {
                (Method::PATCH, format!("/expensereports/v4/users/{user}/reports/{REPORT}/submit"), None)
            }
            Door::V4(action, comment) => {
                let context = self.by.context();
                let path = format!("/expensereports/v4/users/{user}/context/{context}/reports/{REPORT}/{action}");
                (Method::PATCH, path, comment.map(|comment| json!({"comment": comment})))
            }
            Door::IntegrationStatus => {
                let path = format!("/api/expense/expensereport/v2.0/integrationstatus/report/{REPORT}");
                (Method::POST, path, None)
            }
            Door::Control(action) => {
                let body = json!({"action": action, "as": self.by.login()});
                (Method::POST, format!("/_emulator/reports/{REPORT}/actions"), Some(body))
            }
        }
    }
}
