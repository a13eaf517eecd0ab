//! The tenant's subscriptions as the emulator sees them: how each stands, and what can be done to its deliveries.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ControlError;
use super::answer::List;
use super::clock::{millis, optional_millis};
use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::path::part;
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::events::line::Health;
use crate::events::outbox::Standing;
use crate::events::subscriptions::SubscriptionId;
use crate::tenants::Realm;

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Subscription)]
pub(super) struct SubscriptionSheet {
    /// Its id.
    id: String,
    /// The topic.
    topic: &'static str,
    /// The expression that types of events are searched for.
    filter: String,
    /// Where events are posted to.
    endpoint: String,
    /// The client id of the application that it belongs to.
    application_id: Uuid,
    /// The companies whose events it gets.
    company_ids: Vec<String>,
    /// `running` or `paused`.
    state: &'static str,
    /// How many deliveries can be under way at once.
    lanes: usize,
    /// How many events wait.
    waiting: usize,
    /// When it was made.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// When an event was last acknowledged; null where none was.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_success_at: Option<Timestamp>,
    /// When the first delivery since then failed; null where none did.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Timestamp>,
    /// When it is deleted, unless a delivery succeeds before; null where nothing is wrong with it.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    deleted_at: Option<Timestamp>,
}

/// All subscriptions, by id.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions",
    operation_id = "listSubscriptions",
    responses((status = 200, description = "The subscriptions of all applications.", body = List<SubscriptionSheet>))
)]
pub(super) async fn list(tenant: Selected) -> web::Json<List<SubscriptionSheet>> {
    let items = tenant.outbox.standings().into_iter().map(SubscriptionSheet::from).collect();
    web::Json(List { items, next: None })
}

/// One subscription.
#[utoipa::path(
    get,
    path = "/_emulator/subscriptions/{id}",
    operation_id = "getSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, tenant: Selected) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    let id = named(&request)?;
    shown(&tenant, &id)
}

/// Makes a subscription stand still. Its events queue; nothing is posted to it, and nothing grows too old.
#[utoipa::path(
    post,
    path = "/_emulator/subscriptions/{id}/pause",
    operation_id = "pauseSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription as it is now.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn pause(
    request: HttpRequest,
    tenant: Selected,
) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    let id = named(&request)?;
    tenant.outbox.pause(&id);
    shown(&tenant, &id)
}

/// Makes a subscription go on. What waits goes out, in order, and has its 72 hours from now on.
#[utoipa::path(
    post,
    path = "/_emulator/subscriptions/{id}/resume",
    operation_id = "resumeSubscription",
    params(("id" = String, Path, description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription as it is now.", body = SubscriptionSheet),
        (status = 404, description = "There is no such subscription.", body = ErrorBody),
    )
)]
pub(super) async fn resume(
    request: HttpRequest,
    tenant: Selected,
) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    let id = named(&request)?;
    tenant.outbox.resume(&id);
    shown(&tenant, &id)
}

fn shown(tenant: &Realm, id: &SubscriptionId) -> Result<web::Json<SubscriptionSheet>, ControlError> {
    let standing = tenant.outbox.standing(id).ok_or_else(|| unknown(id.as_str()))?;
    Ok(web::Json(standing.into()))
}

/// The subscription that the path names. It need not exist.
pub(super) fn named(request: &HttpRequest) -> Result<SubscriptionId, ControlError> {
    let id = part(request, "id");
    id.parse().map_err(|_| unknown(&id))
}

/// 404: there is no subscription of this name.
pub(super) fn unknown(id: &str) -> ControlError {
    let message = format!("there is no subscription `{id}`; GET /_emulator/subscriptions lists them");
    ControlError::new(StatusCode::NOT_FOUND, message).at("id")
}

impl From<Standing> for SubscriptionSheet {
    fn from(standing: Standing) -> Self {
        let Standing { subscription, is_paused, lanes, waiting, health, ends_at } = standing;
        let Health { made_at, is_connected: _, last_success_at, failing_since } = health;
        Self {
            id: subscription.id.to_string(),
            topic: subscription.topic.name(),
            filter: subscription.filter.as_str().to_owned(),
            endpoint: subscription.endpoint.as_str().to_owned(),
            application_id: subscription.application,
            company_ids: subscription.companies.iter().map(CompanyId::to_string).collect(),
            state: if is_paused { "paused" } else { "running" },
            lanes,
            waiting,
            made_at,
            last_success_at,
            failing_since,
            deleted_at: ends_at,
        }
    }
}
