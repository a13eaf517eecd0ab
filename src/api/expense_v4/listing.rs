//! What no page has and tenants answer all the same: the list of a user's reports, and a report by its ID alone.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::error::{Denials, ErrorMessage};
use super::wire::Link;
use super::wire::report::{ReportDetails, ReportPage};
use super::{READ, actor, actor_in_context, answer, convert, is_users, json, path_user, place, report_key};
use crate::api::call::{Operation, Tokens};
use crate::api::query;
use crate::core::command::{Caller, Part};
use crate::core::event::Through;
use crate::core::rejection::{Fault, Rejection};
use crate::core::switch::Switch;

const LIST: Operation = operation("v4.listReports", Switch::ListReports);
const GET_BY_ID: Operation = operation("v4.getReportById", Switch::GetReportById);

/// How many reports a page has where nobody asks for a number (inferred).
const USUAL_LIMIT: usize = 25;
/// How many it has at most (inferred).
const HIGHEST_LIMIT: usize = 100;

const fn operation(id: &'static str, switch: Switch) -> Operation {
    Operation { id, scopes: READ, tokens: Tokens::USER_OR_COMPANY, through: Through::V4, switch: None }.behind(switch)
}

/// Which page a caller asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: u32,
    limit: Option<u32>,
}

/// A part of the list, as it was asked for and as far as it is given.
struct Extent {
    page: usize,
    limit: usize,
}

impl Extent {
    fn of(request: &HttpRequest) -> Result<Self, Rejection> {
        let Asked { page, limit } = query::read(request).map_err(Rejection::Invalid)?;
        if limit == Some(0) {
            return Err(Rejection::Invalid(vec![Fault::new("limit", "has to be 1 or more")]));
        }
        let limit = limit.map_or(USUAL_LIMIT, |limit| (limit as usize).min(HIGHEST_LIMIT));
        Ok(Self { page: page as usize, limit })
    }

    fn skipped(&self) -> usize {
        self.page.saturating_mul(self.limit)
    }

    /// Where this page is, and the others that one goes to from here.
    fn links(&self, address: &str, pages: usize) -> Vec<Link> {
        let last = pages.saturating_sub(1);
        let before = self.page.checked_sub(1).map(|page| page.min(last));
        let after = Some(self.page + 1).filter(|page| *page <= last);
        let places =
            [("self", Some(self.page)), ("first", Some(0)), ("prev", before), ("next", after), ("last", Some(last))];
        let link = |(rel, page): (&'static str, Option<usize>)| {
            Some(Link::get(rel, format!("{address}?page={}&limit={}", page?, self.limit)))
        };
        places.into_iter().filter_map(link).collect()
    }
}

/// List a user's reports (no page has it)
#[utoipa::path(
    get,
    path = "/expensereports/v4/users/{userId}/context/{contextType}/reports",
    operation_id = LIST.id,
    extensions(("x-emulator-switch" = json!("listReports"))),
    params(
        ("userId" = String, Path, description = "The owner's UUID"),
        ("contextType" = String, Path, description = "`TRAVELER` or `PROXY`"),
        ("page" = Option<u32>, Query, description = "Which page, from 0"),
        ("limit" = Option<u32>, Query, description = "How many reports a page has: 25 by default, 100 at most"),
    ),
    responses(
        (status = 200, description = "A page of them, the newest first", body = ReportPage),
        (status = 400, description = "Bad request", body = ErrorMessage),
        Denials,
        (status = 404, description = "The switch is off", body = ErrorMessage),
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let actor = actor_in_context(call, &request, &[Part::Traveler, Part::Proxy])?;
        let extent = Extent::of(&request);
        let owner = call.tenant.store.owner_listed(&actor)?;
        let extent = extent?;
        let (views, total) = call.tenant.store.reports_of(owner, extent.skipped(), extent.limit);
        let place = place(call, &request, path_user(&request), actor.part);
        let may_recall = is_users(&actor);
        let wire = |view| convert::report_details(view, &place, may_recall);
        let pages = total.div_ceil(extent.limit);
        let page = ReportPage {
            content: views.iter().map(wire).collect(),
            links: extent.links(&place.reports(), pages),
            total_elements: total,
            total_pages: pages,
        };
        Ok(json(StatusCode::OK, &page))
    })
}

/// Get a report by its ID alone (no page has it)
#[utoipa::path(
    get,
    path = "/expensereports/v4/reports/{reportId}",
    operation_id = GET_BY_ID.id,
    extensions(("x-emulator-switch" = json!("getReportById"))),
    params(("reportId" = String, Path, description = "20 hexadecimal digits")),
    responses(
        (status = 200, description = "The report's header", body = ReportDetails),
        Denials,
        (status = 404, description = "No such report, or the switch is off", body = ErrorMessage),
    )
)]
pub async fn get_by_id(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET_BY_ID, |call| {
        let actor = actor(call);
        let view = call.tenant.store.report(&actor, &report_key(&request))?;
        let owner = view.report.owner;
        // Its links lead to the owner's: no part is claimed here.
        let place = place(call, &request, owner, Part::Traveler);
        let may_recall = actor.caller == Caller::User(owner);
        let details = convert::report_details(&view, &place, may_recall);
        Ok(json(StatusCode::OK, &details))
    })
}
