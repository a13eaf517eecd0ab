//! Those of what hangs on a report of v4: allocations, attendees, cash advances, requests, tax.

use reqwest::Method;
use serde_json::json;

use super::{GUEST, Sound, TAXI, in_context};
use crate::support::cast::TRAVELER;
use crate::support::reports::*;

/// An expense of the report that was sent back, the first of its allocations, and an attendee of the company.
const ALLOCATED: &str = "320A88EA37A788D1067628326E704245";
const ALLOCATION: &str = "6C1D0B94E27F4A358D01F7B3C25E9A46";

/// A cash advance of the traveler's.
const CASH_ADVANCE: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
/// An expense at external validation, and the tax on it.
const TAXED: &str = "45D1349A4BA170C9E6C393854C02AA64";
const TAX: &str = "C915F0D73B684E2A87D4A16F5209BE3C";

/// Those of allocations, attendees, cash advances, requests and tax.
pub fn sound() -> Vec<Sound> {
    let traveler = TRAVELER.to_string();
    let attendees = in_context(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}/attendees"));
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row(
            "v4.listAllocations",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/expenses/{ALLOCATED}/allocations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getAllocation",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/allocations/{ALLOCATION}")),
            "traveler-token",
            None,
        ),
        row(
            "v4.updateAllocation",
            M::PATCH,
            in_context(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/allocations/{ALLOCATION}")),
            "traveler-token",
            Some(json!({"allocation": {"customData": [{"id": "custom1", "value": "x"}]}, "expenseIds": [ALLOCATED]})),
        ),
        row("v4.getAttendees", M::GET, attendees.clone(), "traveler-token", None),
        row(
            "v4.getAttendeesAsSystem",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}/attendees"),
            "company-token",
            None,
        ),
        row(
            "v4.setAttendees",
            M::POST,
            attendees.clone(),
            "traveler-token",
            Some(
                json!({"noShowAttendeeCount": 1, "expenseAttendeeList": [{"attendeeId": GUEST, "transactionAmount": 12.5}]}),
            ),
        ),
        row("v4.removeAttendees", M::DELETE, attendees, "traveler-token", None),
        row(
            "v4.getCashAdvances",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances"),
            "traveler-token",
            None,
        ),
        row(
            "v4.associateCashAdvances",
            M::POST,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances"),
            "traveler-token",
            Some(json!({"cashAdvanceIds": [CASH_ADVANCE]})),
        ),
        row(
            "v4.disassociateCashAdvances",
            M::DELETE,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances?cashAdvanceIds={CASH_ADVANCE}"),
            "traveler-token",
            None,
        ),
        row(
            "v4.getRequestAssociations",
            M::GET,
            in_context(&traveler, "TRAVELER", &format!("reports/{AT_MANAGER}/requestassociations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpenseTaxes",
            M::GET,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/expenses/{TAXED}/taxes"),
            "company-token",
            None,
        ),
        row(
            "v4.updateExpenseTax",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/expenses/{TAXED}/tax/{TAX}"),
            "company-token",
            Some(json!({
                "customData": [{"id": "custom1", "value": "x"}], "taxTransactionAmount": 4.5, "reclaimTransactionAmount": 4.5,
                "taxCode": "V10", "reclaimCode": "V10",
            })),
        ),
    ]
}
