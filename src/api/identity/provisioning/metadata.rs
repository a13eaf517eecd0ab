//! What the service says of itself.

use actix_web::HttpRequest;
use serde_json::{Value, json};

use super::super::Version;
use super::super::attributes::{CORE, ENTERPRISE, SAP, SCHEMAS, SPEND_SCHEMAS};
use super::super::error::Problem;
use super::super::metadata::body;
use super::super::wire::{LIST_RESPONSE, SchemaBody, SchemaList};
use super::TRAVEL;
use super::bulk::{LARGEST, MOST_OPERATIONS};
use crate::api::call::Call;
use crate::api::path;
use crate::core::registry::Refusal;

/// The one type of resource.
pub(super) fn user_type(call: &Call) -> Value {
    let optional = [SAP, TRAVEL].into_iter().chain(SPEND_SCHEMAS.iter().map(|schema| schema.id));
    let extension = |schema: &str| json!({"schema": schema, "required": schema == ENTERPRISE});
    let extensions: Vec<_> = std::iter::once(ENTERPRISE).chain(optional).map(extension).collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "A user of SAP Concur",
        "schema": CORE,
        "schemaExtensions": extensions,
        "meta": {
            "location": format!("{}/profile/v4/ResourceTypes/User", call.base_url()),
            "resourceType": "ResourceType",
        },
    })
}

/// The type that the path names.
pub(super) fn resource_type(call: &Call, request: &HttpRequest) -> Result<Value, Problem> {
    let is_known = path::part(request, "id").eq_ignore_ascii_case("User");
    if is_known { Ok(user_type(call)) } else { Err(Refusal::NotFound("resource type").into()) }
}

/// What the service supports.
pub(super) fn config() -> Value {
    let supported = |supported: bool| json!({"supported": supported});
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUrl": "https://developer.concur.com/api-reference/user-provisioning/v4.user-provisioning.html",
        "authenticationSchemes": {
            "name": "OAuth Bearer Token",
            "description": "A company's access token, as OAuth 2.0 gives it",
            "type": "oauthbearertoken",
        },
        "bulk": {"supported": true, "maxOperations": MOST_OPERATIONS, "maxPayloadSize": LARGEST},
        "patch": supported(true),
        "filter": supported(false),
        "changePassword": supported(false),
        "sort": supported(false),
        "etag": supported(false),
    })
}

/// All schemas: those of users, and those of what is kept for their spending.
pub(super) fn schemas() -> SchemaList {
    let resources: Vec<_> = SCHEMAS.iter().chain(SPEND_SCHEMAS).map(|schema| body(schema, Version::V4)).collect();
    SchemaList {
        schemas: [LIST_RESPONSE],
        total_results: resources.len(),
        items_per_page: resources.len(),
        start_index: Some(1),
        resources,
    }
}

/// The schema that the path names.
pub(super) fn schema(request: &HttpRequest) -> Result<SchemaBody, Problem> {
    let id = path::part(request, "id");
    let schema = SCHEMAS.iter().chain(SPEND_SCHEMAS).find(|schema| schema.id.eq_ignore_ascii_case(&id));
    Ok(body(schema.ok_or(Refusal::NotFound("schema"))?, Version::V4))
}
