//! API families: which paths each one has, how it registers its operations, how it words an error.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{App as ActixApp, HttpResponse};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::core::Timestamp;

/// A family of operations that share a document in `openapi/` and a way of wording errors.
#[derive(Debug)]
pub struct Family {
    /// Its name on the command line and the stem of its document's file name.
    pub name: &'static str,
    /// The title of its document.
    pub title: &'static str,
    /// The leading segments of its paths, without a slash at the end. A path below them that matches nothing is refused in
    /// this family's words.
    pub prefixes: &'static [&'static str],
    /// Registers its operations, and documents them by that.
    pub routes: fn(&mut ServiceConfig),
    /// Words a refusal that none of its operations made.
    pub refuse: fn(&Problem) -> HttpResponse,
}

/// The emulated families. A new one is a line here.
pub const EMULATED: &[&Family] = &[];

/// What is wrong with a request that no operation has looked at.
#[derive(Debug)]
pub struct Problem<'a> {
    /// The status to answer with.
    pub status: StatusCode,
    /// What was wrong and what to do about it, one sentence.
    pub message: Cow<'a, str>,
    /// The path asked for, as it was written.
    pub path: &'a str,
    /// What the caller accepts, as written in `Accept`.
    pub accept: Option<&'a str>,
    /// The correlation id of the exchange.
    pub correlation: &'a str,
    /// The tenant's time.
    pub at: Timestamp,
}

impl Family {
    /// Its OpenAPI document, as its operations describe themselves.
    pub fn document(&self) -> OpenApi {
        let (_, mut document) = ActixApp::new().into_utoipa_app().configure(self.routes).split_for_parts();
        let license = LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build();
        document.info = InfoBuilder::new()
            .title(self.title)
            .version(env!("CARGO_PKG_VERSION"))
            .description(Some(env!("CARGO_PKG_DESCRIPTION")))
            .license(Some(license))
            .build();
        document
    }

    /// Its document as the file in `openapi/` has it.
    pub fn document_text(&self) -> Result<String, serde_json::Error> {
        self.document().to_pretty_json().map(|text| text + "\n")
    }

    /// How much of a path this family claims: the length of the longest prefix of its own that the path has.
    pub fn claim(&self, path: &str) -> Option<usize> {
        self.prefixes.iter().filter(|prefix| is_below(path, prefix)).map(|prefix| prefix.len()).max()
    }
}

/// Whether a path is this prefix or goes on below it, segment by segment: `/a/b` is below `/a`, `/ab` is not.
pub fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
