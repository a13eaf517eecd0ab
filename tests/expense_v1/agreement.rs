//! The same command through v1.1 and through v4 leaves the same world and raises the same events.

use super::{act, post, step, submit};
use crate::support::agreement::Ask;
use crate::support::reports::*;

async fn agree(v4: Ask, v1: Ask) {
    crate::support::agreement::agree(&["default"], v4, v1).await;
}

#[tokio::test]
async fn a_submit_is_the_same_through_both() {
    agree(|app| app.traveler().submit(DRAFT), |app| submit(app.traveler(), DRAFT, "traveler@example.com")).await;
    agree(|app| app.traveler().submit(SENT_BACK), |app| submit(app.traveler(), SENT_BACK, "traveler@example.com"))
        .await;
    agree(
        |app| app.company().acting_for(crate::support::cast::TRAVELER).submit(DRAFT),
        |app| submit(app.company(), DRAFT, "traveler@example.com"),
    )
    .await;
}

#[tokio::test]
async fn an_approval_is_the_same_through_both() {
    agree(|app| app.manager().approve(AT_MANAGER), |app| act(app.manager(), &step(app, AT_MANAGER), "Approve", None))
        .await;
    agree(
        |app| app.cost_owner_1().approve(AT_COST_OBJECTS),
        |app| act(app.cost_owner_1(), &step(app, AT_COST_OBJECTS), "Approve", None),
    )
    .await;
    agree(|app| app.company().approve(AT_EXTERNAL), |app| act(app.admin(), &step(app, AT_EXTERNAL), "Approve", None))
        .await;
    agree(
        |app| app.delegate().acting_for(crate::support::cast::MANAGER).approve(AT_MANAGER),
        |app| act(app.delegate(), &step(app, AT_MANAGER), "Approve", None),
    )
    .await;
}

#[tokio::test]
async fn a_send_back_is_the_same_through_both() {
    agree(
        |app| app.manager().send_back(AT_MANAGER),
        |app| act(app.manager(), &step(app, AT_MANAGER), "Send Back to Employee", Some("Once more, please")),
    )
    .await;
    agree(
        |app| app.company().send_back(AT_EXTERNAL),
        |app| act(app.admin(), &step(app, AT_EXTERNAL), "Send Back to Employee", Some("Once more, please")),
    )
    .await;
}

#[tokio::test]
async fn a_recall_is_the_same_through_both() {
    agree(
        |app| app.traveler().recall(AT_MANAGER),
        |app| act(app.traveler(), &step(app, AT_MANAGER), "Recall to Employee", None),
    )
    .await;
}

#[tokio::test]
async fn a_change_of_the_header_is_the_same_through_both() {
    agree(
        |app| app.traveler().update(DRAFT, &serde_json::json!({"name": "Lyon", "businessPurpose": "Sale"})),
        |app| {
            post(
                app.traveler(),
                &format!("report/{DRAFT}"),
                "<Report><Name>Lyon</Name><Purpose>Sale</Purpose></Report>",
            )
        },
    )
    .await;
}

#[tokio::test]
async fn a_new_report_is_the_same_through_both() {
    agree(
        |app| app.traveler().create(&serde_json::json!({"name": "Lyon"})),
        |app| post(app.traveler(), "report", "<Report><Name>Lyon</Name></Report>"),
    )
    .await;
}
