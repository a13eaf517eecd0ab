//! User Provisioning v4 and the spend users that it writes: one by one, many at once, and what follows for those who act.

mod acting;
mod bulk;
mod extensions;
mod retrieval;
mod single;

use std::str::FromStr;

use concur_emulator::core::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SPEND_USER: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:User";
const APPROVER: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Approver";
const DELEGATE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Delegate";
const ROLE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Role";
const USER_PREFERENCE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:UserPreference";
const PAYROLL: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:Payroll";
const TRAVEL: &str = "urn:ietf:params:scim:schemas:extension:travel:2.0:User";
const CLIENT: &str = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret";

/// A call of the company below the service's path.
fn v4<'a>(app: &'a TestApp, method: Method, path: &str) -> Request<'a> {
    app.company().request(method, &format!("/profile/v4/{path}"))
}

/// Someone who spends: the smallest user, with an account.
fn spender(login: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": login,
        "active": true,
        "name": {"familyName": "Doe", "givenName": "Chris"},
        "emails": [{"value": login, "type": "work"}],
        "entitlements": ["Expense"],
        ENTERPRISE: {"companyId": COMPANY, "employeeNumber": login},
        SPEND_USER: {"reimbursementCurrency": "USD", "country": "US", "locale": "en-US"},
    })
}

/// The same, with more.
fn with(login: &str, extension: &str, value: Value) -> Value {
    let mut user = spender(login);
    user[extension] = value;
    user
}

fn patch(operations: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

/// An operation that adds an extension.
fn add(extension: &str, value: Value) -> Value {
    json!({"op": "add", "value": {extension: value}})
}

/// Creates somebody. Answers his ID.
async fn create(app: &TestApp, user: &Value) -> String {
    let created = v4(app, Method::POST, "Users").json(user).await.must(201).json();
    succeeded(app, &created).await;
    created["id"].as_str().expect("an id").to_owned()
}

/// Changes somebody, and sees to it that all of it was done.
async fn change(app: &TestApp, user: impl ToString, operations: Value) {
    let path = format!("Users/{}", user.to_string());
    let changed = v4(app, Method::PATCH, &path).json(&patch(operations)).await.must(200).json();
    succeeded(app, &changed).await;
}

/// What became of a request, operation by operation.
async fn status(app: &TestApp, location: &Value) -> Value {
    let location = location.as_str().expect("a location");
    app.company().get(&format!("{location}?attributes=operations")).await.must(200).json()
}

#[track_caller]
fn is_success(status: &Value) {
    assert_eq!(status["status"], json!({"completed": true, "success": true}), "{status}");
}

async fn succeeded(app: &TestApp, user: &Value) {
    is_success(&status(app, &user["meta"]["statusUrl"]).await);
}

/// What became of an extension in the first operation of a request.
fn extension<'a>(status: &'a Value, name: &str) -> &'a Value {
    let extensions = status["operations"][0]["extensions"].as_array().expect("extensions");
    extensions.iter().find(|extension| extension["name"] == name).unwrap_or_else(|| panic!("{name}: {status}"))
}

/// What is wrong with an extension of somebody after a patch: the message's path and text.
async fn refused(app: &TestApp, user: impl ToString, operations: Value, name: &str) -> (String, String) {
    let path = format!("Users/{}", user.to_string());
    let changed = v4(app, Method::PATCH, &path).json(&patch(operations)).await.must(200).json();
    let status = status(app, &changed["meta"]["statusUrl"]).await;
    assert_eq!(status["status"]["success"], false, "{status}");
    let extension = extension(&status, name);
    assert_eq!((&extension["status"]["result"], &extension["status"]["code"]), (&json!("error"), &json!("400")));
    let message = &extension["messages"][0];
    let text = |part: &str| message[part].as_str().expect("a text").to_owned();
    (text("schemaPath"), text("message"))
}

/// What is kept of somebody for his spending.
async fn spend(app: &TestApp, user: impl ToString) -> Value {
    app.company().get(&format!("/profile/spend/v4.1/Users/{}", user.to_string())).await.must(200).json()
}

async fn log_in(app: &TestApp, login: &str) -> Answer {
    let form = format!("grant_type=password&username={login}&password=password&{CLIENT}");
    app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form).await
}

/// Somebody who has logged in: his token and his ID.
async fn at_work(app: &TestApp, login: &str, id: &str) -> (String, UserId) {
    let token = log_in(app, login).await.must(200).json()["access_token"].as_str().expect("a token").to_owned();
    (token, UserId::from_str(id).expect("a UUID"))
}
