//! `POST /api/v3.0/expense/entries`: adds an expense to a report.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{CreateResponse, EntryPost, ErrorBody};
use super::{convert, error};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::negotiate::Format;
use crate::api::{json, query, xml};
use crate::core::command::{Actor, Command, Deed, NewExpense, ReportKey};
use crate::core::event::{Change, Through};
use crate::core::ids::UserId;
use crate::core::rejection::{self, Fault, Rejection};
use crate::tenant::access::Principal;

const POST: Operation = Operation {
    id: "v3.createEntry",
    scopes: &["EXPRPT"],
    tokens: Tokens::USER_OR_COMPANY,
    through: Through::V3,
    switch: None,
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Parameters {
    /// The login of the owner; the caller himself where absent.
    user: Option<String>,
}

/// Add an expense to a report
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/entries",
    operation_id = POST.id,
    params(Parameters),
    request_body(content((EntryPost = "application/json"), (EntryPost = "application/xml"))),
    responses(
        (status = 200, description = "Added", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        (status = 400, description = "Wrong body, or a report that takes no entries", content(
            (ErrorBody = "application/json"),
            (ErrorBody = "application/xml"),
        )),
        (status = 401, description = "No token", content((ErrorBody = "application/json"), (ErrorBody = "application/xml"))),
        (status = 403, description = "No valid token, or not the owner's", content(
            (ErrorBody = "application/json"),
            (ErrorBody = "application/xml"),
        )),
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    let call = match Call::open(&request, &POST) {
        Ok(call) => call,
        Err(denied) => return error::denied(&request, &denied),
    };
    match add(&request, &call, &body) {
        Ok(created) => match Format::of_answer(&request, error::DEFAULT) {
            Format::Json => HttpResponse::Ok().json(created),
            Format::Xml => HttpResponse::Ok().content_type("application/xml").body(created.to_xml()),
        },
        Err(rejection) => error::refused(&request, &rejection),
    }
}

fn add(request: &HttpRequest, call: &Call, body: &Body) -> Result<CreateResponse, Rejection> {
    let actor = actor(request, call)?;
    let (report, expense) = read(request, body).map_err(Rejection::Invalid)?;
    let command = Command::act(report, Deed::AddExpense(expense));
    let added = call.tenant.store.execute(&actor, command, &call.origin);
    let records = added.map_err(convert::in_words_of_v3)?;
    let entry = records.iter().find_map(|record| match &record.event.change {
        Change::ExpenseAdded(expense) => Some(convert::entry_id(expense.entry_id)),
        _ => None,
    });
    let id = entry.unwrap_or_default();
    let uri = format!("{}/api/v3.0/expense/entries/{id}", call.base_url());
    Ok(CreateResponse { id, uri })
}

fn actor(request: &HttpRequest, call: &Call) -> Result<Actor, Rejection> {
    let Parameters { user } = query::read(request).map_err(Rejection::Invalid)?;
    let actor = match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        Principal::Company | Principal::Application => Actor::COMPANY,
    };
    let target = |login: String| call.tenant.store.user(&login).map_or(UserId::NOBODY, |user| user.id);
    Ok(user.map_or(actor, |login| actor.acting_for(target(login))))
}

/// The report that the entry is added to, and the entry as far as it is right.
fn read(request: &HttpRequest, body: &Body) -> rejection::Body<(ReportKey, rejection::Body<Box<NewExpense>>)> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("", fault.to_string())])?;
    let from_xml;
    let text: &[u8] = match Format::of_request(request) {
        Some(Format::Json) => bytes,
        Some(Format::Xml) => {
            from_xml = xml::read_as_json(bytes, &["Entry", "EntryPost"])?.to_string();
            from_xml.as_bytes()
        }
        None => return Err(vec![Fault::new("Content-Type", "has to be application/json or application/xml")]),
    };
    let entry: EntryPost = json::parse(text)?;
    let report = ReportKey::from(entry.report_id.as_str());
    Ok((report, convert::new_expense(entry, json::parse(text)?)))
}
