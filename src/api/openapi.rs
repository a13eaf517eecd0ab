//! The documents in `openapi/`, made of what the operations say of themselves.
//!
//! The server is not in need of this: it prints and searches the files, which are part of it. A test proves that they are what
//! is made here, and writes them anew where it is told to.

use actix_web::App;
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use super::families::Family;
use super::{events_v4, expense_config_v4, expense_v2, expense_v3, expense_v4, oauth2};
use crate::control;

/// Has operations say what they are.
type Describe = fn(&mut ServiceConfig);

/// What describes the operations of a family, by the family's name.
const DESCRIBED: &[(&str, Describe)] = &[
    ("oauth2", oauth2::describe),
    ("expense-v4", expense_v4::describe),
    ("expense-v3", expense_v3::describe),
    ("expense-v2", expense_v2::describe),
    ("events-v4", events_v4::describe),
    ("expense-config-v4", expense_config_v4::describe),
    ("control", control::describe),
];

/// The document of a family, as its operations describe themselves; none of a family that is not in the list.
pub fn document(family: &Family) -> Option<OpenApi> {
    let (_, describe) = DESCRIBED.iter().find(|(name, _)| *name == family.name)?;
    let (_, mut document) = App::new().into_utoipa_app().configure(describe).split_for_parts();
    let license = LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build();
    document.info = InfoBuilder::new()
        .title(family.title)
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(env!("CARGO_PKG_DESCRIPTION")))
        .license(Some(license))
        .build();
    Some(document)
}

/// Its document as the file in `openapi/` has it.
pub fn document_text(family: &Family) -> Option<String> {
    document(family)?.to_pretty_json().ok().map(|text| text + "\n")
}

/// Lists the operations of a family once, so that whatever is served is described: defines `serve` and `describe`.
macro_rules! operations {
    ($($operation:path,)+) => {
        /// Registers the operations.
        pub fn serve(config: &mut actix_web::web::ServiceConfig) {
            config$(.service($operation))+;
        }

        /// Describes the same operations.
        pub(crate) fn describe(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
            config$(.service($operation))+;
        }
    };
}

pub(crate) use operations;
