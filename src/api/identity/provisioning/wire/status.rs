//! What became of a request, as it is described.
#![expect(dead_code, reason = "described, and built of nothing")]

use utoipa::ToSchema;

/// What became of a request to provision users.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProvisionStatus {
    /// The schema of it.
    schemas: Vec<String>,
    /// The identifier of the request.
    id: String,
    /// How many operations it has.
    operations_count: OperationsCount,
    /// Of all of it.
    status: Completion,
    /// Of the request.
    meta: ProvisionMeta,
    /// What became of the operations on this page; where they are asked for.
    #[schema(required = false)]
    operations: Vec<OperationStatus>,
    /// How many operations there are on all pages; where they are asked for.
    #[schema(required = false)]
    total_results: usize,
    /// The place of the first of them, from 1; where they are asked for.
    #[schema(required = false)]
    start_index: usize,
    /// How many are on this page; where they are asked for.
    #[schema(required = false)]
    items_per_page: usize,
}

/// How many operations there are.
#[derive(ToSchema)]
pub struct OperationsCount {
    /// All.
    total: usize,
    /// Done.
    success: usize,
    /// Refused.
    failed: usize,
    /// Not looked at yet.
    pending: usize,
}

/// Whether something is done.
#[derive(ToSchema)]
pub struct Completion {
    /// Whether it has been looked at.
    completed: bool,
    /// Whether all of it was done; null until it has been looked at.
    success: Option<bool>,
    /// The status that it would have been answered with, where it failed.
    #[schema(required = false)]
    code: String,
}

/// Of a request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProvisionMeta {
    /// Where it is told what became of it.
    location: String,
    /// When it came.
    created: String,
    /// When anything of it changed.
    last_modified: String,
    /// When it was done.
    #[schema(required = false)]
    completed: String,
    /// `Bulk` or `User`.
    provision_type: String,
    /// `ProvisionRequest`.
    resource_type: String,
    /// The `Concur-Correlationid` of the request.
    correlation_id: String,
}

/// What became of an operation.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OperationStatus {
    /// Its place, from 1.
    id: String,
    /// Of all of it.
    status: Completion,
    /// The user whom it was for.
    #[schema(required = false)]
    resource: ProvisionedResource,
    /// What the caller calls it.
    #[schema(required = false)]
    bulk_id: String,
    /// What became of each extension.
    extensions: Vec<ExtensionStatus>,
}

/// What an operation was for.
#[derive(ToSchema)]
pub struct ProvisionedResource {
    /// Its UUID.
    id: String,
    /// `User`.
    #[schema(rename = "type")]
    kind: String,
}

/// What became of an extension.
#[derive(ToSchema)]
pub struct ExtensionStatus {
    /// Its URN.
    name: String,
    /// Of it.
    status: ExtensionCompletion,
    /// What there is to say.
    #[schema(required = false)]
    messages: Vec<ExtensionMessage>,
}

/// Whether an extension is done.
#[derive(ToSchema)]
pub struct ExtensionCompletion {
    /// Whether it has been looked at.
    completed: bool,
    /// Whether it was done.
    success: bool,
    /// The status that it would have been answered with.
    code: String,
    /// `success`, `no-op`, `error` or `not-processed`.
    result: String,
}

/// Something to say of an extension.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ExtensionMessage {
    /// A word for it.
    code: String,
    /// In words.
    message: String,
    /// The attribute that it is about.
    #[schema(required = false)]
    schema_path: String,
    /// `error` or `warning`.
    #[schema(rename = "type")]
    kind: String,
}
