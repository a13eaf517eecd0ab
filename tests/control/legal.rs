//! What is listed as legal for a report is accepted when the one who is named does it there; what is refused says what is legal.

use concur_emulator::Emulator;
use concur_emulator::control::{Action, ActionKind, ErrorKind};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};

#[tokio::test]
async fn whatever_is_listed_as_legal_is_accepted_when_it_is_done() {
    let app = TestApp::start().await;
    let (mut acted, mut called) = (0, 0);
    for report in app.control().reports().await {
        for legal in report["legal"].as_array().unwrap() {
            app.control().request(Method::POST, "reset").await.must(204);
            match legal["through"].as_str() {
                None => {
                    act(&app, &report, legal).await;
                    acted += 1;
                }
                Some(through) => {
                    call(&app, &report, legal, through).await;
                    called += 1;
                }
            }
        }
    }
    assert!(acted > 50 && called > 50, "{acted} {called}");
}

async fn act(app: &TestApp, report: &Value, legal: &Value) {
    let id = report["reportId"].as_str().unwrap();
    let mut body = json!({"action": legal["action"], "as": legal["as"]});
    match legal["action"].as_str().unwrap() {
        "approve" => body["expenseRejectedComment"] = json!("Not this one"),
        "sendBack" => body["comment"] = json!("A receipt is missing"),
        _ => {}
    }
    let answer = app.control().request(Method::POST, &format!("reports/{id}/actions")).json(&body).await;
    assert_eq!(answer.status, 200, "{legal} at {}: {}", report["approvalStatus"], answer.text());
}

async fn call(app: &TestApp, report: &Value, legal: &Value, through: &str) {
    let text = |field: &str| report[field].as_str().unwrap();
    let id = text("reportId");
    let world = app.world();
    let known = world.find_report(&id.into()).unwrap();
    let owner = world.user(known.owner).unwrap();
    let tax = known.all_expenses().find_map(|e| Some((e.id.to_string(), e.taxes.first()?.authority.to_string())));
    let (expense, authority) = tax.unwrap_or_default();
    let advances: Vec<_> = known.cash_advances.iter().map(ToString::to_string).collect();
    let (method, template) = through.split_once(' ').unwrap();
    let mut path = template
        .replace("{reportId}", id)
        .replace("{ownerId}", &owner.id.to_string())
        .replace("{owner}", &owner.login)
        .replace("{expenseId}", &expense)
        .replace("{taxAuthorityId}", &authority);
    let body = match legal["action"].as_str().unwrap() {
        "update" if path.starts_with("/api/") => json!({"Name": "Trip"}),
        "update" | "amend" => json!({"businessPurpose": "Trade fair", "reportSource": "OTHER"}),
        "postHeader" => json!({"Name": "Trip"}),
        "associateCashAdvances" => json!({"cashAdvanceIds": advances}),
        "disassociateCashAdvances" => {
            path = format!("{path}?cashAdvanceIds={}", advances.join(","));
            Value::Null
        }
        "adjustTax" => json!({"taxCode": "V10"}),
        _ => Value::Null,
    };
    let by = legal["as"].as_str().unwrap();
    let token = format!("{}-token", by.split('@').next().unwrap());
    let caller = app.holder(&token, None).request(method.parse().unwrap(), &path);
    let caller = caller.header("accept", "application/json");
    let answer = if body.is_null() { caller.await } else { caller.json(&body).await };
    assert!(
        answer.status < 300,
        "{legal} at {} by {path}: {} {}",
        text("approvalStatus"),
        answer.status,
        answer.text()
    );
}

#[tokio::test]
async fn an_administrator_acts_in_the_part_that_lets_him_and_booking_is_an_action() {
    let app = TestApp::start().await;
    app.control().act(DRAFT, "submit", "admin@example.com").await.must(200);
    let paid = app.control().request(Method::POST, &format!("reports/{DRAFT}/advance-to"));
    paid.json(&json!({"paymentStatus": "P_PROC"})).await.must(200);
    app.control().act(DRAFT, "markIntegrated", "admin@example.com").await.must(200);
    assert_eq!(app.control().status(DRAFT).await.1, "P_PAID");

    let emulator = Emulator::builder().clock("2026-03-01T08:00:00Z".parse().unwrap()).start().await.unwrap();
    let control = emulator.control();
    control.act(DRAFT, &Action::submit().by("admin@example.com")).unwrap();
    control.advance_report(DRAFT, concur_emulator::core::status::PaymentStatus::Processing).await.unwrap();
    let report = control.report(DRAFT).unwrap();
    assert!(report.is_legal("markIntegrated", "company"), "{:?}", report.legal);
    assert_eq!(control.act(DRAFT, &Action::mark_integrated()).unwrap().payment_status.code(), "P_PAID");
}

#[tokio::test]
async fn fields_of_other_actions_are_refused() {
    let app = TestApp::start().await;
    for (body, field) in [
        (json!({"action": "submit", "as": "traveler@example.com", "expenseId": "q"}), "expenseId"),
        (json!({"action": "sendBack", "comment": "No", "expenseRejectedComment": "No"}), "expenseRejectedComment"),
        (json!({"action": "submit", "by": "traveler@example.com"}), "by"),
        (json!({"action": "aprove"}), "action"),
        (json!({"action": "submit", "as": "travler@example.com"}), "as"),
    ] {
        let answer = app.control().request(Method::POST, &format!("reports/{DRAFT}/actions")).json(&body).await;
        let error = answer.must(400).json()["error"].clone();
        assert_eq!(error["field"], field, "{body}: {error}");
        if field == "action" || field == "as" {
            assert!(error["message"].as_str().unwrap().contains("did you mean `"), "{error}");
        }
    }
    assert_eq!(app.control().status(DRAFT).await.0, "A_NOTF");

    let emulator = Emulator::builder().start().await.unwrap();
    let odd = Action { expense_id: Some("q".to_owned()), ..Action::of(ActionKind::Submit).by("traveler@example.com") };
    let refused = emulator.control().act(DRAFT, &odd).unwrap_err();
    assert_eq!((refused.kind(), refused.field()), (ErrorKind::Invalid, Some("expenseId")));
}

#[tokio::test]
async fn a_refused_action_says_what_can_be_done_and_is_explained() {
    let app = TestApp::start().await;
    let early = app.control().act(DRAFT, "approve", "manager@example.com").header("X-Emulator-Explain", "true").await;
    let early = early.must(403);
    let message = early.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("at A_NOTF/P_NOTP there can be done: submit by traveler@example.com"), "{message}");
    let explained = early.header("x-emulator-explanation").to_owned();
    assert!(explained.starts_with("rule=notAnApprover; "), "{explained}");
    assert!(explained.contains("state=A_NOTF/P_NOTP") && explained.contains("legal="), "{explained}");
    let other = app.control().act(AT_MANAGER, "approve", "colleague@example.com").await.must(403).json();
    let message = other["error"]["message"].as_str().unwrap();
    assert!(message.contains("it is for delegate@example.com, manager@example.com to approve"), "{message}");
}
