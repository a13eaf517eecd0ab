//! The last requests that the tenant answered, and what they matched.

use actix_web::web;

use super::error::ErrorBody;
use super::selected::Selected;
use crate::control::{ControlError, List, RequestFilter, RequestLine};

/// The last requests to the emulated APIs, oldest first; 1,000 are kept.
#[utoipa::path(
    get,
    path = "/_emulator/requests",
    operation_id = "listRequests",
    params(RequestFilter),
    responses(
        (status = 200, description = "The requests.", body = List<RequestLine>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(selected: Selected<RequestFilter>) -> Result<web::Json<List<RequestLine>>, ControlError> {
    let Selected { control, query } = selected;
    control.requests(query).map(web::Json)
}
