//! `GET …/reportfulldetails/{reportKey}`: a report in full.

use actix_web::{HttpRequest, HttpResponse};

use super::wire::details::ReportDetails;
use super::{actor, answer, convert, error, operation, path_report};
use crate::api::call::Operation;
use crate::api::language;

const GET: Operation = operation("v1.getReportFullDetails");

/// Get a report in full
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/reportfulldetails/{reportKey}",
    operation_id = GET.id,
    params(("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw")),
    responses(
        (status = 200, description = "The report", content(
            (ReportDetails = "application/json"),
            (ReportDetails = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let (view, _) = call.tenant.store.opened_report(&actor(call), &path_report(&request))?;
        let key = convert::report_key(&view.report);
        let place = convert::Place { base_url: call.base_url(), language: language::of(&request) };
        Ok(error::answer_sparsely(&request, &convert::details(&view, &key, place)))
    })
}
