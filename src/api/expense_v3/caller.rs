//! Who calls, and for whom: v3 names an owner by his login in the query, and everyone as `ALL`.

use actix_web::HttpRequest;
use serde::Deserialize;

use crate::api::call::Call;
use crate::api::query;
use crate::core::command::Actor;
use crate::core::ids::UserId;
use crate::core::rejection::{Fault, Rejection};
use crate::tenant::access::Principal;

/// What stands for every owner.
const EVERYONE: &str = "ALL";

#[derive(Debug, Default, Deserialize)]
struct Named {
    user: Option<String>,
}

/// The caller, for himself.
pub fn caller(call: &Call) -> Actor {
    match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        Principal::Company | Principal::Application => Actor::COMPANY,
    }
}

/// The caller, for the owner whom the query names: of one thing, so that it cannot be everyone.
pub fn for_owner(call: &Call, request: &HttpRequest) -> Result<Actor, Rejection> {
    let caller = caller(call);
    match named(request)? {
        None => Ok(caller),
        Some(login) if login.eq_ignore_ascii_case(EVERYONE) => {
            let message = "names the owner of one resource, and cannot be ALL";
            Err(Rejection::Invalid(vec![Fault::new("user", message)]))
        }
        Some(login) => Ok(caller.acting_for(user(call, &login).unwrap_or(UserId::NOBODY))),
    }
}

/// Whose reports a list is of, as far as the caller may have it: those of the caller himself where nobody is named, and everyone's
/// where the answer is none. The company has to say whose.
pub fn searched(call: &Call, request: &HttpRequest) -> Result<Option<UserId>, Rejection> {
    let actor = caller(call);
    let may_search = |owner| call.tenant.store.may_search(&actor, owner);
    match (named(request)?, call.grant.principal) {
        (None, Principal::User(user)) => Ok(Some(user)),
        (None, Principal::Company | Principal::Application) => Err(Rejection::NeedsUser),
        (Some(login), _) if login.eq_ignore_ascii_case(EVERYONE) => may_search(None).map(|()| None),
        (Some(login), _) => {
            let owner = user(call, &login);
            may_search(Some(owner.unwrap_or(UserId::NOBODY)))?;
            let unknown = || Rejection::Invalid(vec![Fault::new("user", "is the login of nobody, nor ALL")]);
            owner.map(Some).ok_or_else(unknown)
        }
    }
}

/// A user by his login.
pub fn user(call: &Call, login: &str) -> Option<UserId> {
    call.tenant.store.user(login).map(|user| user.id)
}

fn named(request: &HttpRequest) -> Result<Option<String>, Rejection> {
    let Named { user } = query::read(request).map_err(Rejection::Invalid)?;
    Ok(user.map(|login| login.trim().to_owned()).filter(|login| !login.is_empty()))
}
