//! Expense Report v2.0: what each operation answers, and each refusal.

mod agreement;
mod details;
mod details_access;
mod paging;
mod search;

use crate::support::caller::Caller;
use crate::support::request::Request;

/// The report of the scenario `detailed.yaml`.
const DETAILED: &str = "DE7A11ED000000000001";

/// Something of v2.0, in JSON.
fn get<'a>(caller: Caller<'a>, path: &str) -> Request<'a> {
    in_format(caller, path, "application/json")
}

/// Something of v2.0, in XML.
fn xml<'a>(caller: Caller<'a>, path: &str) -> Request<'a> {
    in_format(caller, path, "application/xml")
}

fn in_format<'a>(caller: Caller<'a>, path: &str, format: &str) -> Request<'a> {
    let path =
        if path.starts_with("http") { path.to_owned() } else { format!("/api/expense/expensereport/v2.0/{path}") };
    caller.get(&path).header("accept", format)
}
