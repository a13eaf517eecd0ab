//! Reading query strings: what is wrong is said with the parameter it is wrong at.

use std::borrow::Cow;
use std::collections::HashSet;

use actix_web::HttpRequest;
use serde::de::DeserializeOwned;

use crate::core::rejection::{Body, Fault};

/// Reads the parameters that an operation knows; others are passed over.
pub fn read<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    let query = serde_urlencoded::Deserializer::new(form_urlencoded::parse(request.query_string().as_bytes()));
    serde_path_to_error::deserialize(query).map_err(|error| {
        let field = match error.path().to_string() {
            path if path == "." => twice(request.query_string()).unwrap_or_default(),
            path => path,
        };
        vec![Fault::new(field, error.into_inner().to_string())]
    })
}

/// The first parameter that is there twice: what is wrong where no single parameter is.
fn twice(query: &str) -> Option<String> {
    let mut seen = HashSet::new();
    let mut names = form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name);
    names.find(|name| !seen.insert(name.clone())).map(Cow::into_owned)
}
