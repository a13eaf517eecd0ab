//! `/api/v3.0/common/lists`: the lists that custom fields take their values from.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Extent, answer, next_page};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::expense_v3::convert::common as convert;
use crate::api::expense_v3::wire::CreateResponse;
use crate::api::expense_v3::wire::common::{List, ListPost, ListPut, Lists};
use crate::api::expense_v3::{caller, error};
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::CompanyCommand;
use crate::core::event::Through;
use crate::core::ids::ListId;
use crate::core::registry::{CompanyChange, Refusal};

const LIST: Operation = operation("v3.listLists");
const GET: Operation = operation("v3.getList");
const POST: Operation = operation("v3.createList");
const PUT: Operation = operation("v3.updateList");

const BODY: Shape = Shape::of(&["List", "ListPost", "ListPut"]);

pub(super) const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["LIST"], tokens: Tokens::USER_OR_COMPANY, through: Through::V3, switch: None }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// Where the page begins: opaque, from `NextPage`.
    offset: Option<String>,
}

/// List lists
#[utoipa::path(
    get,
    path = "/api/v3.0/common/lists",
    operation_id = LIST.id,
    params(Asked),
    responses(
        (status = 200, description = "A page of them", content((Lists = "application/json"), (Lists = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let Asked { limit, offset } = query::read(&request)?;
        let extent = Extent::of(limit, offset.as_deref())?;
        let behind = extent.behind.map(ListId::from_bytes);
        let (page, next) = call
            .tenant
            .store
            .read(|world| extent.page(world.lists.behind(behind).cloned(), |list| *list.id.as_bytes()));
        let items = page.iter().map(|list| convert::list(list, call.base_url())).collect();
        Ok(error::answer(&request, &Lists { items, next_page: next_page(&request, call, next) }))
    })
}

/// Get a list
#[utoipa::path(
    get,
    path = "/api/v3.0/common/lists/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "32 hexadecimal digits")),
    responses(
        (status = 200, description = "The list", content((List = "application/json"), (List = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let id = list_id(&request);
        let list = call.tenant.store.read(|world| world.lists.get(id).cloned()).ok_or(Refusal::NotFound("list"))?;
        Ok(error::answer(&request, &convert::list(&list, call.base_url())))
    })
}

/// Create a list
#[utoipa::path(
    post,
    path = "/api/v3.0/common/lists",
    operation_id = POST.id,
    request_body(content((ListPost = "application/json"), (ListPost = "application/xml"))),
    responses(
        (status = 200, description = "Created", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let new = either::read(&request, &body, BODY).and_then(|text| json::parse(&text)).map(convert::new_list);
        let command = CompanyCommand::AddList(new);
        let records = call.tenant.store.manage(&caller::caller(call), command, &call.origin)?;
        let id = records.iter().find_map(|record| match &record.event.change {
            CompanyChange::ListPut(list) => Some(list.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        let uri = format!("{}/api/v3.0/common/lists/{id}", call.base_url());
        Ok(error::answer(&request, &CreateResponse { id, uri }))
    })
}

/// Change a list
#[utoipa::path(
    put,
    path = "/api/v3.0/common/lists/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "32 hexadecimal digits")),
    request_body(content((ListPut = "application/json"), (ListPut = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let patch = either::read(&request, &body, BODY).and_then(|text| json::parse(&text)).map(convert::list_patch);
        let command = CompanyCommand::ChangeList(list_id(&request), patch);
        call.tenant.store.manage(&caller::caller(call), command, &call.origin)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

fn list_id(request: &HttpRequest) -> ListId {
    part(request, "id").parse().unwrap_or(ListId::NOTHING)
}
