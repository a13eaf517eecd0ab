//! Topics that the application may subscribe to.

use actix_web::{HttpRequest, HttpResponse};

use super::error::ErrorMessage;
use super::{answer, opens, operation};
use crate::api::call::Operation;
use crate::events::topics::Topic;

const LIST: Operation = operation("events.listTopics");

/// List the topics that the token opens
#[utoipa::path(
    get,
    path = "/events/v4/topics",
    operation_id = LIST.id,
    responses(
        (status = 200, description = "Their names", body = Vec<String>),
        (status = 401, description = "No valid token", body = ErrorMessage),
        (status = 403, description = "Not an application's token, or without the scope", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        Ok(Topic::ALL.iter().filter(|topic| opens(call, **topic)).map(|topic| topic.name()).collect::<Vec<_>>())
    })
}
