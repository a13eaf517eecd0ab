//! Expense Report v1.1: submit, workflow actions by the address that names a step, batches of headers, itemizations and exceptions,
//! lists of reports, and what a caller finds out beforehand.
//!
//! Pages: `post-report-submission`, `post-report-workflow-action`, `post-report-exceptions`, `v1dot1.reports`, `v1dot1.reports-list`,
//! `v1dot1.report-full-details`,
//! `v1dot1.expense-itemization`, `v1dot1.expense-group-configurations`, `expense-delegators`, `expense-form`, `expense-form-field`; the
//! error body is that of `http-status-codes`.

mod actions;
mod catalogues;
mod convert;
mod details;
pub mod error;
mod exceptions;
mod headers;
mod itemizations;
mod listing;
mod submit;
mod wire;

use actix_web::{HttpRequest, HttpResponse};

use self::error::Problem;
use super::body::Body;
use super::call::{Call, Operation, Tokens};
use super::negotiate::Format;
use super::routing::routes;
use super::xml::Shape;
use super::{either, json, path};
use crate::core::command::{Actor, Caller, ReportKey};
use crate::core::event::Through;
use crate::core::ids::UserId;
use crate::core::rejection::{self, Rejection};
use crate::tenant::access::Principal;

const SCOPES: &[&str] = &["EXPRPT"];

routes! {
    #[schemas(wire::ErrorBody)]
    submit::submit,
    actions::act,
    exceptions::post,
    headers::create,
    headers::update,
    headers::create_batch,
    itemizations::create,
    itemizations::update,
    catalogues::delegators,
    catalogues::form_types,
    catalogues::forms,
    catalogues::form_fields,
    catalogues::group,
    listing::list,
    listing::list_recent,
    listing::list_changed,
    details::get,
}

/// An operation of the family. Its pages ask for a user's token; the company's is taken as an administrator's (inferred).
const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: SCOPES, tokens: Tokens::USER_OR_COMPANY, through: Through::V1, switch: None }
}

/// Opens the call, does the work, and words whatever is refused in the family's way.
fn answer(
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<HttpResponse, Problem>,
) -> HttpResponse {
    let answer = Call::open(request, operation).map_err(Problem::Denied).and_then(|call| work(&call));
    answer.unwrap_or_else(|problem| problem.respond(request))
}

/// The caller.
fn actor(call: &Call) -> Actor {
    match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        // No operation of this family takes an application's token.
        Principal::Company | Principal::Application => Actor::COMPANY,
    }
}

/// The user whose token it is: what is asked for is his.
fn user(call: &Call) -> Result<UserId, Rejection> {
    match actor(call).caller {
        Caller::User(user) => Ok(user),
        Caller::Company | Caller::Clock => Err(Rejection::NeedsUser),
    }
}

/// The namespace of every body (all of the pages).
const NAMESPACE: &str = "http://www.concursolutions.com/api/expense/expensereport/2011/03";

/// The report that the path names.
fn path_report(request: &HttpRequest) -> ReportKey {
    ReportKey::from(path::part(request, "reportKey").as_str())
}

/// How many records of a batch count; those behind them are passed over (`v1dot1.reports`).
const LARGEST_BATCH: usize = 1000;

/// What is in a body whose root is a list: in JSON a field of that name.
fn read_batch<T: serde::de::DeserializeOwned>(request: &HttpRequest, body: &Body, shape: Shape) -> rejection::Body<T> {
    let text = either::read(request, body, shape)?;
    let is_xml = Format::of_request(request) == Some(Format::Xml);
    let Some(root) = shape.roots.first().filter(|_| is_xml) else { return json::parse(&text) };
    json::parse(&[b"{\"", root.as_bytes(), b"\":", &text, b"}"].concat())
}

/// What is in a body, which is XML by the pages; JSON is taken, too.
fn read<T: serde::de::DeserializeOwned>(request: &HttpRequest, body: &Body, shape: Shape) -> rejection::Body<T> {
    json::parse(&either::read(request, body, shape)?)
}
