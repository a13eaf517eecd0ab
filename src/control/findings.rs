//! Findings of strict mode: requests that were answered though they depart from Concur's pages.

use serde::Serialize;
use utoipa::ToSchema;

use super::Control;
use super::list::millis;
use crate::core::Timestamp;
use crate::tenant::findings::{Departure, Finding};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// Each finding once, in the order in which they were first seen; a thousand are kept.
    pub items: Vec<FindingSheet>,
    /// How often something was found that there was no room for.
    pub dropped: u64,
}

/// One way in which requests for an operation depart from its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Finding)]
#[non_exhaustive]
pub struct FindingSheet {
    /// `unknownField`, `fieldCase`, `missingField`, `namespace`, `unknownBody`, `unknownParameter`, `parameterCase`, `pathSpelling`,
    /// `deprecatedOperation`, `undocumentedOperation`, `missingHeader` or `tokenScheme`.
    pub code: &'static str,
    /// The operation: method and path.
    pub operation: String,
    /// The field, parameter or header; empty where the request as a whole is meant.
    #[serde(rename = "where")]
    pub place: String,
    /// What to do about it.
    pub remedy: String,
    /// The address of the operation's page at SAP; null where none has it.
    pub page: Option<String>,
    /// How often it was seen.
    pub count: u64,
    /// When it was first seen.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub first_at: Timestamp,
    /// When it was last seen.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub last_at: Timestamp,
    /// The path of the request that it was first seen in.
    pub path: Box<str>,
    /// `Concur-Correlationid` of that request.
    pub correlation_id: Box<str>,
}

impl Control {
    /// What strict mode found; nothing where it is off. A reset leaves it as it is: it is about the client, not about the tenant.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::builder().strict().start().await?;
    /// // … the client under test does its work …
    /// let findings = emulator.control().findings().items;
    /// assert!(findings.is_empty(), "it departs from Concur's pages: {findings:#?}");
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    pub fn findings(&self) -> Findings {
        let (found, dropped) = self.realm.findings.all();
        Findings { items: found.into_iter().map(FindingSheet::from).collect(), dropped }
    }
}

impl From<Finding> for FindingSheet {
    fn from(finding: Finding) -> Self {
        let Finding { departure, operation, page, count, first_at, last_at, first_in } = finding;
        let Departure { kind, place, remedy } = departure;
        let (path, correlation_id) = first_in;
        Self { code: kind.name(), operation, place, remedy, page, count, first_at, last_at, path, correlation_id }
    }
}
