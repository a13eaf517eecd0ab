//! What follows from users coming, changing and going: who can log in, own reports and approve them.

use std::str::FromStr;

use concur_emulator::core::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};

use super::{create, id, newcomer, patch, reporting_to, v4};
use crate::support::cast::{COLLEAGUE, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::request::Answer;

const CLIENT: &str = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret";

async fn token_endpoint(app: &TestApp, form: &str) -> Answer {
    let request = app.request(Method::POST, "/oauth2/v0/token");
    request.content("application/x-www-form-urlencoded", format!("{form}&{CLIENT}")).await
}

async fn log_in(app: &TestApp, login: &str) -> Answer {
    token_endpoint(app, &format!("grant_type=password&username={login}&password=password")).await
}

/// A token of a user's.
async fn token(app: &TestApp, login: &str) -> String {
    log_in(app, login).await.must(200).json()["access_token"].as_str().expect("a token").to_owned()
}

fn user_id(user: &Value) -> UserId {
    UserId::from_str(id(user)).expect("a UUID")
}

async fn set_active(app: &TestApp, user: &str, active: bool) {
    let operations = patch(json!([{"op": "replace", "path": "active", "value": active}]));
    v4(app, Method::PATCH, &format!("Users/{user}")).json(&operations).await.must(200);
}

#[tokio::test]
async fn a_created_user_logs_in_owns_a_report_and_another_approves_it() {
    let app = TestApp::start().await;
    let boss = create(&app, &reporting_to("boss@example.com", TRAVELER)).await;
    let owner = create(&app, &reporting_to("owner@example.com", id(&boss))).await;
    let (boss_token, owner_token) = (token(&app, "boss@example.com").await, token(&app, "OWNER@example.com").await);
    let owner = app.holder(&owner_token, Some(user_id(&owner)));
    let boss = app.holder(&boss_token, Some(user_id(&boss)));
    let created = owner.create(&json!({"name": "First trip"})).await.must(201).json();
    let uri = created["uri"].as_str().expect("a uri");
    let report = uri.rsplit('/').next().expect("an id").to_owned();
    owner.add_entry(&report).await.must(200);
    owner.submit(&report).await.must(204);
    let waiting = boss.to_approve().await.must(200).json();
    assert!(waiting.to_string().contains(&report), "{waiting}");
    boss.approve(&report).await.must(204);
    let me = owner.get("/profile/identity/v4/me").await.must(200).json();
    assert_eq!(me["userName"], "owner@example.com");
}

#[tokio::test]
async fn a_renamed_user_logs_in_by_the_new_name_only() {
    let app = TestApp::start().await;
    let operations = patch(json!([{"op": "replace", "path": "userName", "value": "renamed@example.com"}]));
    v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&operations).await.must(200);
    log_in(&app, "renamed@example.com").await.must(200);
    assert_eq!(log_in(&app, "colleague@example.com").await.must(400).json()["code"], 5);
}

#[tokio::test]
async fn a_deactivated_user_is_locked_out_until_he_is_active_again() {
    let app = TestApp::start().await;
    let logged_in = log_in(&app, "colleague@example.com").await.must(200).json();
    let refresh = format!("grant_type=refresh_token&refresh_token={}", logged_in["refresh_token"].as_str().unwrap());
    set_active(&app, &COLLEAGUE.to_string(), false).await;
    let refused = log_in(&app, "colleague@example.com").await.must(400).json();
    assert_eq!((&refused["code"], &refused["error"]), (&json!(10), &json!("invalid_grant")));
    let refused = token_endpoint(&app, &refresh).await.must(400).json();
    assert_eq!((&refused["code"], &refused["error"]), (&json!(123), &json!("invalid_request")));
    let issued = logged_in["access_token"].as_str().unwrap();
    for token in ["colleague-token", issued] {
        app.holder(token, Some(COLLEAGUE)).get("/profile/identity/v4/me").await.must(401);
    }
    set_active(&app, &COLLEAGUE.to_string(), true).await;
    token_endpoint(&app, &refresh).await.must(200);
    app.holder(issued, Some(COLLEAGUE)).get("/profile/identity/v4/me").await.must(200);
}

#[tokio::test]
async fn a_deleted_user_is_gone_with_his_tokens_and_his_name_is_free() {
    let app = TestApp::start().await;
    let user = create(&app, &newcomer("short@example.com")).await;
    let token = token(&app, "short@example.com").await;
    v4(&app, Method::DELETE, &format!("Users/{}", id(&user))).await.must(204);
    app.holder(&token, None).get("/profile/identity/v4/me").await.must(401);
    assert_eq!(log_in(&app, "short@example.com").await.must(400).json()["code"], 5);
    let again = create(&app, &newcomer("short@example.com")).await;
    assert_ne!(id(&again), id(&user));
    log_in(&app, "short@example.com").await.must(200);
}

#[tokio::test]
async fn a_reset_brings_back_who_was_there_and_forgets_who_came() {
    let app = TestApp::start().await;
    create(&app, &newcomer("late@example.com")).await;
    app.control().request(Method::POST, "reset").await.must(204);
    let found = v4(&app, Method::GET, "Users?filter=userName+eq+\"late@example.com\"").await.must(200).json();
    assert_eq!(found["totalResults"], 0);
    log_in(&app, "late@example.com").await.must(400);
}

#[tokio::test]
async fn v3_agrees_on_who_is_there() {
    let app = TestApp::start().await;
    create(&app, &crate::bad_input::identity::everything()).await;
    set_active(&app, &COLLEAGUE.to_string(), false).await;
    let list = async |query: &str| {
        let path = format!("/api/v3.0/common/users?{query}");
        app.company().get(&path).header("accept", "application/json").await.must(200).json()["Items"].clone()
    };
    let found = list("user=jane.doe@example.com").await;
    assert_eq!((&found[0]["MiddleName"], &found[0]["CellPhoneNumber"]), (&json!("Quincy"), &json!("+1 206 555 0100")));
    let inactive = list("active=false").await;
    assert_eq!(
        (inactive.as_array().map(Vec::len), &inactive[0]["LoginID"]),
        (Some(1), &json!("colleague@example.com"))
    );
}
