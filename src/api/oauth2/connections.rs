//! `DELETE /app-mgmt/v0/connections`: a user takes back what he has allowed an application.

use actix_web::{HttpRequest, HttpResponse};

use super::error;
use super::wire::ErrorBody;
use crate::api::call::{Call, Operation, Tokens};
use crate::core::event::Through;

/// It gives no command, so that no event tells by which door it came.
const REVOKE: Operation =
    Operation { id: "oauth2.revoke", scopes: &[], tokens: Tokens::USER, through: Through::V4, switch: None };

/// Revoke a user's refresh tokens
///
/// All that were issued for him to the application whose access token this is. The access token itself is good until it ends.
#[utoipa::path(
    delete,
    path = "/app-mgmt/v0/connections",
    operation_id = REVOKE.id,
    responses(
        (status = 200, description = "Revoked"),
        (status = 401, description = "No token, or none that is good", body = ErrorBody),
        (status = 403, description = "Not a user's token", body = ErrorBody),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    match Call::open(&request, &REVOKE) {
        Ok(Call { tenant, grant, .. }) => {
            tenant.access.revoke_refresh(grant.principal, grant.client_id);
            HttpResponse::Ok().finish()
        }
        Err(denied) => error::denied(&request, &denied),
    }
}
