//! Comments on reports and expenses (Comments v4 page): the long URL takes a user's token, the short one the company's.

pub mod expense;
pub mod report;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::Problem;
use super::wire::remarks::CommentSaveResponse;
use super::{convert, json, path_user, place, report_key};
use crate::api::call::{Call, Operation, Tokens};
use crate::core::command::{Actor, Command, Deed, Part};
use crate::core::comment::Comment;
use crate::core::event::Through;
use crate::core::ids::ExpenseId;

const fn operation(id: &'static str, scopes: &'static [&'static str], tokens: Tokens) -> Operation {
    Operation { id, scopes, tokens, through: Through::V4, switch: None }
}

/// All of these lists, one after the other.
fn listed(call: &Call, lists: &[(Option<ExpenseId>, &[Comment])]) -> HttpResponse {
    let said = lists.iter().flat_map(|(_, comments)| comments.iter());
    let people = call.tenant.store.people(said.flat_map(|comment| [comment.author, comment.created_for]).flatten());
    let wire = lists.iter().flat_map(|(on, comments)| convert::comments(comments, *on, &people));
    json(StatusCode::OK, &wire.collect::<Vec<_>>())
}

/// Gives the command and answers where the comments are.
fn save(
    call: &Call,
    request: &HttpRequest,
    actor: &Actor,
    status: StatusCode,
    on: Option<ExpenseId>,
    deed: Deed,
) -> Result<HttpResponse, Problem> {
    let records = call.tenant.store.execute(actor, Command::act(report_key(request), deed), &call.origin)?;
    let base_url = call.base_url();
    let report = records.first().map(|record| match actor.part {
        Part::Unstated => format!("{base_url}/expensereports/v4/reports/{}", record.event.report),
        part => place(call, request, path_user(request), part).report(record.event.report),
    });
    let report = report.unwrap_or_default();
    let uri = match on {
        Some(expense) => format!("{report}/expenses/{expense}/comments"),
        None => format!("{report}/comments"),
    };
    Ok(json(status, &CommentSaveResponse { uri }))
}
