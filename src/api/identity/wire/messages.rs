//! Messages about users: lists, searches, patches.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::User;
use crate::api::json::Object;

/// The schema of lists.
pub const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// The schema of patches.
pub const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The schemas of searches: Concur's own, and that of the standard.
pub const SEARCH_REQUESTS: &[&str] = &[
    "urn:ietf:params:scim:api:messages:concur:2.0:SearchRequest",
    "urn:ietf:params:scim:api:messages:2.0:SearchRequest",
];

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserList {
    /// The schema of lists.
    pub schemas: [&'static str; 1],
    /// How many there are on all pages.
    pub total_results: usize,
    /// The place of the first of them, from 1; v4 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_index: Option<usize>,
    /// How many there are on this page.
    pub items_per_page: usize,
    /// They.
    #[serde(rename = "Resources")]
    #[schema(value_type = Vec<User>)]
    pub resources: Vec<Value>,
    /// Leads to the next page; v4.1 only, and not on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Which users are wanted, and what of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchRequest {
    /// The schema of searches.
    pub schemas: Vec<String>,
    /// Which users: a filter of SCIM; all of them, where there is none.
    pub filter: Option<String>,
    /// What of them: all of it, where nothing is named.
    pub attributes: Option<Vec<String>>,
    /// What not of them.
    pub excluded_attributes: Option<Vec<String>>,
    /// How many at most: 100, where no number is given, and never more than 1000.
    pub count: Option<i64>,
    /// The `nextCursor` of the page before.
    pub cursor: Option<String>,
}

/// What is to be changed of a user.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PatchBody {
    /// The schema of patches.
    pub schemas: Vec<String>,
    /// What is to be done, one after the other.
    #[serde(rename = "Operations")]
    #[schema(value_type = Vec<PatchOperation>)]
    pub operations: Vec<Object<PatchOperation>>,
}

/// A change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PatchOperation {
    /// `add`, `replace` or `remove`.
    pub op: String,
    /// What is changed; where there is no path, the value has the attributes.
    pub path: Option<String>,
    /// The value; null takes away what is there.
    #[serde(default, deserialize_with = "given")]
    pub value: Option<Value>,
}

/// A value that is there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
