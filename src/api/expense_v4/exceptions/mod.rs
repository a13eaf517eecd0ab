//! Exceptions on reports, expenses and allocations (Exceptions v4 page). A user sees those that are for his part; the company
//! sees, puts and deletes all of them.

pub mod allocation;
pub mod expense;
pub mod report;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::Problem;
use super::{READ, WRITE, actor, convert, json, report_key};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::json::read;
use crate::api::path;
use crate::core::command::{Actor, Command, Deed, Part};
use crate::core::event::Through;
use crate::core::exception::{Standing, Subject};

/// The contexts in which users look at exceptions.
const PARTS: &[Part] = &[Part::Traveler, Part::Manager, Part::Proxy];

const fn reading(id: &'static str, tokens: Tokens) -> Operation {
    Operation { id, scopes: READ, tokens, through: Through::V4 }
}

const fn writing(id: &'static str) -> Operation {
    Operation { id, scopes: WRITE, tokens: Tokens::COMPANY, through: Through::V4 }
}

/// Of these exceptions those that the caller sees in his part.
fn listed<'a>(actor: &Actor, standing: impl Iterator<Item = Standing<'a>>) -> HttpResponse {
    let visible = standing.filter(|standing| standing.exception.visibility.includes(actor.part));
    json(StatusCode::OK, &visible.map(convert::exception).collect::<Vec<_>>())
}

/// Puts an exception; the answer is empty.
fn put(call: &Call, request: &HttpRequest, body: &Body, on: Subject) -> Result<HttpResponse, Problem> {
    let deed = Deed::PutException(on, convert::new_exception(read(body)));
    call.tenant.store.execute(&actor(call), Command::act(report_key(request), deed), &call.origin)?;
    Ok(HttpResponse::Ok().finish())
}

/// Deletes the exception that the path names.
fn delete(call: &Call, request: &HttpRequest, on: Subject) -> Result<HttpResponse, Problem> {
    let deed = Deed::DeleteException(on, path::part(request, "exceptionCode"));
    super::act(call, request, &actor(call), deed)
}
