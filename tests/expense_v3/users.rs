//! The users of the company, as its administrators see them.

use reqwest::Method as M;
use serde_json::json;

use super::{ids, shared};
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;

#[tokio::test]
async fn users_are_found_by_each_of_their_properties() {
    let app = TestApp::start().await;
    for (query, found) in [
        ("user=Traveler@example.com", 1),
        ("user=nobody@example.com", 0),
        ("primaryEmail=traveler@example.com", 1),
        ("primaryEmail=nobody@example.com", 0),
        ("employeeID=1001", 1),
        ("employeeID=9", 0),
        ("lastName=brown", 1),
        ("lastName=Nobody", 0),
        ("active=true&lastName=Brown", 1),
        ("active=false", 0),
    ] {
        let page = shared(app.admin(), M::GET, &format!("users?{query}")).await.must(200).json();
        assert_eq!(ids(&page).len(), found, "{query}");
    }
    let page = shared(app.company(), M::GET, "users?user=traveler@example.com").await.must(200).json();
    let user = &page["Items"][0];
    assert_eq!(
        (&user["ID"], &user["LoginID"], &user["Active"]),
        (&json!(TRAVELER.to_string()), &json!("traveler@example.com"), &json!(true))
    );
}

#[tokio::test]
async fn pages_of_users_have_everybody_once() {
    let app = TestApp::start().await;
    let all = ids(&shared(app.admin(), M::GET, "users?limit=100").await.must(200).json());
    let mut seen = Vec::new();
    let mut next = Some("users?limit=4".to_owned());
    while let Some(path) = next {
        let page = shared(app.admin(), M::GET, &path).await.must(200).json();
        seen.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert!(seen.len() > 8, "{seen:?}");
    assert_eq!(seen, all);
}

#[tokio::test]
async fn users_are_for_administrators_and_the_company() {
    let app = TestApp::start().await;
    shared(app.traveler(), M::GET, "users").await.must(403);
    shared(app.admin(), M::GET, "users?limit=0").await.must(400);
    shared(app.admin(), M::GET, "users?active=perhaps").await.must(400);
    shared(app.admin(), M::GET, "users?offset=NOPE").await.must(400);
}
