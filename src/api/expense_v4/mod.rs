//! Expense Report v4: reports, their expenses, comments and exceptions, and the workflow.
//!
//! Pages: `v4.reports`, `v4.expenses`, `v4.comments`, `v4.exceptions`, `v4.workflows`, `v4.allocations`,
//! `v4.expense-attendee-associations` (see `docs/fidelity.md` for what departs from them).

mod allocations;
mod approvals;
mod attendees;
mod cash_advances;
mod comments;
mod convert;
pub mod error;
mod exceptions;
mod expense_changes;
mod expenses;
mod forms;
mod listing;
pub mod nulls;
mod reports;
mod requests;
mod taxes;
mod undocumented_expenses;
mod wire;
mod workflow;

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use self::comments::{expense as expense_comments, report as report_comments};
use self::error::Problem;
use self::exceptions::{
    allocation as allocation_exceptions, expense as expense_exceptions, report as report_exceptions,
};
use super::call::{Call, Operation};
use super::routing::routes;
use super::{language, path};
use crate::core::Command;
use crate::core::command::{Actor, Caller, Deed, Part, ReportKey};
use crate::core::ids::{AllocationId, ExpenseId, UserId};
use crate::tenant::access::Principal;

const READ: &[&str] = &["expense.report.read", "expense.report.readwrite"];
const WRITE: &[&str] = &["expense.report.readwrite"];
const WORKFLOW: &[&str] = &["expense.report.workflowstatus.write"];

routes! {
    reports::get,
    workflow::approve,
    reports::create,
    reports::update,
    reports::amend,
    reports::delete,
    expenses::list,
    expenses::get,
    workflow::submit,
    workflow::submit_in_context,
    workflow::approve_as_system,
    workflow::send_back,
    workflow::send_back_as_system,
    workflow::recall,
    approvals::reports_to_approve,
    approvals::cost_objects,
    approvals::cost_objects_in_context,
    allocations::list,
    allocations::get,
    allocations::update,
    attendees::get,
    attendees::get_as_system,
    attendees::set,
    attendees::remove,
    cash_advances::get,
    cash_advances::associate,
    cash_advances::disassociate,
    requests::get,
    taxes::list,
    taxes::update,
    report_comments::list,
    report_comments::add,
    report_comments::change,
    report_comments::delete,
    report_comments::list_as_system,
    report_comments::add_as_system,
    report_comments::change_as_system,
    report_comments::delete_as_system,
    expense_comments::list,
    expense_comments::add,
    expense_comments::change,
    expense_comments::delete,
    expense_comments::list_as_system,
    expense_comments::add_as_system,
    expense_comments::change_as_system,
    expense_comments::delete_as_system,
    report_exceptions::list,
    report_exceptions::list_as_system,
    report_exceptions::put_as_system,
    report_exceptions::delete_as_system,
    expense_exceptions::list,
    expense_exceptions::list_as_system,
    expense_exceptions::put_as_system,
    expense_exceptions::delete_as_system,
    allocation_exceptions::list,
    allocation_exceptions::list_as_system,
    allocation_exceptions::put_as_system,
    allocation_exceptions::delete_as_system,
    reports::delete_in_context,
    listing::list,
    listing::get_by_id,
    expenses::list_itemizations,
    forms::of_report,
    forms::of_expense,
    expense_changes::amend,
    expense_changes::delete,
    undocumented_expenses::create,
    undocumented_expenses::update,
    undocumented_expenses::delete,
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

/// Gives a command on the report that the path names.
fn act(call: &Call, request: &HttpRequest, actor: &Actor, deed: Deed) -> Result<HttpResponse, Problem> {
    call.tenant.store.execute(actor, Command::act(report_key(request), deed), &call.origin)?;
    Ok(HttpResponse::NoContent().finish())
}

/// The caller in the part that the path claims, which has to be one of these.
fn actor_in_context(call: &Call, request: &HttpRequest, supported: &'static [Part]) -> Result<Actor, Problem> {
    let given = path::part(request, "contextType");
    let part = supported.iter().copied().find(|part| convert::context_type(*part) == given);
    let part = part.ok_or(Problem::Context { given, supported })?;
    Ok(actor_for_user(call, request).with_part(part))
}

/// The caller, for the user that the path names.
fn actor_for_user(call: &Call, request: &HttpRequest) -> Actor {
    actor(call).acting_for(path_user(request))
}

/// The caller.
fn actor(call: &Call) -> Actor {
    match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        // No operation of this family takes an application's token.
        Principal::Company | Principal::Application => Actor::COMPANY,
    }
}

/// Where the answer's links lead, for a user in a part, and the language of its names.
fn place<'a>(call: &'a Call, request: &HttpRequest, user: UserId, part: Part) -> convert::Place<'a> {
    convert::Place { base_url: call.base_url(), user, part, language: language::of(request) }
}

fn path_user(request: &HttpRequest) -> UserId {
    UserId::from_str(&path::part(request, "userId")).unwrap_or(UserId::NOBODY)
}

/// The expense that the path names; what is no identifier names none that exists.
fn path_expense(request: &HttpRequest) -> ExpenseId {
    ExpenseId::from_str(&path::part(request, "expenseId")).unwrap_or(ExpenseId::NOTHING)
}

/// The allocation that the path names; what is no identifier names none that exists.
fn path_allocation(request: &HttpRequest) -> AllocationId {
    AllocationId::from_str(&path::part(request, "allocationId")).unwrap_or(AllocationId::NOTHING)
}

fn report_key(request: &HttpRequest) -> ReportKey {
    ReportKey::from(path::part(request, "reportId").as_str())
}

/// Whether the call is the report owner's own, or a delegate's of his.
fn is_users(actor: &Actor) -> bool {
    matches!(actor.caller, Caller::User(_))
}

fn json(status: StatusCode, body: &impl Serialize) -> HttpResponse {
    // A report fits without growing.
    let mut bytes = Vec::with_capacity(4 * 1024);
    match serde_json::to_writer(&mut bytes, body) {
        Ok(()) => HttpResponse::build(status).content_type(ContentType::json()).body(bytes),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            HttpResponse::InternalServerError().finish()
        }
    }
}
