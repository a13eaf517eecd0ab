//! `/oauth2/v0/authorize`: a user consents to what an application asks for, on a page or at once, and the application gets a code.

mod ask;
mod back;
mod page;
mod wire;

use actix_web::{HttpRequest, HttpResponse, web};

use self::ask::Ask;
use self::back::Back;
use self::wire::{AuthorizeQuery, Consent};
use super::error;
use super::form;
use super::grants::{self, log_in};
use super::refusal::{Field, Refusal};
use super::wire::ErrorBody;
use crate::api::App;
use crate::api::body::Body;
use crate::api::call::base_url;
use crate::api::exchange::Exchange;
use crate::core::ids::UserId;
use crate::tenant::access::{Code, Principal};

const GET: &str = "oauth2.authorize";
const POST: &str = "oauth2.consent";

/// Why there is no page and no code.
enum Failure {
    /// There is nowhere to send the user to: he sees it himself.
    Here(Refusal),
    /// The application gets to know.
    There(Box<Back>, Refusal),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Here(refusal)
    }
}

/// Ask a user for consent
///
/// Answers a page with a form, or sends the user back at once where someone has consented beforehand: `auto_approve` here, or
/// `autoApprove` of the application in the scenario.
#[utoipa::path(
    get,
    path = "/oauth2/v0/authorize",
    operation_id = GET,
    params(AuthorizeQuery),
    responses(
        (status = 200, description = "A page that asks the user", body = String, content_type = "text/html"),
        (status = 302, description = "Back to the application, with `code` and `geolocation`, or `error_code` and `error_description`"),
        (status = 400, description = "The request is incomplete, or names no place to go back to", body = ErrorBody),
        (status = 401, description = "No such application", body = ErrorBody),
    )
)]
pub async fn get(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(GET));
    worded(&request, show(&app, &request))
}

/// Consent, or decline
///
/// What the form of the page sends: the query is that of the page.
#[utoipa::path(
    post,
    path = "/oauth2/v0/authorize",
    operation_id = POST,
    params(AuthorizeQuery),
    request_body(content = Consent, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 302, description = "Back to the application, with `code` and `geolocation`, or `error_code` and `error_description`"),
        (status = 400, description = "The request is incomplete, or names no place to go back to", body = ErrorBody),
        (status = 401, description = "No such application", body = ErrorBody),
    )
)]
pub async fn post(request: HttpRequest, app: web::Data<App>, body: Body) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(POST));
    worded(&request, decide(&app, &request, &body))
}

fn worded(request: &HttpRequest, outcome: Result<HttpResponse, Failure>) -> HttpResponse {
    match outcome {
        Ok(response) => response,
        Err(Failure::Here(refusal)) => error::refused(request, &refusal),
        Err(Failure::There(back, refusal)) => back.with_error(&refusal),
    }
}

fn show(app: &App, request: &HttpRequest) -> Result<HttpResponse, Failure> {
    let query: AuthorizeQuery = form::query(request)?;
    let ask = Ask::read(app, request, &query)?;
    let beforehand = match grants::given(&query.auto_approve) {
        Some(name) => match ask.tenant.store.user(name) {
            Some(user) => Some(user.id),
            None => return Err(Failure::There(Box::new(ask.back), Refusal::WrongCredentials)),
        },
        None => ask.application.auto_approve,
    };
    match beforehand {
        Some(user) => match grants::has_account(&ask.tenant, Principal::User(user)) {
            Ok(()) => Ok(send_code(ask, user, &base_url(app, request))),
            Err(refusal) => Err(Failure::There(Box::new(ask.back), refusal)),
        },
        // Nobody is ever signed in already, so nobody can consent without a page.
        None if ask.silently => Err(Failure::There(Box::new(ask.back), Refusal::BadPrompt)),
        None => Ok(page::consent(&ask, query.login_hint.as_deref().unwrap_or_default())),
    }
}

fn decide(app: &App, request: &HttpRequest, body: &Body) -> Result<HttpResponse, Failure> {
    let query: AuthorizeQuery = form::query(request)?;
    let consent: Consent = form::read(body)?;
    let ask = Ask::read(app, request, &query)?;
    match user(&ask, &consent) {
        Ok(user) => {
            Exchange::of(request).user.set(Some(user));
            Ok(send_code(ask, user, &base_url(app, request)))
        }
        Err(refusal) => Err(Failure::There(Box::new(ask.back), refusal)),
    }
}

/// Who consents.
fn user(ask: &Ask, consent: &Consent) -> Result<UserId, Refusal> {
    match consent.decision.as_deref() {
        Some("allow") => {}
        Some("deny") => return Err(Refusal::Declined),
        Some(_) | None => return Err(Refusal::Format("decision has to be `allow` or `deny`".to_owned())),
    }
    let username = grants::need(&consent.username, Field::Username)?;
    log_in(&ask.tenant, username, grants::need(&consent.password, Field::Password)?)
}

/// Sends the user back with a code.
fn send_code(ask: Ask, user: UserId, base_url: &str) -> HttpResponse {
    let Ask { tenant, application, back, redirect_uri, scopes, challenge, nonce, silently: _ } = ask;
    let code = tenant.marked(tenant.store.uuid().to_string());
    let client_id = application.client_id;
    let issued = Code { code: code.clone(), client_id, redirect_uri, user, scopes, challenge, nonce };
    tenant.access.issue_code(issued, tenant.clock.now());
    back.with_code(base_url, &code)
}
