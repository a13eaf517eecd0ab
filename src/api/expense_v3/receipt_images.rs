//! `/api/v3.0/expense/receiptimages`: images of receipts, uploaded and fetched back byte for byte.
//!
//! Page: `v3.image`.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::common::{Extent, Problem, answer, next_page};
use super::convert::common as convert;
use super::reports::OwnerParameter;
use super::wire::common::{ReceiptImage, ReceiptImages};
use super::{caller, error};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::exchange::Exchange;
use crate::api::path::part;
use crate::api::{App, explain, query};
use crate::core::CompanyCommand;
use crate::core::command::{Actor, Caller};
use crate::core::event::Through;
use crate::core::ids::{CompanyId, ReceiptImageId, UserId};
use crate::core::registry::receipts::{MediaType, Page};
use crate::core::registry::{CompanyChange, Refusal, receipts};
use crate::core::rejection::{self, Fault, Rejection};

const LIST: Operation = operation("v3.listReceiptImages");
const GET: Operation = operation("v3.getReceiptImage");
const POST: Operation = operation("v3.createReceiptImage");
const PUT: Operation = operation("v3.appendToReceiptImage");
const DELETE: Operation = operation("v3.deleteReceiptImage");
const FILE: &str = "v3.getReceiptImageFile";

const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["IMAGE"], tokens: Tokens::USER_OR_COMPANY, through: Through::V3, switch: None }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Where the page begins: opaque, from `NextPage`.
    offset: Option<String>,
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// The login of their owner, for administrators; the caller himself where absent.
    user: Option<String>,
}

/// List receipt images
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/receiptimages",
    operation_id = LIST.id,
    params(Asked),
    responses(
        (status = 200, description = "A page of them", content((ReceiptImages = "application/json"), (ReceiptImages = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let Asked { offset, limit, user: _ } = query::read(&request)?;
        let extent = Extent::of(limit, offset.as_deref())?;
        let owner = owner(call, &request)?;
        let behind = extent.behind.map(ReceiptImageId::from_bytes);
        let (page, next) = call
            .tenant
            .store
            .read(|world| extent.page(world.receipts.behind(owner, behind).cloned(), |image| *image.id.as_bytes()));
        let items =
            page.iter().map(|image| convert::receipt_image(image, call.base_url(), call.tenant.mark())).collect();
        Ok(error::answer(&request, &ReceiptImages { items, next_page: next_page(&request, call, next) }))
    })
}

/// Get the address of a receipt image
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/receiptimages/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "32 hexadecimal digits"), OwnerParameter),
    responses(
        (status = 200, description = "Where it is", content((ReceiptImage = "application/json"), (ReceiptImage = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let owner = owner(call, &request)?;
        let found = call.tenant.store.read(|world| world.receipts.get(image_id(&request)).cloned());
        let image = found.filter(|image| image.owner == owner).ok_or(Refusal::NotFound("receipt image"))?;
        Ok(error::answer(&request, &convert::receipt_image(&image, call.base_url(), call.tenant.mark())))
    })
}

/// Upload a receipt image
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/receiptimages",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content(
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "image/jpeg"),
        (Vec<u8> = "image/jpg"),
        (Vec<u8> = "image/png"),
    )),
    responses(
        (status = 200, description = "Uploaded", content((ReceiptImage = "application/json"), (ReceiptImage = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let actor = caller::for_owner(call, &request)?;
        let records = call.tenant.store.manage(&actor, CompanyCommand::AddReceipt(page(&body)), &call.origin)?;
        let image = records.iter().find_map(|record| match &record.event.change {
            CompanyChange::ReceiptPut(image) => {
                Some(convert::receipt_image(image, call.base_url(), call.tenant.mark()))
            }
            _ => None,
        });
        Ok(error::answer(&request, &image.ok_or(Refusal::NotFound("receipt image"))?))
    })
}

/// Append to a receipt image
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/receiptimages/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "32 hexadecimal digits"), OwnerParameter),
    request_body(content(
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "image/jpeg"),
        (Vec<u8> = "image/jpg"),
        (Vec<u8> = "image/png"),
    )),
    responses((status = 204, description = "Appended"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let command = CompanyCommand::AppendToReceipt(image_id(&request), page(&body));
        call.tenant.store.manage(&caller::for_owner(call, &request)?, command, &call.origin)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete a receipt image
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/receiptimages/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "32 hexadecimal digits"), OwnerParameter),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let command = CompanyCommand::DeleteReceipt(image_id(&request));
        call.tenant.store.manage(&caller::for_owner(call, &request)?, command, &call.origin)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Part {
    /// Which part, where something was appended, from 1.
    part: Option<usize>,
    /// The company whose image it is, where there are several tenants.
    company: Option<Uuid>,
}

/// Fetch a receipt image itself: as Concur's own address of it, for whoever knows it
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/receiptimages/{id}/file",
    operation_id = FILE,
    params(("id" = String, Path, description = "32 hexadecimal digits"), Part),
    responses(
        (status = 200, description = "Its bytes, as they were uploaded", content(
            (Vec<u8> = "application/pdf"),
            (Vec<u8> = "image/jpeg"),
            (Vec<u8> = "image/png"),
        )),
        error::Refusals,
    )
)]
pub async fn file(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    Exchange::of(&request).operation.set(Some(FILE));
    let Part { part, company } = match query::read(&request) {
        Ok(asked) => asked,
        Err(faults) => return error::refused(&request, &Rejection::Invalid(faults)),
    };
    // The first tenant's own addresses name none.
    let first = || Some(Arc::clone(app.tenants.first()));
    let realm = company.map_or_else(first, |company| app.tenants.of_company(CompanyId(company)));
    let found = realm.and_then(|realm| {
        Exchange::of(&request).belongs_to(&realm);
        realm.store.read(|world| world.receipts.get(image_id(&request)).cloned())
    });
    let page = found.as_deref().and_then(|image| page_of(image, part));
    let Some(Page { media_type, bytes }) = page else {
        let refusal = Refusal::NotFound("receipt image");
        explain::note(&request, &refusal);
        return error::plain(&request, StatusCode::NOT_FOUND, refusal.to_string());
    };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_TYPE, media_type.name())).insert_header((CACHE_CONTROL, "private, no-store"));
    answer.body(bytes.to_vec())
}

fn page_of(image: &receipts::ReceiptImage, part: Option<usize>) -> Option<&Page> {
    image.pages.get(part.unwrap_or(1).checked_sub(1)?)
}

/// What is uploaded: an image of one of the types that the page of v1 names, by its own first bytes.
fn page(body: &Body) -> rejection::Body<Page> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("image", fault.to_string())])?;
    let wrong = |message: String| vec![Fault::new("image", message)];
    let media_type = MediaType::of(bytes);
    let media_type = media_type.ok_or_else(|| wrong("is neither a PDF, nor a JPEG, nor a PNG".to_owned()))?;
    let said = body.content_type().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_lowercase();
    let said = if said == "image/jpg" { "image/jpeg" } else { said.as_str() };
    if said != media_type.name() {
        return Err(wrong(format!("is {}, and Content-Type says {said:?}", media_type.name())));
    }
    Ok(Page { media_type, bytes: Arc::from(bytes) })
}

/// Whose images are looked at: the caller's own, or those of the user whom an administrator names.
fn owner(call: &Call, request: &HttpRequest) -> Result<UserId, Problem> {
    match caller::for_owner(call, request)? {
        Actor { caller: Caller::User(user), target: None, .. } => Ok(user),
        Actor { target: None, .. } => Err(Rejection::NeedsUser.into()),
        Actor { caller: Caller::User(user), target: Some(target), .. } if user == target => Ok(user),
        Actor { target: Some(target), .. } => {
            call.tenant.store.may_search(&caller::caller(call), None)?;
            let known = call.tenant.store.read(|world| world.user(target).is_some());
            if known { Ok(target) } else { Err(vec![Fault::new("user", "is the login of nobody")].into()) }
        }
    }
}

fn image_id(request: &HttpRequest) -> ReceiptImageId {
    part(request, "id").parse().unwrap_or(ReceiptImageId::NOTHING)
}
