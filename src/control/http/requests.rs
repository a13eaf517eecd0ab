//! The last requests that the tenant answered, and what they matched.

use actix_web::{HttpRequest, web};

use super::error::ErrorBody;
use super::read::read_query;
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
pub(super) async fn list(
    request: HttpRequest,
    control: Selected,
) -> Result<web::Json<List<RequestLine>>, ControlError> {
    let wanted: RequestFilter = read_query(&request)?;
    control.requests(wanted).map(web::Json)
}
