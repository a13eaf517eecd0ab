//! The answers that many operations of a family share, as its OpenAPI document describes them.

use std::collections::BTreeMap;

use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// Responses with these statuses and descriptions, each with the same body in these media types.
///
/// The body's schema is named only; the family registers it (`#[schemas(…)]` in its `routes!`), or some handler does.
pub fn described(statuses: &[(&str, &str)], schema: &str, media_types: &[&str]) -> BTreeMap<String, RefOr<Response>> {
    let body = || ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    let response = |why: &str| {
        let empty = ResponseBuilder::new().description(why);
        media_types.iter().fold(empty, |response, media_type| response.content(*media_type, body())).build()
    };
    statuses.iter().map(|(status, why)| ((*status).to_owned(), RefOr::T(response(why)))).collect()
}
