//! The bodies of User Provisioning. What is answered is built as JSON; its types are there to be described.

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::super::spend::wire::{
    ApproverExtension, DelegateExtension, InvoicePreferenceExtension, PayrollExtension, RoleExtension,
    SpendUserExtension, UserPreferenceExtension, WorkflowPreferenceExtension,
};
use crate::api::json::Object;

/// The schema of requests for many operations.
pub const BULK_REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// The schema of what became of a request.
pub const PROVISION_STATUS: &str = "urn:ietf:params:scim:schemas:extension:concur:2.0:Provision:Status";

/// Many operations.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRequest {
    /// The schema of such requests.
    pub schemas: Vec<String>,
    /// After how many failures the rest is left undone; none where it is not given.
    pub fail_on_errors: Option<u32>,
    /// The operations, from 1 to 100.
    #[serde(rename = "Operations")]
    #[schema(value_type = Vec<BulkOperation>)]
    pub operations: Vec<Object<BulkOperation>>,
}

/// One of many operations.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkOperation {
    /// `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: String,
    /// What the caller calls it, once in a request; required to create.
    pub bulk_id: Option<String>,
    /// `/Users`, or `/Users/{id}`.
    pub path: String,
    /// The body of the operation.
    #[schema(value_type = Option<Object>)]
    pub data: Option<Map<String, Value>>,
}

/// What a body of a user can have besides, so that it is kept for his spending. What is wrong with it is told by the status of the request.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct SpendExtensions {
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:User")]
    account: Option<SpendUserExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Approver")]
    approvers: Option<ApproverExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Delegate")]
    delegates: Option<DelegateExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Role")]
    roles: Option<RoleExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:UserPreference")]
    user_preferences: Option<UserPreferenceExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:WorkflowPreference")]
    workflow_preferences: Option<WorkflowPreferenceExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:InvoicePreference")]
    invoice_preferences: Option<InvoicePreferenceExtension>,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:Payroll")]
    payroll: Option<PayrollExtension>,
}

/// What became of a request to provision users.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct ProvisionedResource {
    /// Its UUID.
    id: String,
    /// `User`.
    #[schema(rename = "type")]
    kind: String,
}

/// What became of an extension.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
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

/// A type of resource, with what extends it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct ProvisionedExtension {
    /// Its URN.
    schema: String,
    /// Whether every resource has it.
    required: bool,
}

/// Of a type of resource.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct TypeMeta {
    /// Its URL.
    location: String,
    /// `ResourceType`.
    resource_type: String,
}

/// What the service supports.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct ProvisioningSupport {
    /// Whether it does.
    supported: bool,
}

/// How far the service supports many operations.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "described, and built of nothing")]
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
#[expect(dead_code, reason = "described, and built of nothing")]
pub struct ProvisioningAuthentication {
    /// Its name.
    name: String,
    /// What it is.
    description: String,
    /// `oauthbearertoken`.
    #[schema(rename = "type")]
    kind: String,
}
