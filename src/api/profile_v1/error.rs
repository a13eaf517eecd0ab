//! How the family words what it refuses. Its pages list statuses, and show no body (inferred: see `docs/fidelity.md`).

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoResponses, ToSchema};

use crate::api::call::Denied;
use crate::api::explain::{self, Cause};
use crate::api::refusals;

/// Why a call failed.
#[derive(Debug)]
pub enum Problem {
    /// The token will not do.
    Denied(Denied),
    /// The token is not for this principal.
    Forbidden,
    /// There is no such principal.
    NotFound,
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// What was wrong.
    error: ProfileError,
}

/// What was wrong.
#[derive(Debug, Serialize, ToSchema)]
struct ProfileError {
    /// The status.
    code: u16,
    /// In words.
    message: String,
}

/// What every operation can answer to a call that is not let in.
#[derive(Debug)]
pub struct Denials;

impl IntoResponses for Denials {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let statuses = [("401", "No valid token"), ("403", "Not a token of the kind, the scope or the principal")];
        refusals::described(&statuses, "ErrorBody", &["application/json"])
    }
}

impl Problem {
    /// The answer.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        const NOT_THE_PRINCIPAL: &str = "the access token is not for this principal";
        const NOT_FOUND: &str = "there is no such principal";
        let cause = match &self {
            Self::Denied(denied) => denied.into(),
            Self::Forbidden => Cause::new("notThePrincipal", NOT_THE_PRINCIPAL),
            Self::NotFound => Cause::new("principalNotFound", NOT_FOUND),
        };
        explain::note(request, cause);
        match self {
            Self::Denied(denied) => {
                let status = match denied {
                    Denied::NoToken | Denied::BadToken => StatusCode::UNAUTHORIZED,
                    Denied::MissingScope(_) | Denied::WrongToken(_) => StatusCode::FORBIDDEN,
                    Denied::SwitchedOff { .. } => StatusCode::NOT_FOUND,
                };
                respond(status, denied.to_string())
            }
            Self::Forbidden => respond(StatusCode::FORBIDDEN, NOT_THE_PRINCIPAL.to_owned()),
            Self::NotFound => respond(StatusCode::NOT_FOUND, NOT_FOUND.to_owned()),
        }
    }
}

/// An error of the family that no operation of it raised: an unknown path, a fault of the server.
pub fn plain(_: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    respond(status, message)
}

fn respond(status: StatusCode, message: String) -> HttpResponse {
    let body = ErrorBody { error: ProfileError { code: status.as_u16(), message } };
    HttpResponse::build(status).content_type(ContentType::json()).body(serde_json::to_vec(&body).unwrap_or_default())
}
