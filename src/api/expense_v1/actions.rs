//! `POST …/report/{workflowStepId}/workflowaction`: approves, sends back or recalls a report at the step that the path names.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{self, Problem};
use super::wire::actions::{ActionStatus, WorkflowAction};
use super::{NAMESPACE, actor, answer, convert, operation, read};
use crate::api::body::Body;
use crate::api::call::Operation;
use crate::api::xml::Shape;
use crate::api::{explain, path};
use crate::core::command::{Command, Deed, Part, ReportKey};
use crate::core::rejection::Rejection;

const ACT: Operation = operation("v1.postWorkflowAction");

/// Do something with a report at its step
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{workflowStepId}/workflowaction",
    operation_id = ACT.id,
    params(("workflowStepId" = String, Path, description = "What the report's `WorkflowActionURL` has there")),
    request_body(content((WorkflowAction = "application/xml"), (WorkflowAction = "application/json"))),
    responses(
        (status = 200, description = "Done, or refused with `FAILURE`", content(
            (ActionStatus = "application/json"),
            (ActionStatus = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn act(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &ACT, |call| {
        let action = convert::action(read(&request, &body, Shape::of(&["WorkflowAction"]).within(NAMESPACE)));
        let actor = match action.deed {
            // The employee's own.
            Deed::Recall(_) => actor(call),
            _ => actor(call).with_part(Part::Administrator),
        };
        let step = ReportKey::Step(path::part(&request, "workflowStepId").into());
        match call.tenant.store.execute(&actor, Command::act(step, action.deed), &call.origin) {
            Ok(_) => Ok(error::answer(&request, &ActionStatus::success())),
            Err(rejection) => match error::fault(&rejection) {
                Some(_) if !(action.lacks_comment && matches!(rejection, Rejection::Invalid(_))) => {
                    Err(Problem::Rejected(rejection))
                }
                _ => {
                    explain::note(&request, &rejection);
                    let why = error::reason(convert::in_words_of_v1(rejection));
                    Ok(error::answer(&request, &ActionStatus::failure(why)))
                }
            },
        }
    })
}
