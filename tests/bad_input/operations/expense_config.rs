//! Those of the configuration of expenses, v4.

use reqwest::Method;

use super::{COMPANY, GROUP, Sound};
use crate::support::cast::TRAVELER;
use crate::support::reports::policies;

/// Those of the configuration of expenses.
pub fn sound() -> Vec<Sound> {
    let config = |rest: &str| format!("/expenseconfig/v4/users/{TRAVELER}/{rest}");
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("expenseConfig.listPolicies", M::GET, config("policies"), "traveler-token", None),
        row(
            "expenseConfig.listExpenseTypes",
            M::GET,
            config(&format!("policies/{}/expensetypes", policies::DEFAULT)),
            "traveler-token",
            None,
        ),
        row("expenseConfig.listPaymentTypes", M::GET, config("paymenttypes"), "traveler-token", None),
        row("expenseConfig.listAttendeeTypes", M::GET, config("attendeetypes"), "traveler-token", None),
        row("expenseConfig.getUserGroup", M::GET, config("groupconfigs"), "traveler-token", None),
        row(
            "expenseConfig.listGroups",
            M::GET,
            format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs"),
            "company-token",
            None,
        ),
        row(
            "expenseConfig.getGroup",
            M::GET,
            format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs/{GROUP}"),
            "company-token",
            None,
        ),
    ]
}
