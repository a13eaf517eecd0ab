//! `/api/v3.0/expense/entries`: the expenses of reports.

use std::str::FromStr;

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::parts::{self, Asked, Refused, answer, operation};
use super::report_filters::{flag, text};
use super::reports::{OwnerParameter, place};
use super::wire::CreateResponse;
use super::wire::entries::{Entries, Entry};
use super::wire::entry_content::{CustomFields, EntryPost, EntryPut};
use super::{caller, convert, error};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::World;
use crate::core::command::{Command, Deed, NewExpense, ReportKey};
use crate::core::event::Change;
use crate::core::expense::Expense;
use crate::core::ids::{AttendeeId, EntryId};
use crate::core::rejection::{self, Fault, Rejection};
use crate::core::report::Report;
use crate::tenant::parts::Spent;

const LIST: Operation = operation("v3.listEntries");
const GET: Operation = operation("v3.getEntry");
const POST: Operation = operation("v3.createEntry");
const PUT: Operation = operation("v3.updateEntry");
const DELETE: Operation = operation("v3.deleteEntry");

const PATH: &str = "/api/v3.0/expense/entries";

/// What a list of entries can be asked for.
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
    /// The ID of the payment type.
    #[serde(rename = "paymentTypeID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    payment_type_id: Option<String>,
    /// A payment batch; there are none, so that nothing is found.
    #[serde(rename = "batchID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    batch_id: Option<String>,
    /// Whether they are billed to a customer.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    is_billable: Option<bool>,
    /// The code of the type of an attendee.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    attendee_type_code: Option<String>,
    /// Whether anybody took part.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    has_attendees: Option<bool>,
    /// Whether their tax is known.
    #[serde(rename = "hasVAT", deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    has_vat: Option<bool>,
    /// The code of the expense type.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    expense_type_code: Option<String>,
    /// The ID of an attendee.
    #[serde(rename = "attendeeID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    attendee_id: Option<String>,
}

impl Filters {
    fn fits(&self, world: &World, expense: &Expense) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(value))
        };
        let has = |wanted: Option<bool>, value: bool| wanted.is_none_or(|wanted| wanted == value);
        let attendees = &expense.attendance.associations;
        let of_type = |code: &String| {
            let mut known = attendees.iter().filter_map(|part| world.company.attendees.get(&part.attendee));
            known.any(|attendee| attendee.attendee_type.eq_ignore_ascii_case(code))
        };
        let took_part = |id: AttendeeId| attendees.iter().any(|part| part.attendee == id);
        is(&self.payment_type_id, &expense.details.payment_type)
            && is(&self.expense_type_code, &expense.details.expense_type)
            && has(self.is_billable, expense.details.is_billable)
            && has(self.has_attendees, !attendees.is_empty())
            && has(self.has_vat, expense.taxes.iter().any(|tax| tax.amount.is_some()))
            && self.attendee_type_code.as_ref().is_none_or(of_type)
            && self.attendee_id.as_deref().is_none_or(|id| took_part(convert::read_attendee_id(id)))
            && self.batch_id.is_none()
    }
}

/// List entries
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/entries",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, report by report, the newest report first", content((Entries = "application/json"), (Entries = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let filters: Filters = query::read(&request).map_err(Rejection::Invalid)?;
        let Filters { user, report_id, offset, limit, .. } = &filters;
        let (user, report, offset) = (user.as_deref(), report_id.as_deref(), offset.as_deref());
        let asked = Asked { user, report, entry: None, offset, limit: *limit };
        let (found, next_page) = parts::list(&request, call, &asked, |world, report| {
            Spent::expenses_of(report)
                .filter(|spent| filters.fits(world, &spent.expense))
                .collect::<Vec<_>>()
                .into_iter()
        })?;
        let place = place(&request, call);
        let items = found.iter().map(|(view, spent)| convert::entries::entry(view, &spent.expense, place)).collect();
        Ok(error::answer(&request, &Entries { items, next_page }))
    })
}

/// Get an entry
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/entries/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses(
        (status = 200, description = "The entry", content((Entry = "application/json"), (Entry = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = caller::for_owner(call, &request)?;
        let found = call.tenant.store.spent(&actor, path_entry(&request), false);
        let (view, spent) = found.map_err(Refused::of_path)?;
        Ok(error::answer(&request, &convert::entries::entry(&view, &spent.expense, place(&request, call))))
    })
}

/// Add an expense to a report
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/entries",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content((EntryPost = "application/json"), (EntryPost = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let actor = caller::for_owner(call, &request)?;
        let (report, expense) = read(&request, &body).map_err(Rejection::Invalid)?;
        let added = call.tenant.store.execute(&actor, Command::act(report, Deed::AddExpense(expense)), &call.origin)?;
        let entry = added.iter().find_map(|record| match &record.event.change {
            Change::ExpenseAdded(expense) => Some(convert::entries::entry_id(expense.entry_id)),
            _ => None,
        });
        Ok(created(&request, call, PATH, entry.unwrap_or_default()))
    })
}

/// Change an entry
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/entries/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    request_body(content((EntryPut = "application/json"), (EntryPut = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let actor = caller::for_owner(call, &request)?;
        let text = either::read(&request, &body, Shape::of(&["Entry", "EntryPut"]));
        let content = text.and_then(|text| Ok((json::parse::<EntryPut>(&text)?, json::parse::<CustomFields>(&text)?)));
        let change = |world: &World| {
            let (report, expense) = found(world, path_entry(&request), false)?;
            let patch = content.and_then(|(put, custom)| {
                stays(report, put.report_id.as_deref())?;
                convert::entry_content::expense_patch(expense, put, custom)
            });
            Ok(Command::act(report.id, Deed::UpdateExpense(expense.id, patch)))
        };
        call.tenant.store.execute_found(&actor, change, &call.origin).map_err(Refused::of_path)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Delete an entry
#[utoipa::path(
    delete,
    path = "/api/v3.0/expense/entries/{id}",
    operation_id = DELETE.id,
    params(("id" = String, Path, description = "Its v3 ID"), OwnerParameter),
    responses((status = 204, description = "Deleted, with its itemizations"), error::Refusals)
)]
pub async fn delete(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELETE, |call| {
        let actor = caller::for_owner(call, &request)?;
        let delete = |world: &World| {
            let (report, expense) = found(world, path_entry(&request), false)?;
            Ok(Command::act(report.id, Deed::DeleteExpense(expense.id)))
        };
        call.tenant.store.execute_found(&actor, delete, &call.origin).map_err(Refused::of_path)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// The answer that says where something new is.
pub(super) fn created(request: &HttpRequest, call: &Call, path: &str, id: String) -> HttpResponse {
    let uri = format!("{}{path}/{id}", call.base_url());
    error::answer(request, &CreateResponse { id, uri })
}

/// The entry, or the itemization, with this ID.
pub(super) fn found(world: &World, id: EntryId, is_itemization: bool) -> Result<(&Report, &Expense), Rejection> {
    let (report, expense) = world.expense_of_entry(id).ok_or(Rejection::ExpenseNotFound)?;
    let is_wanted = |expense: &&std::sync::Arc<Expense>| report.parent_of(expense.id).is_some() == is_itemization;
    let expense = report.expense(expense).filter(is_wanted).ok_or(Rejection::ExpenseNotFound)?;
    Ok((report, expense))
}

/// The entry or itemization that the path names.
pub(super) fn path_entry(request: &HttpRequest) -> EntryId {
    convert::entries::read_entry_id(&part(request, "id"))
}

/// An entry is not moved to another report (inferred).
fn stays(report: &Report, named: Option<&str>) -> rejection::Body<()> {
    let is_this = |named: &str| match ReportKey::from_str(named) {
        Ok(ReportKey::Id(id)) => id == report.id,
        Ok(ReportKey::Alias(alias)) => named.trim().is_empty() || report.alias.as_deref() == Some(&*alias),
        Err(never) => match never {},
    };
    match named {
        Some(named) if !is_this(named) => {
            let message = format!("the entry is on report {}, and stays there", report.id);
            Err(vec![Fault::new("ReportID", message)])
        }
        _ => Ok(()),
    }
}

/// The report that the entry is added to, and the entry as far as it is right.
fn read(request: &HttpRequest, body: &Body) -> rejection::Body<(ReportKey, rejection::Body<Box<NewExpense>>)> {
    let text = either::read(request, body, Shape::of(&["Entry", "EntryPost"]))?;
    let entry: EntryPost = json::parse(&text)?;
    let report = ReportKey::from(entry.report_id.as_str());
    Ok((report, convert::entry_content::new_expense(entry, json::parse(&text)?)))
}
