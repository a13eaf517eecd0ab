//! `/api/v3.0/expense/expensegroupconfigurations`: policies, kinds of expense and ways of paying of expense groups.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::parts::{Refused, answer, operation};
use super::report_filters::text;
use super::reports::{OwnerParameter, place};
use super::wire::groups::{ExpenseGroupConfiguration, ExpenseGroupConfigurations};
use super::{caller, convert, error, paging};
use crate::api::call::{Call, Operation};
use crate::api::path::part;
use crate::api::query;
use crate::core::command::{Actor, Caller};
use crate::core::configuration::{GroupView, Refusal};
use crate::core::rejection::Rejection;

const LIST: Operation = configuring("v3.listExpenseGroupConfigurations");
const GET: Operation = configuring("v3.getExpenseGroupConfiguration");

/// How many configurations a page has where nobody asks for a number.
const USUAL_LIMIT: usize = 10;

/// Either scope will do (inferred: the page names none).
const fn configuring(id: &'static str) -> Operation {
    Operation { scopes: &["EXPRPT", "CONFIG"], ..operation(id) }
}

/// What a list of configurations can be asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Filters {
    /// Where the page begins: opaque, from `NextPage`.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    offset: Option<String>,
    /// How many a page has: 10 by default, 100 at most.
    limit: Option<u32>,
    /// The login of the user whose group it is, or `ALL`, for administrators; the caller's own where absent.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    user: Option<String>,
}

/// List expense group configurations
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/expensegroupconfigurations",
    operation_id = LIST.id,
    params(Filters),
    responses(
        (status = 200, description = "The user's group, or a page of all", content((ExpenseGroupConfigurations = "application/json"), (ExpenseGroupConfigurations = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let Filters { offset, limit, user } = query::read(&request).map_err(Rejection::Invalid)?;
        let limit = paging::limit(limit, USUAL_LIMIT).map_err(Rejection::Invalid)?;
        let passed = offset.as_deref().map(paging::open).transpose().map_err(Rejection::Invalid)?;
        let passed = passed.map_or(0, |passed| u32::from_be_bytes(passed) as usize);
        let groups = visible(call, &request, user.as_deref())?;
        let behind = passed.saturating_add(limit);
        let next_page = (behind < groups.len()).then(|| {
            let offset = paging::seal(&u32::try_from(behind).unwrap_or(u32::MAX).to_be_bytes());
            paging::next_page(call.base_url(), request.path(), request.query_string(), &offset)
        });
        let place = place(&request, call);
        let page = groups.iter().skip(passed).take(limit);
        let items = page.map(|group| convert::groups::configuration(group, place)).collect();
        Ok(error::answer(&request, &ExpenseGroupConfigurations { items, next_page }))
    })
}

/// Get an expense group configuration
#[utoipa::path(
    get,
    path = "/api/v3.0/expense/expensegroupconfigurations/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its ID"), OwnerParameter),
    responses(
        (status = 200, description = "The configuration", content((ExpenseGroupConfiguration = "application/json"), (ExpenseGroupConfiguration = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let actor = caller::for_owner(call, &request)?;
        let id = part(&request, "id");
        let own = match (actor.target, actor.caller) {
            (Some(user), _) | (None, Caller::User(user)) => {
                call.tenant.store.may_search(&actor, Some(user))?;
                call.tenant.store.group_of(&Actor::COMPANY, user).ok()
            }
            (None, Caller::Company | Caller::Clock) => None,
        };
        let is_it = |view: &GroupView| view.group.id.eq_ignore_ascii_case(&id);
        // Whoever may see all of them need not name a user of the group.
        let any = || {
            let company = call.tenant.store.read(|world| world.company.id);
            call.tenant.store.may_search(&actor, None).ok()?;
            call.tenant.store.group(company, &id).ok()
        };
        let found = own.filter(is_it).or_else(any);
        let found = found.ok_or_else(|| Refused::Missing(Refusal::UnknownGroup.to_string()))?;
        Ok(error::answer(&request, &convert::groups::configuration(&found, place(&request, call))))
    })
}

/// The groups that a caller lists: that of the user whom he names, else his own; all of them for whoever names everyone, and for the
/// company where it names nobody.
fn visible(call: &Call, request: &HttpRequest, user: Option<&str>) -> Result<Vec<GroupView>, Refused> {
    let is_company = !matches!(caller::caller(call).caller, Caller::User(_));
    let owner = if is_company && user.is_none() { None } else { caller::searched(call, request)? };
    let store = &call.tenant.store;
    match owner {
        Some(user) => Ok(store.group_of(&Actor::COMPANY, user).into_iter().collect()),
        None => {
            let company = store.read(|world| world.company.id);
            store.groups(company).map_err(|refusal| Refused::Missing(refusal.to_string()))
        }
    }
}
