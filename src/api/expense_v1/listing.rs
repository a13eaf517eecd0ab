//! `GET …/ReportsList`, `…/{view}` and `…/LastModified`: the caller's reports, and everyone's that changed on a day.

use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeDelta;

use super::convert::{View, Viewer};
use super::error::{self, Problem};
use super::wire::listing::{ChangedAsked, ReportSummary, ReportsList};
use super::{actor, answer, convert, operation, user};
use crate::api::call::{Call, Operation};
use crate::api::{path, query};
use crate::core::World;
use crate::core::rejection::{Fault, Rejection};
use crate::core::report::Report;
use crate::core::report_index::{ReportQuery, Span};

const LIST: Operation = operation("v1.listReports");
const LIST_RECENT: Operation = operation("v1.listRecentReports");
const LIST_CHANGED: Operation = operation("v1.listReportsModified");

/// The view that is meant where none is named.
const RECENT: &str = "RECENT";

/// How many reports a list has at most (inferred: it has no pages).
const MOST: usize = 1000;

/// List the caller's reports
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/ReportsList/{view}",
    operation_id = LIST.id,
    params(("view" = String, Path, description = "Such as `ACTIVE`, `TOAPPROVE` or `FORTHISMONTH`")),
    responses(
        (status = 200, description = "Those of the view", content(
            (ReportsList = "application/json"),
            (Vec<ReportSummary> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| own(call, &request, &view(call, &request, false)?))
}

/// List the caller's recent reports
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/ReportsList",
    operation_id = LIST_RECENT.id,
    responses(
        (status = 200, description = "Those that changed in the last 31 days", content(
            (ReportsList = "application/json"),
            (Vec<ReportSummary> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn list_recent(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST_RECENT, |call| own(call, &request, &named(RECENT, false, call)?))
}

/// The caller's reports in a view.
fn own(call: &Call, request: &HttpRequest, view: &View) -> Result<HttpResponse, Problem> {
    let me = user(call)?;
    let query = ReportQuery {
        owner: (view.part == Viewer::Owner).then_some(me),
        approver: (view.part == Viewer::Approver).then_some(me),
        handled_by: matches!(view.part, Viewer::Approved(_)).then_some(me),
        ..query_of(view)
    };
    let found = call.tenant.store.find_reports(&query, MOST, |_, report| {
        let is_his = match view.part {
            Viewer::Owner | Viewer::Approver => true,
            Viewer::Approved(span) => {
                report.waits_for().any(|user| user == me) || convert::was_approved(report, me, span)
            }
        };
        is_his && view.changed_since.is_none_or(|since| report.modified_at >= since)
    });
    let to_approve = view.part == Viewer::Approver;
    let summary = |found| convert::summary(found, call.base_url(), to_approve);
    let list = ReportsList { report_summary: found.reports.iter().map(summary).collect() };
    Ok(error::answer_list(request, &list, "ReportsList", &list.report_summary))
}

/// List everyone's reports that changed on a day
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/ReportsList/{view}/LastModified",
    operation_id = LIST_CHANGED.id,
    params(("view" = String, Path, description = "Such as `ALL` or `UNSUBMITTED`"), ChangedAsked),
    responses(
        (status = 200, description = "Those of the view", content(
            (ReportsList = "application/json"),
            (Vec<ReportSummary> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn list_changed(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST_CHANGED, |call| {
        call.tenant.store.may_search(&actor(call), None)?;
        let view = view(call, &request, true)?;
        let ChangedAsked { date } = query::read(&request).map_err(Rejection::Invalid)?;
        let from = date.as_deref().and_then(convert::moment).ok_or_else(|| {
            Rejection::Invalid(vec![Fault::new("date", "has to be YYYY-MM-DD or YYYY-MM-DDThh:mm:ss")])
        })?;
        let instant = TimeDelta::microseconds(1);
        // Both ends of a span lie outside it.
        let changed = Span { after: Some(from - instant), before: Some(from + TimeDelta::days(1) + instant) };
        let fits = |_: &World, report: &Report| {
            let waits = view.part == Viewer::Owner || report.waits_for().next().is_some();
            waits && view.changed_since.is_none_or(|since| report.modified_at >= since)
        };
        let found = call.tenant.store.find_reports(&ReportQuery { changed, ..query_of(&view) }, MOST, fits);
        let summary = |found| convert::summary(found, call.base_url(), false);
        let list = ReportsList { report_summary: found.reports.iter().map(summary).collect() };
        Ok(error::answer_list(&request, &list, "ReportsList", &list.report_summary))
    })
}

fn query_of(view: &View) -> ReportQuery<'static> {
    ReportQuery { approval: view.approval, payment: view.payment, created: view.created, ..ReportQuery::default() }
}

fn view(call: &Call, request: &HttpRequest, of_changes: bool) -> Result<View, Problem> {
    named(&path::part(request, "view"), of_changes, call)
}

fn named(name: &str, of_changes: bool, call: &Call) -> Result<View, Problem> {
    let view = convert::view(name, of_changes, call.tenant.clock.now());
    Ok(view.ok_or_else(|| Rejection::Invalid(vec![Fault::new("view", "is none of the views that there are")]))?)
}
