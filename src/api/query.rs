//! Reading query strings: what is wrong is said with the parameter it is wrong at.

use std::borrow::Cow;
use std::collections::HashSet;

use actix_web::HttpRequest;
use serde::de::DeserializeOwned;

use crate::core::rejection::{Body, Fault};

/// Reads the parameters that an operation knows; others are passed over.
pub fn read<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    read_text(request.query_string())
}

/// The same, but for a parameter that someone else reads.
pub fn read_but<T: DeserializeOwned>(request: &HttpRequest, other: &str) -> Body<T> {
    let rest = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != other);
    read_text(&form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish())
}

/// The same where names count in any case; the type has them in small letters. What is wrong is said with the name as the caller
/// wrote it.
pub fn read_in_any_case<T: DeserializeOwned>(request: &HttpRequest) -> Body<T> {
    let written = || form_urlencoded::parse(request.query_string().as_bytes());
    let small = written().map(|(name, value)| (name.to_ascii_lowercase(), value));
    let small = form_urlencoded::Serializer::new(String::new()).extend_pairs(small).finish();
    let as_written = |fault: Fault| {
        let name = written().map(|(name, _)| name).find(|name| name.eq_ignore_ascii_case(&fault.field));
        Fault { field: name.map_or(fault.field, Cow::into_owned), ..fault }
    };
    read_text(&small).map_err(|faults| faults.into_iter().map(as_written).collect())
}

fn read_text<T: DeserializeOwned>(text: &str) -> Body<T> {
    let query = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(query).map_err(|error| {
        let field = match error.path().to_string() {
            path if path == "." => twice(text).unwrap_or_default(),
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
