//! Faults: what goes wrong with requests on purpose.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::ControlError;
use super::answer::{List, read};
use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::fixtures::{self, FaultDoc};
use crate::tenant::faults::{CountedBy, Failure, Fault, RateLimit, Standing, When};

/// A fault as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fault)]
pub(super) struct Sheet {
    /// Its number.
    id: u32,
    /// Which requests it is for.
    #[serde(rename = "match")]
    matches: MatchSheet,
    /// The status that it refuses with.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// `Retry-After` of the refusal, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// How much later it answers: an ISO 8601 duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<String>,
    /// `true` where it cuts the connection without an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    reset: Option<bool>,
    /// After how many bytes of the body it cuts the connection; `true` where after half of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    truncate: Option<CutSheet>,
    /// `rate-limit`, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'static str>,
    /// How many requests the rate limit lets through in each `per`.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    /// The period of the rate limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<String>,
    /// Whose requests the rate limit counts together.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    /// `before` or `after`.
    when: &'static str,
    /// How often it strikes in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    /// The chance that it strikes a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// How many requests it has struck.
    hits: u32,
    /// How often it will still strike; null where without end.
    left: Option<u32>,
}

/// Where an answer is cut.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = FaultCutAt)]
enum CutSheet {
    /// In its middle.
    Middle(bool),
    /// After so many bytes of its body.
    Bytes(u64),
}

/// Which requests a fault is for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaultScope)]
struct MatchSheet {
    /// This method.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// A path that fits this pattern.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// A token of this user: a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
}

/// The faults of the tenant, in the order in which they are tried.
#[utoipa::path(
    get,
    path = "/_emulator/faults",
    operation_id = "listFaults",
    responses((status = 200, description = "The faults, with those that are used up.", body = List<Sheet>))
)]
pub(super) async fn list(tenant: Selected) -> web::Json<List<Sheet>> {
    let items = tenant.faults.all().into_iter().map(Sheet::from).collect();
    web::Json(List { items, next: None })
}

/// Makes something go wrong with requests to the emulated APIs, behind the faults that are there already.
#[utoipa::path(
    post,
    path = "/_emulator/faults",
    operation_id = "addFault",
    request_body = FaultDoc,
    responses(
        (status = 201, description = "The fault as it stands.", body = Sheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 409, description = "There are as many faults as there can be.", body = ErrorBody),
    )
)]
pub(super) async fn add(tenant: Selected, body: web::Bytes) -> Result<HttpResponse, ControlError> {
    let doc: FaultDoc = read(&body)?;
    let find = |name: &str| tenant.store.user(name).map(|user| user.id);
    let fault = fixtures::fault(&doc, find).map_err(|(field, message)| ControlError::bad(message).at(field))?;
    let full = |full: crate::tenant::faults::Full| ControlError::new(StatusCode::CONFLICT, full.to_string());
    let sheet = Sheet::from(tenant.faults.add(fault).map_err(full)?);
    tell(&tenant, "added", Some(sheet.id));
    Ok(HttpResponse::Created().json(sheet))
}

/// Takes all faults away, those of the scenario, too. A reset brings these back.
#[utoipa::path(
    delete,
    path = "/_emulator/faults",
    operation_id = "deleteFaults",
    responses((status = 204, description = "There is none any more."))
)]
pub(super) async fn clear(tenant: Selected) -> HttpResponse {
    tenant.faults.clear();
    tell(&tenant, "cleared", None);
    HttpResponse::NoContent().finish()
}

/// Takes a fault away.
#[utoipa::path(
    delete,
    path = "/_emulator/faults/{id}",
    operation_id = "deleteFault",
    params(("id" = u32, Path, description = "The fault's number.")),
    responses(
        (status = 204, description = "It is there no longer."),
        (status = 404, description = "There is no such fault.", body = ErrorBody),
    )
)]
pub(super) async fn remove(request: HttpRequest, tenant: Selected) -> Result<HttpResponse, ControlError> {
    let id = part(&request, "id");
    if let Some(id) = id.parse().ok().filter(|id| tenant.faults.remove(*id)) {
        tell(&tenant, "deleted", Some(id));
        return Ok(HttpResponse::NoContent().finish());
    }
    let message = format!("there is no fault `{id}`; GET /_emulator/faults lists them");
    Err(ControlError::new(StatusCode::NOT_FOUND, message).at("id"))
}

/// Tells those who listen; all that is to be known of a fault is in the list.
fn tell(tenant: &Selected, what: &'static str, id: Option<u32>) {
    tenant.outbox.stream().tell("fault", || json!({"what": what, "id": id}));
}

impl From<Standing> for Sheet {
    fn from(standing: Standing) -> Self {
        let left = standing.left();
        let Standing { id, fault, hits } = standing;
        let Fault { matches, delay, failure, when, times, probability } = fault;
        let matches =
            MatchSheet { method: matches.method, path: matches.path, user: matches.user.map(|user| user.to_string()) };
        let blank = Self {
            id,
            matches,
            status: None,
            retry_after: None,
            delay: delay.map(written),
            reset: None,
            truncate: None,
            profile: None,
            limit: None,
            per: None,
            by: None,
            when: match when {
                When::Before => "before",
                When::After => "after",
            },
            times,
            probability,
            hits,
            left,
        };
        match failure {
            None => blank,
            Some(Failure::Status { status, retry_after }) => Self { status: Some(status), retry_after, ..blank },
            Some(Failure::Reset) => Self { reset: Some(true), ..blank },
            Some(Failure::Truncate(at)) => {
                Self { truncate: Some(at.map_or(CutSheet::Middle(true), CutSheet::Bytes)), ..blank }
            }
            Some(Failure::RateLimit(RateLimit { limit, per, by })) => Self {
                profile: Some("rate-limit"),
                limit: Some(limit),
                per: Some(written(per.to_std().unwrap_or_default())),
                by: Some(match by {
                    CountedBy::Application => "application",
                    CountedBy::User => "user",
                }),
                ..blank
            },
        }
    }
}

/// A duration as ISO 8601 has it.
fn written(length: Duration) -> String {
    match length.subsec_millis() {
        0 => format!("PT{}S", length.as_secs()),
        rest => format!("PT{}.{rest:03}S", length.as_secs()),
    }
}
