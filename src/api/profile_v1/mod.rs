//! Profile v1: whose token it is, and who a principal is. Concur has deprecated it; older clients still begin with it.
//!
//! Pages: `profile/v1.user`, `profile/v1.company` (see `docs/fidelity.md` for what departs from them).

mod convert;
pub mod error;
mod principals;
mod wire;

use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};

use self::error::Problem;
use self::wire::Principal;
use super::call::{Call, Operation, Tokens};
use super::routing::routes;
use crate::core::event::Through;

/// Scopes of which one opens a user, or the company.
const SCOPES: &[&str] = &["user.read", "user.write", "company.read", "company.write"];

routes! {
    #[schemas(error::ErrorBody)]
    principals::me,
    principals::principal,
}

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: SCOPES, tokens: Tokens::USER_OR_COMPANY, through: Through::V1, switch: None }
}

/// Opens the call, does the work, and words whatever is refused in the family's way.
fn answer(
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<Principal, Problem>,
) -> HttpResponse {
    match Call::open(request, operation).map_err(Problem::Denied).and_then(|call| work(&call)) {
        // A struct always serialises.
        Ok(body) => {
            HttpResponse::Ok().content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
        }
        Err(problem) => problem.respond(request),
    }
}
