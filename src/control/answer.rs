//! Shapes that several answers of control share, and how its bodies are read.

use actix_web::HttpRequest;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::ControlError;
use super::selected::COMPANY;
use crate::api::{json, query};
use crate::core::rejection::Fault;

/// A list, or a part of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct List<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// Where the rest begins: pass it as `after`. Null where there is no more.
    pub next: Option<String>,
}

/// Reads a JSON body; a refusal names the field that is wrong.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    json::parse(body).map_err(first)
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
