//! What the service says of itself: schemas, resource types, what it supports.

use serde::Serialize;
use utoipa::ToSchema;

/// All schemas.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemaList {
    /// The schema of lists.
    pub schemas: [&'static str; 1],
    /// How many there are.
    pub total_results: usize,
    /// How many there are on this page: all of them.
    pub items_per_page: usize,
    /// The place of the first of them; v4 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_index: Option<usize>,
    /// They.
    #[serde(rename = "Resources")]
    pub resources: Vec<SchemaBody>,
}

/// A schema.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemaBody {
    /// Its URN.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The schema of schemas.
    pub schemas: [&'static str; 1],
    /// The attributes that it gives a resource.
    pub attributes: Vec<AttributeBody>,
    /// Of the resource.
    pub meta: SchemaMeta,
}

/// Of a schema.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemaMeta {
    /// `Schema`.
    pub resource_type: &'static str,
    /// Its path, below that of the service.
    pub location: String,
}

/// An attribute.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttributeBody {
    /// Its name.
    pub name: &'static str,
    /// What type of value it has.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether it has any number of values.
    pub multi_valued: bool,
    /// What it is.
    pub description: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// The values that it can have, where they are few.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Vec<String>, required = false)]
    pub canonical_values: &'static [&'static str],
    /// Whether case counts in it.
    pub case_exact: bool,
    /// Who writes it when.
    pub mutability: &'static str,
    /// When it is answered.
    pub returned: &'static str,
    /// Who else may not have it.
    pub uniqueness: &'static str,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, no_recursion)]
    pub sub_attributes: Vec<AttributeBody>,
}

/// A type of resource.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceType {
    /// Its identifier.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Where it is, below the path of the service.
    pub endpoint: &'static str,
    /// Its schema.
    pub schema: &'static str,
    /// What extends that.
    pub attributes: Vec<SchemaExtension>,
}

/// A schema that extends another.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemaExtension {
    /// Its URN.
    pub schema: &'static str,
    /// Whether every resource has it.
    pub required: bool,
}

/// What the service supports.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServiceProviderConfig {
    /// Where its documentation is.
    pub documentation_url: &'static str,
    /// Patches.
    pub patch: Supported,
    /// Many operations in one request.
    pub bulk: Supported,
    /// Filters.
    pub filter: Supported,
    /// Changing passwords.
    pub change_password: Supported,
    /// Sorting.
    pub sort: Supported,
    /// Entity tags.
    pub etag: Supported,
    /// How callers prove who they are.
    pub authentication_schemes: AuthenticationScheme,
    /// Pages; v4.1 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
}

/// Whether the service supports something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Supported {
    /// Whether it does.
    pub supported: bool,
}

/// How callers prove who they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticationScheme {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Where it is specified.
    pub spec_url: &'static str,
    /// Where it is documented.
    pub documentation_url: &'static str,
}

/// How lists are paged.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// By cursor.
    pub cursor: Supported,
    /// By index.
    pub index: Supported,
    /// How many are on a page where no number is given.
    pub default_page_size: usize,
    /// How many are on a page at most.
    pub max_page_size: usize,
}
