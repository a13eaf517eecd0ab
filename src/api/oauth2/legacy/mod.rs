//! `/net2/oauth2/…`: tokens as they were had until 2017, for SDKs that were never changed. Page: `authentication/authorization-pre-2017`.
//!
//! The tokens are ordinary access tokens to every other operation; they only live longer, a year.

mod wire;

use std::str::FromStr;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Months;
use uuid::Uuid;

use self::wire::{CodeQuery, LegacyToken, RevokeQuery, STYLE};
use super::error;
use super::form;
use super::grants::{self, authenticate, connected, given, has_account, log_in, need};
use super::refusal::{Field, Refusal};
use super::wire::ErrorBody;
use crate::api::App;
use crate::api::call::{Call, Denied, Operation, Tokens, base_url};
use crate::api::either;
use crate::api::exchange::Exchange;
use crate::api::negotiate::Format;
use crate::core::Timestamp;
use crate::core::event::Through;
use crate::tenant::access::{Application, Grant, Principal, Scopes, Spent};
use crate::tenants::Realm;

const NATIVE: &str = "oauth2.legacyNativeToken";
const BY_CODE: &str = "oauth2.legacyToken";

/// It gives no command, so that no event tells by which door it came.
const REVOKE: Operation =
    Operation { id: "oauth2.legacyRevoke", scopes: &[], tokens: Tokens::USER, through: Through::V1, switch: None };

/// How long an access token is good.
const LIFETIME: Months = Months::new(12);

/// How long a refresh token is good: the page knows no end.
const REFRESH_LIFETIME: Months = Months::new(1_200);

/// When the page says that all of this was deprecated: 2017-02-04, as RFC 9745 writes it.
const DEPRECATED: &str = "@1486166400";

/// Get a token for a user and his password (deprecated)
#[utoipa::path(
    get,
    path = "/net2/oauth2/accesstoken.ashx",
    operation_id = NATIVE,
    params(
        ("Authorization" = String, Header, description = "`Basic`, with login and password"),
        ("X-ConsumerKey" = String, Header, description = "The application's client id"),
    ),
    responses(
        (status = 200, description = "A token", content((LegacyToken = "application/xml"), (LegacyToken = "application/json"))),
        (status = 400, description = "The credentials are wrong", body = ErrorBody),
        (status = 401, description = "No such application", body = ErrorBody),
        (status = 403, description = "The company has not connected the application", body = ErrorBody),
    )
)]
pub async fn native(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(NATIVE));
    answer(&request, by_password(&app, &request))
}

/// Get a token for a code, or for a refresh token (deprecated)
#[utoipa::path(
    get,
    path = "/net2/oauth2/getaccesstoken.ashx",
    operation_id = BY_CODE,
    params(CodeQuery),
    responses(
        (status = 200, description = "A token", content((LegacyToken = "application/xml"), (LegacyToken = "application/json"))),
        (status = 400, description = "The request is incomplete, or the code is not good", body = ErrorBody),
        (status = 401, description = "No such application, or not its secret", body = ErrorBody),
        (status = 403, description = "The company has not connected the application", body = ErrorBody),
    )
)]
pub async fn by_code(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(BY_CODE));
    answer(&request, exchange(&app, &request))
}

/// Revoke an access token, or all of a user for an application (deprecated)
#[utoipa::path(
    post,
    path = "/net2/oauth2/revoketoken.ashx",
    operation_id = REVOKE.id,
    params(RevokeQuery),
    responses(
        (status = 200, description = "Revoked, if it was there"),
        (status = 400, description = "It is not said what to revoke", body = ErrorBody),
        (status = 401, description = "No token, or none that is good", body = ErrorBody),
        (status = 403, description = "Not a web services administrator's token", body = ErrorBody),
    )
)]
pub async fn revoke(request: HttpRequest) -> HttpResponse {
    let revoked = Call::open(&request, &REVOKE).map(|call| take_back(&request, &call));
    deprecated(match revoked {
        Ok(Some(Ok(()))) => HttpResponse::Ok().finish(),
        Ok(Some(Err(refusal))) => error::refused(&request, &refusal),
        Ok(None) => {
            error::denied(&request, &Denied::WrongToken("this operation takes a web services administrator's token"))
        }
        Err(denied) => error::denied(&request, &denied),
    })
}

/// Nothing, where it is not for the caller to do.
fn take_back(request: &HttpRequest, call: &Call) -> Option<Result<(), Refusal>> {
    let Principal::User(caller) = call.grant.principal else { return None };
    let access = &call.tenant.access;
    let is_admin = |world: &crate::core::World| world.user(caller).is_some_and(|u| u.roles.web_services_administrator);
    if !call.tenant.store.read(is_admin) {
        return None;
    }
    let query: RevokeQuery = match form::query(request) {
        Ok(query) => query,
        Err(refusal) => return Some(Err(refusal)),
    };
    Some(match (given(&query.token), given(&query.consumer_key), given(&query.user)) {
        (Some(token), _, _) => {
            access.revoke(token);
            Ok(())
        }
        (None, Some(key), Some(user)) => {
            if let (Ok(client_id), Some(user)) = (Uuid::from_str(key), call.tenant.store.user(user)) {
                access.revoke_all(Principal::User(user.id), client_id);
            }
            Ok(())
        }
        (None, ..) => Err(Refusal::Format("name a token, or a consumerKey and a user".to_owned())),
    })
}

fn answer(request: &HttpRequest, token: Result<LegacyToken, Refusal>) -> HttpResponse {
    deprecated(match token {
        Ok(token) => {
            let mut answer = either::answer(request, StatusCode::OK, &token, Format::Xml, STYLE);
            answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer
        }
        Err(refusal) => error::refused(request, &refusal),
    })
}

fn deprecated(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(HeaderName::from_static("deprecation"), HeaderValue::from_static(DEPRECATED));
    answer
}

fn by_password(app: &App, request: &HttpRequest) -> Result<LegacyToken, Refusal> {
    let client_id = need_key(consumer_key(request).unwrap_or_default())?;
    let (tenant, application) = app.application(request, client_id).ok_or(Refusal::UnknownClient)?;
    if application.disabled {
        return Err(Refusal::ClientDisabled);
    }
    let (login, password) = basic(request).ok_or(Refusal::Missing(Field::Username))?;
    let user = log_in(&tenant, &login, &password)?;
    connected(&application)?;
    Ok(issue(&tenant, &application, Principal::User(user), application.scopes.clone(), &base_url(app, request)))
}

fn need_key(key: &str) -> Result<Uuid, Refusal> {
    if key.is_empty() {
        Err(Refusal::Missing(Field::ClientId))
    } else {
        Uuid::from_str(key).map_err(|_| Refusal::UnknownClient)
    }
}

/// The application's client id, as older clients send it.
pub(super) fn consumer_key(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-consumerkey")?.to_str().ok()
}

/// Login and password of `Authorization: Basic …`.
pub(super) fn basic(request: &HttpRequest) -> Option<(String, String)> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = header.trim().split_once(' ')?;
    let decoded = STANDARD.decode(credentials.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    text.split_once(':').map(|(login, password)| (login.to_owned(), password.to_owned()))
}

fn exchange(app: &App, request: &HttpRequest) -> Result<LegacyToken, Refusal> {
    let query: CodeQuery = form::query(request)?;
    let (tenant, application) =
        authenticate(&query.client_id, &query.client_secret, |client_id| app.application(request, client_id))?;
    let (now, base_url) = (tenant.clock.now(), base_url(app, request));
    if let Some(token) = given(&query.refresh_token) {
        let grant = tenant.access.refresh_grant(token, now).ok_or(Refusal::BadRefreshToken)?;
        if grant.client_id != application.client_id {
            return Err(Refusal::OfAnother);
        }
        connected(&application)?;
        has_account(&tenant, grant.principal)?;
        return Ok(issue(&tenant, &application, grant.principal, grant.scopes.clone(), &base_url));
    }
    let code = tenant.access.code(need(&query.code, Field::Code)?, now).ok_or(Refusal::BadCode)?;
    if code.client_id != application.client_id {
        return Err(Refusal::OfAnother);
    }
    connected(&application)?;
    let principal = Principal::User(code.user);
    grants::has_account(&tenant, principal)?;
    // What was challenged can be proved at the newer endpoint only.
    if code.challenge.is_some() || !tenant.access.spend(&Spent::Code(code.code), now) {
        return Err(Refusal::BadCode);
    }
    Ok(issue(&tenant, &application, principal, code.scopes, &base_url))
}

/// Makes a token and a refresh token, and makes them good.
fn issue(
    tenant: &Realm,
    application: &Application,
    principal: Principal,
    scopes: Scopes,
    base_url: &str,
) -> LegacyToken {
    let now = tenant.clock.now();
    let secret = || tenant.marked(tenant.store.secret(16));
    let (token, refresh_token) = (secret(), secret());
    let expires_at = now.checked_add_months(LIFETIME).unwrap_or(Timestamp::MAX_UTC);
    let grant = Grant { principal, client_id: application.client_id, scopes, expires_at: Some(expires_at) };
    let renewal = Grant { expires_at: now.checked_add_months(REFRESH_LIFETIME), ..grant.clone() };
    tenant.access.issue(&token, Arc::new(grant), now);
    tenant.access.issue_refresh(&refresh_token, Arc::new(renewal), now);
    let expiration_date = expires_at.format("%-m/%-d/%Y %-I:%M:%S %p").to_string();
    LegacyToken { instance_url: base_url.to_owned(), token, expiration_date, refresh_token }
}
