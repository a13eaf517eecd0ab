//! Expense v3: what each operation answers, and each refusal.

mod paging;
mod report_changes;
mod report_search;
mod reports;

use reqwest::Method;
use serde_json::Value;

use crate::support::caller::Caller;
use crate::support::request::Request;

/// Something of v3, in JSON.
fn get<'a>(caller: Caller<'a>, path: &str) -> Request<'a> {
    send(caller, Method::GET, path)
}

fn send<'a>(caller: Caller<'a>, method: Method, path: &str) -> Request<'a> {
    let path = if path.starts_with("http") { path.to_owned() } else { format!("/api/v3.0/expense/{path}") };
    caller.request(method, &path).header("accept", "application/json")
}

/// The IDs on a page of a list.
fn ids(page: &Value) -> Vec<String> {
    let items = page["Items"].as_array().expect("a list");
    items.iter().map(|item| item["ID"].as_str().expect("an ID").to_owned()).collect()
}
