//! Reading query strings: what is wrong is said with the parameter it is wrong at.

use actix_web::HttpRequest;
use serde::de::DeserializeOwned;

use crate::core::rejection::{Body, Fault};

/// Reads the parameters that an operation knows; others are passed over.
pub fn read<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    let query = serde_urlencoded::Deserializer::new(form_urlencoded::parse(request.query_string().as_bytes()));
    serde_path_to_error::deserialize(query).map_err(|error| {
        let field = error.path().to_string();
        vec![Fault::new(field, error.into_inner().to_string())]
    })
}
