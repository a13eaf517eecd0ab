//! The tenant as a document, to go on from elsewhere.

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, web};

use super::error::ErrorBody;
use super::selected::Selected;
use crate::control::{ControlError, ErrorKind};

/// The tenant as a document that `--import` takes back without loss. It holds passwords, secrets and fixed tokens.
#[utoipa::path(
    get,
    path = "/_emulator/export",
    operation_id = "exportTenant",
    responses(
        (status = 200, description = "The document: see `docs/export.md`.", body = Object, content_type = "application/json"),
        (status = 500, description = "It could not be written down.", body = ErrorBody),
    )
)]
pub(super) async fn export(control: Selected) -> Result<HttpResponse, ControlError> {
    // Nobody else is kept waiting by a large one.
    let text = web::block(move || control.export()).await;
    let text = text.map_err(|error| ControlError::new(ErrorKind::Failed, error.to_string()))?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(text))
}
