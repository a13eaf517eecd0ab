//! `POST /profile-service/v1/keys/principals/{companyId}/authtoken`: what the App Center calls for a company request token.

use std::str::FromStr;

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, web};

use super::wire::AuthToken;
use crate::api::App;
use crate::api::exchange::Exchange;
use crate::api::path;
use crate::core::ids::CompanyId;
use crate::tenant::access::RequestToken;

const POST: &str = "oauth2.requestToken";
const POST_SLASH: &str = "oauth2.requestTokenSlash";

/// Get a company request token
///
/// Concur lets its own App Center in only, by a client certificate. Here anyone may ask; any application may exchange the token.
#[utoipa::path(
    post,
    path = "/profile-service/v1/keys/principals/{companyId}/authtoken",
    operation_id = POST,
    params(("companyId" = String, Path, description = "The company's UUID")),
    responses(
        (status = 200, description = "A request token, good for 24 hours", body = AuthToken),
        (status = 404, description = "No such company", body = AuthToken),
    )
)]
pub async fn post(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    answer(&request, &app, POST)
}

/// Get a company request token, by the path as the page writes it
#[utoipa::path(
    post,
    path = "/profile-service/v1/keys/principals/{companyId}/authtoken/",
    operation_id = POST_SLASH,
    params(("companyId" = String, Path, description = "The company's UUID")),
    responses(
        (status = 200, description = "A request token, good for 24 hours", body = AuthToken),
        (status = 404, description = "No such company", body = AuthToken),
    )
)]
pub async fn post_slash(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    answer(&request, &app, POST_SLASH)
}

fn answer(request: &HttpRequest, app: &App, operation: &'static str) -> HttpResponse {
    Exchange::of(request).operation.set(Some(operation));
    let company = CompanyId::from_str(&path::part(request, "companyId")).ok();
    let Some(tenant) = company.and_then(|company| app.tenants.of_company(company)) else {
        let errormsg = "there is no such company".to_owned();
        return HttpResponse::NotFound().json(AuthToken { status: "FAIL", code: 404, errormsg, token: None });
    };
    Exchange::of(request).belongs_to(&tenant);
    let token = tenant.marked(tenant.store.uuid().to_string());
    let issued = RequestToken { token: token.clone(), client_id: None };
    tenant.access.issue_request_token(issued, tenant.clock.now());
    let answer = AuthToken { status: "PASS", code: 0, errormsg: String::new(), token: Some(token) };
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(answer)
}
