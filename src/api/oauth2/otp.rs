//! `POST /oauth2/v0/otp`: a one-time password goes to a user by mail. The mail goes nowhere: control shows it.

use actix_web::{HttpRequest, HttpResponse, web};
use url::Url;

use super::error;
use super::form::{self, short};
use super::grants::{self, Handle, authenticate};
use super::refusal::Refusal;
use super::wire::{ErrorBody, OtpAnswer, OtpRequest};
use crate::api::App;
use crate::api::body::Body;
use crate::api::exchange::Exchange;
use crate::tenant::Tenant;
use crate::tenant::access::{GrantType, OneTimePassword, Principal};
use crate::tenant::mails::Mail;

const POST: &str = "oauth2.otp";

/// How many random bytes a one-time password has.
const BYTES: usize = 4;

/// Send a user a one-time password
#[utoipa::path(
    post,
    path = "/oauth2/v0/otp",
    operation_id = POST,
    request_body(content = OtpRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "It is sent, if someone has this address", body = OtpAnswer),
        (status = 400, description = "The request is incomplete, or the user lives elsewhere", body = ErrorBody),
        (status = 401, description = "No such application, or not its secret", body = ErrorBody),
        (status = 403, description = "The application is disabled", body = ErrorBody),
    )
)]
pub async fn post(request: HttpRequest, app: web::Data<App>, body: Body) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(POST));
    match send(&app, &request, &body) {
        Ok(()) => HttpResponse::Ok().json(OtpAnswer { message: "otp sent" }),
        Err(refusal) => error::refused(&request, &refusal),
    }
}

fn send(app: &App, request: &HttpRequest, body: &Body) -> Result<(), Refusal> {
    let form: OtpRequest = form::read(body)?;
    let (tenant, application) =
        authenticate(&form.client_id, &form.client_secret, |client_id| app.application(request, client_id))?;
    if !application.grants.contains(&GrantType::Otp) {
        return Err(Refusal::UnsupportedGrant);
    }
    let Handle(handle) = Handle::read(&form.channel_type, &form.channel_handle)?;
    short("name", form.name.as_deref())?;
    short("company", form.company.as_deref())?;
    let link = form.link.as_deref().filter(|link| !link.is_empty()).map(link).transpose()?;
    let facts = grants::facts(form::parameters(request, body)?);
    form::bounded(&facts)?;
    // Whether someone has this address is not said here: the page has an error for it at the token only.
    let Some(user) = tenant.store.user(&handle) else { return Ok(()) };
    grants::lives_here(&tenant, Principal::User(user.id))?;
    let otp = OneTimePassword { client_id: application.client_id, handle, otp: tenant.store.secret(BYTES), facts };
    let mail = mail(&tenant, &form, &otp, link, &application.name);
    if !tenant.access.issue_otp(otp, tenant.clock.now()) {
        return Err(Refusal::TooManyOtps);
    }
    let facts = (mail.to.clone(), mail.subject.clone());
    let sequence = tenant.mails.send(mail);
    // What it says is a secret.
    let (to, subject) = facts;
    tenant.outbox.stream().tell("mail", || serde_json::json!({"sequence": sequence, "to": to, "subject": subject}));
    Ok(())
}

/// A link that a reader may be shown.
fn link(link: &str) -> Result<Url, Refusal> {
    short("link", Some(link))?;
    let url = Url::parse(link).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| Refusal::Format("link: it has to be an http or https URL".to_owned()))
}

/// The mail: the link carries the one-time password along (inferred; the page says that there is a link).
fn mail(tenant: &Tenant, form: &OtpRequest, otp: &OneTimePassword, link: Option<Url>, application: &str) -> Mail {
    let OneTimePassword { handle, otp, .. } = otp;
    let sender = form.company.as_deref().filter(|company| !company.is_empty()).unwrap_or(application);
    let link = link.map(|mut url| {
        url.query_pairs_mut().append_pair("otp", otp);
        String::from(url)
    });
    let greeting = form.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(handle);
    let mut text = format!("Hello {greeting},\n\nyour one-time password for {sender} is {otp}.\n");
    if let Some(link) = &link {
        text += &format!("\nOr follow this link: {link}\n");
    }
    let subject = format!("Your one-time password for {sender}");
    Mail { at: tenant.clock.now(), to: handle.clone(), subject, text, otp: otp.clone(), link }
}
