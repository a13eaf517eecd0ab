//! The operations of User Provisioning v4.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::super::error::{Denials, ErrorResponse, Problem};
use super::super::users::id_in;
use super::super::wire::{NewUser, PatchBody, SchemaBody, SchemaList, User};
use super::super::{answer, answer_with};
use super::perform::Verb;
use super::wire::{BulkRequest, ProvisionStatus, ProvisionedType, ProvisioningConfig};
use super::{bulk, metadata, reading, single, status, writing};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};

const BULK: Operation = writing("provisioning.bulk");
const CREATE: Operation = writing("provisioning.createUser");
const REPLACE: Operation = writing("provisioning.replaceUser");
const PATCH: Operation = writing("provisioning.patchUser");
const DELETE: Operation = writing("provisioning.deleteUser");
const STATUS: Operation = reading("provisioning.getStatus");
const RESOURCE_TYPES: Operation = reading("provisioning.listResourceTypes");
const RESOURCE_TYPE: Operation = reading("provisioning.getResourceType");
const CONFIG: Operation = reading("provisioning.getServiceProviderConfig");
const SCHEMAS: Operation = reading("provisioning.listSchemas");
const SCHEMA: Operation = reading("provisioning.getSchema");

/// Provision many users
#[utoipa::path(
    post,
    path = "/profile/v4/Bulk",
    operation_id = BULK.id,
    request_body = BulkRequest,
    responses(
        (status = 202, description = "Accepted: what becomes of it is told at `meta.location`", body = ProvisionStatus),
        (status = 400, description = "It is no such request, too large, or has too many operations", body = ErrorResponse),
        Denials,
    )
)]
pub async fn provision_many(request: HttpRequest, body: Body) -> HttpResponse {
    answer_with(StatusCode::ACCEPTED, &request, &BULK, |call| bulk::accept(call, &body))
}

/// Create a user, with what is kept for his spending
#[utoipa::path(
    post,
    path = "/profile/v4/Users",
    operation_id = CREATE.id,
    request_body(content = NewUser, description = "The user, and beside his own extensions any of `SpendExtensions`"),
    responses(
        (status = 201, description = "The user; what became of the rest is told at `meta.statusUrl`", body = User),
        (status = 400, description = "Something in the body is wrong, or another user's", body = ErrorResponse),
        Denials,
    )
)]
pub async fn create_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer_with(StatusCode::CREATED, &request, &CREATE, |call| single::write(call, Verb::Post, None, &body))
}

/// Replace a user, with what is kept for his spending
#[utoipa::path(
    put,
    path = "/profile/v4/Users/{id}",
    operation_id = REPLACE.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    request_body(content = NewUser, description = "The user, and beside his own extensions any of `SpendExtensions`"),
    responses(
        (status = 200, description = "The user; what became of the rest is told at `meta.statusUrl`", body = User),
        (status = 400, description = "Something in the body is wrong, or another user's", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn replace_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &REPLACE, |call| single::write(call, Verb::Put, Some(id_in(&request)?), &body))
}

/// Change a user, or what is kept for his spending
#[utoipa::path(
    patch,
    path = "/profile/v4/Users/{id}",
    operation_id = PATCH.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    request_body = PatchBody,
    responses(
        (status = 200, description = "The user; what became of the rest is told at `meta.statusUrl`", body = User),
        (status = 400, description = "An operation is wrong, or what comes of it", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn patch_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PATCH, |call| single::patch(call, id_in(&request)?, &body))
}

/// Delete a user
#[utoipa::path(
    delete,
    path = "/profile/v4/Users/{id}",
    operation_id = DELETE.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "Something depends on the user", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn delete_user(request: HttpRequest) -> HttpResponse {
    let call = Call::open(&request, &DELETE).map_err(Problem::Denied);
    match call.and_then(|call| single::delete(&call, id_in(&request)?)) {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(problem) => problem.respond(&request),
    }
}

/// Get what became of a request
#[utoipa::path(
    get,
    path = "/profile/v4/provisions/{id}/status",
    operation_id = STATUS.id,
    params(
        ("id" = String, Path, description = "The identifier of the request"),
        ("attributes" = Option<String>, Query, description = "`operations`, for what became of each"),
        ("startIndex" = Option<i64>, Query, description = "The place of the first operation, from 1"),
        ("count" = Option<i64>, Query, description = "How many operations, 100 at most"),
        ("state" = Option<String>, Query, description = "Which operations: `success`, `failed` or `pending`"),
    ),
    responses(
        (status = 200, description = "What became of it", body = ProvisionStatus),
        (status = 400, description = "A parameter is not what it has to be", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such request, or none of the last seven days", body = ErrorResponse),
    )
)]
pub async fn provision_status(request: HttpRequest) -> HttpResponse {
    answer(&request, &STATUS, |call| status::get(call, &request))
}

/// List types of resources
#[utoipa::path(
    get,
    path = "/profile/v4/ResourceTypes",
    operation_id = RESOURCE_TYPES.id,
    responses(
        (status = 200, description = "All of them", body = Vec<ProvisionedType>),
        Denials,
    )
)]
pub async fn resource_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &RESOURCE_TYPES, |call| Ok([metadata::user_type(call)]))
}

/// Get a type of resource
#[utoipa::path(
    get,
    path = "/profile/v4/ResourceTypes/{id}",
    operation_id = RESOURCE_TYPE.id,
    params(
        ("id" = String, Path, description = "`User`"),
    ),
    responses(
        (status = 200, description = "It", body = ProvisionedType),
        Denials,
        (status = 404, description = "No such type", body = ErrorResponse),
    )
)]
pub async fn resource_type(request: HttpRequest) -> HttpResponse {
    answer(&request, &RESOURCE_TYPE, |call| metadata::resource_type(call, &request))
}

/// Get what the service supports
#[utoipa::path(
    get,
    path = "/profile/v4/ServiceProviderConfig",
    operation_id = CONFIG.id,
    responses(
        (status = 200, description = "It", body = ProvisioningConfig),
        Denials,
    )
)]
pub async fn service_provider_config(request: HttpRequest) -> HttpResponse {
    answer(&request, &CONFIG, |_| Ok(metadata::config()))
}

/// List schemas
#[utoipa::path(
    get,
    path = "/profile/v4/Schemas",
    operation_id = SCHEMAS.id,
    responses(
        (status = 200, description = "All of them", body = SchemaList),
        Denials,
    )
)]
pub async fn schemas(request: HttpRequest) -> HttpResponse {
    answer(&request, &SCHEMAS, |_| Ok(metadata::schemas()))
}

/// Get a schema
#[utoipa::path(
    get,
    path = "/profile/v4/Schemas/{id}",
    operation_id = SCHEMA.id,
    params(
        ("id" = String, Path, description = "The schema's URN"),
    ),
    responses(
        (status = 200, description = "It", body = SchemaBody),
        Denials,
        (status = 404, description = "No such schema", body = ErrorResponse),
    )
)]
pub async fn schema(request: HttpRequest) -> HttpResponse {
    answer(&request, &SCHEMA, |_| metadata::schema(&request))
}
