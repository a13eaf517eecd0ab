//! `/api/v3.0/common/listitems`: the items of lists.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::lists::operation;
use super::{AT_ONCE, Extent, answer, next_page};
use crate::api::body::Body;
use crate::api::call::Operation;
use crate::api::expense_v3::convert::common as convert;
use crate::api::expense_v3::wire::CreateResponse;
use crate::api::expense_v3::wire::common::{ListItem, ListItemPost, ListItemPut, ListItems};
use crate::api::expense_v3::{caller, error};
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::ids::{ListId, ListItemId, MalformedId};
use crate::core::registry::{CompanyChange, Refusal, lists};
use crate::core::rejection::{self, Fault};
use crate::core::{CompanyCommand, World};

const LIST: Operation = operation("v3.listListItems");
const GET: Operation = operation("v3.getListItem");
const POST: Operation = operation("v3.createListItem");
const PUT: Operation = operation("v3.updateListItem");
const DELETE: Operation = operation("v3.deleteListItem");

const BODY: Shape = Shape::of(&["ListItem", "ListItemPost", "ListItemPut"]);

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Asked {
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// Where the page begins: opaque, from `NextPage`.
    offset: Option<String>,
    /// The list that they are in.
    list_id: Option<String>,
    /// What they say.
    name: Option<String>,
    /// The item that they lie below.
    parent_id: Option<String>,
    /// The code of the first level.
    #[serde(rename = "level1Code")]
    level1: Option<String>,
    /// The code of the second level.
    #[serde(rename = "level2Code")]
    level2: Option<String>,
    /// The code of the third level.
    #[serde(rename = "level3Code")]
    level3: Option<String>,
    /// The code of the fourth level.
    #[serde(rename = "level4Code")]
    level4: Option<String>,
    /// The code of the fifth level.
    #[serde(rename = "level5Code")]
    level5: Option<String>,
    /// The code of the sixth level.
    #[serde(rename = "level6Code")]
    level6: Option<String>,
    /// The code of the seventh level.
    #[serde(rename = "level7Code")]
    level7: Option<String>,
    /// The code of the eighth level.
    #[serde(rename = "level8Code")]
    level8: Option<String>,
    /// The code of the ninth level.
    #[serde(rename = "level9Code")]
    level9: Option<String>,
    /// The code of the tenth level.
    #[serde(rename = "level10Code")]
    level10: Option<String>,
}

/// What items have to be like.
struct Filter<'a> {
    name: Option<&'a str>,
    parent: Option<ListItemId>,
    levels: [Option<&'a str>; 10],
}

impl Asked {
    fn filter(&self) -> rejection::Body<Filter<'_>> {
        let parent = self.parent_id.as_deref().filter(|id| !id.is_empty()).map(str::parse).transpose();
        Ok(Filter {
            name: self.name.as_deref().filter(|name| !name.is_empty()),
            parent: parent.map_err(|error: MalformedId| vec![Fault::new("parentId", error.to_string())])?,
            levels: [
                &self.level1,
                &self.level2,
                &self.level3,
                &self.level4,
                &self.level5,
                &self.level6,
                &self.level7,
                &self.level8,
                &self.level9,
                &self.level10,
            ]
            .map(|code| code.as_deref().filter(|code| !code.is_empty())),
        })
    }
}

impl Filter<'_> {
    fn takes(&self, world: &World, item: &lists::ListItem) -> bool {
        let has_levels = || {
            let codes = world.lists.codes(item);
            let asked = self.levels.iter().enumerate().filter_map(|(level, code)| Some((level, (*code)?)));
            asked.into_iter().all(|(level, code)| codes.get(level) == Some(&code))
        };
        self.name.is_none_or(|name| item.name.eq_ignore_ascii_case(name))
            && self.parent.is_none_or(|parent| item.parent == Some(parent))
            && has_levels()
    }
}

/// List items of lists
#[utoipa::path(
    get,
    path = "/api/v3.0/common/listitems",
    operation_id = LIST.id,
    params(Asked),
    responses(
        (status = 200, description = "A page of them", content((ListItems = "application/json"), (ListItems = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let asked: Asked = query::read(&request)?;
        let extent = Extent::of(asked.limit, asked.offset.as_deref())?;
        let (filter, list) = (asked.filter()?, named_list(asked.list_id.as_deref())?);
        let found = extent.gather(&call.tenant.store, |world, behind, found| {
            let items = world.lists.items_behind(list, behind.map(ListItemId::from_bytes));
            let (mut count, mut last) = (0, None);
            for item in items.take(AT_ONCE) {
                (count, last) = (count + 1, Some(*item.id.as_bytes()));
                if filter.takes(world, item) {
                    found.push(world.lists.path(item));
                    if found.len() > extent.limit {
                        return None;
                    }
                }
            }
            last.filter(|_| count == AT_ONCE)
        });
        let key = |path: &Vec<Arc<lists::ListItem>>| path.last().map_or([0; 16], |item| *item.id.as_bytes());
        let (items, next) = extent.page(found.into_iter(), key);
        let items = items.iter().filter_map(|path| convert::list_item(path, call.base_url())).collect();
        Ok(error::answer(&request, &ListItems { items, next_page: next_page(&request, call, next) }))
    })
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct OfList {
    /// The list that it is in.
    list_id: Option<String>,
}

/// Get an item of a list
#[utoipa::path(
    get,
    path = "/api/v3.0/common/listitems/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "32 hexadecimal digits"), OfList),
    responses(
        (status = 200, description = "The item", content((ListItem = "application/json"), (ListItem = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let OfList { list_id } = query::read(&request)?;
        let list = named_list(list_id.as_deref())?;
        let found = call.tenant.store.read(|world| {
            let item = world.lists.item(item_id(&request)).filter(|item| list.is_none_or(|list| item.list == list));
            item.map(|item| world.lists.path(item))
        });
        let found = found.and_then(|path| convert::list_item(&path, call.base_url()));
        Ok(error::answer(&request, &found.ok_or(Refusal::NotFound("list item"))?))
    })
}

/// Add an item to a list
#[utoipa::path(
    post,
    path = "/api/v3.0/common/listitems",
    operation_id = POST.id,
    request_body(content((ListItemPost = "application/json"), (ListItemPost = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let new = either::read(&request, &body, BODY).and_then(|text| json::parse(&text));
        let command = CompanyCommand::AddListItem(new.and_then(convert::new_list_item));
        let records = call.tenant.store.manage(&caller::caller(call), command, &call.origin)?;
        let id = records.iter().find_map(|record| match &record.event.change {
            CompanyChange::ListItemPut(item) => Some(item.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        let uri = format!("{}/api/v3.0/common/listitems/{id}", call.base_url());
        Ok(error::answer(&request, &CreateResponse { id, uri }))
    })
}

/// Change an item of a list
#[utoipa::path(
    put,
    path = "/api/v3.0/common/listitems/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "32 hexadecimal digits")),
    request_body(content((ListItemPut = "application/json"), (ListItemPut = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let patch = either::read(&request, &body, BODY).and_then(|text| json::parse(&text));
        let command = CompanyCommand::ChangeListItem(item_id(&request), patch.and_then(convert::list_item_patch));
        call.tenant.store.manage(&caller::caller(call), command, &call.origin)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete an item of a list, with everything below it
#[utoipa::path(
    delete,
    path = "/api/v3.0/common/listitems/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "32 hexadecimal digits"), OfList),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let OfList { list_id } = query::read(&request)?;
        let command = CompanyCommand::DeleteListItem(item_id(&request), named_list(list_id.as_deref())?);
        call.tenant.store.manage(&caller::caller(call), command, &call.origin)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

fn named_list(id: Option<&str>) -> rejection::Body<Option<ListId>> {
    let list = id.filter(|id| !id.is_empty()).map(str::parse::<ListId>).transpose();
    list.map_err(|error| vec![Fault::new("listId", error.to_string())])
}

fn item_id(request: &HttpRequest) -> ListItemId {
    part(request, "id").parse().unwrap_or(ListItemId::NOTHING)
}
