//! `POST …/report/{reportKey}/entry/{entryId}/itemization` and `…/{itemizationId}`: splits entries, and changes their parts.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::error::{self, Problem};
use super::wire::itemizations::{ExpenseItemizations, ItemizationPost, ItemizationStatus, ItemizationStatusList};
use super::{LARGEST_BATCH, NAMESPACE, actor, answer, convert, operation, path_report, read_batch};
use crate::api::body::Body;
use crate::api::call::{Call, Operation};
use crate::api::json::Object;
use crate::api::xml::Shape;
use crate::api::{explain, path};
use crate::core::World;
use crate::core::command::{Command, Deed, Part};
use crate::core::event::Change;
use crate::core::expense::Expense;
use crate::core::ids::{EntryId, ReportId};
use crate::core::rejection::{Fault, Rejection};
use crate::core::report::Report;
use crate::tenant::store::Outcome;

const CREATE: Operation = operation("v1.postItemizations");
const UPDATE: Operation = operation("v1.updateItemization");

const SHAPE: Shape =
    Shape { lists: &[("ExpenseItemizations", "Itemization")], ..Shape::of(&["ExpenseItemizations"]).within(NAMESPACE) };

/// Split an entry
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{reportKey}/entry/{entryId}/itemization",
    operation_id = CREATE.id,
    params(
        ("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw"),
        ("entryId" = String, Path, description = "The entry's `RpeKey`, its v3 ID"),
    ),
    request_body(content((ExpenseItemizations = "application/xml"), (ExpenseItemizations = "application/json"))),
    responses(
        (status = 200, description = "Saved as far as they are right", content(
            (ItemizationStatusList = "application/json"),
            (Vec<ItemizationStatus> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn create(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &CREATE, |call| {
        let posts = read(&request, &body)?;
        save(call, &request, posts, None, convert::new_itemization)
    })
}

/// Change a part of an entry
#[utoipa::path(
    post,
    path = "/api/expense/expensereport/v1.1/report/{reportKey}/entry/{entryId}/itemization/{itemizationId}",
    operation_id = UPDATE.id,
    params(
        ("reportKey" = String, Path, description = "The report's ID, or a protected one, encoded or raw"),
        ("entryId" = String, Path, description = "The entry's `RpeKey`, its v3 ID"),
        ("itemizationId" = String, Path, description = "As in the answer that it was made with"),
    ),
    request_body(content((ExpenseItemizations = "application/xml"), (ExpenseItemizations = "application/json"))),
    responses(
        (status = 200, description = "Saved, or not", content(
            (ItemizationStatusList = "application/json"),
            (Vec<ItemizationStatus> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn update(request: HttpRequest, body: Body) -> HttpResponse {
    answer(&request, &UPDATE, |call| {
        let posts = read(&request, &body)?;
        if posts.len() > 1 {
            let message = "has to have one Itemization only: the address names one";
            return Err(Rejection::Invalid(vec![Fault::new("ExpenseItemizations", message)]).into());
        }
        let id = convert::entry_of(&path::part(&request, "itemizationId")).ok_or(Rejection::ExpenseNotFound)?;
        save(call, &request, posts, Some(id), |whole, post| {
            let part = whole.itemizations.iter().find(|part| part.entry_id == id);
            convert::itemization_patch(part.map(|part| &**part), post)
        })
    })
}

fn read(request: &HttpRequest, body: &Body) -> Result<Vec<Object<ItemizationPost>>, Rejection> {
    let ExpenseItemizations { expense_itemizations } = read_batch(request, body, SHAPE).map_err(Rejection::Invalid)?;
    if expense_itemizations.is_empty() {
        let fault = Fault::new("ExpenseItemizations", "has to have an Itemization at least");
        return Err(Rejection::Invalid(vec![fault]));
    }
    Ok(expense_itemizations)
}

/// Gives a command for each itemization, and says what became of it.
fn save(
    call: &Call,
    request: &HttpRequest,
    posts: Vec<Object<ItemizationPost>>,
    named: Option<EntryId>,
    deed: impl Fn(&Expense, ItemizationPost) -> Deed,
) -> Result<HttpResponse, Problem> {
    let (key, entry) = (path_report(request), path::part(request, "entryId"));
    let by = actor(call).with_part(Part::Administrator);
    let mut place = None;
    let outcomes = call.tenant.store.execute_each(
        |world| {
            let report = world.find_report(&key).ok_or(Rejection::ReportNotFound)?;
            let whole = entry_named(world, report, &entry).ok_or(Rejection::ExpenseNotFound)?;
            place = Some((report.id, whole.entry_id));
            let commands = posts.into_iter().take(LARGEST_BATCH);
            let commands = commands.map(|Object(post)| (by, Command::act(report.id, deed(whole, post))));
            Ok::<_, Problem>(commands.collect())
        },
        &call.origin,
    )?;
    let refused = (1..).zip(&outcomes).filter_map(|(index, outcome)| Some((index, outcome.as_ref().err()?)));
    explain::note_records(request, refused);
    let (report, entry) = place.ok_or(Rejection::ReportNotFound)?;
    let mut list = ItemizationStatusList { itemization_status: Vec::new() };
    for (index, outcome) in (1..).zip(outcomes) {
        list.itemization_status.push(status(call, index, (report, entry, named), outcome)?);
    }
    Ok(error::answer_list(request, &list, "ItemizationStatusList", &list.itemization_status))
}

/// The entry of a report that a key names; not one of its itemizations.
fn entry_named<'a>(world: &World, report: &'a Report, key: &str) -> Option<&'a Arc<Expense>> {
    let (on, id) = world.expense_of_entry(convert::entry_of(key)?)?;
    report.expenses.iter().find(|expense| on.id == report.id && expense.id == id)
}

fn status(
    call: &Call,
    index: u32,
    (report, entry, named): (ReportId, EntryId, Option<EntryId>),
    outcome: Outcome,
) -> Result<ItemizationStatus, Problem> {
    let failed = |status, rejection| {
        let message = Some(error::reason_in_batch(rejection));
        Ok(ItemizationStatus { index, status, message, details_url: None })
    };
    match outcome {
        Ok(records) => {
            let added = || {
                records.iter().find_map(|record| match &record.event.change {
                    Change::ExpenseChanged(whole) => whole.itemizations.last().map(|part| part.entry_id),
                    _ => None,
                })
            };
            let details_url = named.or_else(added).map(|part| {
                let (entry, part) = (convert::entry_key(entry), convert::entry_key(part));
                let base = call.base_url();
                format!("{base}/api/expense/expensereport/v1.1/report/{report}/entry/{entry}/itemization/{part}")
            });
            Ok(ItemizationStatus { index, status: "SUCCESS", message: None, details_url })
        }
        // Who may not save one may save none.
        Err(rejection) if error::fault(&rejection) == Some(StatusCode::FORBIDDEN) => Err(rejection.into()),
        Err(rejection @ Rejection::Invalid(_)) => failed("400", rejection),
        Err(rejection @ Rejection::ExpenseNotFound) => failed("404", rejection),
        Err(rejection) => failed("500", rejection),
    }
}
