//! Findings of strict mode: requests that were answered though they depart from Concur's pages.

use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use super::clock::millis;
use super::selected::Selected;
use crate::core::Timestamp;
use crate::server::strict::Strict;
use crate::tenant::findings::{Departure, Finding};

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

/// One way in which requests for an operation depart from its page.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Finding)]
struct FindingSheet {
    /// `unknownField`, `fieldCase`, `missingField`, `unknownParameter`, `parameterCase`, `pathSpelling`, `deprecatedOperation`,
    /// `undocumentedOperation`, `missingHeader` or `tokenScheme`.
    code: &'static str,
    /// The operation: method and path.
    operation: String,
    /// The field, parameter or header; empty where the request as a whole is meant.
    #[serde(rename = "where")]
    place: String,
    /// What to do about it.
    remedy: String,
    /// The address of the operation's page at SAP; null where none has it.
    page: Option<String>,
    /// How often it was seen.
    count: u64,
    /// When it was first seen.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    first_at: Timestamp,
    /// When it was last seen.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    last_at: Timestamp,
    /// The path of the request that it was first seen in.
    path: Box<str>,
    /// `Concur-Correlationid` of that request.
    correlation_id: Box<str>,
}

/// What strict mode found. A reset leaves it as it is: it is about the client, not about the tenant.
#[utoipa::path(
    get,
    path = "/_emulator/findings",
    operation_id = "listFindings",
    responses((status = 200, description = "The findings.", body = Sheet))
)]
pub(super) async fn list(tenant: Selected, strict: web::Data<Strict>) -> web::Json<Sheet> {
    let (found, dropped) = tenant.findings.all();
    let items = found.into_iter().map(FindingSheet::from).collect();
    web::Json(Sheet { strict: strict.is_on, items, dropped, next: None })
}

impl From<Finding> for FindingSheet {
    fn from(finding: Finding) -> Self {
        let Finding { departure, operation, page, count, first_at, last_at, first_in } = finding;
        let Departure { kind, place, remedy } = departure;
        let (path, correlation_id) = first_in;
        Self { code: kind.name(), operation, place, remedy, page, count, first_at, last_at, path, correlation_id }
    }
}
