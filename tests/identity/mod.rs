//! Identity v4 and v4.1: what each operation answers, what comes of it elsewhere, and each refusal.

mod changes;
mod filters;
mod lists;
mod login;
mod metadata;
mod patches;
mod profile_v1;
mod scopes;
mod search;
mod users;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SAP: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:User";
const CONCUR_ERROR: &str = "urn:ietf:params:scim:api:messages:concur:2.0:Error";
/// Of nobody.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// A call of v4 by the company.
fn v4<'a>(app: &'a TestApp, method: Method, path: &str) -> Request<'a> {
    app.company().request(method, &format!("/profile/identity/v4/{path}"))
}

/// A call of v4.1 by the company.
fn v4_1<'a>(app: &'a TestApp, method: Method, path: &str) -> Request<'a> {
    app.company().request(method, &format!("/profile/identity/v4.1/{path}"))
}

/// A call of either.
fn either<'a>(app: &'a TestApp, version: &str, method: Method, path: &str) -> Request<'a> {
    app.company().request(method, &format!("/profile/identity/{version}/{path}"))
}

/// The smallest user, as the page's example has him.
fn newcomer(login: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": login,
        "active": true,
        "name": {"familyName": "Doe", "givenName": "John"},
        "emails": [{"value": login, "type": "work", "verified": true}],
        ENTERPRISE: {"companyId": COMPANY},
    })
}

/// A newcomer whom this manager approves for.
fn reporting_to(login: &str, manager: impl ToString) -> Value {
    let mut user = newcomer(login);
    user[ENTERPRISE]["manager"] = json!({"value": manager.to_string()});
    user
}

/// Creates a user. Answers him.
async fn create(app: &TestApp, user: &Value) -> Value {
    v4(app, Method::POST, "Users").json(user).await.must(200).json()
}

fn id(user: &Value) -> &str {
    user["id"].as_str().expect("an id")
}

fn patch(operations: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

/// A refusal with this status, this keyword of SCIM, and this name of what is wrong.
#[track_caller]
fn refused(answer: &Answer, status: u16, keyword: &str, field: &str) {
    assert_eq!(answer.status, status, "{}: {}", answer.asked, answer.text());
    let body = answer.json();
    let schemas = json!(["urn:ietf:params:scim:api:messages:2.0:Error", CONCUR_ERROR]);
    assert_eq!((&body["schemas"], &body["status"]), (&schemas, &json!(status.to_string())));
    assert_eq!(body["scimType"].as_str().unwrap_or_default(), keyword, "{}", answer.text());
    let messages = body[CONCUR_ERROR]["messages"].as_array().expect("messages");
    let named = messages.iter().any(|message| message["schemaPath"].as_str().unwrap_or_default() == field);
    assert!(named && messages.iter().all(|message| message["type"] == "error"), "{field}: {}", answer.text());
}
