//! `GET …/Reports`: lists of reports by search terms.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::paging;
use super::terms::{Terms, View};
use super::wire::LIST;
use super::wire::list::{InXml, ReportsList};
use super::{convert, error};
use crate::api::call::{Call, Operation, Tokens};
use crate::api::negotiate::Format;
use crate::api::{either, language};
use crate::core::command::{Actor, Caller};
use crate::core::event::Through;
use crate::core::ids::UserId;
use crate::core::rejection::{Fault, Rejection};
use crate::core::report_index::ReportQuery;
use crate::core::status::ApprovalStatus;
use crate::tenant::access::Principal;
use crate::tenant::listing::Found;
use crate::tenant::queries::WaitingReport;

const LIST_REPORTS: Operation = operation("v2.listReports");

/// Where the reports of jobs and batches are, whatever the view: nothing else was ever extracted.
const EXTRACTED: &[ApprovalStatus] = &[ApprovalStatus::Approved];

const PATH: &str = "/api/expense/expensereport/v2.0/Reports";

pub(super) const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["EXPRPT"], tokens: Tokens::USER_OR_COMPANY, through: Through::V2, switch: None }
}

/// Whoever calls, for himself.
pub(super) fn caller(call: &Call) -> Actor {
    match call.grant.principal {
        Principal::User(user) => Actor::user(user),
        Principal::Company | Principal::Application => Actor::COMPANY,
    }
}

/// List reports
///
/// Names of parameters count in any case.
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v2.0/Reports",
    operation_id = LIST_REPORTS.id,
    params(Terms),
    responses(
        (status = 200, description = "A page of them, the newest first", content(
            (ReportsList = "application/json"),
            (ReportsList = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    let call = match Call::open(&request, &LIST_REPORTS) {
        Ok(call) => call,
        Err(denied) => return error::denied(&request, &denied),
    };
    match page(&request, &call) {
        Ok(answer) => answer,
        Err(rejection) => error::refused(&request, &rejection),
    }
}

fn page(request: &HttpRequest, call: &Call) -> Result<HttpResponse, Rejection> {
    let terms = Terms::of(request).map_err(Rejection::Invalid)?;
    let view = terms.view().map_err(Rejection::Invalid)?;
    let limit = paging::limit(terms.limit).map_err(Rejection::Invalid)?;
    let behind = terms.offset.as_deref().map(paging::behind).transpose().map_err(Rejection::Invalid)?;
    let (owner, approver) = whose(call, &terms, view)?;
    let (approval, payment) = view.map_or((EXTRACTED, &[][..]), View::statuses);
    let wanted = ReportQuery { owner, approver, approval, payment, behind, ..ReportQuery::default() };
    let store = &call.tenant.store;
    let Found { reports, next } = store.find_reports(&wanted, limit, |_, report| terms.fit(report));
    let managers = store.people(reports.iter().filter_map(manager_of));
    let place = convert::Place { base_url: call.base_url(), language: language::of(request), sees_all: false };
    let summary = |found| {
        let manager = manager_of(found).and_then(|id| managers.get(&id)).map(|manager| &**manager);
        convert::summary(convert::Listed { found, manager, is_to_approve: view == Some(View::ToApprove) }, place)
    };
    let next_page = next.map(|next| paging::next_page(call.base_url(), PATH, request.query_string(), next));
    let list = ReportsList { report_summary: reports.iter().map(summary).collect(), next_page };
    Ok(match Format::of_answer(request, error::DEFAULT) {
        Format::Json => either::as_json(StatusCode::OK, &list),
        Format::Xml => either::as_xml(StatusCode::OK, &InXml(&list), LIST),
    })
}

/// Whose reports are listed, and whom they wait for: of an administrator everyone's, of anyone else his own, unless a login is named;
/// what waits for someone, whoever's it is.
fn whose(call: &Call, terms: &Terms, view: Option<View>) -> Result<(Option<UserId>, Option<UserId>), Rejection> {
    let (actor, store) = (caller(call), &call.tenant.store);
    let named = terms.login_id.as_deref().map(|login| store.user(login).map(|user| user.id));
    let unknown = || Rejection::Invalid(vec![Fault::new("LoginID", "is the login of nobody")]);
    if view == Some(View::ToApprove) {
        let Caller::User(user) = actor.caller else { return Err(Rejection::NeedsUser) };
        let owner = named.map(|named| named.ok_or_else(unknown)).transpose()?;
        return Ok((owner, Some(user)));
    }
    match (named, actor.caller) {
        (Some(owner), _) => {
            store.may_search(&actor, Some(owner.unwrap_or(UserId::NOBODY)))?;
            Ok((Some(owner.ok_or_else(unknown)?), None))
        }
        (None, Caller::User(user)) if store.may_search(&actor, None).is_err() => Ok((Some(user), None)),
        (None, _) => Ok((None, None)),
    }
}

fn manager_of(found: &WaitingReport) -> Option<UserId> {
    found.view.owner.as_ref()?.approver()
}
