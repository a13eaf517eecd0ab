//! Proof: whether requests came as they should have, and which came nearest where they did not.

use actix_web::web;

use super::error::ErrorBody;
use super::read::read;
use super::selected::Selected;
use crate::control::{Claim, ControlError, Verified};

/// Counts requests, or looks for them in an order. It answers 200 whether or not that holds.
#[utoipa::path(
    post,
    path = "/_emulator/requests/verify",
    operation_id = "verifyRequests",
    request_body = Claim,
    responses(
        (status = 200, description = "What was found.", body = Verified),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn verify(control: Selected, body: web::Bytes) -> Result<web::Json<Verified>, ControlError> {
    let claim: Claim = read(&body)?;
    control.verify(&claim).map(web::Json)
}
