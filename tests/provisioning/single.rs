//! Users provisioned one by one.

use reqwest::Method;
use serde_json::{Value, json};

use super::*;
use crate::support::cast::{COLLEAGUE, TRAVELER};
use crate::support::receiver::Receiver;

#[tokio::test]
async fn a_user_is_created_with_what_is_kept_for_his_spending() {
    let app = TestApp::start().await;
    let mut user = with(
        "new@example.com",
        ROLE,
        json!({"roles": [
            {"roleName": "EXP_USER"}, {"roleName": "EXP_PROCESSOR", "roleGroups": ["R&D-QA-Exp"]},
        ]}),
    );
    user[SPEND_USER]["customData"] = json!([{"id": "custom1", "value": "x"}, {"id": "orgUnit6", "value": ""}]);
    user[TRAVEL] = json!({"ruleClass": {"name": "Default"}});
    user[PAYROLL] = json!({"adp": {"companyCode": "C", "deductionCode": "D", "employeeFileNumber": "1"}});
    let created = v4(&app, Method::POST, "Users/").json(&user).await.must(201).json();
    assert_eq!(created["userName"], "new@example.com");
    let status = status(&app, &created["meta"]["statusUrl"]).await;
    is_success(&status);
    assert_eq!((&status["id"], &status["meta"]["provisionType"]), (&created["meta"]["provisionId"], &json!("User")));
    assert_eq!(status["operations"][0]["resource"], json!({"id": created["id"], "type": "User"}));
    let result = |name: &str| extension(&status, name)["status"]["result"].clone();
    for touched in ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE, SPEND_USER, ROLE, PAYROLL] {
        assert_eq!(result(touched), "success", "{touched}");
    }
    for untouched in [APPROVER, DELEGATE, USER_PREFERENCE, TRAVEL] {
        assert_eq!(result(untouched), "no-op", "{untouched}");
    }
    assert_eq!(extension(&status, TRAVEL)["messages"][0]["type"], "warning");
    let kept = spend(&app, created["id"].as_str().unwrap()).await;
    assert_eq!(kept[SPEND_USER]["customData"], json!([{"id": "custom1", "value": "x"}]));
    let roles =
        json!({"roles": [{"roleName": "EXP_USER"}, {"roleName": "EXP_PROCESSOR", "roleGroups": ["R&D-QA-Exp"]}]});
    assert_eq!(kept[ROLE], roles);
    assert_eq!(kept[PAYROLL], user[PAYROLL]);
    log_in(&app, "new@example.com").await.must(200);
}

#[tokio::test]
async fn what_is_wrong_with_his_identity_is_answered_at_once_and_nobody_comes() {
    let app = TestApp::start().await;
    let before = app.world();
    let mut user = spender("traveler@example.com");
    let answer = v4(&app, Method::POST, "Users").json(&user).await.must(400).json();
    assert_eq!(answer["scimType"], "uniqueness");
    user["userName"] = json!("x");
    v4(&app, Method::POST, "Users").json(&user).await.must(400);
    let mut user = spender("new@example.com");
    user[SPEND_USER]["country"] = json!(5);
    let answer = v4(&app, Method::POST, "Users").json(&user).await.must(400).text();
    assert!(answer.contains(&format!("{SPEND_USER}:country")), "{answer}");
    v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(json!([]))).await.must(400);
    for (method, body) in [
        (Method::PUT, Some(spender("a@example.com"))),
        (Method::PATCH, Some(patch(json!([{"op": "add", "path": "nickName", "value": "x"}])))),
        (Method::DELETE, None),
    ] {
        for id in ["00000000-0000-4000-8000-000000000000", "nobody"] {
            let request = v4(&app, method.clone(), &format!("Users/{id}"));
            match &body {
                Some(body) => request.json(body).await.must(404),
                None => request.await.must(404),
            };
        }
    }
    assert_eq!(app.world().user_count(), before.user_count());
}

#[tokio::test]
async fn whoever_is_replaced_has_nothing_but_what_is_said_of_him() {
    let app = TestApp::start().await;
    let id = create(&app, &with("new@example.com", ROLE, json!({"roles": [{"roleName": "EXP_PROCESSOR"}]}))).await;
    change(&app, &id, json!([add(USER_PREFERENCE, json!({"showTotalOnReport": true}))])).await;
    let mut user = spender("other@example.com");
    user[SPEND_USER]["country"] = json!("DE");
    let replaced = v4(&app, Method::PUT, &format!("Users/{id}/")).json(&user).await.must(200).json();
    succeeded(&app, &replaced).await;
    let kept = spend(&app, &id).await;
    assert_eq!((&replaced["userName"], &kept[SPEND_USER]["country"]), (&json!("other@example.com"), &json!("DE")));
    assert_eq!(kept[ROLE], json!({"roles": [{"roleName": "EXP_USER"}]}));
    assert_eq!(kept[USER_PREFERENCE]["showTotalOnReport"], false);
}

#[tokio::test]
async fn a_patch_is_taken_apart_and_changes_nothing_twice() {
    let app = TestApp::start().await;
    let operations = json!([
        {"op": "replace", "path": format!("{SPEND_USER}:country"), "value": "DE"},
        {"op": "add", "value": {"nickName": "C", SPEND_USER: {"locale": "es-419", "customData": [{"id": "custom8", "value": "y"}]}}},
    ]);
    change(&app, COLLEAGUE, operations.clone()).await;
    let kept = spend(&app, COLLEAGUE).await;
    let account = &kept[SPEND_USER];
    assert_eq!((&account["country"], &account["locale"]), (&json!("DE"), &json!("es-419")));
    assert_eq!(account["customData"], json!([{"id": "custom8", "value": "y"}]));
    let again = v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await.must(200).json();
    assert_eq!(again["nickName"], "C");
    let status = status(&app, &again["meta"]["statusUrl"]).await;
    assert_eq!(extension(&status, SPEND_USER)["status"]["result"], "no-op");
}

#[tokio::test]
async fn subscribers_hear_of_identities_and_not_of_spending() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let topic = "public.concur.user.profile.identity";
    app.application().subscribe("users", topic, &receiver.url()).await.must(200);
    let id = create(&app, &spender("new@example.com")).await;
    change(&app, &id, json!([add(SPEND_USER, json!({"country": "DE"}))])).await;
    change(&app, &id, json!([{"op": "add", "path": "title", "value": "Dr."}])).await;
    v4(&app, Method::DELETE, &format!("Users/{id}")).await.must(204);
    app.control().request(Method::POST, "drain").await.must(204);
    let told: Vec<Value> = receiver.requests().iter().map(|request| request.json()["eventType"].clone()).collect();
    assert_eq!(told, ["IdentityProfileCreated", "IdentityProfileUpdated", "IdentityProfileDeleted"]);
}

#[tokio::test]
async fn what_a_scope_does_not_open_is_left_alone() {
    let app = TestApp::of(&["provisioning.yaml"]).await;
    let provisions = app.holder("provision-token", None);
    let user = |id: &dyn ToString| format!("/profile/v4/Users/{}", id.to_string());
    // Without the scope of identities nobody is created or replaced; without that of deleting nobody goes.
    for (method, path) in [(Method::POST, "/profile/v4/Users".to_owned()), (Method::PUT, user(&COLLEAGUE))] {
        provisions.request(method, &path).json(&spender("x@example.com")).await.must(403);
    }
    provisions.request(Method::DELETE, &user(&COLLEAGUE)).await.must(403);
    // Without that of spending an extension is refused, and the rest done.
    let core = app.holder("core-provision-token", None);
    let operations = json!([{"op": "add", "path": "title", "value": "Dr."}, add(SPEND_USER, json!({"country": "DE"}))]);
    let changed = core.request(Method::PATCH, &user(&TRAVELER)).json(&patch(operations)).await.must(200).json();
    assert_eq!(changed["title"], "Dr.");
    let status = status(&app, &changed["meta"]["statusUrl"]).await;
    let refused = extension(&status, SPEND_USER);
    assert_eq!((&refused["status"]["result"], &refused["status"]["code"]), (&json!("error"), &json!("403")));
    // A replacement leaves alone what it may not write.
    let mut other = spender("traveler@example.com");
    other.as_object_mut().unwrap().remove(SPEND_USER);
    core.request(Method::PUT, &user(&TRAVELER)).json(&other).await.must(200);
    assert_eq!(spend(&app, TRAVELER).await[APPROVER]["report"][0]["primary"], true);
}

#[tokio::test]
async fn the_service_describes_itself() {
    let app = TestApp::start().await;
    let types = v4(&app, Method::GET, "ResourceTypes/").await.must(200).json();
    assert_eq!(types[0], v4(&app, Method::GET, "ResourceTypes/User").await.must(200).json());
    v4(&app, Method::GET, "ResourceTypes/Group").await.must(404);
    let named: Vec<_> = types[0]["schemaExtensions"].as_array().unwrap().iter().map(|e| e["schema"].clone()).collect();
    for urn in [ENTERPRISE, SPEND_USER, APPROVER, DELEGATE, ROLE, USER_PREFERENCE, PAYROLL, TRAVEL] {
        assert!(named.contains(&json!(urn)), "{urn}");
    }
    let schemas = v4(&app, Method::GET, "Schemas").await.must(200).json();
    assert_eq!(schemas["totalResults"], 11);
    let role = v4(&app, Method::GET, &format!("Schemas/{ROLE}")).await.must(200).json();
    assert_eq!(role["attributes"][0]["name"], "roles");
    v4(&app, Method::GET, "Schemas/urn:nothing").await.must(404);
    let config = v4(&app, Method::GET, "ServiceProviderConfig").await.must(200).json();
    assert_eq!(config["bulk"], json!({"supported": true, "maxOperations": 100, "maxPayloadSize": 409_600}));
}
