//! `/api/v3.0/expense/attendeetypes`: kinds of attendee.

use std::ops::Bound;
use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::attendees::{keeping, refused};
use super::convert::attendees as convert;
use super::entries::created;
use super::parts::{Refused, answer};
use super::report_filters::text;
use super::reports::place;
use super::wire::CreateResponse;
use super::wire::attendee_types::{AttendeeType, AttendeeTypeContent, AttendeeTypes};
use super::{caller, error, paging};
use crate::api::body::Body;
use crate::api::call::Operation;
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::CompanyCommand;
use crate::core::registry::attendees::{TypeFacts, is_systems};
use crate::core::registry::{CompanyChange, Refusal};
use crate::core::rejection::{self, Fault, Rejection};

const LIST: Operation = keeping("v3.listAttendeeTypes");
const GET: Operation = keeping("v3.getAttendeeType");
const POST: Operation = keeping("v3.createAttendeeType");
const PUT: Operation = keeping("v3.updateAttendeeType");
const DELETE: Operation = keeping("v3.deleteAttendeeType");

const PATH: &str = "/api/v3.0/expense/attendeetypes";
/// How many types a page has where nobody asks for a number.
const USUAL_LIMIT: usize = 25;

/// What a list of types can be asked for.
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
}

/// List types of attendee
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/attendeetypes",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, by code, without those that Concur keeps for itself", content((AttendeeTypes = "application/json"), (AttendeeTypes = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let Filters { offset, limit } = query::read(&request).map_err(Rejection::Invalid)?;
        let limit = paging::limit(limit, USUAL_LIMIT).map_err(Rejection::Invalid)?;
        let behind = offset.as_deref().map(behind).transpose().map_err(Rejection::Invalid)?;
        let behind = behind.map_or(Bound::Unbounded, Bound::Excluded);
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let from_there = company.attendee_types.range((behind, Bound::Unbounded)).map(|(_, kind)| kind);
        let found: Vec<_> = from_there.filter(|kind| !is_systems(&kind.code)).take(limit + 1).collect();
        let page = found.get(..limit).unwrap_or(&found);
        let last = page.last().filter(|_| found.len() > limit);
        let next_page = last.map(|last| {
            let offset = convert::type_id(&last.code);
            paging::next_page(call.base_url(), request.path(), request.query_string(), &offset)
        });
        let place = place(&request, call);
        let items = page.iter().map(|kind| convert::attendee_type(kind, place)).collect();
        Ok(error::answer(&request, &AttendeeTypes { items, next_page }))
    })
}

/// Get a type of attendee
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/attendeetypes/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its ID")),
    responses(
        (status = 200, description = "The type", content((AttendeeType = "application/json"), (AttendeeType = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let known = company.attendee_types.get(&path_code(&request)).filter(|kind| !is_systems(&kind.code));
        let known = known.ok_or_else(|| Refused::Missing(Refusal::NotFound("attendee type").to_string()))?;
        Ok(error::answer(&request, &convert::attendee_type(known, place(&request, call))))
    })
}

/// Add a type of attendee
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/attendeetypes",
    operation_id = POST.id,
    request_body(content((AttendeeTypeContent = "application/json"), (AttendeeTypeContent = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let command = CompanyCommand::AddAttendeeType(read(&request, &body));
        let records = call.tenant.store.manage(&caller::caller(call), command, &call.origin).map_err(refused)?;
        let id = records.iter().find_map(|record| match &record.event.change {
            CompanyChange::AttendeeTypePut(kind) => Some(convert::type_id(&kind.code)),
            _ => None,
        });
        Ok(created(&request, call, PATH, id.unwrap_or_default()))
    })
}

/// Change a type of attendee
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/attendeetypes/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "Its ID")),
    request_body(content((AttendeeTypeContent = "application/json"), (AttendeeTypeContent = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let command = CompanyCommand::ChangeAttendeeType(path_code(&request), read(&request, &body));
        call.tenant.store.manage(&caller::caller(call), command, &call.origin).map_err(refused)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete a type of attendee
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/attendeetypes/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "Its ID")),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let command = CompanyCommand::DeleteAttendeeType(path_code(&request));
        call.tenant.store.manage(&caller::caller(call), command, &call.origin).map_err(refused)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// The code of the type that an offset is behind.
fn behind(offset: &str) -> rejection::Body<String> {
    let code = convert::read_type_id(offset);
    let message = "is none that was handed out: take it from NextPage, or leave it out for the first page";
    if code.is_empty() { Err(vec![Fault::new("offset", message)]) } else { Ok(code) }
}

fn path_code(request: &HttpRequest) -> String {
    convert::read_type_id(&part(request, "id"))
}

fn read(request: &HttpRequest, body: &Body) -> rejection::Body<TypeFacts> {
    let roots = &["AttendeeType", "AttendeeTypePost", "AttendeeTypePut"];
    let shape = Shape { lists: &[("DuplicateSearchFields", "string")], ..Shape::of(roots) };
    let text = either::read(request, body, shape)?;
    Ok(convert::type_facts(json::parse::<AttendeeTypeContent>(&text)?))
}
