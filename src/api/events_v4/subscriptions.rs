//! Webhook subscriptions: create or change, get, list, delete.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};

use super::convert::{self, Maker};
use super::error::{ErrorMessage, Problem};
use super::wire::{Done, NewSubscription, WebhookSubscription};
use super::{answer, opens, operation};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::{json, path};
use crate::events::subscriptions::Subscription;

const PUT: Operation = operation("events.putSubscription");
const LIST: Operation = operation("events.listSubscriptions");
const GET: Operation = operation("events.getSubscription");
const DELETE: Operation = operation("events.deleteSubscription");

/// Create or change a subscription
#[utoipa::path(
    put,
    path = "/events/v4/subscriptions/webhook",
    operation_id = PUT.id,
    request_body = NewSubscription,
    responses(
        (status = 200, description = "Saved", body = Done),
        (status = 400, description = "Bad request, or one subscription too many", body = ErrorMessage),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not an application's token, or without the scopes", body = ErrorMessage),
        (status = 409, description = "Another application has a subscription of this id", body = ErrorMessage),
    )
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let maker = Maker {
            application: call.grant.client_id,
            companies: vec![call.tenant.store.read(|world| world.company.id)],
            base_url: call.origin.base_url.clone(),
        };
        let new: NewSubscription = json::read(&body)?;
        let subscription = convert::subscription(new, maker)?;
        if !opens(call, subscription.topic) {
            return Err(Problem::ClosedTopic(subscription.topic));
        }
        let message = format!("Subscription '{}' saved successfully", subscription.id);
        call.tenant.outbox.put(subscription)?;
        Ok(Done { message })
    })
}

/// List the application's subscriptions
#[utoipa::path(
    get,
    path = "/events/v4/subscriptions",
    operation_id = LIST.id,
    responses(
        (status = 200, description = "Those on topics that the token opens", body = Vec<WebhookSubscription>),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not an application's token, or without the scope", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let all = call.tenant.outbox.subscriptions_of(call.grant.client_id);
        let open = all.iter().filter(|subscription| opens(call, subscription.topic));
        Ok(open.map(|subscription| convert::webhook_subscription(subscription)).collect::<Vec<_>>())
    })
}

/// Get a subscription
#[utoipa::path(
    get,
    path = "/events/v4/subscriptions/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "The subscription's id")),
    responses(
        (status = 200, description = "A list of it alone", body = Vec<WebhookSubscription>),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not an application's token, or without the scopes", body = ErrorMessage),
        (status = 404, description = "The application has none of this id", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| Ok([convert::webhook_subscription(&*named(call, &request)?)]))
}

/// Delete a subscription
#[utoipa::path(
    delete,
    path = "/events/v4/subscriptions/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "The subscription's id")),
    responses(
        (status = 200, description = "Deleted; its deliveries stop", body = Done),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not an application's token, or without the scopes", body = ErrorMessage),
        (status = 404, description = "The application has none of this id", body = ErrorMessage),
    )
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let id = &named(call, &request)?.id;
        call.tenant.outbox.delete(call.grant.client_id, id);
        Ok(Done { message: format!("Subscription '{id}' marked for deletion") })
    })
}

/// The application's subscription that the path names, on a topic that the token opens.
fn named(call: &Call, request: &HttpRequest) -> Result<Arc<Subscription>, Problem> {
    let name = path::part(request, "id");
    let id = name.parse().ok();
    let found = id.and_then(|id| call.tenant.outbox.subscription(call.grant.client_id, &id));
    let subscription = found.ok_or(Problem::NotFound(name))?;
    let open = opens(call, subscription.topic);
    if open { Ok(subscription) } else { Err(Problem::ClosedTopic(subscription.topic)) }
}
