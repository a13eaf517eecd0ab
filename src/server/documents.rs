//! The OpenAPI documents, as the operations describe themselves.
//!
//! The files in `openapi/` are written from here, and a test keeps them so. A server carries the files: describing every
//! operation takes far more code than serving it.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{Deprecated, InfoBuilder, LicenseBuilder, OpenApi, PathItem};

use super::routes::Families;
use crate::api::{
    deprecations, events_v4, expense_config_v4, expense_v1, expense_v2, expense_v3, expense_v4, identity, oauth2,
    profile_v1,
};
use crate::control;

/// Describes the operations of a family.
type Describe = fn() -> OpenApi;

const OPERATIONS: &[(&str, Describe)] = &[
    ("oauth2", oauth2::document),
    ("expense-v4", expense_v4::document),
    ("expense-v3", expense_v3::document),
    ("expense-v2", expense_v2::document),
    ("expense-v1", expense_v1::document),
    ("events-v4", events_v4::document),
    ("expense-config-v4", expense_config_v4::document),
    ("identity", identity::document),
    ("profile-v1", profile_v1::document),
    ("control", control::described),
];

/// The document of each family, with the family's name.
pub fn describe() -> Vec<(&'static str, OpenApi)> {
    let title = |name| Families::all().iter().find(|family| family.name == name).map_or(name, |family| family.title);
    let complete = |mut document: OpenApi, title: &str| {
        let license = LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build();
        document.info = InfoBuilder::new()
            .title(title)
            .version(env!("CARGO_PKG_VERSION"))
            .description(Some(env!("CARGO_PKG_DESCRIPTION")))
            .license(Some(license))
            .build();
        // Where a handler stands in the source is of no interest to a reader.
        document.paths.paths.values_mut().flat_map(operations_of).for_each(|(_, operation)| operation.tags = None);
        for (path, item) in &mut document.paths.paths {
            let deprecated = |(method, _): &(&str, &mut Operation)| deprecations::of(method, path).is_some();
            operations_of(item).filter(deprecated).for_each(|(_, o)| o.deprecated = Some(Deprecated::True));
        }
        document
    };
    OPERATIONS.iter().map(|(name, operations)| (*name, complete(operations(), title(name)))).collect()
}

fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, post, put, patch, delete, .. } = item;
    let all = [("GET", get), ("POST", post), ("PUT", put), ("PATCH", patch), ("DELETE", delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
