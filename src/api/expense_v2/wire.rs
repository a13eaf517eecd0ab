//! What v2.0 says, in JSON and in XML. No other dialect uses these types.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::xml::escape;

/// The namespaces of an action's answer (seed: integration status).
const ACTION: &str = "http://www.concursolutions.com/api/expense/expensereport/2011/03";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Whether an action succeeded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ActionStatus {
    /// `SUCCESS` or `FAILURE`.
    pub status: &'static str,
    /// `SUCCESS`, or what was wrong.
    pub message: String,
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

    /// As XML, in the order of the page.
    pub fn to_xml(&self) -> String {
        let (status, message) = (self.status, escape(&self.message));
        format!(
            r#"<ActionStatus xmlns="{ACTION}" xmlns:i="{INSTANCE}"><Message>{message}</Message><Status>{status}</Status></ActionStatus>"#
        )
    }
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetails,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
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

impl ErrorBody {
    /// As XML, in the order of the page.
    pub fn to_xml(&self) -> String {
        let ErrorDetails { message, server_time, id } = &self.error;
        let message = escape(message);
        format!(
            "<Error><Message>{message}</Message><Server-Time>{server_time}</Server-Time><Id>{}</Id></Error>",
            escape(&**id)
        )
    }
}
