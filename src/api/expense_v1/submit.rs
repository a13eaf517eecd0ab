//! `POST …/report/{reportKey}/submit`: submits a report in its owner's name.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{self, Problem};
use super::wire::actions::ReportStatus;
use super::{actor, answer, convert, operation, path_report};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::negotiate::Format;
use crate::api::{explain, json, xml};
use crate::core::command::{Actor, Caller, Deed, Part};
use crate::core::ids::UserId;
use crate::core::rejection::{self, Fault, Rejection};

const SUBMIT: Operation = operation("v1.submitReport");

/// The two ways in which the page writes the header that names the owner.
const OWNER: [&str; 2] = ["X-UserID", "X_UserID"];

/// Submit a report
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{reportKey}/submit",
    operation_id = SUBMIT.id,
    params(
        ("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw"),
        ("X-UserID" = Option<String>, Header, description = "The owner's login; required. `X_UserID` will do as well"),
    ),
    responses(
        (status = 200, description = "Submitted, or refused with `FAILURE`", content(
            (ReportStatus = "application/json"),
            (ReportStatus = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn submit(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &SUBMIT, |call| {
        let actor = in_the_name_of(call, &request)?;
        well_formed(&request, &body).map_err(Rejection::Invalid)?;
        let report = path_report(&request);
        let (outcome, view) = call.tenant.store.execute_and_view(&actor, report, Deed::Submit, &call.origin);
        let exceptions = view.map_or_else(Vec::new, |view| convert::report_exceptions(&view, actor.part));
        match outcome {
            Ok(_) => Ok(error::answer(
                &request,
                &ReportStatus { message: None, status: "SUCCESS", report_exceptions: exceptions },
            )),
            Err(rejection) if error::fault(&rejection).is_some() => Err(Problem::Rejected(rejection)),
            Err(rejection) => {
                explain::note(&request, &rejection);
                let stops = matches!(rejection, Rejection::BlockingException { .. });
                Ok(error::answer(
                    &request,
                    &ReportStatus {
                        message: Some(error::reason(rejection)),
                        status: "FAILURE",
                        report_exceptions: if stops { exceptions } else { Vec::new() },
                    },
                ))
            }
        }
    })
}

/// The caller, for the owner whom he names. Whoever names someone else does it as an administrator.
fn in_the_name_of(call: &Call, request: &HttpRequest) -> Result<Actor, Rejection> {
    let named = OWNER.iter().find_map(|name| request.headers().get(*name)?.to_str().ok());
    let Some(login) = named.map(str::trim).filter(|login| !login.is_empty()) else {
        return Err(Rejection::Invalid(vec![Fault::new(OWNER[0], "is required: the login of the report's owner")]));
    };
    let owner = call.tenant.store.user(login).map_or(UserId::NOBODY, |user| user.id);
    let part = match actor(call).caller {
        Caller::User(caller) if caller == owner => Part::Traveler,
        Caller::User(_) => Part::Administrator,
        Caller::Company | Caller::Clock => Part::Unstated,
    };
    Ok(actor(call).with_part(part).acting_for(owner))
}

/// The action takes no body; one that is sent nevertheless at least has to be what it says it is.
fn well_formed(request: &HttpRequest, body: &Body) -> rejection::Body<()> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("", fault.to_string())])?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match Format::of_request(request) {
        Some(Format::Json) => json::parse::<serde::de::IgnoredAny>(bytes).map(|_| ()),
        Some(Format::Xml) => xml::check(bytes),
        None => Err(vec![Fault::new("Content-Type", "has to be application/xml or application/json")]),
    }
}
