//! Spend users, listed and one by one.

use std::str::FromStr;

use actix_web::HttpRequest;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::attributes::{Found, SPEND_SCHEMAS, SPEND_USER};
use super::super::error::{Problem, ScimType};
use super::super::filter::{self, Bound, Filter, Operator};
use super::super::wire::LIST_RESPONSE;
use super::show;
use crate::api::call::Call;
use crate::api::{path, query};
use crate::core::ids::UserId;
use crate::core::registry::Refusal;
use crate::tenant::people::UserKey;

/// How many are on a page at most, and where no number is given.
const MOST: usize = 100;

/// The parameters of a list; the versions call the size of its pages differently.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    items_per_page: Option<i64>,
}

/// A page of those for whom the filter holds.
pub(super) fn list(call: &Call, request: &HttpRequest) -> Result<Value, Problem> {
    let Asked { filter, start_index, count, items_per_page } = query::read(request)?;
    let filter = filter.filter(|text| !text.is_empty()).map(|text| bound(&text)).transpose()?;
    let start = usize::try_from(start_index.unwrap_or(1).max(1)).unwrap_or(usize::MAX);
    let count = count.or(items_per_page).map_or(MOST, |count| usize::try_from(count.max(0)).unwrap_or(MOST).min(MOST));
    let people = call.tenant.store.people_behind(None, 0, usize::MAX);
    let users = people.users.iter().map(|view| &view.user).filter(|user| user.spend.account.is_some());
    let (total, page): (usize, Vec<Value>) = match filter {
        None => {
            let page = users.clone().skip(start - 1).take(count).map(|user| show::resource(user, call.base_url()));
            (users.count(), page.collect())
        }
        Some(filter) => {
            let found = users.map(|user| show::resource(user, call.base_url())).filter(|user| filter.holds(user));
            let found: Vec<_> = found.collect();
            (found.len(), found.into_iter().skip(start - 1).take(count).collect())
        }
    };
    Ok(json!({
        "schemas": [LIST_RESPONSE],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": page.len(),
        "Resources": page,
    }))
}

/// The one whom the path names.
pub(super) fn get(call: &Call, request: &HttpRequest) -> Result<Value, Problem> {
    let unknown = || Refusal::NotFound("spend user");
    let id = UserId::from_str(&path::part(request, "id")).map_err(|_| unknown())?;
    let found = call.tenant.store.people_of(&UserKey::Id(id)).users.into_iter().next();
    let user = found.map(|view| view.user).filter(|user| user.spend.account.is_some()).ok_or_else(unknown)?;
    Ok(show::resource(&user, call.base_url()))
}

fn bound(text: &str) -> Result<Bound, Problem> {
    let filter = filter::parse(text)?;
    is_supported(&filter, false)?;
    Ok(Bound::among(SPEND_SCHEMAS, &filter)?)
}

/// Refuses what the page does not have: attributes of the spend user are compared by `eq` and `ne`; what the company's own fields have
/// to be is put together by `and`.
fn is_supported(filter: &Filter, is_inside: bool) -> Result<(), Problem> {
    let refused = || {
        let message =
            "only attributes of the spend user can be compared, by eq or ne; biManager and budgetCountryCode cannot";
        ScimType::Filter.fault("filter", message)
    };
    let is_plain =
        |name: &str| !["biManager", "budgetCountryCode"].iter().any(|other| other.eq_ignore_ascii_case(name));
    match filter {
        Filter::Compare(_, Operator::Eq | Operator::Ne, _) if is_inside => Ok(()),
        Filter::Compare(path, Operator::Eq | Operator::Ne, _) => {
            let found = Found::by_path(SPEND_SCHEMAS, path).filter(|found| found.schema.id == SPEND_USER);
            found.filter(|found| is_plain(found.attribute.name)).map(|_| ()).ok_or_else(refused)
        }
        Filter::And(parts) => parts.iter().try_for_each(|part| is_supported(part, is_inside)),
        Filter::Within(path, inner) if path.attribute.eq_ignore_ascii_case("customData") => is_supported(inner, true),
        Filter::Present(_) | Filter::Compare(..) | Filter::Within(..) | Filter::Not(_) | Filter::Or(_) => {
            Err(refused())
        }
    }
}
