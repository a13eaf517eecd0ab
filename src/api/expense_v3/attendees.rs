//! `/api/v3.0/expense/attendees`: who can take part in what is spent.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::convert::attendees as convert;
use super::convert::read_attendee_id;
use super::entries::created;
use super::parts::{Refused, answer, operation};
use super::report_filters::text;
use super::reports::{OwnerParameter, place};
use super::wire::CreateResponse;
use super::wire::attendees::{Attendee, AttendeeContent, Attendees};
use super::wire::entry_content::CustomFields;
use super::{caller, error, paging};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::CompanyCommand;
use crate::core::attendee;
use crate::core::command::{Actor, Caller};
use crate::core::company::Company;
use crate::core::ids::{AttendeeId, UserId};
use crate::core::registry::attendees::{AttendeeFacts, is_seen_by};
use crate::core::registry::{CompanyChange, Refusal};
use crate::core::rejection::{self, Fault, Rejection};
use crate::core::user::User;

const LIST: Operation = keeping("v3.listAttendees");
const GET: Operation = keeping("v3.getAttendee");
const POST: Operation = keeping("v3.createAttendee");
const PUT: Operation = keeping("v3.updateAttendee");
const DELETE: Operation = keeping("v3.deleteAttendee");

const PATH: &str = "/api/v3.0/expense/attendees";
/// How many attendees a page has where nobody asks for a number.
const USUAL_LIMIT: usize = 25;
/// How many external IDs can be asked for at once (page `v3.attendees`).
const MOST_IDS: usize = 10;

/// Either scope will do (inferred: the pages name none).
pub(super) const fn keeping(id: &'static str) -> Operation {
    Operation { scopes: &["ATTEND", "EXPRPT"], ..operation(id) }
}

/// What a list of attendees can be asked for.
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
    /// The login of the user who asks, for administrators; the caller himself where absent.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    user: Option<String>,
    /// What they are called elsewhere: up to ten, separated by commas.
    #[serde(rename = "externalID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    external_id: Option<String>,
    /// The ID of their type.
    #[serde(rename = "attendeeTypeID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    attendee_type_id: Option<String>,
}

/// List attendees
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/attendees",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them: everyone's, and the user's own", content((Attendees = "application/json"), (Attendees = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let Filters { offset, limit, user: _, external_id, attendee_type_id } =
            query::read(&request).map_err(Rejection::Invalid)?;
        let limit = paging::limit(limit, USUAL_LIMIT).map_err(Rejection::Invalid)?;
        let behind = offset.as_deref().map(paging::open).transpose().map_err(Rejection::Invalid)?;
        let behind = behind.map(AttendeeId::from_bytes);
        let external: Option<Vec<&str>> = external_id.as_deref().map(|ids| ids.split(',').map(str::trim).collect());
        if external.as_ref().is_some_and(|ids| ids.len() > MOST_IDS) {
            let message = format!("has more than {MOST_IDS} IDs");
            return Err(Rejection::Invalid(vec![Fault::new("externalID", message)]).into());
        }
        let kind = attendee_type_id.as_deref().map(convert::read_type_id);
        let who = user_of(&for_user(call, &request)?);
        let fits = |attendee: &&attendee::Attendee| {
            let called = attendee.particulars.external_id.as_deref();
            is_seen_by(attendee, who)
                && kind.as_ref().is_none_or(|kind| *kind == attendee.attendee_type)
                && external.as_ref().is_none_or(|ids| called.is_some_and(|called| ids.contains(&called)))
        };
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let from_there = company.attendees.behind(behind.as_ref()).map(|(_, attendee)| &**attendee);
        let found: Vec<_> = from_there.filter(fits).take(limit + 1).collect();
        let page = found.get(..limit).unwrap_or(&found);
        let last = page.last().filter(|_| found.len() > limit);
        let next_page = last.map(|last| {
            let offset = paging::seal(last.id.as_bytes());
            paging::next_page(call.base_url(), request.path(), request.query_string(), &offset)
        });
        let owners = owners(call, page.iter().copied());
        let items = page.iter().map(|attendee| show(&request, call, &company, attendee, &owners)).collect();
        Ok(error::answer(&request, &Attendees { items, next_page }))
    })
}

/// Get an attendee
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/attendees/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "His v3 ID"), OwnerParameter),
    responses(
        (status = 200, description = "The attendee", content((Attendee = "application/json"), (Attendee = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let who = user_of(&for_user(call, &request)?);
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let known = company.attendees.get(&path_attendee(&request)).filter(|attendee| is_seen_by(attendee, who));
        let known = known.ok_or_else(|| Refused::Missing(Refusal::NotFound("attendee").to_string()))?;
        let owners = owners(call, std::iter::once(&**known));
        Ok(error::answer(&request, &show(&request, call, &company, known, &owners)))
    })
}

/// Add an attendee
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/attendees",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content((AttendeeContent = "application/json"), (AttendeeContent = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let actor = for_user(call, &request)?;
        let command = CompanyCommand::AddAttendee(read(&request, &body));
        let records = call.tenant.store.manage(&actor, command, &call.origin).map_err(refused)?;
        let id = records.iter().find_map(|record| match &record.event.change {
            CompanyChange::AttendeePut(attendee) => Some(super::convert::attendee_id(attendee.id)),
            _ => None,
        });
        Ok(created(&request, call, PATH, id.unwrap_or_default()))
    })
}

/// Change an attendee
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/attendees/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "His v3 ID"), OwnerParameter),
    request_body(content((AttendeeContent = "application/json"), (AttendeeContent = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let actor = for_user(call, &request)?;
        let command = CompanyCommand::ChangeAttendee(path_attendee(&request), read(&request, &body));
        call.tenant.store.manage(&actor, command, &call.origin).map_err(refused)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete an attendee
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/attendees/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "His v3 ID"), OwnerParameter),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let actor = for_user(call, &request)?;
        let command = CompanyCommand::DeleteAttendee(path_attendee(&request));
        call.tenant.store.manage(&actor, command, &call.origin).map_err(refused)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Words what the registry refuses.
pub(super) fn refused(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::NotFound(_) => Refused::Missing(refusal.to_string()),
        Refusal::NotAllowed(role) => Refused::Rejected(Rejection::MissingRole(role)),
        Refusal::Invalid(faults) | Refusal::Taken(faults) => Refused::Rejected(Rejection::Invalid(faults)),
        // Of users only.
        Refusal::Outdated => Refused::Missing(refusal.to_string()),
    }
}

/// Who acts, for the user whom the query names: himself, or anyone for administrators.
fn for_user(call: &Call, request: &HttpRequest) -> Result<Actor, Rejection> {
    let actor = caller::for_owner(call, request)?;
    if let Some(user) = actor.target {
        call.tenant.store.may_search(&actor, Some(user))?;
    }
    Ok(actor)
}

fn user_of(actor: &Actor) -> Option<UserId> {
    actor.target.or(match actor.caller {
        Caller::User(user) => Some(user),
        Caller::Company | Caller::Clock => None,
    })
}

fn owners<'a>(call: &Call, attendees: impl Iterator<Item = &'a attendee::Attendee>) -> HashMap<UserId, Arc<User>> {
    call.tenant.store.people(attendees.filter_map(|attendee| attendee.particulars.owner))
}

fn show<'a>(
    request: &HttpRequest,
    call: &Call,
    company: &'a Company,
    attendee: &'a attendee::Attendee,
    owners: &HashMap<UserId, Arc<User>>,
) -> Attendee<'a> {
    let owner = attendee.particulars.owner.and_then(|owner| owners.get(&owner));
    convert::attendee(company, attendee, owner, place(request, call))
}

fn path_attendee(request: &HttpRequest) -> AttendeeId {
    read_attendee_id(&part(request, "id"))
}

fn read(request: &HttpRequest, body: &Body) -> rejection::Body<Box<AttendeeFacts>> {
    let text = either::read(request, body, Shape::of(&["Attendee", "AttendeePost", "AttendeePut"]))?;
    convert::attendee_facts(json::parse::<AttendeeContent>(&text)?, json::parse::<CustomFields>(&text)?)
}
