//! Principals: users, and the company.

use std::str::FromStr;

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorBody, Problem};
use super::wire::Principal;
use super::{answer, convert, operation};
use crate::api::call::{Call, Operation};
use crate::api::path;
use crate::core::ids::{CompanyId, UserId};
use crate::tenant::access;
use crate::tenant::people::UserKey;

const ME: Operation = operation("profile.me");
const PRINCIPAL: Operation = operation("profile.getPrincipal");

/// Scopes that open users; the others open the company.
const USER_SCOPES: &[&str] = &["user.read", "user.write"];
const COMPANY_SCOPES: &[&str] = &["company.read", "company.write"];

/// Get whoever's token it is
#[utoipa::path(
    get,
    path = "/profile/v1/me",
    operation_id = ME.id,
    responses((status = 200, description = "The user, or the company", body = Principal), Denials)
)]
pub async fn me(request: HttpRequest) -> HttpResponse {
    answer(&request, &ME, |call| match call.grant.principal {
        access::Principal::User(id) => user(call, id),
        access::Principal::Company | access::Principal::Application => company(call),
    })
}

/// Get a principal
#[utoipa::path(
    get,
    path = "/profile/v1/principals/{id}",
    operation_id = PRINCIPAL.id,
    params(("id" = String, Path, description = "The UUID of a user, or of the company")),
    responses(
        (status = 200, description = "The user, or the company", body = Principal),
        Denials,
        (status = 404, description = "No such principal", body = ErrorBody),
    )
)]
pub async fn principal(request: HttpRequest) -> HttpResponse {
    answer(&request, &PRINCIPAL, |call| {
        let id = path::part(&request, "id");
        let own = call.tenant.store.read(|world| world.company.id);
        let is_company = CompanyId::from_str(&id) == Ok(own);
        match call.grant.principal {
            access::Principal::User(user_id) if UserId::from_str(&id) == Ok(user_id) => user(call, user_id),
            // A user's token stands for himself alone.
            access::Principal::User(_) => Err(Problem::Forbidden),
            access::Principal::Company | access::Principal::Application if is_company => company(call),
            access::Principal::Company | access::Principal::Application => {
                user(call, UserId::from_str(&id).map_err(|_| Problem::NotFound)?)
            }
        }
    })
}

fn user(call: &Call, id: UserId) -> Result<Principal, Problem> {
    if !call.grant.has_any(USER_SCOPES) {
        return Err(Problem::Forbidden);
    }
    let people = call.tenant.store.people_of(&UserKey::Id(id));
    let view = people.users.first().ok_or(Problem::NotFound)?;
    Ok(Principal::User(Box::new(convert::user(&view.user, &people.company))))
}

fn company(call: &Call) -> Result<Principal, Problem> {
    if !call.grant.has_any(COMPANY_SCOPES) {
        return Err(Problem::Forbidden);
    }
    Ok(Principal::Company(convert::company(&call.tenant.store.read(|world| world.company.clone()))))
}
