//! The bodies of User Provisioning. What is answered is built as JSON; its types are there to be described.

mod about;
mod status;

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

pub use self::about::{ProvisionedType, ProvisioningConfig};
pub use self::status::ProvisionStatus;
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
