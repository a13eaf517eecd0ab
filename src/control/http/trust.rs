//! What a receiver or a client has to know to trust the emulator: public keys, never private ones.

use actix_web::HttpResponse;

use super::error::ErrorBody;
use super::selected::Installation;
use crate::control::ControlError;

/// Keys and certificates as text.
const PEM: &str = "application/x-pem-file";

/// The public key that the `Concur-Signature` of webhooks verifies with.
#[utoipa::path(
    get,
    path = "/_emulator/signing-key",
    operation_id = "getSigningKey",
    responses(
        (status = 200, description = "An RSA key as `SubjectPublicKeyInfo`, PEM.", body = String, content_type = "application/x-pem-file"),
        (status = 500, description = "The server could not make its key.", body = ErrorBody),
    )
)]
pub(super) async fn signing_key(control: Installation) -> Result<HttpResponse, ControlError> {
    Ok(HttpResponse::Ok().content_type(PEM).body(control.signing_key().await?))
}

/// The certificate of the local authority, which certifies the emulator's own HTTPS and the client of its webhooks.
#[utoipa::path(
    get,
    path = "/_emulator/ca",
    operation_id = "getCa",
    responses(
        (status = 200, description = "A certificate, PEM.", body = String, content_type = "application/x-pem-file"),
        (status = 500, description = "The server could not make it.", body = ErrorBody),
    )
)]
pub(super) async fn ca(control: Installation) -> Result<HttpResponse, ControlError> {
    Ok(HttpResponse::Ok().content_type(PEM).body(control.authority()?))
}
