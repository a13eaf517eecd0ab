//! Expense v3: what each operation answers, and each refusal.

mod agreement;
mod allocations;
mod associations;
mod attendee_types;
mod attendees;
mod entries;
mod groups;
mod itemizations;
mod lists;
mod locations;
mod paging;
mod receipt_images;
mod report_changes;
mod report_search;
mod reports;
mod users;

use reqwest::Method;
use serde_json::Value;

use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

/// Something of v3, in JSON.
fn get<'a>(caller: Caller<'a>, path: &str) -> Request<'a> {
    send(caller, Method::GET, path)
}

fn send<'a>(caller: Caller<'a>, method: Method, path: &str) -> Request<'a> {
    let path = if path.starts_with("http") { path.to_owned() } else { format!("/api/v3.0/expense/{path}") };
    caller.request(method, &path).header("accept", "application/json")
}

/// Something that v3 shares between products.
fn shared<'a>(caller: Caller<'a>, method: Method, path: &str) -> Request<'a> {
    let path = if path.starts_with("http") { path.to_owned() } else { format!("/api/v3.0/common/{path}") };
    caller.request(method, &path).header("accept", "application/json")
}

/// The IDs on a page of a list.
fn ids(page: &Value) -> Vec<String> {
    let items = page["Items"].as_array().expect("a list");
    items.iter().map(|item| item["ID"].as_str().expect("an ID").to_owned()).collect()
}

/// That an operation wants a token that it knows, of the right kind.
async fn denies(app: &TestApp, method: Method, path: &str) {
    let path = format!("/api/v3.0/expense/{path}");
    let request =
        || app.request(method.clone(), &path).header("accept", "application/json").json(&serde_json::json!({}));
    for (answer, status) in [
        (request().await, 401),
        (request().bearer("nobody-token").await, 403),
        (request().bearer("app-token").await, 403),
    ] {
        assert!(answer.must(status).json()["Error"]["Message"].is_string());
    }
    let xml = app.request(method.clone(), &path).header("accept", "application/xml").await.must(401);
    assert_eq!(xml.xml().name, "Error");
}
