//! What the service says of itself, as it is described.
#![expect(dead_code, reason = "described, and built of nothing")]

use utoipa::ToSchema;

/// A type of resource, with what extends it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProvisionedType {
    /// The schema of types.
    schemas: Vec<String>,
    /// Its identifier.
    id: String,
    /// Its name.
    name: String,
    /// Where it is, below the path of the service.
    endpoint: String,
    /// What it is.
    description: String,
    /// Its schema.
    schema: String,
    /// What extends that.
    schema_extensions: Vec<ProvisionedExtension>,
    /// Of the type.
    meta: TypeMeta,
}

/// A schema that extends another.
#[derive(ToSchema)]
pub struct ProvisionedExtension {
    /// Its URN.
    schema: String,
    /// Whether every resource has it.
    required: bool,
}

/// Of a type of resource.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct TypeMeta {
    /// Its URL.
    location: String,
    /// `ResourceType`.
    resource_type: String,
}

/// What the service supports.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProvisioningConfig {
    /// The schema of it.
    schemas: Vec<String>,
    /// Where its documentation is.
    documentation_url: String,
    /// How callers prove who they are.
    authentication_schemes: ProvisioningAuthentication,
    /// Many operations in one request.
    bulk: BulkSupport,
    /// Patches.
    patch: ProvisioningSupport,
    /// Filters.
    filter: ProvisioningSupport,
    /// Changing passwords.
    change_password: ProvisioningSupport,
    /// Sorting.
    sort: ProvisioningSupport,
    /// Entity tags.
    etag: ProvisioningSupport,
}

/// Whether the service supports something.
#[derive(ToSchema)]
pub struct ProvisioningSupport {
    /// Whether it does.
    supported: bool,
}

/// How far the service supports many operations.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct BulkSupport {
    /// Whether it does.
    supported: bool,
    /// How many operations a request has at most.
    max_operations: usize,
    /// How many bytes a request has at most.
    max_payload_size: usize,
}

/// How callers prove who they are.
#[derive(ToSchema)]
pub struct ProvisioningAuthentication {
    /// Its name.
    name: String,
    /// What it is.
    description: String,
    /// `oauthbearertoken`.
    #[schema(rename = "type")]
    kind: String,
}
