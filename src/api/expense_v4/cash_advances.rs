//! Cash advances that a report accounts for (Cash Advance Associations v4): get, replace, take off.

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage};
use super::wire::associations::{CashAdvancePostResponse, CashAdvanceRequest, CashAdvancesResponse};
use super::{READ, WRITE, act, actor, answer, convert, json, report_key};
use crate::api::body::Body;
use crate::api::call::{Operation, Tokens};
use crate::api::json::read;
use crate::core::Command;
use crate::core::command::{Deed, Part};
use crate::core::event::Through;
use crate::core::ids::CashAdvanceId;
use crate::core::rejection::{self, Fault};

const GET: Operation = operation("v4.getCashAdvances", READ);
const ASSOCIATE: Operation = operation("v4.associateCashAdvances", WRITE);
const DISASSOCIATE: Operation = operation("v4.disassociateCashAdvances", WRITE);

/// The parameter that names those to take off; it may be there several times.
const PARAMETER: &str = "cashAdvanceIds";

const fn operation(id: &'static str, scopes: &'static [&'static str]) -> Operation {
    Operation { id, scopes, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }
}

/// Get the cash advances of a report
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}/cashAdvances",
    operation_id = GET.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    responses(
        (status = 200, description = "All of them", body = CashAdvancesResponse),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        // A user sees those of his own reports, and of whom he stands in for.
        let actor = actor(call).with_part(Part::Traveler);
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        Ok(json(StatusCode::OK, &convert::cash_advances(&view.report)))
    })
}

/// Associate cash advances with a report, in place of those that it has
#[utoipa::path(
    post,
    path = "/expensereports/v4/reports/{reportId}/cashAdvances",
    operation_id = ASSOCIATE.id,
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    request_body = CashAdvanceRequest,
    responses(
        (status = 201, description = "Associated, and no others are", body = CashAdvancePostResponse),
        (status = 400, description = "One of them will not do, or the report's status allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn associate(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &ASSOCIATE, |call| {
        let deed = Deed::AssociateCashAdvances(convert::cash_advance_ids(read(&body)));
        let command = Command::act(report_key(&request), deed);
        let records = call.tenant.store.execute(&actor(call), command, &call.origin)?;
        let report = records.first().map(|record| record.event.report.to_string()).unwrap_or_default();
        let uri = format!("{}/expensereports/v4/reports/{report}/cashAdvances", call.base_url());
        Ok(json(StatusCode::CREATED, &CashAdvancePostResponse { uri }))
    })
}

/// Take cash advances off a report
#[utoipa::path(
    delete,
    path = "/expensereports/v4/reports/{reportId}/cashAdvances",
    operation_id = DISASSOCIATE.id,
    params(
        ("reportId" = String, Path, description = "20 hexadecimal digits"),
        ("cashAdvanceIds" = Vec<String>, Query, description = "UUIDs; the parameter is repeated for each"),
    ),
    responses(
        (status = 204, description = "Taken off"),
        (status = 400, description = "One of them is unknown, or the report's status allows no change", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such report", body = ErrorMessage),
    )
)]
pub async fn disassociate(request: HttpRequest) -> HttpResponse {
    answer(&request, &DISASSOCIATE, |call| {
        act(call, &request, &actor(call), Deed::DisassociateCashAdvances(named(request.query_string())))
    })
}

/// The cash advances that a query names, by one parameter for each or by commas.
fn named(query: &str) -> rejection::Body<Vec<CashAdvanceId>> {
    let values = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == PARAMETER);
    let mut ids = Vec::new();
    for (_, value) in values {
        for id in value.split(',') {
            let read = CashAdvanceId::from_str(id.trim());
            ids.push(read.map_err(|_| vec![Fault::new(PARAMETER, format!("{id:?} is no UUID"))])?);
        }
    }
    Ok(ids)
}
