//! How bodies and queries of control are read.

use actix_web::HttpRequest;
use serde::de::DeserializeOwned;

use super::selected::COMPANY;
use crate::api::{json, query};
use crate::control::ControlError;
use crate::core::rejection::Fault;

/// Reads a JSON body; a refusal names the field that is wrong.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    json::parse(body).map_err(first)
}

/// The same where the body may be left out.
pub(super) fn read_if_any<T: DeserializeOwned + Default>(body: &[u8]) -> Result<T, ControlError> {
    if body.is_empty() { Ok(T::default()) } else { read(body) }
}

/// Reads the query, but for the company, which [`Selected`](super::selected::Selected) reads; a refusal names the parameter that is wrong.
pub(super) fn read_query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, ControlError> {
    query::read_but(request, COMPANY).map_err(first)
}

fn first(faults: Vec<Fault>) -> ControlError {
    faults.into_iter().next().map_or_else(
        || ControlError::bad("the request is not what it has to be"),
        |Fault { field, message }| ControlError::bad(message).at(field),
    )
}
