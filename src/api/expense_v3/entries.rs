//! `POST /api/v3.0/expense/entries`: adds an expense to a report.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::CreateResponse;
use super::wire::entries::EntryPost;
use super::{convert, error};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};
use crate::api::xml::Shape;
use crate::api::{either, json, query};
use crate::core::command::{Actor, Command, Deed, NewExpense, ReportKey};
use crate::core::event::{Change, Through};
use crate::core::ids::UserId;
use crate::core::rejection::{self, Rejection};
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
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    let call = match Call::open(&request, &POST) {
        Ok(call) => call,
        Err(denied) => return error::denied(&request, &denied),
    };
    match add(&request, &call, &body) {
        Ok(created) => error::answer(&request, &created),
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
        Change::ExpenseAdded(expense) => Some(convert::entries::entry_id(expense.entry_id)),
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
    let text = either::read(request, body, Shape::of(&["Entry", "EntryPost"]))?;
    let entry: EntryPost = json::parse(&text)?;
    let report = ReportKey::from(entry.report_id.as_str());
    Ok((report, convert::entries::new_expense(entry, json::parse(&text)?)))
}
