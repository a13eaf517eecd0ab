//! Expense Configuration v4: what of the company's configuration applies to a user, and the company's expense groups.
//!
//! Page: `v4.expense.config` (see `docs/fidelity.md` for what departs from it). Everything is read-only and comes from the
//! scenario.

mod companies;
mod convert;
pub mod error;
mod users;
mod wire;

use std::str::FromStr;

use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use self::error::Problem;
use super::call::{Call, Operation, Tokens};
use super::path;
use super::routing::routes;
use crate::core::Actor;
use crate::core::event::Through;
use crate::core::rejection::Fault;
use crate::tenant::access::Principal;

const GROUPS: &[&str] = &["expense.config.groups.restricted.read"];

routes! {
    users::policies,
    users::expense_types,
    users::payment_types,
    users::attendee_types,
    users::group,
    companies::groups,
    companies::group,
}

/// Every operation takes a user's token or the company's.
const fn operation(id: &'static str, scopes: &'static [&'static str]) -> Operation {
    Operation { id, scopes, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
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

/// An identifier in the path, which has to be one.
fn id<T: FromStr>(request: &HttpRequest, name: &str, expected: &str) -> Result<T, Problem> {
    let text = path::part(request, name);
    T::from_str(&text).map_err(|_| Problem::Invalid(vec![Fault::new(name, format!("{text:?} is not {expected}"))]))
}

fn json(body: &impl Serialize) -> HttpResponse {
    // Structs and lists of text always serialise.
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    HttpResponse::Ok().content_type(ContentType::json()).body(bytes)
}
