//! What v2.0 says, in JSON and in XML. No other dialect uses these types.

mod form;

pub mod allocation;
pub mod attendee;
pub mod card;
pub mod entry;
pub mod list;
pub mod report;
pub mod scalar;

pub(in crate::api::expense_v2) use crate::api::form_fields::{declare_fields, fill_fields, form_fields};
pub use form::CustomField;

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::xml::{Absent, Style};

/// How an action's answer is written (seed: integration status).
pub const ACTION: Style = Style {
    namespaces: &[
        ("xmlns", "http://www.concursolutions.com/api/expense/expensereport/2011/03"),
        ("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance"),
    ],
    absent: Absent::Nil,
};

/// How a report is written: most of what is not there is an empty element. The host is that of the other namespaces of v2.0.
pub const DETAILS: Style = Style {
    namespaces: &[
        ("xmlns", "http://www.concursolutions.com/api/expense/expensereport/2012/07"),
        ("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance"),
    ],
    absent: Absent::Empty,
};

/// How a list of reports is written.
pub const LIST: Style = Style {
    namespaces: &[
        ("xmlns", "http://www.concursolutions.com/api/expense/expensereport/2012/06"),
        ("xmlns:i", "http://www.w3.org/2001/XMLSchema-instance"),
    ],
    absent: Absent::Empty,
};

/// How an error is written.
pub const ERROR: Style = Style { namespaces: &[], absent: Absent::Empty };

/// Whether an action succeeded; in the order of the page.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ActionStatus {
    /// `SUCCESS`, or what was wrong.
    pub message: String,
    /// `SUCCESS` or `FAILURE`.
    pub status: &'static str,
}

impl ActionStatus {
    /// It did.
    pub fn success() -> Self {
        Self { status: "SUCCESS", message: "SUCCESS".to_owned() }
    }

    /// It did not.
    pub const fn failure(message: String) -> Self {
        Self { status: "FAILURE", message }
    }
}

/// The body of every error. In XML its one field is the root.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetails,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "Error", rename_all = "PascalCase")]
#[schema(as = ErrorDetails)]
pub struct ErrorDetails {
    /// In words.
    pub message: String,
    /// When.
    #[serde(rename = "Server-Time")]
    pub server_time: String,
    /// Unique; the answer's `Concur-Correlationid`.
    #[schema(value_type = String)]
    pub id: Arc<str>,
}
