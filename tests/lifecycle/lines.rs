//! An event on one line: what happened to a report, in whose name, and through whom.

use serde_json::Value;

use crate::support::cast;

/// `statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler through delegate`, or `reportUpdated by nobody`.
pub fn of_event(event: &Value) -> String {
    let payload = &event["payload"];
    assert_eq!(event["eventType"], payload["eventType"]);
    let facts = &payload["facts"];
    let text = |field: &str| facts[field].as_str().unwrap_or("null");
    let mut line = payload["eventType"].as_str().expect("a type").to_owned();
    if line == "statusChanged" {
        let step = text("stepCode");
        let from = format!("{}/{}", text("previousApprovalStatus"), text("previousPaymentStatus"));
        let to = format!("{}/{}", text("currentApprovalStatus"), text("currentPaymentStatus"));
        line.push_str(&format!(" {step}: {from} to {to}"));
    }
    line.push_str(" by ");
    line.push_str(facts["userId"].as_str().map_or("nobody", name));
    if let Some(delegate) = facts["actingUserId"].as_str() {
        line.push_str(" through ");
        line.push_str(name(delegate));
    }
    line
}

fn name(uuid: &str) -> &'static str {
    let people = [
        (cast::TRAVELER, "traveler"),
        (cast::MANAGER, "manager"),
        (cast::COST_OWNER_1, "costowner1"),
        (cast::COST_OWNER_2, "costowner2"),
        (cast::APPROVER_2, "approver2"),
        (cast::PROCESSOR, "processor"),
        (cast::ADMIN, "admin"),
        (cast::DELEGATE, "delegate"),
        (cast::COLLEAGUE, "colleague"),
    ];
    let found = people.iter().find(|(id, _)| id.to_string() == uuid);
    found.unwrap_or_else(|| panic!("nobody is {uuid}")).1
}
