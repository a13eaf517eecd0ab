//! `/api/v3.0/expense/entryattendeeassociations`: who took part in which expense.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::entries::created;
use super::parts::{self, Asked, Refused, answer, in_body, operation};
use super::report_filters::text;
use super::reports::{OwnerParameter, place};
use super::wire::CreateResponse;
use super::wire::associations::{
    EntryAttendeeAssociation, EntryAttendeeAssociationPost, EntryAttendeeAssociationPut, EntryAttendeeAssociations,
};
use super::wire::entry_content::CustomFields;
use super::{caller, convert, error};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::World;
use crate::core::attendee::NewAttendance;
use crate::core::command::{Actor, Command, Deed};
use crate::core::expense::Expense;
use crate::core::ids::{AttendeeId, EntryId};
use crate::core::rejection::{self, Rejection};
use crate::tenant::parts::{Spent, report_of};

const LIST: Operation = associating("v3.listEntryAttendeeAssociations");
const GET: Operation = associating("v3.getEntryAttendeeAssociation");
const POST: Operation = associating("v3.createEntryAttendeeAssociation");
const PUT: Operation = associating("v3.updateEntryAttendeeAssociation");
const DELETE: Operation = associating("v3.deleteEntryAttendeeAssociation");

const PATH: &str = "/api/v3.0/expense/entryattendeeassociations";

/// Attendees of reports: either scope will do (inferred: the page names none).
const fn associating(id: &'static str) -> Operation {
    Operation { scopes: &["EXPRPT", "ATTEND"], ..operation(id) }
}

/// What a list of associations can be asked for.
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
    /// The entry that they are of.
    #[serde(rename = "entryID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    entry_id: Option<String>,
}

/// List associations of attendees with entries
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/entryattendeeassociations",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, report by report, the newest report first", content((EntryAttendeeAssociations = "application/json"), (EntryAttendeeAssociations = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let filters: Filters = query::read(&request).map_err(Rejection::Invalid)?;
        let Filters { offset, limit, user, entry_id } = &filters;
        let entry = entry_id.as_deref();
        let asked = Asked { user: user.as_deref(), report: None, entry, offset: offset.as_deref(), limit: *limit };
        let of = entry.map(convert::entries::read_entry_id);
        let (found, next_page) = parts::list(&request, call, &asked, |_, report| {
            let spent = Spent::all_of(report).filter(|spent| of.is_none_or(|of| of == spent.expense.entry_id));
            let parts = |Spent { expense, .. }: Spent| {
                let associations = expense.attendance.associations.clone();
                associations.into_iter().map(move |association| (expense.clone(), association))
            };
            spent.flat_map(parts).collect::<Vec<_>>().into_iter()
        })?;
        let place = place(&request, call);
        let shown = found.iter().map(|(_, (expense, part))| convert::associations::association(expense, part, place));
        Ok(error::answer(&request, &EntryAttendeeAssociations { items: shown.collect(), next_page }))
    })
}

/// Get an association of an attendee with an entry
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/entryattendeeassociations/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses(
        (status = 200, description = "The association", content((EntryAttendeeAssociation = "application/json"), (EntryAttendeeAssociation = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = caller::for_owner(call, &request)?;
        let (entry, attendee) = path_association(&request);
        let of_any = call.tenant.store.spent(&actor, entry, false).or_else(|refused| match refused {
            Rejection::ExpenseNotFound => call.tenant.store.spent(&actor, entry, true),
            other => Err(other),
        });
        let (_, spent) = of_any.map_err(missing)?;
        let part = spent.expense.attendance.associations.iter().find(|part| part.attendee == attendee);
        let part = part.ok_or(Rejection::ExpenseNotFound).map_err(missing)?;
        let shown = convert::associations::association(&spent.expense, part, place(&request, call));
        Ok(error::answer(&request, &shown))
    })
}

/// Say that an attendee took part in an entry
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/entryattendeeassociations",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content((EntryAttendeeAssociationPost = "application/json"), (EntryAttendeeAssociationPost = "application/xml"))),
    responses(
        (status = 200, description = "Associated", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let (post, custom) = read::<EntryAttendeeAssociationPost>(&request, &body).map_err(Rejection::Invalid)?;
        let entry = convert::entries::read_entry_id(&post.entry_id);
        let attendee = convert::read_attendee_id(&post.attendee_id);
        let actor = preparer(call, &request, entry)?;
        let another = |expense: &Expense| convert::associations::with_another(expense, post, custom);
        set(call, &actor, entry, None, another).map_err(in_body)?;
        Ok(created(&request, call, PATH, convert::associations::association_id(entry, attendee)))
    })
}

/// Change an attendee's part in an entry
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/entryattendeeassociations/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    request_body(content((EntryAttendeeAssociationPut = "application/json"), (EntryAttendeeAssociationPut = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let (entry, attendee) = path_association(&request);
        let actor = preparer(call, &request, entry)?;
        let content = read::<EntryAttendeeAssociationPut>(&request, &body);
        let change = |expense: &Expense| {
            let (put, custom) = content?;
            convert::associations::with_changed(expense, attendee, put, custom)
        };
        set(call, &actor, entry, Some(attendee), change).map_err(missing)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Say that an attendee took no part in an entry
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/entryattendeeassociations/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses((status = 204, description = "Deleted"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let (entry, attendee) = path_association(&request);
        let actor = preparer(call, &request, entry)?;
        let without = |expense: &Expense| Ok(convert::associations::without(expense, attendee));
        set(call, &actor, entry, Some(attendee), without).map_err(missing)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Who acts: where nobody is named, for whomever the entry belongs to (the page lets administrators do so).
fn preparer(call: &Call, request: &HttpRequest, entry: EntryId) -> Result<Actor, Rejection> {
    let actor = caller::for_owner(call, request)?;
    let owner = || call.tenant.store.read(|world| report_of(world, entry).map(|report| report.owner));
    Ok(Actor { target: actor.target.or_else(owner), ..actor })
}

/// Says who took part in an expense, from who is said to have.
fn set(
    call: &Call,
    actor: &Actor,
    entry: EntryId,
    known: Option<AttendeeId>,
    attendance: impl FnOnce(&Expense) -> rejection::Body<NewAttendance>,
) -> Result<(), Rejection> {
    let command = |world: &World| {
        let (report, expense) = world.expense_of_entry(entry).ok_or(Rejection::ExpenseNotFound)?;
        let expense = report.expense(expense).ok_or(Rejection::ExpenseNotFound)?;
        let takes_part = |attendee| expense.attendance.associations.iter().any(|part| part.attendee == attendee);
        if !known.is_none_or(takes_part) {
            return Err(Rejection::ExpenseNotFound);
        }
        Ok(Command::act(report.id, Deed::SetAttendees(expense.id, attendance(expense))))
    };
    call.tenant.store.execute_found(actor, command, &call.origin).map(|_| ())
}

fn missing(rejection: Rejection) -> Refused {
    match rejection {
        Rejection::ExpenseNotFound => Refused::Missing("there is no such association of an attendee".to_owned()),
        other => Refused::from(other),
    }
}

fn path_association(request: &HttpRequest) -> (EntryId, AttendeeId) {
    convert::associations::read_association_id(&part(request, "id"))
}

fn read<T: serde::de::DeserializeOwned>(request: &HttpRequest, body: &Body) -> rejection::Body<(T, CustomFields)> {
    let roots = &["EntryAttendeeAssociation", "EntryAttendeeAssociationPost", "EntryAttendeeAssociationPut"];
    let text = either::read(request, body, Shape::of(roots))?;
    Ok((json::parse(&text)?, json::parse(&text)?))
}
