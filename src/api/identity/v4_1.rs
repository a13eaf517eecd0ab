//! The operations of Identity v4.1.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorResponse, Problem};
use super::wire::{
    NewUser, PatchBody, ResourceType, SchemaBody, SchemaList, SearchRequest, ServiceProviderConfig, User, UserList,
};
use super::{Version, answer, deleting, describing, lists, metadata, patching, reading, users, writing};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};

const LIST: Operation = reading("identity41.listUsers");
const SEARCH: Operation = reading("identity41.searchUsers");
const GET: Operation = reading("identity41.getUser");
const CREATE: Operation = writing("identity41.createUser");
const REPLACE: Operation = writing("identity41.replaceUser");
const PATCH: Operation = patching("identity41.patchUser");
const DELETE: Operation = deleting("identity41.deleteUser");
const RESOURCE_TYPES: Operation = describing("identity41.listResourceTypes");
const CONFIG: Operation = describing("identity41.getServiceProviderConfig");
const SCHEMAS: Operation = describing("identity41.listSchemas");
const SCHEMA: Operation = describing("identity41.getSchema");

/// List users
#[utoipa::path(
    get,
    path = "/profile/identity/v4.1/Users",
    operation_id = LIST.id,
    params(
        ("attributes" = Option<String>, Query, description = "Names of attributes, with commas: what is shown"),
        ("excludedAttributes" = Option<String>, Query, description = "Names of attributes, with commas: what is not shown"),
        ("count" = Option<i64>, Query, description = "How many: 100 where nothing is said, 1000 at most"),
        ("cursor" = Option<String>, Query, description = "The `nextCursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of users", body = UserList),
        (status = 400, description = "A parameter is not what it has to be", body = ErrorResponse),
        Denials,
    )
)]
pub async fn list_users(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| lists::by_cursor(call, &request))
}

/// Search for users
#[utoipa::path(
    post,
    path = "/profile/identity/v4.1/Users/.search",
    operation_id = SEARCH.id,
    request_body = SearchRequest,
    responses(
        (status = 200, description = "A page of those for whom the filter holds", body = UserList),
        (status = 400, description = "The filter, or anything else, is not what it has to be", body = ErrorResponse),
        Denials,
    )
)]
pub async fn search_users(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &SEARCH, |call| lists::search(call, &body))
}

/// Get a user
#[utoipa::path(
    get,
    path = "/profile/identity/v4.1/Users/{id}",
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
    answer(&request, &GET, |call| users::get(call, &request, Version::V4_1))
}

/// Create a user
#[utoipa::path(
    post,
    path = "/profile/identity/v4.1/Users",
    operation_id = CREATE.id,
    request_body = NewUser,
    responses(
        (status = 200, description = "The user", body = User),
        (status = 400, description = "Something in the body is wrong, or another user's", body = ErrorResponse),
        Denials,
    )
)]
pub async fn create_user(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| users::create(call, &body, Version::V4_1))
}

/// Replace a user
#[utoipa::path(
    put,
    path = "/profile/identity/v4.1/Users/{id}",
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
    answer(&request, &REPLACE, |call| users::replace(call, &request, &body, Version::V4_1))
}

/// Change a user
#[utoipa::path(
    patch,
    path = "/profile/identity/v4.1/Users/{id}",
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
    answer(&request, &PATCH, |call| users::patch(call, &request, &body, Version::V4_1))
}

/// Delete a user
#[utoipa::path(
    delete,
    path = "/profile/identity/v4.1/Users/{id}",
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

/// List types of resources
#[utoipa::path(
    get,
    path = "/profile/identity/v4.1/ResourceTypes",
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
    path = "/profile/identity/v4.1/ServiceProviderConfig",
    operation_id = CONFIG.id,
    responses(
        (status = 200, description = "It", body = ServiceProviderConfig),
        Denials,
    )
)]
pub async fn service_provider_config(request: HttpRequest) -> HttpResponse {
    answer(&request, &CONFIG, |_| Ok(metadata::service_provider_config(Version::V4_1)))
}

/// List schemas
#[utoipa::path(
    get,
    path = "/profile/identity/v4.1/Schemas",
    operation_id = SCHEMAS.id,
    responses(
        (status = 200, description = "All of them", body = SchemaList),
        Denials,
    )
)]
pub async fn schemas(request: HttpRequest) -> HttpResponse {
    answer(&request, &SCHEMAS, |_| Ok(metadata::schemas(Version::V4_1)))
}

/// Get a schema
#[utoipa::path(
    get,
    path = "/profile/identity/v4.1/Schemas/{id}",
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
    answer(&request, &SCHEMA, |_| metadata::schema(&request, Version::V4_1))
}
