//! Identity v4 and v4.1: the users of a company, in the terms of SCIM 2.0 (RFC 7643, RFC 7644).
//!
//! Pages: `profile/v4.identity`, `profile/v4.1.identity`, `profile/v4.scope-mapping` (see `docs/fidelity.md` for what departs from
//! them). The two versions share users, scopes and errors; they differ in how lists are paged and searched. Two families of their own share
//! the attributes, filters, patches and errors with them: [`provisioning`] writes users with what is kept for their spending, [`spend`] shows
//! the latter.

mod attributes;
mod convert;
mod cursor;
pub mod error;
pub mod filter;
mod lists;
mod metadata;
mod patch;
pub mod provisioning;
mod selection;
pub mod spend;
mod users;
mod v4;
mod v4_1;
mod wire;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use self::attributes::{PATCH_SCOPES, READ_SCOPES, WRITE_SCOPES};
use self::error::Problem;
use super::call::{Call, Operation, Tokens};
use super::routing::routes;
use crate::core::event::Through;

routes! {
    #[schemas(error::ErrorResponse)]
    v4::list_users,
    v4::get_user,
    v4::create_user,
    v4::replace_user,
    v4::patch_user,
    v4::delete_user,
    v4::me,
    v4::resource_types,
    v4::service_provider_config,
    v4::schemas,
    v4::schema,
    v4_1::list_users,
    v4_1::search_users,
    v4_1::get_user,
    v4_1::create_user,
    v4_1::replace_user,
    v4_1::patch_user,
    v4_1::delete_user,
    v4_1::resource_types,
    v4_1::service_provider_config,
    v4_1::schemas,
    v4_1::schema,
}

/// A version of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V4,
    V4_1,
}

impl Version {
    /// The path below which it is.
    const fn path(self) -> &'static str {
        match self {
            Self::V4 => "/profile/identity/v4",
            Self::V4_1 => "/profile/identity/v4.1",
        }
    }

    /// The URL of its users, without a slash at the end.
    fn users_url(self, call: &Call) -> Arc<str> {
        format!("{}{}/Users", call.base_url(), self.path()).into()
    }
}

/// Every operation but `me` takes the company's token only.
const fn operation(id: &'static str, scopes: &'static [&'static str]) -> Operation {
    Operation { id, scopes, tokens: Tokens::COMPANY, through: Through::V4, switch: None }
}

const fn reading(id: &'static str) -> Operation {
    operation(id, READ_SCOPES)
}

const fn writing(id: &'static str) -> Operation {
    operation(id, WRITE_SCOPES)
}

const fn patching(id: &'static str) -> Operation {
    operation(id, PATCH_SCOPES)
}

const fn deleting(id: &'static str) -> Operation {
    operation(id, &["identity.user.delete"])
}

/// The pages name no scope for what the service says of itself.
const fn describing(id: &'static str) -> Operation {
    operation(id, &[])
}

/// Opens the call, does the work, and words whatever is refused in the family's way.
fn answer<T: Serialize>(
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<T, Problem>,
) -> HttpResponse {
    answer_with(StatusCode::OK, request, operation, work)
}

/// The same, with another status where it succeeds.
fn answer_with<T: Serialize>(
    status: StatusCode,
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<T, Problem>,
) -> HttpResponse {
    match Call::open(request, operation).map_err(Problem::Denied).and_then(|call| work(&call)) {
        Ok(body) => {
            // Structs, lists and maps with text for keys always serialise.
            let bytes = serde_json::to_vec(&body).unwrap_or_default();
            HttpResponse::build(status).content_type(ContentType::json()).body(bytes)
        }
        Err(problem) => problem.respond(request),
    }
}
