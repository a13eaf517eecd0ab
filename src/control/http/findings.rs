//! Findings of strict mode: requests that were answered though they depart from Concur's pages.

use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use super::selected::Selected;
use crate::api::strict::Strict;
use crate::control::{FindingSheet, Findings};

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Findings)]
pub(super) struct Sheet {
    /// Whether strict mode is on; without it nothing is found.
    strict: bool,
    /// Each finding once, in the order in which they were first seen; a thousand are kept.
    items: Vec<FindingSheet>,
    /// How often something was found that there was no room for.
    dropped: u64,
    /// Always null: there is one page.
    next: Option<String>,
}

/// What strict mode found. A reset leaves it as it is: it is about the client, not about the tenant.
#[utoipa::path(
    get,
    path = "/_emulator/findings",
    operation_id = "listFindings",
    responses((status = 200, description = "The findings.", body = Sheet))
)]
pub(super) async fn list(control: Selected, strict: web::Data<Strict>) -> web::Json<Sheet> {
    let Findings { items, dropped } = control.findings();
    web::Json(Sheet { strict: strict.is_on, items, dropped, next: None })
}
