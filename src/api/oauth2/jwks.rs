//! `GET /oauth2/v0/jwks`: the public key that tokens verify with.

use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error;
use super::openid_wire::{Key, KeySet};
use super::wire::ErrorBody;
use crate::api::App;
use crate::api::exchange::Exchange;

const GET: &str = "oauth2.jwks";

/// Get the public keys that tokens verify with
#[utoipa::path(
    get,
    path = "/oauth2/v0/jwks",
    operation_id = GET,
    responses(
        (status = 200, description = "A JSON Web Key Set", body = KeySet),
        (status = 500, description = "The server could not make its key", body = ErrorBody),
    )
)]
pub async fn get(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(GET));
    match app.keys.signing().await {
        Ok(key) => {
            let (n, e) = (URL_SAFE_NO_PAD.encode(key.modulus()), URL_SAFE_NO_PAD.encode(key.exponent()));
            let key = Key { kty: "RSA", usage: "sig", alg: "RS256", kid: key.id().to_owned(), n, e };
            HttpResponse::Ok().json(KeySet { keys: vec![key] })
        }
        Err(failed) => error::refused(&request, &failed.into()),
    }
}
