//! The OpenAPI documents, as the operations describe themselves.
//!
//! The files in `openapi/` are written from here, and a test keeps them so. A server carries the files: describing every
//! operation takes far more code than serving it.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, PathItem};

use super::routes::Families;
use crate::api::{events_v4, expense_config_v4, expense_v2, expense_v3, expense_v4, identity, oauth2, profile_v1};
use crate::control;

/// Describes the operations of a family.
type Describe = fn() -> OpenApi;

const OPERATIONS: &[(&str, Describe)] = &[
    ("oauth2", oauth2::document),
    ("expense-v4", expense_v4::document),
    ("expense-v3", expense_v3::document),
    ("expense-v2", expense_v2::document),
    ("events-v4", events_v4::document),
    ("expense-config-v4", expense_config_v4::document),
    ("identity", identity::document),
    ("profile-v1", profile_v1::document),
    ("control", control::document),
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
        document.paths.paths.values_mut().flat_map(operations_of).for_each(|operation| operation.tags = None);
        document
    };
    OPERATIONS.iter().map(|(name, operations)| (*name, complete(operations(), title(name)))).collect()
}

fn operations_of(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}
