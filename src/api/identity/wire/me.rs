//! Whose token it is.

use serde::Serialize;
use utoipa::ToSchema;

use super::User;

/// Who a company is: what `me` answers a company's token (inferred).
#[derive(Debug, Serialize, ToSchema)]
pub struct Company {
    /// The schema of companies.
    pub schemas: [&'static str; 1],
    /// The company's UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Of the resource.
    pub meta: CompanyMeta,
}

/// Of the resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompanyMeta {
    /// `Company`.
    pub resource_type: &'static str,
}

/// Whose token it is, as the document describes it: what is answered is closed by scopes first, and then no longer of this type.
#[expect(dead_code, reason = "it only describes")]
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Me {
    /// A user's.
    User(Box<User>),
    /// The company's.
    Company(Company),
}
