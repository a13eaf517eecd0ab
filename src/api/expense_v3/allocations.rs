//! `/api/v3.0/expense/allocations`: which share of an expense is charged to which cost object.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::parts::{self, Asked, Refused, answer, operation};
use super::report_filters::text;
use super::reports::{OwnerParameter, place};
use super::wire::allocations::{Allocation, Allocations};
use super::{caller, convert, error};
use crate::api::call::Operation;
use crate::api::path::part;
use crate::api::query;
use crate::core::rejection::Rejection;
use crate::tenant::parts::{Share, Spent};

const LIST: Operation = operation("v3.listAllocations");
const GET: Operation = operation("v3.getAllocation");

/// What a list of allocations can be asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Filters {
    /// Where the page begins: opaque, from `NextPage`.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    offset: Option<String>,
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// The login of the owner, or `ALL`, for administrators; the caller's own where absent.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    user: Option<String>,
    /// The report that they are on.
    #[serde(rename = "reportID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    report_id: Option<String>,
    /// The entry that they, or its itemizations, are allocated to.
    #[serde(rename = "entryID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    entry_id: Option<String>,
    /// The itemization that they are shares of.
    #[serde(rename = "itemizationID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    itemization_id: Option<String>,
}

/// List allocations
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/allocations",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, report by report, the newest report first", content((Allocations = "application/json"), (Allocations = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let filters: Filters = query::read(&request).map_err(Rejection::Invalid)?;
        let Filters { offset, limit, user, report_id, entry_id, itemization_id } = &filters;
        let (report, entry) = (report_id.as_deref(), entry_id.as_deref());
        let (part, offset) = (itemization_id.as_deref(), offset.as_deref());
        let asked = Asked { user: user.as_deref(), report, entry: part.or(entry), offset, limit: *limit };
        let (entry, part) = (entry.map(convert::entries::read_entry_id), part.map(convert::entries::read_entry_id));
        let fits = |spent: &Spent| {
            let own = spent.expense.entry_id;
            let whole = spent.parent.as_ref().map_or(own, |parent| parent.entry_id);
            entry.is_none_or(|entry| entry == whole) && part.is_none_or(|part| part == own && own != whole)
        };
        let (found, next_page) = parts::list(&request, call, &asked, |_, report| {
            Spent::all_of(report)
                .filter(fits)
                .flat_map(|spent| Share::all_of(&spent.expense))
                .collect::<Vec<_>>()
                .into_iter()
        })?;
        let place = place(&request, call);
        let items = found.iter().map(|(view, share)| convert::allocations::allocation(view, share, place)).collect();
        Ok(error::answer(&request, &Allocations { items, next_page }))
    })
}

/// Get an allocation
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/allocations/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses(
        (status = 200, description = "The allocation", content((Allocation = "application/json"), (Allocation = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = caller::for_owner(call, &request)?;
        let id = convert::allocations::read_allocation_id(&part(&request, "id"));
        let (view, share) = call.tenant.store.allocation(&actor, id).map_err(Refused::of_path)?;
        Ok(error::answer(&request, &convert::allocations::allocation(&view, &share, place(&request, call))))
    })
}
