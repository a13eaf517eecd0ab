//! The search of v4.1.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ENTERPRISE, create, id, refused, reporting_to, v4_1};
use crate::bad_input::identity::everything;
use crate::support::cast::MANAGER;
use crate::support::emulator::TestApp;

const SCHEMA: &str = "urn:ietf:params:scim:api:messages:concur:2.0:SearchRequest";

async fn search(app: &TestApp, body: Value) -> Value {
    v4_1(app, Method::POST, "Users/.search").json(&body).await.must(200).json()
}

/// The logins of those for whom a filter holds.
async fn logins(app: &TestApp, filter: &str) -> Vec<String> {
    let body = json!({"schemas": [SCHEMA], "filter": filter, "attributes": ["userName"]});
    let found = search(app, body).await;
    let users = found["Resources"].as_array().unwrap().iter();
    let mut logins: Vec<_> = users.map(|user| user["userName"].as_str().unwrap().replace("@example.com", "")).collect();
    logins.sort();
    logins
}

#[tokio::test]
async fn each_operator_finds_whom_it_should() {
    let app = TestApp::start().await;
    create(&app, &everything()).await;
    let mut inactive = reporting_to("zoe@example.com", MANAGER);
    inactive["active"] = json!(false);
    create(&app, &inactive).await;
    for (filter, expected) in [
        ("userName eq \"JANE.doe@example.com\"", vec!["jane.doe"]),
        ("active eq false", vec!["zoe"]),
        ("active ne true", vec!["zoe"]),
        ("nickName pr", vec!["jane.doe"]),
        ("nickName eq \"janey\"", vec!["jane.doe"]),
        ("name.familyName sw \"DO\" and active eq true", vec!["jane.doe"]),
        ("userName ew \"e@example.com\" and not (nickName pr)", vec!["colleague", "delegate", "zoe"]),
        ("name.middleName co \"uinc\"", vec!["jane.doe"]),
        ("emails[type eq \"work\" and verified eq true]", vec!["jane.doe", "zoe"]),
        ("emails[type eq \"home\"]", vec![]),
        ("emails.value eq \"zoe@example.com\"", vec!["zoe"]),
        ("emails eq \"zoe@example.com\"", vec!["zoe"]),
        ("phoneNumbers pr", vec!["jane.doe"]),
        ("entitlements eq \"expense\"", vec!["jane.doe"]),
        (&format!("{ENTERPRISE}:department eq \"Research\""), vec!["jane.doe"]),
        (
            &format!("{ENTERPRISE}:manager.value eq \"{MANAGER}\" and {ENTERPRISE}:employeeNumber eq \"4711\""),
            vec!["jane.doe"],
        ),
        (&format!("{ENTERPRISE}:terminationDate lt \"2031-01-01T00:00:00Z\""), vec!["jane.doe"]),
        ("meta.created gt \"2026-03-01T08:00:00Z\"", vec![]),
        ("meta.created lt \"2026-01-01\" or nickName ne null", vec!["jane.doe"]),
        ("meta.version ge 0 and title eq \"engineer\"", vec!["jane.doe"]),
        ("(userName sw \"zoe\" OR userName sw \"jane\") AND NOT (active EQ false)", vec!["jane.doe"]),
        ("userName gt \"traveler@example.com\"", vec!["zoe"]),
        ("userName le \"admin@example.com\"", vec!["admin"]),
    ] {
        assert_eq!(logins(&app, filter).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_search_is_paged_by_a_cursor_of_its_own() {
    let app = TestApp::start().await;
    let body = |filter: &str, cursor: Option<&str>| json!({"schemas": [SCHEMA], "filter": filter, "count": 4, "cursor": cursor});
    let first = search(&app, body("active eq true", None)).await;
    assert_eq!((&first["totalResults"], &first["itemsPerPage"]), (&json!(10), &json!(4)));
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    let second = search(&app, body("active eq true", Some(cursor))).await;
    let third = search(&app, body("active eq true", second["nextCursor"].as_str())).await;
    assert_eq!((&third["itemsPerPage"], third.get("nextCursor")), (&json!(2), None));
    let mut all: Vec<_> =
        [&first, &second, &third].iter().flat_map(|page| page["Resources"].as_array().unwrap()).map(id).collect();
    all.dedup();
    assert_eq!(all.len(), 10);
    let other = v4_1(&app, Method::POST, "Users/.search").json(&body("active eq false", Some(cursor))).await;
    refused(&other, 400, "invalidCursor", "cursor");
    // Without a filter, everybody is found.
    let all = search(&app, json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]})).await;
    assert_eq!((&all["totalResults"], &all["itemsPerPage"]), (&json!(10), &json!(10)));
}

#[tokio::test]
async fn only_what_is_asked_for_is_found() {
    let app = TestApp::start().await;
    let filter = "userName eq \"traveler@example.com\"";
    let found = search(&app, json!({"schemas": [SCHEMA], "filter": filter, "attributes": ["active"]})).await;
    assert_eq!(found["Resources"], json!([{"id": crate::support::cast::TRAVELER.to_string(), "active": true}]));
    let found = search(&app, json!({"schemas": [SCHEMA], "filter": filter, "excludedAttributes": ["name"]})).await;
    assert!(found["Resources"][0].get("name").is_none() && found["Resources"][0].get("meta").is_some());
}

#[tokio::test]
async fn what_is_no_search_is_refused_and_named() {
    let app = TestApp::start().await;
    for (body, keyword, field) in [
        (json!({"schemas": []}), "invalidValue", "schemas"),
        (json!({"schemas": ["urn:x"], "filter": "active eq true"}), "invalidValue", "schemas"),
        (json!({"schemas": [SCHEMA], "filter": "active is true"}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "active eq \"yes\""}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "active gt true"}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "userName eq 5"}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "name eq \"x\""}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "shoeSize eq 46"}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "meta.created gt \"yesterday\""}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "name[givenName eq \"x\"]"}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "(".repeat(50)}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "filter": "x".repeat(11_000)}), "invalidFilter", "filter"),
        (json!({"schemas": [SCHEMA], "attributes": ["shoeSize"]}), "invalidValue", "attributes"),
        (json!({"schemas": [SCHEMA], "cursor": "x"}), "invalidCursor", "cursor"),
    ] {
        let answer = v4_1(&app, Method::POST, "Users/.search").json(&body).await;
        refused(&answer, 400, keyword, field);
    }
    let answer =
        v4_1(&app, Method::POST, "Users/.search").json(&json!({"schemas": [SCHEMA], "filter": "a:b eq 1"})).await;
    assert!(answer.must(400).json()["detail"].as_str().unwrap().contains("character 1"));
}
