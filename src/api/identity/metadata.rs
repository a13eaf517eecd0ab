//! What the service says of itself.

use actix_web::HttpRequest;

use super::Version;
use super::attributes::{Attribute, CORE, ENTERPRISE, Kind, SAP, SCHEMAS, Schema};
use super::error::Problem;
use super::wire::{
    AttributeBody, AuthenticationScheme, LIST_RESPONSE, Pagination, ResourceType, SchemaBody, SchemaExtension,
    SchemaList, SchemaMeta, ServiceProviderConfig, Supported,
};
use crate::api::path;
use crate::core::registry::Refusal;

const DOCUMENTATION: &str = "https://developer.concur.com/api-reference/profile/v4.identity.html";
const DOCUMENTATION_OF_V4_1: &str = "https://developer.concur.com/api-reference/profile/v4.1.identity.html";

/// All schemas.
pub(super) fn schemas(version: Version) -> SchemaList {
    let resources: Vec<_> = SCHEMAS.iter().map(|schema| body(schema, version)).collect();
    SchemaList {
        schemas: [LIST_RESPONSE],
        total_results: resources.len(),
        items_per_page: resources.len(),
        start_index: (version == Version::V4).then_some(1),
        resources,
    }
}

/// The schema that the path names.
pub(super) fn schema(request: &HttpRequest, version: Version) -> Result<SchemaBody, Problem> {
    let id = path::part(request, "id");
    let schema = SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(&id));
    Ok(body(schema.ok_or(Refusal::NotFound("schema"))?, version))
}

pub(super) fn body(schema: &Schema, version: Version) -> SchemaBody {
    let Schema { id, name, description, attributes } = schema;
    // Without what comes before the version, as the page's example has it.
    let base = version.path().rsplit_once('/').map_or("", |(_, version)| version);
    SchemaBody {
        id,
        name,
        description,
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        attributes: attributes.iter().map(|attribute| attribute_body(attribute, version)).collect(),
        meta: SchemaMeta { resource_type: "Schema", location: format!("/{base}/Schemas/{id}") },
    }
}

fn attribute_body(attribute: &Attribute, version: Version) -> AttributeBody {
    let on_request = attribute.on_request && version == Version::V4_1;
    let mutability = match (attribute.is_read_only, attribute.is_immutable) {
        (true, _) => "readOnly",
        (false, true) => "immutable",
        (false, false) => "readWrite",
    };
    let returned = match (attribute.name, on_request) {
        ("id", _) => "always",
        (_, true) => "request",
        (_, false) => "default",
    };
    AttributeBody {
        name: attribute.name,
        kind: match attribute.kind {
            Kind::Text => "string",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::Moment => "dateTime",
            Kind::Reference => "reference",
            Kind::Complex => "complex",
        },
        multi_valued: attribute.is_many,
        description: attribute.description,
        required: attribute.is_required,
        canonical_values: attribute.values,
        case_exact: attribute.is_exact,
        mutability,
        returned,
        uniqueness: attribute.uniqueness,
        sub_attributes: attribute.parts.iter().map(|part| attribute_body(part, version)).collect(),
    }
}

/// Every type of resource: users.
pub(super) fn resource_types() -> [ResourceType; 1] {
    let extension = |schema, required| SchemaExtension { schema, required };
    [ResourceType {
        id: "User",
        name: "User",
        description: "A user of SAP Concur",
        endpoint: "/Users",
        schema: CORE,
        attributes: vec![extension(ENTERPRISE, true), extension(SAP, false)],
    }]
}

/// What the service supports.
pub(super) fn service_provider_config(version: Version) -> ServiceProviderConfig {
    let supported = |supported| Supported { supported };
    let documentation_url = match version {
        Version::V4 => DOCUMENTATION,
        Version::V4_1 => DOCUMENTATION_OF_V4_1,
    };
    let pagination =
        Pagination { cursor: supported(true), index: supported(false), default_page_size: 100, max_page_size: 1000 };
    ServiceProviderConfig {
        documentation_url,
        patch: supported(true),
        bulk: supported(false),
        filter: supported(true),
        change_password: supported(false),
        sort: supported(false),
        etag: supported(false),
        authentication_schemes: AuthenticationScheme {
            name: "OAuth Bearer Token",
            description: "A company's access token, as OAuth 2.0 gives it",
            spec_url: "https://datatracker.ietf.org/doc/html/rfc6750",
            documentation_url: "https://developer.concur.com/api-reference/authentication/getting-started.html",
        },
        pagination: (version == Version::V4_1).then_some(pagination),
    }
}
