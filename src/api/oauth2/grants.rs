//! Who is granted what: the rules behind each `grant_type`.

mod code;
mod login;
mod otp;

use std::sync::Arc;

use uuid::Uuid;

pub(super) use login::{has_account, lives_here, log_in};
pub(super) use otp::{Handle, facts};

use super::refusal::{Field, Refusal};
use super::wire::TokenRequest;
use crate::core::Timestamp;
use crate::core::switch::Switch;
use crate::tenant::Tenant;
use crate::tenant::access::{Application, Bar, Grant, GrantType, Principal, Spent};
use crate::tenants::Realm;

/// Who asks for a token, and with what.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    /// The tenant.
    pub tenant: &'a Tenant,
    /// The application, which has proved that it is it.
    pub application: &'a Application,
    /// What it sent.
    pub form: &'a TokenRequest,
    /// The parameters of its own, in order.
    pub facts: Vec<(String, String)>,
    /// When.
    pub now: Timestamp,
}

/// What an application is granted.
#[derive(Debug)]
pub(super) struct Award {
    /// The application.
    pub client_id: Uuid,
    /// For whom.
    pub principal: Principal,
    /// To do what.
    pub scopes: Vec<Arc<str>>,
    /// What it goes on with.
    pub refresh: Refresh,
    /// What the OpenID Connect token has to repeat.
    pub nonce: Option<String>,
    /// What is used up by it.
    pub spent: Spent,
}

/// What an application goes on with when the access token is over.
#[derive(Debug)]
pub(super) enum Refresh {
    /// Nothing: it asks anew.
    Never,
    /// A new refresh token, for these scopes.
    New(Vec<Arc<str>>),
    /// The refresh token that it came with, and what that grants.
    Kept(String, Arc<Grant>),
}

/// Applies the rules of the grant that is asked for.
pub(super) fn award(asking: &Asking<'_>) -> Result<Award, Refusal> {
    let name = need(&asking.form.grant_type, Field::GrantType)?;
    let grant = GrantType::ALL.iter().find(|grant| grant.name() == name).ok_or(Refusal::UnsupportedGrant)?;
    if !asking.application.grants.contains(grant) {
        let is_refresh = *grant == GrantType::RefreshToken;
        return Err(if is_refresh { Refusal::RefreshDisallowed } else { Refusal::UnsupportedGrant });
    }
    match grant {
        GrantType::ClientCredentials => asking.fresh(Principal::Application, Spent::Nothing),
        GrantType::Password => login::award(asking),
        GrantType::AuthorizationCode => code::award(asking),
        GrantType::Otp => otp::award(asking),
        GrantType::RefreshToken => refresh(asking),
    }
}

fn refresh(asking: &Asking<'_>) -> Result<Award, Refusal> {
    let Asking { tenant, application, form, now, .. } = asking;
    let client_id = application.client_id;
    let token = need(&form.refresh_token, Field::RefreshToken)?;
    let grant = tenant.access.refresh_grant(token, *now).ok_or(Refusal::BadRefreshToken)?;
    if grant.client_id != client_id {
        return Err(Refusal::OfAnother);
    }
    connected(application)?;
    if matches!(grant.principal, Principal::User(user) if !tenant.store.may_log_in(user)) {
        return Err(Refusal::Barred(&Bar::DISABLED));
    }
    has_account(tenant, grant.principal)?;
    let (principal, scopes) = (grant.principal, narrow(&grant.scopes, form.scope.as_deref())?);
    let (refresh, spent) = if is_on(tenant, Switch::RotateRefreshTokens) {
        (Refresh::New(grant.scopes.clone()), Spent::RefreshToken(token.to_owned()))
    } else {
        (Refresh::Kept(token.to_owned(), grant), Spent::Nothing)
    };
    Ok(Award { client_id, principal, scopes, refresh, nonce: None, spent })
}

impl Asking<'_> {
    /// Everything that the application may be granted, or what it asks for of it.
    fn fresh(&self, principal: Principal, spent: Spent) -> Result<Award, Refusal> {
        let scopes = narrow(&self.application.scopes, self.form.scope.as_deref())?;
        Ok(self.award(principal, scopes, spent))
    }

    fn award(&self, principal: Principal, scopes: Vec<Arc<str>>, spent: Spent) -> Award {
        // An application describes nobody, and asks anew where others refresh.
        let may_refresh = self.application.grants.contains(&GrantType::RefreshToken);
        let goes_on = may_refresh && principal != Principal::Application;
        let refresh = if goes_on { Refresh::New(scopes.clone()) } else { Refresh::Never };
        Award { client_id: self.application.client_id, principal, scopes, refresh, nonce: None, spent }
    }
}

/// The application that a request names, if it proves to be it.
pub(super) fn authenticate(
    client_id: &Option<String>,
    client_secret: &Option<String>,
    find: impl FnOnce(Uuid) -> Option<(Arc<Realm>, Arc<Application>)>,
) -> Result<(Arc<Realm>, Arc<Application>), Refusal> {
    let client_id = need(client_id, Field::ClientId)?;
    let secret = need(client_secret, Field::ClientSecret)?;
    let found = Uuid::try_parse(client_id).ok().and_then(find);
    let (tenant, application) = found.ok_or(Refusal::UnknownClient)?;
    if application.client_secret != secret {
        return Err(Refusal::WrongSecret);
    }
    if application.disabled {
        return Err(Refusal::ClientDisabled);
    }
    Ok((tenant, application))
}

/// Refuses an application that the company has not connected.
pub(super) const fn connected(application: &Application) -> Result<(), Refusal> {
    if application.connected { Ok(()) } else { Err(Refusal::NotConnected) }
}

/// What is asked for of what can be granted, in the order of the latter; all of it, where nothing is asked for.
pub(super) fn narrow(granted: &[Arc<str>], asked: Option<&str>) -> Result<Vec<Arc<str>>, Refusal> {
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
pub(super) fn need(value: &Option<String>, field: Field) -> Result<&str, Refusal> {
    given(value).ok_or(Refusal::Missing(field))
}

/// A field that is there, and not empty.
pub(super) fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|value| !value.is_empty())
}

fn is_on(tenant: &Tenant, switch: Switch) -> bool {
    tenant.store.read(|world| world.company.switches.is_on(switch))
}
