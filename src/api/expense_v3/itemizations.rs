//! `/api/v3.0/expense/itemizations`: the parts that expenses are itemized into.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::entries::{created, found, path_entry};
use super::parts::{self, Asked, Refused, answer, in_body, operation};
use super::report_filters::text;
use super::reports::{OwnerParameter, place};
use super::wire::CreateResponse;
use super::wire::entry_content::CustomFields;
use super::wire::itemizations::{Itemization, ItemizationPost, ItemizationPut, Itemizations};
use super::{caller, convert, error};
use crate::api::body::Body;
use crate::api::call::Operation;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::World;
use crate::core::command::{Command, Deed, NewItemization};
use crate::core::event::Change;
use crate::core::ids::EntryId;
use crate::core::rejection::{self, Rejection};
use crate::tenant::parts::Spent;

const LIST: Operation = operation("v3.listItemizations");
const GET: Operation = operation("v3.getItemization");
const POST: Operation = operation("v3.createItemization");
const PUT: Operation = operation("v3.updateItemization");
const DELETE: Operation = operation("v3.deleteItemization");

const PATH: &str = "/api/v3.0/expense/itemizations";

/// What a list of itemizations can be asked for.
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
    /// The entry that they are part of.
    #[serde(rename = "entryID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    entry_id: Option<String>,
    /// The code of the expense type.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    expense_type_code: Option<String>,
}

/// List itemizations
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/itemizations",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, report by report, the newest report first", content((Itemizations = "application/json"), (Itemizations = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let filters: Filters = query::read(&request).map_err(Rejection::Invalid)?;
        let Filters { offset, limit, user, report_id, entry_id, expense_type_code } = &filters;
        let (report, entry) = (report_id.as_deref(), entry_id.as_deref());
        let asked = Asked { user: user.as_deref(), report, entry, offset: offset.as_deref(), limit: *limit };
        let of = entry.map(convert::entries::read_entry_id);
        let fits = |spent: &Spent| {
            let code = &spent.expense.details.expense_type;
            of.is_none_or(|of| spent.parent.as_ref().is_some_and(|parent| parent.entry_id == of))
                && expense_type_code.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(code))
        };
        let (found, next_page) = parts::list(&request, call, &asked, |_, report| {
            Spent::itemizations_of(report).filter(fits).collect::<Vec<_>>().into_iter()
        })?;
        let place = place(&request, call);
        let items = found.iter().map(|(view, spent)| convert::itemizations::itemization(view, spent, place)).collect();
        Ok(error::answer(&request, &Itemizations { items, next_page }))
    })
}

/// Get an itemization
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/itemizations/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses(
        (status = 200, description = "The itemization", content((Itemization = "application/json"), (Itemization = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = caller::for_owner(call, &request)?;
        let found = call.tenant.store.spent(&actor, path_entry(&request), true);
        let (view, spent) = found.map_err(Refused::of_path)?;
        Ok(error::answer(&request, &convert::itemizations::itemization(&view, &spent, place(&request, call))))
    })
}

/// Split a part off an entry
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/itemizations",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content((ItemizationPost = "application/json"), (ItemizationPost = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let actor = caller::for_owner(call, &request)?;
        let (entry, itemization) = read(&request, &body).map_err(Rejection::Invalid)?;
        let itemize = |world: &World| {
            let (report, expense) = world.expense_of_entry(entry).ok_or(Rejection::ExpenseNotFound)?;
            Ok(Command::act(report.id, Deed::AddItemization(expense, itemization)))
        };
        let added = call.tenant.store.execute_found(&actor, itemize, &call.origin).map_err(in_body)?;
        let last = added.iter().find_map(|record| match &record.event.change {
            Change::ExpenseChanged(expense) => expense.itemizations.last(),
            _ => None,
        });
        let id = last.map(|itemization| convert::entries::entry_id(itemization.entry_id));
        Ok(created(&request, call, PATH, id.unwrap_or_default()))
    })
}

/// Change an itemization
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/itemizations/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    request_body(content((ItemizationPut = "application/json"), (ItemizationPut = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let actor = caller::for_owner(call, &request)?;
        let text = either::read(&request, &body, Shape::of(&["Itemization", "ItemizationPut"]));
        let content =
            text.and_then(|text| Ok((json::parse::<ItemizationPut>(&text)?, json::parse::<CustomFields>(&text)?)));
        let change = |world: &World| {
            let (report, part) = found(world, path_entry(&request), true)?;
            let whole = report.parent_of(part.id).ok_or(Rejection::ExpenseNotFound)?;
            let patch =
                content.and_then(|(put, custom)| convert::itemizations::itemization_patch(whole, part, put, custom));
            Ok(Command::act(report.id, Deed::UpdateExpense(part.id, patch)))
        };
        call.tenant.store.execute_found(&actor, change, &call.origin).map_err(Refused::of_path)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete an itemization
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/itemizations/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let actor = caller::for_owner(call, &request)?;
        let delete = |world: &World| {
            let (report, part) = found(world, path_entry(&request), true)?;
            Ok(Command::act(report.id, Deed::DeleteExpense(part.id)))
        };
        call.tenant.store.execute_found(&actor, delete, &call.origin).map_err(Refused::of_path)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// The entry that is itemized, and its part as far as it is right.
fn read(request: &HttpRequest, body: &Body) -> rejection::Body<(EntryId, rejection::Body<Box<NewItemization>>)> {
    let text = either::read(request, body, Shape::of(&["Itemization", "ItemizationPost"]))?;
    let post: ItemizationPost = json::parse(&text)?;
    let entry = convert::entries::read_entry_id(&post.entry_id);
    Ok((entry, convert::itemizations::new_itemization(post, json::parse(&text)?)))
}
