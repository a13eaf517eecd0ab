//! `POST …/report`, `…/report/{reportKey}` and `…/report/batch`: creates reports and changes their headers.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{self, Problem};
use super::wire::headers::{
    BatchReport, PostedReport, ReportBatch, ReportBatchResult, ReportDetails, ReportError, ReportPost,
};
use super::{LARGEST_BATCH, NAMESPACE, actor, answer, convert, operation, path_report, read, read_batch};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::explain;
use crate::api::json::Object;
use crate::api::xml::Shape;
use crate::core::World;
use crate::core::command::{Caller, Command, Deed, Part};
use crate::core::ids::{ReportId, UserId};
use crate::core::rejection::{Fault, Rejection, brief};
use crate::tenant::store::Outcome;

const CREATE: Operation = operation("v1.postReportHeader");
const UPDATE: Operation = operation("v1.updateReportHeader");
const BATCH: Operation = operation("v1.postReportHeaders");

const REPORT: Shape = Shape::of(&["Report"]).within(NAMESPACE);
const REPORTS: Shape = Shape { lists: &[("batch", "Report")], ..Shape::of(&["batch"]).within(NAMESPACE) };

const SUCCESS: &str = "SUCCESS";

/// Create a report
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report",
    operation_id = CREATE.id,
    request_body(content((ReportPost = "application/xml"), (ReportPost = "application/json"))),
    responses(
        (status = 200, description = "Created", content((ReportDetails = "application/json"), (ReportDetails = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn create(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| {
        let Caller::User(owner) = actor(call).caller else { return Err(Rejection::NeedsUser.into()) };
        let body = convert::new_report(read(&request, &body, REPORT));
        let records = call.tenant.store.execute(&actor(call), Command::Create { owner, body }, &call.origin)?;
        let report = records.first().map(|record| record.event.report).ok_or(Rejection::ReportNotFound)?;
        Ok(error::answer(&request, &ReportDetails { report_status: posted(call, None, report) }))
    })
}

/// Change a report's header
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{reportKey}",
    operation_id = UPDATE.id,
    params(("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw")),
    request_body(content((ReportPost = "application/xml"), (ReportPost = "application/json"))),
    responses(
        (status = 200, description = "Changed", content((ReportDetails = "application/json"), (ReportDetails = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let deed = Deed::PostHeader(convert::header_patch(read(&request, &body, REPORT)));
        let command = Command::act(path_report(&request), deed);
        let by = actor(call).with_part(Part::Administrator);
        let records = call.tenant.store.execute(&by, command, &call.origin)?;
        let report = records.first().map(|record| record.event.report).ok_or(Rejection::ReportNotFound)?;
        Ok(error::answer(&request, &ReportDetails { report_status: posted(call, None, report) }))
    })
}

/// Create reports, a batch of them
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/batch",
    operation_id = BATCH.id,
    request_body(content((ReportBatch = "application/xml"), (ReportBatch = "application/json"))),
    responses(
        (status = 200, description = "Created as far as they are right", content(
            (ReportBatchResult = "application/json"),
            (ReportBatchResult = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn create_batch(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &BATCH, |call| {
        let ReportBatch { batch } = read_batch(&request, &body, REPORTS).map_err(Rejection::Invalid)?;
        if batch.is_empty() {
            return Err(Rejection::Invalid(vec![Fault::new("batch", "has to have a Report at least")]).into());
        }
        let by = actor(call).with_part(Part::Administrator);
        let mut records = Vec::new();
        let outcomes = call.tenant.store.execute_each(
            |world| {
                let mut commands = Vec::new();
                for (place, Object(report)) in (1..).zip(batch.into_iter().take(LARGEST_BATCH)) {
                    let (record, owner, command) = one(world, place, report);
                    records.push(record);
                    commands.push((by.acting_for(owner), command));
                }
                Ok::<_, Problem>(commands)
            },
            &call.origin,
        )?;
        let refused = records.iter().zip(&outcomes).filter_map(|(record, o)| Some((record.index, o.as_ref().err()?)));
        explain::note_records(&request, refused);
        Ok(error::answer(&request, &result(call, records, outcomes)))
    })
}

/// A record of a batch, as far as the answer says anything of it.
struct Record {
    index: u32,
    login_id: String,
    /// What is wrong with it, whatever the rules say.
    fault: Option<String>,
}

fn one(world: &World, place: u32, report: BatchReport) -> (Record, UserId, Command) {
    let (index, login, header) = convert::of_batch(report);
    let owner = login.as_deref().and_then(|login| world.find_user(login)).map(|user| user.id);
    let fault = match &header {
        Err(faults) => Some(error::reason_in_batch(Rejection::Invalid(faults.clone()))),
        Ok(_) => owner.is_none().then(|| "Invalid Value for:LoginId".to_owned()),
    };
    let owner = owner.unwrap_or(UserId::NOBODY);
    let record = Record { index: index.unwrap_or(place), login_id: brief(login.unwrap_or_default()), fault };
    (record, owner, Command::Create { owner, body: convert::new_report(header) })
}

fn result(call: &Call, records: Vec<Record>, outcomes: Vec<Outcome>) -> ReportBatchResult {
    let mut result = ReportBatchResult { succeeded: 0, failed: 0, errors: Vec::new(), report_details: Vec::new() };
    for (Record { index, login_id, fault }, outcome) in records.into_iter().zip(outcomes) {
        match outcome {
            Ok(events) => {
                let report = events.first().map(|record| record.event.report);
                result.report_details.extend(report.map(|report| posted(call, Some(index), report)));
            }
            Err(rejection) => {
                let message = fault.unwrap_or_else(|| error::reason_in_batch(rejection));
                result.errors.push(ReportError { index, login_id, message });
            }
        }
    }
    (result.succeeded, result.failed) = (result.report_details.len(), result.errors.len());
    result
}

fn posted(call: &Call, index: Option<u32>, report: ReportId) -> PostedReport {
    let report_details_url = format!("{}/api/expense/expensereport/v1.1/report/{report}", call.base_url());
    PostedReport { index, status: SUCCESS, report_details_url }
}
