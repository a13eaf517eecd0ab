//! Spend users, listed, found and one by one.

use reqwest::Method;
use serde_json::json;

use super::*;
use crate::support::cast::{ADMIN, COLLEAGUE, MANAGER, PROCESSOR, TRAVELER};

#[tokio::test]
async fn a_spend_user_of_the_scenario_is_what_the_scenario_makes_of_him() {
    let app = TestApp::start().await;
    let traveler = spend(&app, TRAVELER).await;
    let manager = json!([{"approver": {"value": MANAGER.to_string()}, "primary": true}]);
    assert_eq!((&traveler["id"], &traveler[APPROVER]["report"]), (&json!(TRAVELER.to_string()), &manager));
    assert_eq!(traveler[DELEGATE]["expense"][0]["canSubmit"], true);
    assert_eq!(traveler[ROLE], json!({"roles": [{"roleName": "EXP_USER"}]}));
    for (user, code) in [(MANAGER, "EXP_APPROVER"), (PROCESSOR, "EXP_PROCESSOR"), (ADMIN, "SHD_WEB_SERVICES_ADMIN")] {
        assert!(spend(&app, user).await[ROLE].to_string().contains(code), "{code}");
    }
    let v4 = app.company().get(&format!("/profile/spend/v4/Users/{TRAVELER}/")).await.must(200);
    assert_eq!(v4.header("deprecation"), "@1710374400");
    assert_eq!(v4.json(), traveler);
    for id in ["nobody", "00000000-0000-4000-8000-000000000000"] {
        app.company().get(&format!("/profile/spend/v4.1/Users/{id}")).await.must(404);
    }
}

#[tokio::test]
async fn spend_users_are_paged_and_filtered() {
    let app = TestApp::start().await;
    let list = async |query: &str| {
        let page = app.company().get(&format!("/profile/spend/v4.1/Users{query}")).await.must(200).json();
        (page["totalResults"].as_u64().unwrap(), page["itemsPerPage"].as_u64().unwrap())
    };
    assert_eq!(list("").await, (10, 10));
    assert_eq!(list("?startIndex=9&count=5").await, (10, 2));
    assert_eq!(list("?count=0").await, (10, 0));
    let old = app.company().get("/profile/spend/v4/Users/?itemsPerPage=3").await.must(200).json();
    assert_eq!((&old["itemsPerPage"], &old["startIndex"]), (&json!(3), &json!(1)));
    let account = json!({"country": "DE", "customData": [{"id": "custom1", "value": "Berlin"}]});
    change(&app, COLLEAGUE, json!([add(SPEND_USER, account)])).await;
    let found = async |filter: &str| list(&format!("?filter={}", filter.replace(' ', "+"))).await.0;
    assert_eq!(found(&format!("{SPEND_USER}:country eq \"DE\"")).await, 1);
    assert_eq!(found("country ne \"DE\"").await, 9);
    assert_eq!(found("testEmployee eq false and country eq \"DE\"").await, 1);
    assert_eq!(found("customData[id eq \"custom1\" and value eq \"Berlin\"]").await, 1);
    assert_eq!(found("customData[id eq \"custom1\" and value eq \"Rome\"]").await, 0);
    for filter in [
        "country sw \"D\"",
        "country eq \"DE\" or country eq \"US\"",
        "not (country eq \"DE\")",
        "biManager.value eq \"x\"",
        "budgetCountryCode eq \"US\"",
        "userName eq \"x\"",
        "roles[roleName eq \"EXP_USER\"]",
        "customData[id sw \"custom1\"]",
        "country",
    ] {
        let path = format!("/profile/spend/v4.1/Users?filter={}", filter.replace(' ', "+"));
        let answer = app.company().get(&path).await.must(400).json();
        assert_eq!(answer["scimType"], "invalidFilter", "{filter}");
    }
    app.company().get("/profile/spend/v4.1/Users?count=many").await.must(400);
    app.company().request(Method::POST, "/profile/spend/v4.1/Users").json(&json!({})).await.must(405);
}
