//! Whoever is made approver, delegate, processor or administrator acts as one at once, whichever version he calls.

use serde_json::{Value, json};

use super::{APPROVER, DELEGATE, ROLE, add, at_work, change, create, spender, with};
use crate::support::cast::{COLLEAGUE, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

fn roles(codes: &[&str]) -> Value {
    json!({"roles": codes.iter().map(|code| json!({"roleName": code})).collect::<Vec<_>>()})
}

fn approver(user: &str) -> Value {
    json!({"report": [{"approver": {"value": user}, "primary": true}]})
}

/// A report of somebody's, submitted.
async fn submitted(app: &TestApp, token: &str, user: concur_emulator::core::ids::UserId) -> String {
    let owner = app.holder(token, Some(user));
    let created = owner.create(&json!({"name": "Trip"})).await.must(201).json();
    let report = created["uri"].as_str().expect("a uri").rsplit('/').next().expect("an id").to_owned();
    owner.add_entry(&report).await.must(200);
    owner.submit(&report).await.must(204);
    report
}

#[tokio::test]
async fn from_provisioning_to_the_approval_of_a_report() {
    let app = TestApp::start().await;
    let boss = create(&app, &with("boss@example.com", ROLE, roles(&["EXP_APPROVER"]))).await;
    let owner = create(&app, &with("owner@example.com", APPROVER, approver(&boss))).await;
    let (boss_token, boss) = at_work(&app, "boss@example.com", &boss).await;
    let (owner_token, owner) = at_work(&app, "owner@example.com", &owner).await;
    let report = submitted(&app, &owner_token, owner).await;
    // v2.0 names whom it waits for, v4 lists it for him, and he approves it there.
    let list = app.holder(&owner_token, None).get("/api/expense/expensereport/v2.0/Reports");
    let list = list.header("accept", "application/json").await.must(200).text();
    assert!(list.contains("boss@example.com"), "{list}");
    let boss = app.holder(&boss_token, Some(boss));
    assert!(boss.to_approve().await.must(200).text().contains(&report));
    boss.approve(&report).await.must(204);
    let seen = app.holder(&owner_token, Some(owner)).report(&report).await.must(200).json();
    assert_eq!(seen["approvalStatusId"], "A_ACCO", "{seen}");
}

#[tokio::test]
async fn an_approver_goes_before_the_manager_until_he_is_taken_away() {
    let app = TestApp::start().await;
    let boss = create(&app, &with("boss@example.com", ROLE, roles(&["EXP_APPROVER"]))).await;
    let (boss_token, boss_id) = at_work(&app, "boss@example.com", &boss).await;
    change(&app, COLLEAGUE, json!([{"op": "replace", "value": {APPROVER: approver(&boss)}}])).await;
    let report = submitted(&app, "colleague-token", COLLEAGUE).await;
    app.manager().approve(&report).await.must(403);
    app.holder(&boss_token, Some(boss_id)).approve(&report).await.must(204);
    let path = format!("{APPROVER}:report[approver.value eq \"{boss}\"]");
    change(&app, COLLEAGUE, json!([{"op": "remove", "path": path}])).await;
    let report = submitted(&app, "colleague-token", COLLEAGUE).await;
    app.holder(&boss_token, Some(boss_id)).approve(&report).await.must(403);
    app.manager().approve(&report).await.must(204);
}

#[tokio::test]
async fn a_delegate_prepares_submits_and_approves_as_far_as_his_rights_go() {
    let app = TestApp::start().await;
    let helper = create(&app, &spender("helper@example.com")).await;
    let (token, _) = at_work(&app, "helper@example.com", &helper).await;
    let rights = |prepare: bool, submit: bool, approve: bool| {
        let delegate = json!({
            "delegate": {"value": helper}, "canPrepare": prepare, "canSubmit": submit, "canApprove": approve,
        });
        json!([add(DELEGATE, json!({"expense": [delegate]}))])
    };
    let for_traveler = app.holder(&token, Some(TRAVELER));
    for_traveler.create(&json!({"name": "Trip"})).await.must(403);
    change(&app, TRAVELER, rights(true, false, false)).await;
    for_traveler.create(&json!({"name": "Trip"})).await.must(201);
    for_traveler.submit(DRAFT).await.must(403);
    change(&app, TRAVELER, rights(true, true, false)).await;
    for_traveler.submit(DRAFT).await.must(204);
    // v1.1 tells him for whom he acts, with the same rights.
    let delegators = app.holder(&token, None).get("/api/expense/expensereport/v1.1/delegators");
    let delegators = delegators.header("accept", "application/json").await.must(200).text();
    assert!(delegators.contains("traveler@example.com"), "{delegators}");
    let for_manager = app.holder(&token, Some(MANAGER));
    for_manager.approve(DRAFT).await.must(403);
    change(&app, MANAGER, rights(false, false, true)).await;
    for_manager.approve(DRAFT).await.must(204);
    // Taken away, he is nobody's delegate.
    change(&app, TRAVELER, json!([{"op": "remove", "path": format!("{DELEGATE}:")}])).await;
    for_traveler.create(&json!({"name": "Trip"})).await.must(403);
}

#[tokio::test]
async fn a_processor_and_an_administrator_do_what_their_roles_open() {
    let app = TestApp::start().await;
    let clerk = create(&app, &spender("clerk@example.com")).await;
    let (token, id) = at_work(&app, "clerk@example.com", &clerk).await;
    let clerks = app.holder(&token, Some(id));
    clerks.report_as("PROCESSOR", DRAFT).await.must(403);
    let add_role = |code: &str| json!([{"op": "add", "path": format!("{ROLE}:roles"), "value": [{"roleName": code}]}]);
    change(&app, &clerk, add_role("EXP_PROCESSOR")).await;
    clerks.report_as("PROCESSOR", DRAFT).await.must(200);
    // The administrator searches everybody's reports in v3.
    let search = || clerks.get("/api/v3.0/expense/reports?user=ALL").header("accept", "application/json");
    search().await.must(403);
    change(&app, &clerk, add_role("SHD_WEB_SERVICES_ADMIN")).await;
    search().await.must(200);
    let remove = |code: &str| json!([{"op": "remove", "path": format!("{ROLE}:roles[roleName eq \"{code}\"]")}]);
    change(&app, &clerk, remove("SHD_WEB_SERVICES_ADMIN")).await;
    search().await.must(403);
}
