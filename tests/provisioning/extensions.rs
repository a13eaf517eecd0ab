//! What is refused of extensions: each by itself, with the rest done.

use serde_json::json;

use super::*;
use crate::support::cast::{COLLEAGUE, MANAGER, TRAVELER};

#[tokio::test]
async fn an_account_has_to_be_one() {
    let app = TestApp::start().await;
    let before = spend(&app, COLLEAGUE).await;
    for (field, value) in [
        ("reimbursementCurrency", json!("DOLLARS")),
        ("reimbursementType", json!("CASH")),
        ("country", json!("USA")),
        ("budgetCountryCode", json!("us")),
        ("stateProvince", json!("")),
        ("locale", json!("english please")),
        ("ledgerCode", json!("x".repeat(21))),
        ("cashAdvanceAccountCode", json!("x".repeat(21))),
        ("testEmployee", json!(true)),
        ("biManager", json!({"value": COLLEAGUE.to_string()})),
        ("biManager", json!({"employeeNumber": "nobody"})),
        ("customData", json!([{"id": "custom23", "value": "x"}])),
        ("customData", json!([{"id": "custom1", "value": "x".repeat(101)}])),
        ("customData", json!([{"value": "x"}])),
        ("country", json!(null)),
        ("nonEmployee", json!("no")),
    ] {
        let (path, _) = refused(&app, COLLEAGUE, json!([add(SPEND_USER, json!({field: value}))]), SPEND_USER).await;
        assert!(path.starts_with(&format!("{SPEND_USER}:{field}")), "{path}");
    }
    assert_eq!(spend(&app, COLLEAGUE).await, before);
}

#[tokio::test]
async fn an_approver_has_the_role_of_one() {
    let app = TestApp::start().await;
    let approver = |list: &str, user: String, primary: bool| {
        json!([add(APPROVER, json!({list: [{"approver": {"value": user}, "primary": primary}]}))])
    };
    let traveler = TRAVELER.to_string();
    for (list, user, primary, why) in [
        ("report", traveler.clone(), true, "has not the role EXP_APPROVER"),
        ("budget", MANAGER.to_string(), true, "has not the role SHD_BUDGET_APPROVER"),
        ("report", COLLEAGUE.to_string(), true, "nobody approves for himself"),
        ("cashAdvance", MANAGER.to_string(), false, "primary approvers only"),
        ("report", NOBODY.to_owned(), true, "there is no user"),
    ] {
        let (path, text) = refused(&app, COLLEAGUE, approver(list, user, primary), APPROVER).await;
        assert!(path.starts_with(&format!("{APPROVER}:{list}")) && text.contains(why), "{path}: {text}");
    }
    // The last one who is said to be the first, is.
    change(&app, TRAVELER, json!([add(ROLE, json!({"roles": [{"roleName": "EXP_APPROVER"}]}))])).await;
    change(&app, COLLEAGUE, approver("report", traveler.clone(), true)).await;
    let report = spend(&app, COLLEAGUE).await[APPROVER]["report"].clone();
    assert_eq!(report[1], json!({"approver": {"value": traveler}, "primary": true}));
    assert_eq!(report[0], json!({"approver": {"value": MANAGER.to_string()}, "primary": false}));
}

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_delegate_is_somebody_else_who_is_active_and_has_the_product() {
    let app = TestApp::start().await;
    let delegate = |product: &str, user: String| {
        json!([add(DELEGATE, json!({product: [{"delegate": {"value": user}, "canPrepare": true}]}))])
    };
    let mut idle = spender("idle@example.com");
    idle["active"] = json!(false);
    let idle = create(&app, &idle).await;
    for (product, user, why) in [
        ("expense", COLLEAGUE.to_string(), "nobody is his own delegate"),
        ("expense", idle, "is not active"),
        ("payment", MANAGER.to_string(), "has not the role INV_PMT_USER"),
        ("purchaseRequest", MANAGER.to_string(), "has not the role INV_PURCH_REQ_USER"),
        ("expense", "nobody".to_owned(), "there is no user"),
    ] {
        let (path, text) = refused(&app, COLLEAGUE, delegate(product, user), DELEGATE).await;
        assert!(path.starts_with(&format!("{DELEGATE}:{product}")) && text.contains(why), "{path}: {text}");
    }
    let from = "2026-03-01T00:00:00.000Z";
    let whole = json!({
        "canApprove": true, "canPrepare": true, "canPrepareForApproval": true, "canReceiveApprovalEmail": true,
        "canReceiveEmail": true, "canSubmit": true, "canSubmitTravelRequest": true, "canUseBi": true, "canViewReceipt": true,
        "delegate": {"value": MANAGER.to_string()},
        "temporaryDelegation": {"temporaryDelegationFromDate": from, "temporaryDelegationToDate": null},
    });
    change(&app, COLLEAGUE, json!([{"op": "replace", "value": {DELEGATE: {"expense": [whole]}}}])).await;
    assert_eq!(spend(&app, COLLEAGUE).await[DELEGATE]["expense"], json!([whole]));
    let when = json!([{"op": "replace", "path": format!("{DELEGATE}:expense[delegate.value eq \"{MANAGER}\"].temporaryDelegation"), "value": {"temporaryDelegationFromDate": "soon"}}]);
    refused(&app, COLLEAGUE, when, DELEGATE).await;
}

#[tokio::test]
async fn roles_are_known_and_go_together() {
    let app = TestApp::start().await;
    let roles = |codes: &[&str]| {
        let roles: Vec<_> = codes.iter().map(|code| json!({"roleName": code})).collect();
        json!([{"op": "replace", "path": format!("{ROLE}:roles"), "value": roles}])
    };
    let (path, _) = refused(&app, COLLEAGUE, roles(&["KING"]), ROLE).await;
    assert_eq!(path, format!("{ROLE}:roles.roleName"));
    let (_, text) = refused(&app, COLLEAGUE, roles(&["EXP_PROCESSOR", "EXP_PROCESSOR_AUDIT"]), ROLE).await;
    assert!(text.contains("EXP_PROCESSOR_AUDIT") && text.contains("at once"), "{text}");
    // The role of a feature comes and goes with its entitlement only.
    change(&app, COLLEAGUE, roles(&["REQ_USER", "SHD_TAX_ADMIN"])).await;
    let expected = json!([{"roleName": "EXP_USER"}, {"roleName": "SHD_TAX_ADMIN"}]);
    assert_eq!(spend(&app, COLLEAGUE).await[ROLE]["roles"], expected);
    change(&app, COLLEAGUE, json!([{"op": "remove", "path": format!("{ROLE}:")}])).await;
    assert_eq!(spend(&app, COLLEAGUE).await[ROLE]["roles"], json!([{"roleName": "EXP_USER"}]));
}

#[tokio::test]
async fn preferences_are_of_a_few_words() {
    let app = TestApp::start().await;
    let set = |name: &str, value: serde_json::Value| json!([add(USER_PREFERENCE, json!({name: value}))]);
    refused(&app, COLLEAGUE, set("showExpenseOnReport", json!("SOME")), USER_PREFERENCE).await;
    refused(&app, COLLEAGUE, set("processorReportAccess", json!("COMPLETE")), USER_PREFERENCE).await;
    change(&app, COLLEAGUE, set("showExpenseOnReport", json!("PARENT"))).await;
    change(&app, COLLEAGUE, set("showImagingIntro", json!(false))).await;
    let kept = spend(&app, COLLEAGUE).await[USER_PREFERENCE].clone();
    assert_eq!((&kept["showExpenseOnReport"], &kept["showImagingIntro"]), (&json!("PARENT"), &json!(false)));
}

#[tokio::test]
async fn nothing_is_kept_for_somebody_without_an_account() {
    let app = TestApp::start().await;
    let mut user = spender("new@example.com");
    user.as_object_mut().unwrap().remove(SPEND_USER);
    let id = create(&app, &user).await;
    app.company().get(&format!("/profile/spend/v4.1/Users/{id}")).await.must(404);
    let role = json!([add(ROLE, json!({"roles": [{"roleName": "EXP_APPROVER"}]}))]);
    let (path, text) = refused(&app, &id, role.clone(), ROLE).await;
    assert!(path == ROLE && text.contains("no spend user"), "{path}: {text}");
    let account = json!({"reimbursementCurrency": "EUR", "country": "DE", "locale": "de-DE"});
    change(&app, &id, json!([add(SPEND_USER, account), role[0]])).await;
    assert_eq!(spend(&app, &id).await[SPEND_USER]["reimbursementCurrency"], "EUR");
}
