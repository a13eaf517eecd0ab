//! `GET …/report/{reportId}`: a report in full.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::wire::DETAILS;
use super::wire::report::ReportDetails;
use super::{convert, error, reports};
use crate::api::call::{Call, Operation};
use crate::api::path::part;
use crate::api::{either, language};
use crate::core::command::ReportKey;

const GET: Operation = reports::operation("v2.getReportDetails");

/// Get the details of a report
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v2.0/report/{reportId}",
    operation_id = GET.id,
    params(("reportId" = String, Path, description = "The report's ID, or a protected one, encoded or raw")),
    responses(
        (status = 200, description = "The report; some of it for administrators only", content(
            (ReportDetails = "application/json"),
            (ReportDetails = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    let call = match Call::open(&request, &GET) {
        Ok(call) => call,
        Err(denied) => return error::denied(&request, &denied),
    };
    let report = ReportKey::from(part(&request, "reportId").as_str());
    match call.tenant.store.opened_report(&reports::caller(&call), &report) {
        Ok((view, sees_all)) => {
            let place = convert::Place { base_url: call.base_url(), language: language::of(&request), sees_all };
            either::answer(&request, StatusCode::OK, &convert::details(&view, place), error::DEFAULT, DETAILS)
        }
        Err(rejection) => error::refused(&request, &rejection),
    }
}
