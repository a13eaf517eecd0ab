//! Who is granted what: the rules behind each `grant_type`.

use std::str::FromStr;
use std::sync::Arc;

use uuid::Uuid;

use super::error::{Field, Refusal};
use super::wire::TokenRequest;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::Tenant;
use crate::tenant::access::{Application, Grant, Principal, Redemption};

/// What an application is granted.
#[derive(Debug)]
pub(super) struct Award {
    /// The application.
    pub client_id: Uuid,
    /// For whom.
    pub principal: Principal,
    /// To do what.
    pub scopes: Vec<Arc<str>>,
    /// The refresh token it came by, with what that grants.
    pub renewed: Option<(String, Arc<Grant>)>,
}

/// Applies the rules of the grant that is asked for.
pub(super) fn award(
    tenant: &Tenant,
    application: &Application,
    request: &TokenRequest,
    now: Timestamp,
) -> Result<Award, Refusal> {
    let client_id = application.client_id;
    let scope = request.scope.as_deref();
    let fresh = |principal| {
        let scopes = narrow(&application.scopes, scope)?;
        Ok(Award { client_id, principal, scopes, renewed: None })
    };
    match need(&request.grant_type, Field::GrantType)? {
        "client_credentials" => fresh(Principal::Application),
        "password" => {
            let principal = log_in(tenant, client_id, request, now)?;
            connected(application)?;
            fresh(principal)
        }
        "refresh_token" => {
            let token = need(&request.refresh_token, Field::RefreshToken)?;
            let grant = tenant.access.refresh_grant(token, now).ok_or(Refusal::BadRefreshToken)?;
            if grant.client_id != client_id {
                return Err(Refusal::RefreshTokenOfAnother);
            }
            connected(application)?;
            if matches!(grant.principal, Principal::User(user) if !tenant.store.may_log_in(user)) {
                return Err(Refusal::PrincipalDisabled);
            }
            let (principal, scopes) = (grant.principal, narrow(&grant.scopes, scope)?);
            Ok(Award { client_id, principal, scopes, renewed: Some((token.to_owned(), grant)) })
        }
        _ => Err(Refusal::UnsupportedGrant),
    }
}

/// The application that a request names, if it proves to be it.
pub(super) fn authenticate(
    request: &TokenRequest,
    find: impl FnOnce(Uuid) -> Option<(Arc<Tenant>, Arc<Application>)>,
) -> Result<(Arc<Tenant>, Arc<Application>), Refusal> {
    let client_id = need(&request.client_id, Field::ClientId)?;
    let secret = need(&request.client_secret, Field::ClientSecret)?;
    let found = Uuid::try_parse(client_id).ok().and_then(find);
    let (tenant, application) = found.ok_or(Refusal::UnknownClient)?;
    if application.client_secret != secret {
        return Err(Refusal::WrongSecret);
    }
    Ok((tenant, application))
}

/// Whom the credentials of a password grant stand for.
fn log_in(tenant: &Tenant, client_id: Uuid, request: &TokenRequest, now: Timestamp) -> Result<Principal, Refusal> {
    let by_request_token = match request.credtype.as_deref() {
        None | Some("" | "password") => false,
        Some("authtoken") => true,
        Some(_) => return Err(Refusal::BadCredtype),
    };
    let username = need(&request.username, Field::Username)?;
    let password = need(&request.password, Field::Password)?;
    if by_request_token {
        let company = tenant.store.read(|world| world.company.id);
        if CompanyId::from_str(username) != Ok(company) {
            return Err(Refusal::WrongCredentials);
        }
        match tenant.access.redeem(password, client_id, now) {
            Redemption::Good => Ok(Principal::Company),
            Redemption::Unknown => Err(Refusal::WrongCredentials),
            Redemption::NotYours => Err(Refusal::RequestTokenOfAnother),
        }
    } else {
        let user = tenant.store.user(username).filter(|user| tenant.access.is_password(user.id, password));
        let user = user.ok_or(Refusal::WrongCredentials)?;
        if user.profile.active { Ok(Principal::User(user.id)) } else { Err(Refusal::AccountDisabled) }
    }
}

const fn connected(application: &Application) -> Result<(), Refusal> {
    if application.connected { Ok(()) } else { Err(Refusal::NotConnected) }
}

/// What is asked for of what can be granted, in the order of the latter; all of it, where nothing is asked for.
fn narrow(granted: &[Arc<str>], asked: Option<&str>) -> Result<Vec<Arc<str>>, Refusal> {
    let asked: Vec<&str> = asked.unwrap_or_default().split_whitespace().collect();
    if asked.is_empty() {
        return Ok(granted.to_vec());
    }
    if asked.iter().any(|scope| !granted.iter().any(|known| **known == **scope)) {
        return Err(Refusal::ScopeExceeded);
    }
    Ok(granted.iter().filter(|known| asked.contains(&&***known)).cloned().collect())
}

/// A field that has to be there, and not empty.
fn need(value: &Option<String>, field: Field) -> Result<&str, Refusal> {
    value.as_deref().filter(|value| !value.is_empty()).ok_or(Refusal::Missing(field))
}
