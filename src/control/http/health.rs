//! Whether it serves.

use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

/// That it serves, and what.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`: whoever can read this is served.
    status: &'static str,
    /// The emulator's version.
    version: &'static str,
}

/// Whether the emulator serves. Open even where a token is set.
#[utoipa::path(
    get,
    path = "/_emulator/health",
    operation_id = "health",
    responses((status = 200, description = "It serves.", body = Health))
)]
pub(super) async fn health() -> web::Json<Health> {
    web::Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}
