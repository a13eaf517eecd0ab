//! The operations of Identity v4.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorResponse, Problem};
use super::wire::{
    Me, NewUser, PatchBody, ResourceType, SchemaBody, SchemaList, ServiceProviderConfig, User, UserList,
};
use super::{Version, answer, deleting, describing, lists, metadata, patching, reading, users, writing};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};

const LIST: Operation = reading("identity.listUsers");
const GET: Operation = reading("identity.getUser");
const CREATE: Operation = writing("identity.createUser");
const REPLACE: Operation = writing("identity.replaceUser");
const PATCH: Operation = patching("identity.patchUser");
const DELETE: Operation = deleting("identity.deleteUser");
/// On no page, and seen in the wild: it takes a user's token, too.
const ME: Operation = Operation { tokens: Tokens::USER_OR_COMPANY, ..reading("identity.me") };
const RESOURCE_TYPES: Operation = describing("identity.listResourceTypes");
const CONFIG: Operation = describing("identity.getServiceProviderConfig");
const SCHEMAS: Operation = describing("identity.listSchemas");
const SCHEMA: Operation = describing("identity.getSchema");

/// List users
#[utoipa::path(
    get,
    path = "/profile/identity/v4/Users",
    operation_id = LIST.id,
    params(
        ("filter" = Option<String>, Query, description = "`userName`, `employeeNumber` or `externalId`, each with `eq`"),
        ("attributes" = Option<String>, Query, description = "Names of attributes, with commas: what is shown"),
        ("excludedAttributes" = Option<String>, Query, description = "Names of attributes, with commas: what is not shown"),
        ("startIndex" = Option<i64>, Query, description = "The place of the first, from 1"),
        ("count" = Option<i64>, Query, description = "How many: 10 where nothing is said, 100 at most"),
    ),
    responses(
        (status = 200, description = "A page of users", body = UserList),
        (status = 400, description = "A parameter is not what it has to be", body = ErrorResponse),
        Denials,
    )
)]
pub async fn list_users(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| lists::by_index(call, &request))
}

/// Get a user
#[utoipa::path(
    get,
    path = "/profile/identity/v4/Users/{id}",
    operation_id = GET.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
        ("attributes" = Option<String>, Query, description = "Names of attributes, with commas: what is shown"),
        ("excludedAttributes" = Option<String>, Query, description = "Names of attributes, with commas: what is not shown"),
    ),
    responses(
        (status = 200, description = "The user", body = User),
        (status = 400, description = "A parameter is not what it has to be", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn get_user(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| users::get(call, &request, Version::V4))
}

/// Create a user
#[utoipa::path(
    post,
    path = "/profile/identity/v4/Users",
    operation_id = CREATE.id,
    request_body = NewUser,
    responses(
        (status = 200, description = "The user", body = User),
        (status = 400, description = "Something in the body is wrong, or another user's", body = ErrorResponse),
        Denials,
    )
)]
pub async fn create_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| users::create(call, &body, Version::V4))
}

/// Replace a user
#[utoipa::path(
    put,
    path = "/profile/identity/v4/Users/{id}",
    operation_id = REPLACE.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    request_body = NewUser,
    responses(
        (status = 200, description = "The user", body = User),
        (status = 400, description = "Something in the body is wrong, or another user's", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn replace_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &REPLACE, |call| users::replace(call, &request, &body, Version::V4))
}

/// Change a user
#[utoipa::path(
    patch,
    path = "/profile/identity/v4/Users/{id}",
    operation_id = PATCH.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    request_body = PatchBody,
    responses(
        (status = 200, description = "The user", body = User),
        (status = 400, description = "An operation is wrong, or what comes of it", body = ErrorResponse),
        Denials,
        (status = 404, description = "No such user", body = ErrorResponse),
    )
)]
pub async fn patch_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PATCH, |call| users::patch(call, &request, &body, Version::V4))
}

/// Delete a user
#[utoipa::path(
    delete,
    path = "/profile/identity/v4/Users/{id}",
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
    let deleted = Call::open(&request, &DELETE).map_err(Problem::Denied);
    match deleted.and_then(|call| users::delete(&call, users::id_in(&request)?)) {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(problem) => problem.respond(&request),
    }
}

/// Get whoever's token it is
#[utoipa::path(
    get,
    path = "/profile/identity/v4/me",
    operation_id = ME.id,
    responses(
        (status = 200, description = "The user, or the company", body = Me),
        Denials,
    )
)]
pub async fn me(request: HttpRequest) -> HttpResponse {
    answer(&request, &ME, |call| users::me(call, Version::V4))
}

/// List types of resources
#[utoipa::path(
    get,
    path = "/profile/identity/v4/ResourceTypes",
    operation_id = RESOURCE_TYPES.id,
    responses(
        (status = 200, description = "All of them", body = Vec<ResourceType>),
        Denials,
    )
)]
pub async fn resource_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &RESOURCE_TYPES, |_| Ok(metadata::resource_types()))
}

/// Get what the service supports
#[utoipa::path(
    get,
    path = "/profile/identity/v4/ServiceProviderConfig",
    operation_id = CONFIG.id,
    responses(
        (status = 200, description = "It", body = ServiceProviderConfig),
        Denials,
    )
)]
pub async fn service_provider_config(request: HttpRequest) -> HttpResponse {
    answer(&request, &CONFIG, |_| Ok(metadata::service_provider_config(Version::V4)))
}

/// List schemas
#[utoipa::path(
    get,
    path = "/profile/identity/v4/Schemas",
    operation_id = SCHEMAS.id,
    responses(
        (status = 200, description = "All of them", body = SchemaList),
        Denials,
    )
)]
pub async fn schemas(request: HttpRequest) -> HttpResponse {
    answer(&request, &SCHEMAS, |_| Ok(metadata::schemas(Version::V4)))
}

/// Get a schema
#[utoipa::path(
    get,
    path = "/profile/identity/v4/Schemas/{id}",
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
    answer(&request, &SCHEMA, |_| metadata::schema(&request, Version::V4))
}
