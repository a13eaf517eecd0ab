//! The password grant: a user with his password, or the company with a request token.

use std::str::FromStr;

use super::{Asking, Award, connected, given, is_on, need};
use crate::api::oauth2::refusal::{Field, Refusal};
use crate::api::oauth2::wire::TokenRequest;
use crate::core::ids::{CompanyId, UserId};
use crate::core::switch::Switch;
use crate::core::user::Right;
use crate::tenant::Tenant;
use crate::tenant::access::{Bar, Principal, Redemption, Spent};

/// Products that a log-in may name. The page does not list them (inferred).
const PRODUCTS: [&str; 4] = ["expense", "invoice", "request", "travel"];

pub(super) fn award(asking: &Asking<'_>) -> Result<Award, Refusal> {
    let Asking { tenant, application, form, .. } = asking;
    let by_request_token = match form.credtype.as_deref() {
        None | Some("" | "password") => false,
        Some("authtoken") => true,
        Some(_) => return Err(Refusal::BadCredtype),
    };
    if given(&form.product).is_some_and(|product| !PRODUCTS.iter().any(|known| known.eq_ignore_ascii_case(product))) {
        return Err(Refusal::BadProduct);
    }
    let username = name(form)?;
    let password = need(&form.password, Field::Password)?;
    let (principal, spent, connects) = if by_request_token {
        let (company, spent) = exchange(asking, username, password)?;
        (Principal::Company, spent, Some(company))
    } else {
        if application.sso_only {
            return Err(Refusal::SsoOnly);
        }
        let user = log_in(tenant, username, password)?;
        may_act_for(tenant, user, form)?;
        (Principal::User(user), Spent::Nothing, None)
    };
    connected(application)?;
    Ok(Award { connects, ..asking.fresh(principal, spent)? })
}

/// Whom the form names: by `username`, or by `loginid` where `login_type` says so. The page knows the latter two by their errors
/// only (inferred).
fn name(form: &TokenRequest) -> Result<&str, Refusal> {
    match given(&form.login_type) {
        None | Some("username") => need(&form.username, Field::Username),
        Some("loginid") => need(&form.loginid, Field::LoginId),
        Some(_) => Err(Refusal::BadLoginType),
    }
}

/// Whose password this is, if he may have a token.
pub(in crate::api::oauth2) fn log_in(tenant: &Tenant, username: &str, password: &str) -> Result<UserId, Refusal> {
    let user = tenant.store.user(username).ok_or(Refusal::WrongCredentials)?.id;
    // His password is where he lives.
    lives_here(tenant, Principal::User(user))?;
    if !tenant.access.is_password(user, password) {
        return Err(Refusal::WrongCredentials);
    }
    has_account(tenant, Principal::User(user))?;
    Ok(user)
}

/// Which company connects with a request token, and what becomes of the token.
fn exchange(asking: &Asking<'_>, username: &str, token: &str) -> Result<(CompanyId, Spent), Refusal> {
    let Asking { tenant, application, now, .. } = asking;
    let company = tenant.store.read(|world| world.company.id);
    if CompanyId::from_str(username) != Ok(company) {
        return Err(Refusal::WrongCredentials);
    }
    match tenant.access.redeem(token, application.client_id, *now) {
        Redemption::Good => {}
        Redemption::Unknown => return Err(Refusal::WrongCredentials),
        Redemption::NotYours => return Err(Refusal::RequestTokenOfAnother),
    }
    has_account(tenant, Principal::Company)?;
    let once = is_on(tenant, Switch::SingleUseRequestTokens);
    Ok((company, if once { Spent::RequestToken(token.to_owned()) } else { Spent::Nothing }))
}

/// Refuses those whose account is at another data centre, or in a state in which nobody gets a token.
pub(in crate::api::oauth2) fn has_account(tenant: &Tenant, principal: Principal) -> Result<(), Refusal> {
    lives_here(tenant, principal)?;
    if matches!(principal, Principal::User(user) if !tenant.store.may_log_in(user)) {
        return Err(Refusal::Barred(&Bar::DEACTIVATED));
    }
    tenant.access.account(principal).bar.map_or(Ok(()), |bar| Err(Refusal::Barred(bar)))
}

/// Sends those on who are at another data centre.
pub(in crate::api::oauth2) fn lives_here(tenant: &Tenant, principal: Principal) -> Result<(), Refusal> {
    tenant.access.account(principal).lives_at.map_or(Ok(()), |url| Err(Refusal::LivesElsewhere(url)))
}

/// Refuses `proxies` for whom the user is no delegate. They change nothing else: what a delegate may do, the token need not say
/// (inferred).
fn may_act_for(tenant: &Tenant, user: UserId, form: &TokenRequest) -> Result<(), Refusal> {
    let Some(proxies) = given(&form.proxies) else { return Ok(()) };
    let mut names = proxies.split([' ', ',']).filter(|name| !name.is_empty());
    let all = names.all(|name| tenant.store.user(name).is_some_and(|other| other.has_delegate(user, Right::View)));
    if all { Ok(()) } else { Err(Refusal::BadProxies) }
}
