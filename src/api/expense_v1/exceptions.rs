//! `POST …/report/{reportKey}/Exceptions`: puts exceptions on a report, its entries and their allocations.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{self, Problem};
use super::wire::exceptions::{ExceptionError, ExceptionInfo, ExceptionResult, Exceptions};
use super::{LARGEST_BATCH, NAMESPACE, actor, answer, convert, operation, path_report, read_batch};
use crate::api::body::Body;
use crate::api::call::Operation;
use crate::api::explain;
use crate::api::json::Object;
use crate::api::xml::Shape;
use crate::core::command::{Command, Deed, Part};
use crate::core::rejection::{Fault, Rejection};

const POST: Operation = operation("v1.postReportExceptions");

const EXCEPTIONS: Shape =
    Shape { lists: &[("Exceptions", "Exception")], ..Shape::of(&["Exceptions"]).within(NAMESPACE) };

/// Put exceptions on a report
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{reportKey}/Exceptions",
    operation_id = POST.id,
    params(("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw")),
    request_body(content((Exceptions = "application/xml"), (Exceptions = "application/json"))),
    responses(
        (status = 200, description = "Put as far as they are right", content(
            (ExceptionResult = "application/json"),
            (ExceptionResult = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn post(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &POST, |call| {
        let Exceptions { exceptions } = read_batch(&request, &body, EXCEPTIONS).map_err(Rejection::Invalid)?;
        if exceptions.is_empty() {
            return Err(Rejection::Invalid(vec![Fault::new("Exceptions", "has to have an Exception at least")]).into());
        }
        let key = path_report(&request);
        let by = actor(call).with_part(Part::Administrator);
        let mut places = Vec::new();
        let outcomes = call.tenant.store.execute_each(
            |world| {
                let report = world.find_report(&key).ok_or(Rejection::ReportNotFound)?;
                let mut commands = Vec::new();
                for (place, Object(post)) in (1..).zip(exceptions.into_iter().take(LARGEST_BATCH)) {
                    places.push(post.index.unwrap_or(place));
                    let (on, new) = convert::exception(world, report, post);
                    commands.push((by, Command::act(report.id, Deed::PutException(on, new))));
                }
                Ok::<_, Problem>(commands)
            },
            &call.origin,
        )?;
        let refused = places.iter().zip(&outcomes).filter_map(|(index, o)| Some((*index, o.as_ref().err()?)));
        explain::note_records(&request, refused);
        let mut result = ExceptionResult { succeeded: 0, failed: 0, errors: Vec::new(), exception_details: Vec::new() };
        for (index, outcome) in places.into_iter().zip(outcomes) {
            match outcome {
                Ok(_) => result.exception_details.push(ExceptionInfo { index, status: "Success" }),
                // Who may not put one may put none.
                Err(rejection) if error::fault(&rejection) == Some(StatusCode::FORBIDDEN) => {
                    return Err(rejection.into());
                }
                Err(rejection) => result.errors.push(ExceptionError { index, message: reason(rejection) }),
            }
        }
        (result.succeeded, result.failed) = (result.exception_details.len(), result.errors.len());
        Ok(error::answer(&request, &result))
    })
}

/// Why an exception was not put; of an unknown code in the words of the page.
fn reason(rejection: Rejection) -> String {
    match &rejection {
        Rejection::Invalid(faults) if faults.iter().any(|fault| fault.field == "exceptionCode") => {
            "Invalid Exception Code".to_owned()
        }
        Rejection::ExpenseNotFound | Rejection::AllocationNotFound => "Invalid Object ID".to_owned(),
        _ => error::reason_in_batch(rejection),
    }
}
