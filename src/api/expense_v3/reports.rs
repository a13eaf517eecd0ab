//! `/api/v3.0/expense/reports`: searching reports, getting, creating and changing one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

use super::convert::report_content;
use super::convert::reports::{self as convert, Place};
use super::report_filters::Filters;
use super::wire::CreateResponse;
use super::wire::report_content::{CustomFields, ReportContent};
use super::wire::reports::{Report, Reports};
use super::{caller, error, paging};
use crate::api::body::Body;
use crate::api::call::{Call, Operation, Tokens};

use crate::api::path::part;
use crate::api::xml::Shape;
use crate::api::{either, explain, json, language, query};
use crate::core::command::{Caller, Command, Deed, ReportKey};
use crate::core::event::{Change, Through};
use crate::core::rejection::{self, Rejection};
use crate::core::report_index::ReportQuery;
use crate::tenant::listing::Found;
use crate::tenant::queries::WaitingReport;

const LIST: Operation = operation("v3.listReports");
const GET: Operation = operation("v3.getReport");
const POST: Operation = operation("v3.createReport");
const PUT: Operation = operation("v3.updateReport");

const PATH: &str = "/api/v3.0/expense/reports";
/// How many reports a page has where nobody asks for a number (page `v3.reports`).
const USUAL_LIMIT: usize = 25;

pub(super) const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["EXPRPT"], tokens: Tokens::USER_OR_COMPANY, through: Through::V3, switch: None }
}

/// Whom a call on one report is for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "for the document; `caller` reads it")]
pub(super) struct OwnerParameter {
    /// The login of the report's owner; the caller himself where absent.
    user: Option<String>,
}

/// List reports
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/reports",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, the newest first", content((Reports = "application/json"), (Reports = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let (found, next_page) = search(&request, call, PATH, USUAL_LIMIT)?;
        let place = place(&request, call);
        let items = found.iter().map(|found| convert::report(found, place)).collect();
        Ok(error::answer(&request, &Reports { items, next_page }))
    })
}

/// Get a report
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/reports/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "20 hexadecimal digits"), OwnerParameter),
    responses(
        (status = 200, description = "The report", content((Report = "application/json"), (Report = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let found = find(&request, call)?;
        Ok(error::answer(&request, &convert::report(&found, place(&request, call))))
    })
}

/// Create a report
#[utoipa::path(
    post,
    path = "/api/v3.0/expense/reports",
    operation_id = POST.id,
    params(OwnerParameter),
    request_body(content((ReportContent = "application/json"), (ReportContent = "application/xml"))),
    responses(
        (status = 200, description = "Created", content((CreateResponse = "application/json"), (CreateResponse = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let actor = caller::for_owner(call, &request)?;
        let owner = match (actor.target, actor.caller) {
            (Some(owner), _) | (None, Caller::User(owner)) => owner,
            (None, Caller::Company | Caller::Clock) => return Err(Rejection::NeedsUser),
        };
        let body = read(&request, &body).and_then(|(content, custom)| report_content::new_report(content, custom));
        let created = call.tenant.store.execute(&actor, Command::Create { owner, body }, &call.origin);
        let records = created.map_err(report_content::in_words)?;
        let id = records.iter().find_map(|record| match &record.event.change {
            Change::Created(report) => Some(report.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        let uri = format!("{}{PATH}/{id}", call.base_url());
        Ok(error::answer(&request, &CreateResponse { id, uri }))
    })
}

/// Change a report
#[utoipa::path(
    put,
    path = "/api/v3.0/expense/reports/{id}",
    operation_id = PUT.id,
    params(("id" = String, Path, description = "20 hexadecimal digits"), OwnerParameter),
    request_body(content((ReportContent = "application/json"), (ReportContent = "application/xml"))),
    responses((status = 204, description = "Changed"), error::Refusals)
)]
pub async fn put(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &PUT, |call| {
        let actor = caller::for_owner(call, &request)?;
        let patch = read(&request, &body).and_then(|(content, custom)| report_content::header_patch(content, custom));
        let command = Command::act(key(&request), Deed::UpdateHeader(patch));
        call.tenant.store.execute(&actor, command, &call.origin).map_err(report_content::in_words)?;
        Ok(HttpResponse::NoContent().finish())
    })
}

/// Opens a call and words what is refused. A report that the path names is missing, not wrong.
pub(super) fn answer(
    request: &HttpRequest,
    operation: &'static Operation,
    act: impl FnOnce(&Call) -> Result<HttpResponse, Rejection>,
) -> HttpResponse {
    let call = match Call::open(request, operation) {
        Ok(call) => call,
        Err(denied) => return error::denied(request, &denied),
    };
    act(&call).inspect_err(|rejection| explain::note(request, rejection)).unwrap_or_else(|rejection| match rejection {
        Rejection::ReportNotFound => error::plain(request, StatusCode::NOT_FOUND, rejection.to_string()),
        Rejection::NotTheOwner => {
            let message = format!("{rejection}; an administrator or a delegate names that one in the parameter user");
            error::plain(request, StatusCode::FORBIDDEN, message)
        }
        rejection => error::refused(request, &rejection),
    })
}

/// A page of the reports that a query asks for, and the address of the next.
pub(super) fn search(
    request: &HttpRequest,
    call: &Call,
    path: &str,
    usual_limit: usize,
) -> Result<(Vec<WaitingReport>, Option<String>), Rejection> {
    let owner = caller::searched(call, request)?;
    let filters: Filters = query::read(request).map_err(Rejection::Invalid)?;
    let limit = paging::limit(filters.limit, usual_limit).map_err(Rejection::Invalid)?;
    let behind = filters.offset.as_deref().map(paging::behind).transpose().map_err(Rejection::Invalid)?;
    let approver = filters.approver_login_id.as_deref().map(|login| caller::user(call, login));
    // Codes and logins that nobody has leave nothing to be found.
    let known = (filters.approval(), filters.payment(), approver.map_or(Some(None), |user| user.map(Some)));
    let (Some(approval), Some(payment), Some(approver)) = known else { return Ok((Vec::new(), None)) };
    let (created, submitted) = (filters.created(), filters.submitted());
    let wanted = ReportQuery {
        owner,
        approver,
        approval: &approval,
        payment: &payment,
        created,
        submitted,
        behind,
        ..ReportQuery::default()
    };
    let Found { reports, next } =
        call.tenant.store.find_reports(&wanted, limit, |world, report| filters.fits(world, report));
    let next = next.map(paging::offset_behind);
    let address = |offset: String| paging::next_page(call.base_url(), path, request.query_string(), &offset);
    Ok((reports, next.map(address)))
}

/// The report that the path names, as far as the caller may have it.
pub(super) fn find(request: &HttpRequest, call: &Call) -> Result<WaitingReport, Rejection> {
    let actor = caller::for_owner(call, request)?;
    call.tenant.store.found_report(&actor, &key(request))
}

pub(super) fn place<'a>(request: &HttpRequest, call: &'a Call) -> Place<'a> {
    Place { base_url: call.base_url(), language: language::of(request) }
}

fn key(request: &HttpRequest) -> ReportKey {
    ReportKey::from(part(request, "id").as_str())
}

fn read(request: &HttpRequest, body: &Body) -> rejection::Body<(ReportContent, CustomFields)> {
    let text = either::read(request, body, Shape::of(&["Report", "ReportPost", "ReportPut"]))?;
    Ok((json::parse(&text)?, json::parse(&text)?))
}
