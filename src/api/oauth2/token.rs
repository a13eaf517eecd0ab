//! `POST /oauth2/v0/token`: a token for a user, a company or the application itself.

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, PRAGMA};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Months;

use super::error;
use super::form;
use super::grants::{self, Asking, Award, Refresh};
use super::jwt::{self, Draft};
use super::refusal::Refusal;
use super::wire::{ErrorBody, TokenAnswer, TokenRequest};
use crate::api::App;
use crate::api::body::Body;
use crate::api::call::base_url;
use crate::api::exchange::Exchange;
use crate::core::Timestamp;
use crate::tenant::access::{Grant, GrantType, Principal, Scopes, Spent};
use crate::tenant::keys::KeyError;
use crate::tenants::Realm;

const POST: &str = "oauth2.token";

/// How long a refresh token is good.
const REFRESH_LIFETIME: Months = Months::new(6);

/// Get a token
///
/// Every parameter may stand in the query, too, if it is one of the application's own.
#[utoipa::path(
    post,
    path = "/oauth2/v0/token",
    operation_id = POST,
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "A token", body = TokenAnswer),
        (status = 400, description = "The request is incomplete, or the credentials are wrong", body = ErrorBody),
        (status = 401, description = "No such application, or not its secret", body = ErrorBody),
        (status = 403, description = "The company has not connected the application, or it is disabled", body = ErrorBody),
        (status = 500, description = "The server could not sign", body = ErrorBody),
    )
)]
pub async fn post(request: HttpRequest, app: web::Data<App>, body: Body) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(POST));
    match answer(&app, &request, &body).await {
        Ok(token) => HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((PRAGMA, "no-cache"))
            .json(token),
        Err(refusal) => error::refused(&request, &refusal),
    }
}

async fn answer(app: &App, request: &HttpRequest, body: &Body) -> Result<TokenAnswer, Refusal> {
    let form: TokenRequest = form::read(body)?;
    let (tenant, application) =
        grants::authenticate(&form.client_id, &form.client_secret, |client_id| app.application(request, client_id))?;
    let now = tenant.clock.now();
    // Only a one-time password is asked for with parameters of the application's own.
    let is_otp = form.grant_type.as_deref() == Some(GrantType::Otp.name());
    let facts = if is_otp { grants::facts(form::parameters(request, body)?) } else { Vec::new() };
    let asking = Asking { tenant: &tenant, application: &application, form: &form, facts, now };
    let award = grants::award(&asking)?;
    let connects = award.connects;
    let answer = issue(app, &tenant, award, &base_url(app, request), now).await?;
    if let Some(company) = connects {
        tenant.outbox.connect(application.client_id, company);
    }
    Ok(answer)
}

/// Makes the tokens of an award, and makes them good.
async fn issue(
    app: &App,
    tenant: &Realm,
    award: Award,
    base_url: &str,
    now: Timestamp,
) -> Result<TokenAnswer, Refusal> {
    let Award { client_id, principal, scopes, refresh, nonce, spent, connects: _ } = award;
    let company = tenant.store.read(|world| world.company.id);
    let subject = jwt::subject(principal, client_id, company, base_url);
    let draft = Draft { client_id, scopes: scopes.clone(), subject, nonce, now, mark: tenant.mark() };
    // An application describes nobody.
    let (access_token, id_token) = sign(app, draft, principal != Principal::Application).await?;
    // Last of all, so that nothing is used up in vain; of several who came with the same thing at once, one gets by.
    if !tenant.access.spend(&spent, now) {
        return Err(too_late(&spent));
    }

    let scope = scopes.join(" ");
    let expires_at = now.checked_add_signed(jwt::LIFETIME);
    let grant = Arc::new(Grant { principal, client_id, scopes, expires_at });
    tenant.access.issue(&access_token, Arc::clone(&grant), now);
    let renewal = match refresh {
        Refresh::Never => None,
        Refresh::Kept(token, grant) => Some((token, grant)),
        Refresh::New(scopes) => Some(refresh_token(tenant, &grant, scopes, now)),
    };
    let (refresh_token, refresh_expires_in) =
        renewal.map(|(token, grant)| (token, grant.expires_at.unwrap_or(Timestamp::MAX_UTC).timestamp())).unzip();
    Ok(TokenAnswer {
        expires_in: jwt::LIFETIME.num_seconds(),
        scope,
        token_type: "Bearer",
        access_token,
        refresh_token,
        refresh_expires_in,
        id_token,
        geolocation: base_url.to_owned(),
    })
}

/// What is said of something that someone else has used up meanwhile.
const fn too_late(spent: &Spent) -> Refusal {
    match spent {
        Spent::Nothing | Spent::RequestToken(_) => Refusal::WrongCredentials,
        Spent::Code(_) => Refusal::BadCode,
        Spent::OneTimePassword(_) => Refusal::NoOtp,
        Spent::RefreshToken(_) => Refusal::BadRefreshToken,
    }
}

/// Signs apart from the threads that serve requests: it takes too long for them.
async fn sign(app: &App, draft: Draft, wants_id: bool) -> Result<(String, Option<String>), KeyError> {
    let key = app.keys.signing().await?;
    let signed = web::block(move || {
        let access_token = draft.access_token(&key)?;
        let id_token = wants_id.then(|| draft.id_token(&key, &access_token)).transpose()?;
        Ok((access_token, id_token))
    });
    signed.await.map_err(|_| KeyError)?
}

/// A new refresh token for whom an access token stands for.
fn refresh_token(tenant: &Realm, access: &Grant, scopes: Scopes, now: Timestamp) -> (String, Arc<Grant>) {
    let token = tenant.marked(tenant.store.uuid().to_string());
    let expires_at = now.checked_add_months(REFRESH_LIFETIME);
    let grant = Arc::new(Grant { scopes, expires_at, ..access.clone() });
    tenant.access.issue_refresh(&token, Arc::clone(&grant), now);
    (token, grant)
}
