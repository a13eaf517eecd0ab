//! `/api/v3.0/expense/reportdigests`: the gist of reports, searched as the reports are.
//!
//! Page: `expense-itemization` names the list; what is on it is known from the page that described it before v3's reports had one.

use actix_web::{HttpRequest, HttpResponse};

use super::convert::reports as convert;
use super::error;
use super::report_filters::Filters;
use super::reports::{OwnerParameter, answer, find, operation, place, search};
use super::wire::report_digests::{ReportDigest, ReportDigests};
use crate::api::call::Operation;

const LIST: Operation = operation("v3.listReportDigests");
const GET: Operation = operation("v3.getReportDigest");

const PATH: &str = "/api/v3.0/expense/reportdigests";
/// How many digests a page has where nobody asks for a number.
const USUAL_LIMIT: usize = 100;

/// List digests of reports
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/reportdigests",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "A page of them, the newest report first", content((ReportDigests = "application/json"), (ReportDigests = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let (found, next_page) = search(&request, call, PATH, USUAL_LIMIT)?;
        let place = place(&request, call);
        let items = found.iter().map(|found| convert::digest(found, place)).collect();
        Ok(error::answer(&request, &ReportDigests { items, next_page }))
    })
}

/// Get the digest of a report
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/reportdigests/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "20 hexadecimal digits"), OwnerParameter),
    responses(
        (status = 200, description = "The digest", content((ReportDigest = "application/json"), (ReportDigest = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let found = find(&request, call)?;
        Ok(error::answer(&request, &convert::digest(&found, place(&request, call))))
    })
}
