//! How refusals of control are answered: `{"error":{"message":…,"field":…}}`.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::control::error::Reason;
use crate::control::{ControlError, ErrorKind};

/// The body of a refusal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
pub(super) struct ErrorBody<'a> {
    error: &'a Reason,
}

/// A refusal with a status of its own.
pub(super) fn answer(status: StatusCode, refusal: &ControlError) -> HttpResponse {
    HttpResponse::build(status).json(ErrorBody { error: &refusal.reason })
}

impl ResponseError for ControlError {
    fn status_code(&self) -> StatusCode {
        match self.kind() {
            ErrorKind::Invalid => StatusCode::BAD_REQUEST,
            ErrorKind::Forbidden => StatusCode::FORBIDDEN,
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Conflict => StatusCode::CONFLICT,
            ErrorKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        answer(self.status_code(), self)
    }
}
