//! `POST …/report/{workflowStepId}/workflowaction`.

use reqwest::Method;
use serde_json::json;

use super::{NAMESPACE, act, is_error, narrow_token, path, post, step, submit, unchanged_by};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Answer;

/// What is said of a step that the report has left (`post-report-workflow-action`).
const STALE: &str =
    "The action cannot be executed because the item has recently been changed. Please refresh your list and try again.";

/// Whether an answer is the page's `ActionStatus`, with these contents.
#[track_caller]
fn is_status(answer: &Answer, message: &str, status: &str) {
    assert_eq!((answer.status, answer.media_type()), (200, "application/xml"), "{}", answer.text());
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("ActionStatus", Some(NAMESPACE)));
    assert_eq!(root.attribute("xmlns:i"), Some("http://www.w3.org/2001/XMLSchema-instance"));
    let children: Vec<_> = root.children.iter().map(|child| (child.name.as_str(), child.text.as_str())).collect();
    assert_eq!(children, [("Message", message), ("Status", status)]);
}

/// The same, of a failure with these words in its message.
#[track_caller]
fn fails(answer: &Answer, words: &str) {
    let root = answer.xml();
    assert_eq!((answer.status, root.child("Status").text.as_str()), (200, "FAILURE"), "{}", answer.text());
    assert!(root.child("Message").text.contains(words), "{}", answer.text());
}

#[tokio::test]
async fn an_approver_approves_in_any_case() {
    for action in ["Approve", "APPROVE", " approve "] {
        let app = TestApp::start().await;
        let answer = act(app.manager(), &step(&app, AT_MANAGER), action, Some("Approved from afar")).await;
        is_status(&answer, "SUCCESS!", "SUCCESS!");
        assert_eq!(app.control().status(AT_MANAGER).await.0, "A_ACCO");
    }
}

#[tokio::test]
async fn json_is_answered_to_xml_where_the_caller_takes_json_and_json_is_read_too() {
    let app = TestApp::start().await;
    let request = act(app.manager(), &step(&app, AT_MANAGER), "APPROVE", None).header("accept", "application/json");
    assert_eq!(request.await.must(200).json(), json!({"Message": "SUCCESS!", "Status": "SUCCESS!"}));
    let app = TestApp::start().await;
    let rest = format!("report/{}/WorkFlowAction", step(&app, AT_MANAGER));
    let request = app.manager().request(Method::POST, &path(&rest)).json(&json!({"Action": "Approve"}));
    assert_eq!(request.await.must(200).json()["Status"], "SUCCESS!");
}

#[tokio::test]
async fn an_approver_sends_back_and_says_why() {
    let app = TestApp::start().await;
    let key = step(&app, AT_MANAGER);
    for comment in [None, Some(""), Some("  ")] {
        let answer = unchanged_by(&app, act(app.manager(), &key, "Send Back to Employee", comment)).await;
        fails(&answer, "Comment: a comment that says why");
    }
    let answer = act(app.manager(), &key, "SEND BACK TO EMPLOYEE", Some("The receipt is missing")).await;
    is_status(&answer, "SUCCESS!", "SUCCESS!");
    assert_eq!(app.control().status(AT_MANAGER).await.0, "A_RESU");
}

#[tokio::test]
async fn the_employee_recalls_and_nobody_else() {
    let app = TestApp::start().await;
    let key = step(&app, AT_MANAGER);
    for stranger in [app.manager(), app.colleague(), app.admin(), app.company()] {
        is_error(&unchanged_by(&app, act(stranger, &key, "Recall to Employee", None)).await, 403, "");
    }
    is_status(&act(app.traveler(), &key, "Recall to Employee", None).await, "SUCCESS!", "SUCCESS!");
    assert_eq!(app.control().status(AT_MANAGER).await.0, "A_RESU");
}

#[tokio::test]
async fn an_address_that_the_report_has_left_fails_in_the_words_of_the_page() {
    let app = TestApp::start().await;
    let key = step(&app, AT_MANAGER);
    act(app.manager(), &key, "Approve", None).await.must(200);
    for (caller, action) in
        [(app.manager(), "Approve"), (app.manager(), "Send Back to Employee"), (app.traveler(), "Recall to Employee")]
    {
        is_status(&unchanged_by(&app, act(caller, &key, action, Some("Late"))).await, STALE, "FAILURE");
    }
    // Submitted again, the report is at the same step of its workflow, and its address is another one.
    let old = key_of_a_second_round(&app).await;
    is_status(&unchanged_by(&app, act(app.manager(), &old, "Approve", None)).await, STALE, "FAILURE");
}

/// Submits the draft twice; answers the key of the first time.
async fn key_of_a_second_round(app: &TestApp) -> String {
    submit(app.traveler(), DRAFT, "traveler@example.com").await.must(200);
    let old = step(app, DRAFT);
    act(app.manager(), &old, "Send Back to Employee", Some("Once more")).await.must(200);
    submit(app.traveler(), DRAFT, "traveler@example.com").await.must(200);
    assert_ne!(step(app, DRAFT), old);
    old
}

#[tokio::test]
async fn owners_of_cost_objects_share_an_address_and_each_uses_it_once() {
    let app = TestApp::start().await;
    let key = step(&app, AT_COST_OBJECTS);
    is_status(&act(app.cost_owner_1(), &key, "Approve", None).await, "SUCCESS!", "SUCCESS!");
    is_status(&unchanged_by(&app, act(app.cost_owner_1(), &key, "Approve", None)).await, STALE, "FAILURE");
    is_status(&act(app.cost_owner_2(), &key, "Approve", None).await, "SUCCESS!", "SUCCESS!");
    assert_eq!(app.control().status(AT_COST_OBJECTS).await.0, "A_PEND");
}

#[tokio::test]
async fn an_administrator_and_the_company_act_at_system_steps() {
    for token in ["admin-token", "company-token"] {
        let app = TestApp::start().await;
        let system = app.holder(token, None);
        for (report, after) in [(AT_EXTERNAL, "A_PEND"), (AT_PREPAYMENT, "A_APPR")] {
            is_status(&act(system, &step(&app, report), "Approve", None).await, "SUCCESS!", "SUCCESS!");
            assert_eq!(app.control().status(report).await.0, after);
        }
        fails(&unchanged_by(&app, act(system, &step(&app, PROCESSING), "Approve", None)).await, "extracted");
        app.control().act(PROCESSING, "markExtracted", "company").await.must(200);
        is_status(&act(system, &step(&app, PROCESSING), "Approve", None).await, "SUCCESS!", "SUCCESS!");
        assert_eq!(app.control().status(PROCESSING).await.1, "P_PAID");
    }
    let app = TestApp::start().await;
    is_error(&unchanged_by(&app, act(app.admin(), &step(&app, AT_MANAGER), "Approve", None)).await, 403, "");
    fails(
        &unchanged_by(&app, act(app.company(), &step(&app, AT_MANAGER), "Approve", None)).await,
        "waits for a person",
    );
}

#[tokio::test]
async fn the_processor_and_his_step_are_left_out() {
    let app = TestApp::start().await;
    let key = step(&app, AT_ACCOUNTING);
    for caller in [app.processor(), app.admin(), app.colleague()] {
        for action in ["Approve", "Send Back to Employee"] {
            is_error(&unchanged_by(&app, act(caller, &key, action, Some("No"))).await, 403, "");
        }
    }
    fails(&unchanged_by(&app, act(app.company(), &key, "Approve", None)).await, "person");
    fails(&unchanged_by(&app, act(app.traveler(), &key, "Recall to Employee", None)).await, "A_ACCO");
}

#[tokio::test]
async fn what_is_on_hold_or_paid_fails_and_says_where_the_report_is() {
    let app = TestApp::start().await;
    let answer = unchanged_by(&app, act(app.manager(), &step(&app, MANAGER_ON_HOLD), "Approve", None)).await;
    fails(&answer, "P_HOLD");
    fails(&unchanged_by(&app, act(app.company(), &step(&app, PAID), "Approve", None)).await, "P_PAID");
}

#[tokio::test]
async fn strangers_wrong_tokens_and_addresses_of_nothing_are_refused() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let key = step(&app, AT_MANAGER);
    is_error(&unchanged_by(&app, act(app.colleague(), &key, "Approve", None)).await, 403, "");
    for nothing in ["nothing", UNKNOWN, AT_MANAGER, "gWAAAAAAAAAAAAAAAAAAAAAAAAAAA", &key[..28], "a%24b"] {
        is_error(&unchanged_by(&app, act(app.manager(), nothing, "Approve", None)).await, 400, "Invalid report");
    }
    is_error(&act(app.holder("wrong", None), &key, "Approve", None).await, 403, "");
    is_error(&act(app.application(), &key, "Approve", None).await, 403, "");
    let narrow = narrow_token(&app).await;
    is_error(&act(app.holder(&narrow, None), &key, "Approve", None).await, 403, "EXPRPT");
    is_error(&app.request(Method::POST, &path(&format!("report/{key}/workflowaction"))).await, 401, "");
}

#[tokio::test]
async fn a_body_that_is_no_workflow_action_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let rest = format!("report/{}/workflowaction", step(&app, AT_MANAGER));
    let long =
        format!("<WorkflowAction><Action>Approve</Action><Comment>{}</Comment></WorkflowAction>", "x".repeat(2001));
    for (xml, words) in [
        ("", "Content-Type"),
        ("<WorkflowAction/>", ""),
        ("<WorkflowAction><Comment>x</Comment></WorkflowAction>", "Action"),
        ("<WorkflowAction><Action>Hold</Action></WorkflowAction>", "Action: has to be"),
        ("<Action>Approve</Action>", "root element"),
        ("<!DOCTYPE a><WorkflowAction><Action>Approve</Action></WorkflowAction>", "document type"),
        (&long, "Comment"),
    ] {
        is_error(&unchanged_by(&app, post(app.manager(), &rest, xml)).await, 400, words);
    }
}

#[tokio::test]
async fn a_comment_of_an_action_stands_on_the_report() {
    let app = TestApp::start().await;
    act(app.manager(), &step(&app, AT_MANAGER), "Approve", Some("Fine &amp; good")).await.must(200);
    let comments = app.manager().get(&format!("{}/comments", app.manager().path("MANAGER", AT_MANAGER)));
    let comments = comments.await.must(200).text();
    assert!(comments.contains("Fine & good"), "{comments}");
}
