//! `GET /.well-known/openid-configuration`: where everything is, for clients that know OpenID Connect. No page has it; the issuer of
//! the tokens is the base URL, so this is where such clients look.

use actix_web::{HttpRequest, HttpResponse, web};

use super::openid_wire::Discovery;
use crate::api::App;
use crate::api::call::base_url;
use crate::api::exchange::Exchange;
use crate::tenant::access::{GrantType, scopes};

const GET: &str = "oauth2.discovery";

/// Get the OpenID Connect configuration
#[utoipa::path(
    get,
    path = "/.well-known/openid-configuration",
    operation_id = GET,
    responses((status = 200, description = "Where everything is", body = Discovery))
)]
pub async fn get(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(GET));
    let base_url = base_url(&app, &request);
    let at = |path: &str| format!("{base_url}{path}");
    HttpResponse::Ok().json(Discovery {
        issuer: base_url.to_string(),
        authorization_endpoint: at("/oauth2/v0/authorize"),
        token_endpoint: at("/oauth2/v0/token"),
        jwks_uri: at("/oauth2/v0/jwks"),
        response_types_supported: vec!["code"],
        response_modes_supported: vec!["query"],
        grant_types_supported: GrantType::ALL.iter().map(|grant| grant.name()).collect(),
        subject_types_supported: vec!["public"],
        id_token_signing_alg_values_supported: vec!["RS256"],
        token_endpoint_auth_methods_supported: vec!["client_secret_post"],
        code_challenge_methods_supported: vec!["S256", "plain"],
        scopes_supported: scopes::ALL.to_vec(),
        claims_supported: vec![
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "nbf",
            "nonce",
            "at_hash",
            "concur.type",
            "concur.profile",
            "concur.version",
        ],
    })
}
