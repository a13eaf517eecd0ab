//! Every row of the refusals table: status code, the field that is named, and a world that stays as it was.

use concur_emulator::core::ids::UserId;
use serde_json::json;
use uuid::uuid;

use super::{Ask, unchanged_by};
use crate::support::caller::entry;
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// A draft with an exception that blocks its submit.
const BLOCKED: &str = "B10C4ED0000000000001";
/// At the manager, with a rejected expense.
const PARTLY_REJECTED: &str = "4E1EC7ED000000000001";
/// A draft of someone without a manager.
const OF_CONTRACTOR: &str = "A10E0000000000000001";
const CONTRACTOR: UserId = UserId(uuid!("5d6a7a0e-2c1f-4b83-9f57-0c8e3b1d94a2"));

/// The message of the seed, word for word.
const NOT_PAYABLE: &str = "To use the POST Expense Journal Entry Job Key the report must be at the Processing Payment or Payment Confirmed Payment Status.";

async fn app() -> TestApp {
    TestApp::of(&["refusals.yaml"]).await
}

/// Each is refused with this status, names this field, and changes nothing.
async fn refused(status: u16, field: &str, asks: &[Ask]) {
    let app = app().await;
    for ask in asks {
        unchanged_by(&app, ask(&app)).await.refused(status, field);
    }
}

#[tokio::test]
async fn a_context_that_the_operation_does_not_support_is_400() {
    refused(
        400,
        "contextType",
        &[
            |app| app.manager().get(&app.manager().path("TRAVELLER", AT_MANAGER)),
            |app| app.traveler().get(&app.traveler().path("traveler", DRAFT)),
            |app| {
                app.manager()
                    .request(reqwest::Method::PATCH, &format!("{}/approve", app.manager().path("TRAVELER", AT_MANAGER)))
            },
            |app| {
                app.manager().request(
                    reqwest::Method::PATCH,
                    &format!("{}/sendBack", app.manager().path("PROCESSOR", AT_MANAGER)),
                )
            },
            |app| {
                app.traveler()
                    .request(reqwest::Method::PATCH, &format!("{}/recall", app.traveler().path("MANAGER", AT_MANAGER)))
            },
            |app| {
                app.traveler()
                    .request(reqwest::Method::PATCH, &format!("{}/submit", app.traveler().path("MANAGER", DRAFT)))
            },
            |app| app.manager().get(&format!("{}/expenses", app.manager().path("MANAGER", AT_MANAGER))),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_unknown_report_is_404() {
    refused(
        404,
        "reportId",
        &[
            |app| app.traveler().report(UNKNOWN),
            |app| app.traveler().report("no-such-report"),
            |app| app.traveler().expenses(UNKNOWN),
            |app| app.traveler().update(UNKNOWN, &json!({"name": "x"})),
            |app| app.company().update(UNKNOWN, &json!({"name": "x"})),
            |app| app.traveler().delete(UNKNOWN),
            |app| app.traveler().submit(UNKNOWN),
            |app| app.manager().approve(UNKNOWN),
            |app| app.company().approve(UNKNOWN),
            |app| app.manager().send_back(UNKNOWN),
            |app| app.company().send_back(UNKNOWN),
            |app| app.traveler().recall(UNKNOWN),
            |app| app.manager().cost_objects(UNKNOWN),
        ],
    )
    .await;
    refused(
        404,
        "expenseId",
        &[|app| app.traveler().get(&format!("{}/expenses/{UNKNOWN}", app.traveler().path("TRAVELER", DRAFT)))],
    )
    .await;
}

#[tokio::test]
async fn a_caller_who_is_neither_the_user_in_the_path_nor_his_delegate_is_403() {
    refused(
        403,
        "userId",
        &[
            |app| app.colleague().acting_for(TRAVELER).report(DRAFT),
            |app| app.colleague().acting_for(TRAVELER).update(DRAFT, &json!({"name": "x"})),
            |app| app.colleague().acting_for(TRAVELER).create(&json!({"name": "x"})),
            |app| app.colleague().acting_for(TRAVELER).submit(DRAFT),
            |app| app.colleague().acting_for(MANAGER).approve(AT_MANAGER),
            |app| app.colleague().acting_for(MANAGER).send_back(AT_MANAGER),
            |app| app.colleague().acting_for(MANAGER).to_approve(),
            |app| app.manager().acting_for(TRAVELER).recall(AT_MANAGER),
            |app| app.traveler().acting_for(UserId::NOBODY).report(DRAFT),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_caller_without_the_part_that_his_context_claims_is_403() {
    refused(
        403,
        "reportId",
        &[
            |app| app.colleague().report(DRAFT),
            |app| app.colleague().update(DRAFT, &json!({"name": "x"})),
            |app| app.colleague().delete(DRAFT),
            |app| app.colleague().submit(DRAFT),
            |app| app.colleague().recall(AT_MANAGER),
            |app| app.colleague().approve(AT_MANAGER),
            |app| app.colleague().send_back(AT_MANAGER),
            |app| app.colleague().report_as("MANAGER", AT_MANAGER),
            |app| app.traveler().approve(AT_MANAGER),
            |app| app.traveler().approve(AT_COST_OBJECTS),
            |app| app.manager().submit(DRAFT),
            |app| app.manager().recall(AT_MANAGER),
            |app| app.approver_2().approve(AT_MANAGER),
            |app| app.delegate().delete(DRAFT),
            |app| app.cost_owner_1().approve(AT_MANAGER),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_the_status_does_not_allow_is_400() {
    refused(
        400,
        "approvalStatusId",
        &[
            |app| app.company().approve(DRAFT),
            |app| app.company().send_back(DRAFT),
            |app| app.traveler().recall(DRAFT),
            |app| app.traveler().recall(SENT_BACK),
            |app| app.traveler().recall(PROCESSING),
            |app| app.traveler().recall(PAID),
            |app| app.colleague().recall(MANAGER_ON_HOLD),
            |app| app.traveler().update(AT_MANAGER, &json!({"name": "x"})),
            |app| app.traveler().update(PAID, &json!({"name": "x"})),
            |app| app.company().update(PAID, &json!({"name": "x"})),
            |app| app.company().approve(PAID),
            |app| app.company().send_back(PAID),
            |app| app.company().approve(PROCESSING_ON_HOLD),
            |app| app.manager().approve(MANAGER_ON_HOLD),
            |app| app.manager().approve(EXPIRED),
            |app| app.company().approve(HELD_FOR_ANOMALY),
            |app| app.company().send_back(HELD_FOR_RECEIPTS),
            |app| app.company().approve(FILED),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_company_acts_only_at_system_steps() {
    refused(
        400,
        "approvalStatusId",
        &[
            |app| app.company().approve(AT_MANAGER),
            |app| app.company().send_back(AT_MANAGER),
            |app| app.company().approve(AT_COST_OBJECTS),
            |app| app.company().approve(AT_BUDGET),
            |app| app.company().approve(AT_ACCOUNTING),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_second_action_on_the_same_step_is_400() {
    let app = app().await;
    app.manager().approve(AT_MANAGER).await.must(204);
    unchanged_by(&app, app.manager().approve(AT_MANAGER)).await.refused(400, "approvalStatusId");
    unchanged_by(&app, app.manager().send_back(AT_MANAGER)).await.refused(400, "approvalStatusId");
    unchanged_by(&app, app.delegate().approve(AT_MANAGER)).await.refused(400, "approvalStatusId");
    app.cost_owner_1().approve(AT_COST_OBJECTS).await.must(204);
    unchanged_by(&app, app.cost_owner_1().approve(AT_COST_OBJECTS)).await.refused(400, "approvalStatusId");
    app.company().approve(AT_EXTERNAL).await.must(204);
    unchanged_by(&app, app.company().approve(AT_EXTERNAL)).await.refused(400, "approvalStatusId");
}

#[tokio::test]
async fn an_idea_of_the_step_that_is_not_true_is_400() {
    refused(
        400,
        "expectedStepCode",
        &[
            |app| app.manager().approve(AT_MANAGER).json(&json!({"expectedStepCode": "ACCTCLERK"})),
            |app| app.company().approve(AT_EXTERNAL).json(&json!({"expectedStepCode": "MANAGER"})),
            |app| app.company().send_back(AT_EXTERNAL).json(&json!({"comment": "No", "expectedStepCode": "MANAGER"})),
        ],
    )
    .await;
    refused(
        400,
        "expectedStepSequence",
        &[
            |app| app.manager().approve(AT_MANAGER).json(&json!({"expectedStepSequence": "2"})),
            |app| app.approver_2().approve(AT_SECOND_LEVEL).json(&json!({"expectedStepSequence": "1"})),
            |app| app.manager().send_back(AT_MANAGER).json(&json!({"comment": "No", "expectedStepSequence": "one"})),
        ],
    )
    .await;
    refused(
        400,
        "statusId",
        &[
            |app| app.manager().approve(AT_MANAGER).json(&json!({"statusId": "A_PVAL"})),
            |app| app.company().approve(AT_EXTERNAL).json(&json!({"statusId": "P_PAID"})),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_send_back_without_a_comment_is_400() {
    refused(
        400,
        "comment",
        &[
            |app| app.manager().send_back(AT_MANAGER).json(&json!({})),
            |app| app.manager().send_back(AT_MANAGER).content("", ""),
            |app| app.manager().send_back(AT_MANAGER).json(&json!({"comment": null})),
            |app| app.manager().send_back(AT_MANAGER).json(&json!({"comment": "  "})),
            |app| app.company().send_back(AT_EXTERNAL).json(&json!({})),
        ],
    )
    .await;
}

#[tokio::test]
async fn rejected_expenses_leave_the_report_with_a_reason_and_not_without() {
    let app = app().await;
    unchanged_by(&app, app.manager().approve(PARTLY_REJECTED)).await.refused(400, "expenseRejectedComment");
    let reports = app.control().reports().await.len();
    app.manager().approve(PARTLY_REJECTED).json(&json!({"expenseRejectedComment": "Not ours"})).await.must(204);
    assert_eq!(app.control().reports().await.len(), reports + 1);
    let left = app.traveler().expenses(PARTLY_REJECTED).await.must(200).json();
    assert_eq!(left.as_array().unwrap().len(), 1);
    let report = app.traveler().report(PARTLY_REJECTED).await.must(200).json();
    assert_eq!(report["reportTotal"]["value"], 20.0);
}

#[tokio::test]
async fn what_was_submitted_is_not_submitted_or_deleted_again() {
    refused(
        409,
        "approvalStatusId",
        &[
            |app| app.traveler().submit(AT_MANAGER),
            |app| app.traveler().submit(PAID),
            |app| app.colleague().submit(FILED),
            |app| app.traveler().submit(EXPIRED),
            |app| app.traveler().delete(AT_MANAGER),
            |app| app.company().delete(PROCESSING),
            |app| app.traveler().delete(PAID),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_report_that_is_not_ready_is_not_submitted() {
    refused(400, "exceptions", &[|app| app.traveler().submit(BLOCKED)]).await;
    refused(400, "approver", &[|app| app.holder("contractor-token", Some(CONTRACTOR)).submit(OF_CONTRACTOR)]).await;
    let app = app().await;
    let uri = app.traveler().create(&json!({"name": "Empty"})).await.must(201).json()["uri"].clone();
    let empty = uri.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    unchanged_by(&app, app.traveler().submit(&empty)).await.refused(400, "expenses");
}

#[tokio::test]
async fn nothing_is_paid_before_it_is_extracted() {
    refused(400, "paymentStatusId", &[|app| app.company().approve(PROCESSING), |app| app.company().approve(CONFIRMED)])
        .await;
}

#[tokio::test]
async fn integration_at_any_other_payment_status_fails_in_the_words_of_the_page() {
    let app = app().await;
    for report in [DRAFT, SENT_BACK, AT_MANAGER, MANAGER_ON_HOLD, AT_ACCOUNTING, PROCESSING_ON_HOLD, PAID] {
        let answer = unchanged_by(&app, app.admin().integrate(report)).await.must(200);
        assert_eq!(answer.json(), json!({"Status": "FAILURE", "Message": NOT_PAYABLE}));
    }
}

#[tokio::test]
async fn integration_asks_for_a_report_that_is_there_and_an_administrator() {
    let app = app().await;
    let answer = unchanged_by(&app, app.admin().integrate(UNKNOWN)).await.must(400);
    assert_eq!(answer.json()["Error"]["Message"], "Invalid report");
    for caller in [app.traveler(), app.manager(), app.processor(), app.delegate()] {
        let answer = unchanged_by(&app, caller.integrate(PROCESSING)).await.must(403);
        assert!(answer.json()["Error"]["Message"].as_str().unwrap().contains("Web Services Administrator"));
    }
}

#[tokio::test]
async fn a_report_that_ever_entered_a_workflow_takes_no_new_entry() {
    let app = app().await;
    for report in [SENT_BACK, AT_MANAGER, PAID, UNKNOWN] {
        unchanged_by(&app, app.traveler().add_entry(report)).await.must(400);
    }
    unchanged_by(&app, app.colleague().add_entry(DRAFT)).await.must(403);
    let mut wrong = entry(DRAFT);
    wrong["ExpenseTypeCode"] = "NOSUCH".into();
    let answer = unchanged_by(&app, app.traveler().add_entry(DRAFT).json(&wrong)).await.must(400);
    assert!(answer.json()["Error"]["Message"].as_str().unwrap().contains("ExpenseTypeCode"), "{}", answer.text());
}

#[tokio::test]
async fn control_refuses_what_the_rules_refuse() {
    let app = app().await;
    for (report, action, by) in [
        (AT_ACCOUNTING, "approve", "traveler@example.com"),
        (DRAFT, "approve", "manager@example.com"),
        (AT_MANAGER, "submit", "traveler@example.com"),
        (AT_MANAGER, "hold", "manager@example.com"),
        (AT_MANAGER, "release", "processor@example.com"),
        (AT_MANAGER, "markExtracted", "processor@example.com"),
        (AT_MANAGER, "confirmPayment", "processor@example.com"),
        (PAID, "sendBack", "processor@example.com"),
        (PAID, "dance", "processor@example.com"),
        (PAID, "hold", "nobody@example.com"),
        (UNKNOWN, "hold", "processor@example.com"),
    ] {
        let answer = unchanged_by(&app, app.control().act(report, action, by)).await;
        assert!((400..500).contains(&answer.status), "{report} {action} {by}: {}", answer.text());
        assert!(!answer.json()["error"]["message"].as_str().unwrap().is_empty());
    }
}
