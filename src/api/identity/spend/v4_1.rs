//! The operations of Spend User v4.1.

use actix_web::{HttpRequest, HttpResponse};

use super::super::answer;
use super::super::error::{Denials, ErrorResponse};
use super::wire::{SpendUser, SpendUserList};
use super::{reading, retrieval};
use crate::api::call::Operation;

const LIST: Operation = reading("spend41.listSpendUsers");
const GET: Operation = reading("spend41.getSpendUser");

/// List spend users
#[utoipa::path(
    get,
    path = "/profile/spend/v4.1/Users",
    operation_id = LIST.id,
    params(
        ("filter" = Option<String>, Query, description = "Attributes of the spend user, each with `eq` or `ne`"),
        ("startIndex" = Option<i64>, Query, description = "The place of the first, from 1"),
        ("count" = Option<i64>, Query, description = "How many, 100 at most"),
    ),
    responses(
        (status = 200, description = "A page of spend users", body = SpendUserList),
        (status = 400, description = "A parameter is not what it has to be", body = ErrorResponse),
        Denials,
    )
)]
pub async fn list_spend_users(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| retrieval::list(call, &request))
}

/// Get a spend user
#[utoipa::path(
    get,
    path = "/profile/spend/v4.1/Users/{id}",
    operation_id = GET.id,
    params(
        ("id" = String, Path, description = "The user's UUID"),
    ),
    responses(
        (status = 200, description = "The spend user", body = SpendUser),
        Denials,
        (status = 404, description = "No such spend user", body = ErrorResponse),
    )
)]
pub async fn get_spend_user(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| retrieval::get(call, &request))
}
