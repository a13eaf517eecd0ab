//! Reports: where each one is, how it came there, what can be done with it now and by whom; and doing it.

use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ControlError;
use super::answer::{List, read, read_query};
use super::clock::millis;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::App;
use crate::api::path::part;
use crate::core::command::{Actor, Approval, Caller, Command, Deed, ReportKey, SendBack};
use crate::core::ids::{ExpenseId, ReportId};
use crate::core::journey::{self, Legal};
use crate::core::report::{CurrentStep, Occurrence, Report};
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};
use crate::core::{Rejection, Timestamp, World};

/// How the company is named where a user could be.
const COMPANY: &str = "company";

/// A report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Report)]
pub(super) struct Sheet {
    /// 20 hexadecimal digits.
    report_id: String,
    /// Its name.
    name: String,
    /// Whose it is.
    owner_id: String,
    /// The name of its policy.
    policy: String,
    /// `A_…`
    approval_status: &'static str,
    /// `P_…`
    payment_status: &'static str,
    /// The step that it is at; null where it is at none.
    step: Option<StepSheet>,
    /// What can be done with it now, and by whom.
    legal: Vec<LegalSheet>,
    /// What happened to it, oldest first.
    history: Vec<HistorySheet>,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportStep)]
struct StepSheet {
    /// Its code.
    code: String,
    /// Its place among the steps after a submit, from 1.
    sequence: usize,
    /// The role of who acts.
    role_code: String,
    /// Who has yet to act.
    assigned_user_ids: Vec<String>,
}

/// Something that can be done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalAction)]
struct LegalSheet {
    /// What.
    action: &'static str,
    /// By whom: a login, or `company`.
    #[serde(rename = "as")]
    by: String,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryRow)]
struct HistorySheet {
    /// When.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What.
    action: &'static str,
    /// For whom it was done: a UUID; null for the company and the clock.
    by: Option<String>,
    /// The delegate who did it.
    delegate: Option<String>,
    /// By which door: `v4`, `v2.0`, `control`, …
    through: &'static str,
    /// Before.
    from: StatusSheet,
    /// After.
    to: StatusSheet,
}

/// Both statuses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportStatus)]
struct StatusSheet {
    /// `A_…`
    approval_status: &'static str,
    /// `P_…`
    payment_status: &'static str,
}

/// Which reports to list. Each one given has to hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// This approval status.
    approval_status: Option<String>,
    /// This payment status.
    payment_status: Option<String>,
    /// Of this owner: login or UUID.
    owner: Option<String>,
    /// Those after this one, as `next` gives it.
    after: Option<String>,
    /// At most so many, up to 1,000; 100 where it is left out.
    limit: Option<usize>,
}

/// What to do with a report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Action)]
struct Order {
    /// `submit`, `approve`, `sendBack`, `recall`, `hold`, `release`, `markExtracted`, `confirmPayment` or `attachReceipt`.
    action: String,
    /// By whom: a login, a UUID, or `company`; the company where it is left out.
    #[serde(rename = "as")]
    by: Option<String>,
    /// What he says; a send back needs it.
    comment: Option<String>,
    /// Why expenses were rejected; an approval of a report with rejected expenses needs it.
    expense_rejected_comment: Option<String>,
    /// The expense that the receipt belongs to; every one that lacks an image where it is left out.
    expense_id: Option<String>,
}

/// The reports of the tenant, by ID.
#[utoipa::path(
    get,
    path = "/_emulator/reports",
    operation_id = "listReports",
    params(Filter),
    responses(
        (status = 200, description = "The reports.", body = List<Sheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(request: HttpRequest, tenant: Selected) -> Result<web::Json<List<Sheet>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let limit = filter.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(ControlError::bad("the limit has to be from 1 to 1000").at("limit"));
    }
    let now = tenant.clock.now();
    let (items, next) = tenant.store.read(|world| {
        let wanted = filter.compile(world)?;
        let mut found: Vec<_> = world.reports().filter(|report| wanted(report)).collect();
        found.sort_unstable_by_key(|report| report.id);
        let next = found.get(limit).and(found.get(limit - 1)).map(|last| last.id.to_string());
        let items: Vec<_> = found.into_iter().take(limit).map(|report| sheet(world, report, now)).collect();
        Ok::<_, ControlError>((items, next))
    })?;
    Ok(web::Json(List { items, next }))
}

/// One report.
#[utoipa::path(
    get,
    path = "/_emulator/reports/{id}",
    operation_id = "getReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    responses(
        (status = 200, description = "The report.", body = Sheet),
        (status = 404, description = "There is no such report.", body = ErrorBody),
    )
)]
pub(super) async fn get(request: HttpRequest, tenant: Selected) -> Result<web::Json<Sheet>, ControlError> {
    let id = part(&request, "id");
    let now = tenant.clock.now();
    tenant.store.read(|world| {
        let report = world.find_report(&ReportKey::from(id.as_str())).ok_or_else(|| unknown(&id))?;
        Ok(web::Json(sheet(world, report, now)))
    })
}

/// Does with a report what only Concur's own pages can do at Concur, as any user.
#[utoipa::path(
    post,
    path = "/_emulator/reports/{id}/actions",
    operation_id = "actOnReport",
    params(("id" = String, Path, description = "The report's ID or alias.")),
    request_body = Order,
    responses(
        (status = 200, description = "The report as it is now.", body = Sheet),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
        (status = 403, description = "This user may not do this.", body = ErrorBody),
        (status = 404, description = "There is no such report.", body = ErrorBody),
        (status = 409, description = "This cannot be done with the report where it is.", body = ErrorBody),
    )
)]
pub(super) async fn act(
    request: HttpRequest,
    app: web::Data<App>,
    tenant: Selected,
    body: web::Bytes,
) -> Result<web::Json<Sheet>, ControlError> {
    let id = part(&request, "id");
    let order: Order = read(&body)?;
    let key = ReportKey::from(id.as_str());
    let store = &tenant.store;
    let actor = store.read(|world| performer(world, order.by.as_deref()))?;
    let origin = tenant.origin(&app, &request);
    let deeds = store.read(|world| order.deeds(world, &key)).ok_or_else(|| unknown(&id))??;
    for deed in deeds {
        let command = Command::Act { report: key.clone(), deed };
        store.execute(&actor, command, &origin).map_err(|rejection| refusal(&rejection))?;
    }
    let now = tenant.clock.now();
    store.read(|world| {
        let report = world.find_report(&key).ok_or_else(|| unknown(&id))?;
        Ok(web::Json(sheet(world, report, now)))
    })
}

impl Filter {
    fn compile(&self, world: &World) -> Result<impl Fn(&Report) -> bool + use<>, ControlError> {
        let wrong = |field, code: &str| ControlError::bad(format!("`{code}` is no status")).at(field);
        let approval = self.approval_status.as_deref();
        let approval = approval.map(|c| ApprovalStatus::from_code(c).ok_or_else(|| wrong("approvalStatus", c)));
        let payment = self.payment_status.as_deref();
        let payment = payment.map(|c| PaymentStatus::from_code(c).ok_or_else(|| wrong("paymentStatus", c)));
        let owner = self.owner.as_deref().map(|name| {
            let user = world.find_user(name).map(|user| user.id);
            user.ok_or_else(|| ControlError::bad(format!("there is no user `{name}`")).at("owner"))
        });
        let after = self
            .after
            .as_deref()
            .map(|id| ReportId::from_str(id).map_err(|error| ControlError::bad(error.to_string()).at("after")));
        let (approval, payment) = (approval.transpose()?, payment.transpose()?);
        let (owner, after) = (owner.transpose()?, after.transpose()?);
        Ok(move |report: &Report| {
            let status = report.status();
            approval.is_none_or(|a| a == status.approval)
                && payment.is_none_or(|p| p == status.payment)
                && owner.is_none_or(|o| o == report.owner)
                && after.is_none_or(|a| report.id > a)
        })
    }
}

impl Order {
    /// What is to be done; nothing where there is no such report.
    fn deeds(self, world: &World, key: &ReportKey) -> Option<Result<Vec<Deed>, ControlError>> {
        let report = world.find_report(key)?;
        let comment = self.comment;
        let deed = match self.action.as_str() {
            "submit" => Deed::Submit,
            "approve" => Deed::Approve(Ok(Approval {
                comment,
                expense_rejected_comment: self.expense_rejected_comment,
                ..Approval::default()
            })),
            "sendBack" => Deed::SendBack(Ok(SendBack { comment: comment.unwrap_or_default(), ..SendBack::default() })),
            "recall" => Deed::Recall(Ok(())),
            "hold" => Deed::Hold,
            "release" => Deed::Release,
            "markExtracted" => Deed::MarkExtracted,
            "confirmPayment" => Deed::ConfirmPayment,
            "attachReceipt" => return Some(receipts(world, report, self.expense_id.as_deref())),
            other => {
                let message = format!(
                    "`{other}` is no action; there are submit, approve, sendBack, recall, hold, release, markExtracted, \
                     confirmPayment and attachReceipt"
                );
                return Some(Err(ControlError::bad(message).at("action")));
            }
        };
        Some(Ok(vec![deed]))
    }
}

/// The receipts to attach: the one asked for, or all that are missing.
fn receipts(world: &World, report: &Report, expense: Option<&str>) -> Result<Vec<Deed>, ControlError> {
    match expense {
        Some(id) => {
            let id = ExpenseId::from_str(id).map_err(|error| ControlError::bad(error.to_string()).at("expenseId"))?;
            Ok(vec![Deed::AttachReceipt(id)])
        }
        None => {
            let lacking = report.expenses.iter().filter(|expense| expense.lacks_receipt_image(&world.company));
            Ok(lacking.map(|expense| Deed::AttachReceipt(expense.id)).collect())
        }
    }
}

fn performer(world: &World, name: Option<&str>) -> Result<Actor, ControlError> {
    match name {
        None | Some(COMPANY) => Ok(Actor::COMPANY),
        Some(name) => match world.find_user(name) {
            Some(user) => Ok(Actor::user(user.id)),
            None => Err(ControlError::bad(format!("there is no user `{name}`")).at("as")),
        },
    }
}

fn unknown(id: &str) -> ControlError {
    ControlError::new(StatusCode::NOT_FOUND, format!("there is no report `{id}`")).at("id")
}

fn refusal(rejection: &Rejection) -> ControlError {
    let status = match rejection {
        Rejection::ReportNotFound
        | Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::TaxNotFound => StatusCode::NOT_FOUND,
        Rejection::CommentNotFound | Rejection::ExceptionNotFound { .. } => StatusCode::NOT_FOUND,
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => StatusCode::FORBIDDEN,
        Rejection::Invalid(_) | Rejection::RejectedExpensesNeedComment { .. } => StatusCode::BAD_REQUEST,
        Rejection::IllegalAtStatus { .. }
        | Rejection::AlreadySubmitted { .. }
        | Rejection::AlreadyActed { .. }
        | Rejection::NotASystemStep { .. }
        | Rejection::StepCodeMismatch { .. }
        | Rejection::StepSequenceMismatch { .. }
        | Rejection::StaleStep
        | Rejection::StatusMismatch { .. }
        | Rejection::NotExtracted
        | Rejection::AlreadyExtracted
        | Rejection::NoExpenses
        | Rejection::BlockingException { .. }
        | Rejection::NoManager { .. }
        | Rejection::NoNewEntries
        | Rejection::ExceptionNotDeletable { .. } => StatusCode::CONFLICT,
    };
    ControlError::new(status, rejection.to_string())
}

fn sheet(world: &World, report: &Report, now: Timestamp) -> Sheet {
    let StatusSheet { approval_status, payment_status } = StatusSheet::from(report.status());
    Sheet {
        report_id: report.id.to_string(),
        name: report.header.name.clone(),
        owner_id: report.owner.to_string(),
        policy: world.policy(report.header.policy).map_or_else(String::new, |policy| policy.name.clone()),
        approval_status,
        payment_status,
        step: report.state.step().map(StepSheet::from),
        legal: journey::legal(world, report, now).iter().map(|legal| legal_sheet(world, legal)).collect(),
        history: report.history.iter().map(HistorySheet::from).collect(),
    }
}

fn legal_sheet(world: &World, legal: &Legal) -> LegalSheet {
    let by = match legal.actor.caller {
        Caller::User(user) => world.user(user).map_or_else(|| user.to_string(), |user| user.login.clone()),
        Caller::Company | Caller::Clock => COMPANY.to_owned(),
    };
    LegalSheet { action: legal.action.name(), by }
}

impl From<&CurrentStep> for StepSheet {
    fn from(step: &CurrentStep) -> Self {
        Self {
            code: step.code.to_string(),
            sequence: step.sequence(),
            role_code: step.role.to_string(),
            assigned_user_ids: step.pending().filter_map(|i| i.assignee).map(|user| user.to_string()).collect(),
        }
    }
}

impl From<&Occurrence> for HistorySheet {
    fn from(occurrence: &Occurrence) -> Self {
        let Occurrence { at, action, by, through, from, to } = occurrence;
        Self {
            at: *at,
            action: action.name(),
            by: by.user.map(|user| user.to_string()),
            delegate: by.delegate.map(|user| user.to_string()),
            through: through.name(),
            from: (*from).into(),
            to: (*to).into(),
        }
    }
}

impl From<Status> for StatusSheet {
    fn from(Status { approval, payment }: Status) -> Self {
        Self { approval_status: approval.code(), payment_status: payment.code() }
    }
}
