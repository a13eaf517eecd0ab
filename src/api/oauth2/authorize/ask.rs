//! What an application asks a user for, checked: first where the user can be sent back to, then everything else.

use std::sync::Arc;

use actix_web::HttpRequest;
use url::Url;
use uuid::Uuid;

use super::Failure;
use super::back::Back;
use super::wire::AuthorizeQuery;
use crate::api::App;
use crate::api::oauth2::form::short;
use crate::api::oauth2::grants::{connected, given, narrow, need};
use crate::api::oauth2::refusal::{Field, Refusal};
use crate::tenant::access::{Application, Challenge, GrantType, Scopes};
use crate::tenants::Realm;

/// What an application asks a user for.
pub(super) struct Ask {
    /// The tenant.
    pub tenant: Arc<Realm>,
    /// The application.
    pub application: Arc<Application>,
    /// Where the user goes afterwards.
    pub back: Back,
    /// The same, as the application wrote it.
    pub redirect_uri: String,
    /// What it wants to do.
    pub scopes: Scopes,
    /// What it will prove that it knows.
    pub challenge: Option<Challenge>,
    /// What the OpenID Connect token has to repeat.
    pub nonce: Option<String>,
    /// Whether no page may be shown.
    pub silently: bool,
}

impl Ask {
    pub fn read(app: &App, request: &HttpRequest, query: &AuthorizeQuery) -> Result<Self, Failure> {
        let client_id = need(&query.client_id, Field::ClientId)?;
        let found = Uuid::try_parse(client_id).ok().and_then(|client_id| app.application(request, client_id));
        let (tenant, application) = found.ok_or(Refusal::UnknownClient)?;
        bounded(query)?;
        let redirect_uri = redirect_uri(&application, query)?.to_owned();
        let to = destination(&application, &redirect_uri)?;
        let back = Back { to, state: query.state.clone() };
        match rest(&application, query) {
            Ok((scopes, challenge)) => {
                let nonce = given(&query.nonce).map(str::to_owned);
                let silently = query.prompt.as_deref() == Some("none");
                Ok(Self { tenant, application, back, redirect_uri, scopes, challenge, nonce, silently })
            }
            Err(refusal) => Err(Failure::There(Box::new(back), refusal)),
        }
    }
}

/// What is kept or repeated has an end.
fn bounded(query: &AuthorizeQuery) -> Result<(), Refusal> {
    let kept = [("redirect_uri", &query.redirect_uri), ("state", &query.state), ("nonce", &query.nonce)];
    kept.into_iter().try_for_each(|(name, value)| short(name, value.as_deref()))
}

/// Where the user is to be sent: the one place that the application has registered, where it names none.
fn redirect_uri<'a>(application: &'a Application, query: &'a AuthorizeQuery) -> Result<&'a str, Refusal> {
    match (need(&query.redirect_uri, Field::RedirectUri), application.redirect_uris.as_slice()) {
        (Ok(named), _) => Ok(named),
        (Err(_), [only]) => Ok(only),
        (Err(missing), _) => Err(missing),
    }
}

/// A redirect URI is one that is registered, to the letter; where none is, any on the web.
fn destination(application: &Application, uri: &str) -> Result<Url, Refusal> {
    let url = Url::parse(uri).map_err(|_| Refusal::OtherRedirect)?;
    let is_known = match application.redirect_uris.as_slice() {
        [] => matches!(url.scheme(), "http" | "https"),
        registered => registered.iter().any(|known| known == uri),
    };
    let is_sound = url.fragment().is_none() && !matches!(url.scheme(), "javascript" | "data" | "vbscript");
    if is_known && is_sound { Ok(url) } else { Err(Refusal::OtherRedirect) }
}

fn rest(application: &Application, query: &AuthorizeQuery) -> Result<(Scopes, Option<Challenge>), Refusal> {
    if application.disabled {
        return Err(Refusal::ClientDisabled);
    }
    response_type(query)?;
    if !application.grants.contains(&GrantType::AuthorizationCode) {
        return Err(Refusal::UnsupportedGrant);
    }
    connected(application)?;
    presentation(query)?;
    let scopes = narrow(&application.scopes, query.scope.as_deref())?;
    Ok((scopes, challenge(query)?))
}

/// Only a code is served. The page lists errors of the other ways, which send a token to whoever asks.
fn response_type(query: &AuthorizeQuery) -> Result<(), Refusal> {
    let asked: Vec<&str> = query.response_type.as_deref().unwrap_or_default().split_whitespace().collect();
    let known = ["code", "token", "id_token"];
    if asked.is_empty() || asked.iter().any(|kind| !known.contains(kind)) {
        return Err(Refusal::Format("response_type has to be `code`".to_owned()));
    }
    match asked.as_slice() {
        ["code"] => Ok(()),
        kinds if kinds.contains(&"id_token") && given(&query.nonce).is_none() => Err(Refusal::NoNonce),
        _ => Err(Refusal::Unauthenticated),
    }
}

/// How the page is to be shown, in the words of OpenID Connect.
fn presentation(query: &AuthorizeQuery) -> Result<(), Refusal> {
    if given(&query.display).is_some_and(|display| !["page", "popup", "touch", "wap"].contains(&display)) {
        return Err(Refusal::BadDisplay);
    }
    let prompts: Vec<&str> = query.prompt.as_deref().unwrap_or_default().split_whitespace().collect();
    let known = ["none", "login", "consent", "select_account"];
    // Nobody can be asked nothing and something.
    let contradicts = prompts.contains(&"none") && prompts.len() > 1;
    if contradicts || prompts.iter().any(|prompt| !known.contains(prompt)) {
        return Err(Refusal::BadPrompt);
    }
    let scopes = query.scope.as_deref().unwrap_or_default();
    if scopes.split_whitespace().any(|scope| scope == "offline_access") && !prompts.contains(&"consent") {
        return Err(Refusal::OfflineUnprompted);
    }
    Ok(())
}

/// The challenge of PKCE (RFC 7636), which no page describes.
fn challenge(query: &AuthorizeQuery) -> Result<Option<Challenge>, Refusal> {
    let format = |what: &str| Refusal::Format(what.to_owned());
    let method = given(&query.code_challenge_method);
    let Some(challenge) = given(&query.code_challenge) else {
        let missing = format("code_challenge is missing, and code_challenge_method is there");
        return method.map_or(Ok(None), |_| Err(missing));
    };
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&challenge.len()) || !challenge.bytes().all(is_unreserved) {
        return Err(format("code_challenge has to be 43 to 128 letters, digits or one of -._~"));
    }
    match method {
        None | Some("plain") => Ok(Some(Challenge::Plain(challenge.to_owned()))),
        Some("S256") => Ok(Some(Challenge::Sha256(challenge.to_owned()))),
        Some(_) => Err(format("code_challenge_method has to be `S256` or `plain`")),
    }
}
