//! Whom a step asks: managers, owners of cost objects, delegates; and what they see.

use serde_json::{Value, json};

use super::raised_by;
use crate::support::cast::{COST_OWNER_1, COST_OWNER_2, MANAGER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// The IDs of reports in a list.
fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|report| report["reportId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_cost_object_step_is_left_when_all_owners_have_approved() {
    let app = TestApp::start().await;
    let step = app.control().report(AT_COST_OBJECTS).await["step"].clone();
    assert_eq!(step["code"], "CO_STEP");
    assert_eq!(step["assignedUserIds"], json!([COST_OWNER_1.to_string(), COST_OWNER_2.to_string()]));
    let (answer, raised) = raised_by(&app, app.cost_owner_2().approve(AT_COST_OBJECTS)).await;
    answer.must(204);
    assert_eq!(raised, [""; 0]);
    assert_eq!(app.control().status(AT_COST_OBJECTS).await.0, "A_PECO");
    let (answer, raised) = raised_by(&app, app.cost_owner_1().approve(AT_COST_OBJECTS)).await;
    answer.must(204);
    assert_eq!(raised, ["statusChanged MANAGER2: A_PECO/P_NOTP to A_PEND/P_NOTP by costowner1"]);
}

#[tokio::test]
async fn one_owners_send_back_sends_the_report_back_and_the_next_submit_begins_anew() {
    let app = TestApp::start().await;
    app.cost_owner_1().approve(AT_COST_OBJECTS).await.must(204);
    app.cost_owner_2().send_back(AT_COST_OBJECTS).await.must(204);
    assert_eq!(app.control().status(AT_COST_OBJECTS).await.0, "A_RESU");
    app.cost_owner_1().approve(AT_COST_OBJECTS).await.must(403);
    app.traveler().submit(AT_COST_OBJECTS).await.must(204);
    assert_eq!(app.control().report(AT_COST_OBJECTS).await["step"]["code"], "MANAGER");
    app.manager().approve(AT_COST_OBJECTS).await.must(204);
    app.cost_owner_1().approve(AT_COST_OBJECTS).await.must(204);
    assert_eq!(app.control().status(AT_COST_OBJECTS).await.0, "A_PECO");
}

#[tokio::test]
async fn owners_of_cost_objects_see_what_is_charged_to_whom() {
    let app = TestApp::start().await;
    let seen = app.cost_owner_1().cost_objects(AT_COST_OBJECTS).await.must(200).json();
    let by_name = |name: &str| seen.as_array().unwrap().iter().find(|c| c["name"] == name).unwrap().clone();
    let (his, other) = (by_name("Marketing"), by_name("Development"));
    assert_eq!([&his["isOwnedByCaller"], &his["isApprovableAsUser"], &his["isFullyApproved"]], [true, true, false]);
    assert_eq!(
        [&other["isOwnedByCaller"], &other["isApprovableAsUser"], &other["isFullyApproved"]],
        [false, false, false]
    );
    assert_eq!(his["approverId"], COST_OWNER_1.to_string());
    assert_eq!(his["claimedAmount"], json!({"value": 377.9, "currencyCode": "USD"}));
    assert_eq!(other["claimedAmount"], json!({"value": 320.0, "currencyCode": "USD"}));
    app.cost_owner_1().approve(AT_COST_OBJECTS).await.must(204);
    let seen = app.company().acting_for(COST_OWNER_1).cost_objects(AT_COST_OBJECTS).await.must(200).json();
    let his = seen.as_array().unwrap().iter().find(|c| c["name"] == "Marketing").unwrap().clone();
    assert_eq!([&his["isFullyApproved"], &his["isApprovableAsUser"]], [true, false]);
}

#[tokio::test]
async fn a_report_waits_for_its_approver_until_he_has_acted_and_for_his_delegate_who_asks() {
    let app = TestApp::start().await;
    let waiting = app.manager().to_approve().await.must(200).json();
    assert!(ids(&waiting).contains(&AT_MANAGER));
    assert_eq!(ids(&app.delegate().to_approve().await.must(200).json()), [""; 0]);
    let as_delegate = format!(
        "/expensereports/v4/users/{}/context/MANAGER/reportsToApprove?includeDelegateApprovals=true",
        crate::support::cast::DELEGATE
    );
    let seen = app.delegate().get(&as_delegate).await.must(200).json();
    assert!(ids(&seen).contains(&AT_MANAGER));
    assert_eq!(seen[0]["approver"]["employeeUuid"], MANAGER.to_string());
    assert_eq!(app.delegate().acting_for(MANAGER).to_approve().await.must(200).json(), waiting);
    app.manager().approve(AT_MANAGER).await.must(204);
    assert!(!ids(&app.manager().to_approve().await.must(200).json()).contains(&AT_MANAGER));
}

#[tokio::test]
async fn whoever_was_asked_still_sees_the_report_and_whoever_was_not_does_not() {
    let app = TestApp::start().await;
    app.manager().report_as("MANAGER", AT_MANAGER).await.must(200);
    app.delegate().acting_for(MANAGER).report_as("MANAGER", AT_MANAGER).await.must(200);
    app.cost_owner_1().report_as("MANAGER", AT_MANAGER).await.must(403);
    app.manager().approve(AT_MANAGER).await.must(204);
    app.manager().report_as("MANAGER", AT_MANAGER).await.must(200);
    app.processor().report_as("PROCESSOR", AT_MANAGER).await.must(200);
    app.colleague().report_as("PROCESSOR", AT_MANAGER).await.must(403);
}

#[tokio::test]
async fn nobody_approves_his_own_report_as_a_delegate() {
    let app = TestApp::start().await;
    let created = app.delegate().create(&json!({"name": "My own"})).await.must(201).json();
    let report = created["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    app.delegate().add_entry(&report).await.must(200);
    app.delegate().submit(&report).await.must(204);
    app.delegate().approve(&report).await.must(403);
    app.delegate().acting_for(MANAGER).approve(&report).await.must(403);
    app.manager().approve(&report).await.must(204);
}
