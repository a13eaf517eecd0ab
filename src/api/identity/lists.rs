//! Many users: listed by index or by cursor, found by a filter.

use std::str::FromStr;

use actix_web::HttpRequest;
use serde::Deserialize;
use serde_json::Value;

use super::Version;
use super::convert::Surroundings;
use super::cursor;
use super::error::{Problem, ScimType};
use super::filter::{self, Bound, Filter, Key, Operator};
use super::selection::{Selection, close};
use super::users::whole;
use super::wire::{LIST_RESPONSE, SEARCH_REQUESTS, SearchRequest, UserList};
use crate::api::body::Body;
use crate::api::call::Call;
use crate::api::{json, query};
use crate::core::ids::UserId;
use crate::tenant::people::{People, UserKey, UserView};

/// The parameters that say what of a user is shown.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attributes {
    pub attributes: Option<String>,
    pub excluded_attributes: Option<String>,
}

/// The parameters of v4's list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByIndex {
    filter: Option<String>,
    attributes: Option<String>,
    excluded_attributes: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
}

/// The parameters of v4.1's list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByCursor {
    attributes: Option<String>,
    excluded_attributes: Option<String>,
    count: Option<i64>,
    cursor: Option<String>,
}

/// How many users a page has.
struct Size {
    default: usize,
    most: usize,
}

/// As the page of v4 has it.
const V4: Size = Size { default: 10, most: 100 };
/// As the page of v4.1 has it.
const V4_1: Size = Size { default: 100, most: 1000 };

impl Size {
    /// How many are answered where so many are asked for; less than none are none (RFC 7644, section 3.4.2.4).
    fn of(&self, count: Option<i64>) -> usize {
        count.map_or(self.default, |count| usize::try_from(count.max(0)).unwrap_or(self.most).min(self.most))
    }
}

/// Everything that a list needs to show a user.
struct Shower<'a> {
    call: &'a Call,
    version: Version,
    selection: Selection,
}

impl Shower<'_> {
    fn around(&self, people: &People) -> Surroundings {
        let users_url = self.version.users_url(self.call);
        Surroundings { company: people.company.clone(), manager: None, users_url }
    }

    /// What the token may see of a user.
    fn open(&self, view: &UserView, around: &Surroundings) -> Value {
        let mut user = whole(view, around);
        close(&mut user, &self.call.grant);
        user
    }

    fn shown(&self, user: Value) -> Value {
        self.selection.of(user, self.version == Version::V4_1)
    }

    /// Those of a company's users for whom a filter holds, with what the token may see of them.
    fn found(&self, filter: &Bound) -> Vec<(UserId, Value)> {
        let people = match filter.key().map(user_key) {
            // An index knows who it could be; whether it is he, the rest of the filter says.
            Some(Some(key)) => self.call.tenant.store.people_of(&key),
            Some(None) => return Vec::new(),
            None => self.call.tenant.store.people_behind(None, 0, usize::MAX),
        };
        let around = self.around(&people);
        let open = people.users.iter().map(|view| (view.user.id, self.open(view, &around)));
        open.filter(|(_, user)| filter.holds(user)).collect()
    }
}

/// The key of an index; none where nobody can have it.
fn user_key(key: Key) -> Option<UserKey> {
    Some(match key {
        Key::Id(id) => UserKey::Id(UserId::from_str(&id).ok()?),
        Key::UserName(login) => UserKey::Login(login),
        Key::EmployeeNumber(number) => UserKey::EmployeeId(number),
        Key::ExternalId(id) => UserKey::ExternalId(id),
    })
}

/// Lists users by index (v4).
pub(super) fn by_index(call: &Call, request: &HttpRequest) -> Result<UserList, Problem> {
    let ByIndex { filter, attributes, excluded_attributes, start_index, count } = query::read(request)?;
    let selection = Selection::of_lists(attributes.as_deref(), excluded_attributes.as_deref())?;
    let shower = Shower { call, version: Version::V4, selection };
    let start = usize::try_from(start_index.unwrap_or(1).max(1)).unwrap_or(usize::MAX);
    let count = V4.of(count);
    let (total_results, resources) = match filter {
        None => {
            let people = call.tenant.store.people_behind(None, start - 1, count);
            let around = shower.around(&people);
            let shown = people.users.iter().map(|view| shower.shown(shower.open(view, &around)));
            (people.total, shown.collect::<Vec<_>>())
        }
        Some(filter) => {
            let filter = filter::parse(&filter)?;
            is_for_v4(&filter)?;
            let found = shower.found(&Bound::of(&filter)?);
            let total = found.len();
            let page = found.into_iter().skip(start - 1).take(count);
            (total, page.map(|(_, user)| shower.shown(user)).collect())
        }
    };
    Ok(UserList {
        schemas: [LIST_RESPONSE],
        total_results,
        start_index: Some(start),
        items_per_page: resources.len(),
        resources,
        next_cursor: None,
    })
}

/// Refuses what v4's page does not have: it filters by three attributes, and by nothing but that they are equal. The company may be
/// named besides.
fn is_for_v4(filter: &Filter) -> Result<(), Problem> {
    const KNOWN: &[&str] = &["userName", "employeeNumber", "externalId", "companyId"];
    let refused = || {
        let message =
            "v4 filters by userName, employeeNumber or externalId, each with eq; the rest is for v4.1's .search";
        ScimType::Filter.fault("filter", message)
    };
    match filter {
        Filter::Compare(path, Operator::Eq, _) => {
            let is_known = KNOWN.iter().any(|known| known.eq_ignore_ascii_case(&path.attribute));
            if is_known && path.sub_attribute.is_none() { Ok(()) } else { Err(refused()) }
        }
        Filter::And(parts) => parts.iter().try_for_each(is_for_v4),
        Filter::Present(_) | Filter::Compare(..) | Filter::Within(..) | Filter::Not(_) | Filter::Or(_) => {
            Err(refused())
        }
    }
}

/// Lists users by cursor (v4.1).
pub(super) fn by_cursor(call: &Call, request: &HttpRequest) -> Result<UserList, Problem> {
    let ByCursor { attributes, excluded_attributes, count, cursor } = query::read(request)?;
    let selection = Selection::of_lists(attributes.as_deref(), excluded_attributes.as_deref())?;
    let shower = Shower { call, version: Version::V4_1, selection };
    Ok(shower.page_of_all(V4_1.of(count), cursor::read(cursor.as_deref(), "")?))
}

/// Lists those users for whom a filter holds, by cursor (v4.1).
pub(super) fn search(call: &Call, body: &Body) -> Result<UserList, Problem> {
    let SearchRequest { schemas, filter, attributes, excluded_attributes, count, cursor } = json::read(body)?;
    if !schemas.iter().any(|schema| SEARCH_REQUESTS.contains(&schema.as_str())) {
        return Err(ScimType::Value.fault("schemas", format!("{} is missing", SEARCH_REQUESTS[0])));
    }
    let (attributes, without) = (attributes.unwrap_or_default(), excluded_attributes.unwrap_or_default());
    let selection = Selection::new(attributes.iter().map(String::as_str), without.iter().map(String::as_str))?;
    let shower = Shower { call, version: Version::V4_1, selection };
    let text = filter.unwrap_or_default();
    let filter = if text.is_empty() { None } else { Some(Bound::of(&filter::parse(&text)?)?) };
    let behind = cursor::read(cursor.as_deref(), &text)?;
    let count = V4_1.of(count);
    Ok(match filter {
        None => shower.page_of_all(count, behind),
        Some(filter) => {
            let found = shower.found(&filter);
            let total = found.len();
            let rest = found.into_iter().filter(|(id, _)| behind.is_none_or(|behind| *id > behind));
            shower.page(total, rest.take(count.saturating_add(1)).collect(), count, &text)
        }
    })
}

impl Shower<'_> {
    /// A page of all users.
    fn page_of_all(&self, count: usize, behind: Option<UserId>) -> UserList {
        let people = self.call.tenant.store.people_behind(behind, 0, count.saturating_add(1));
        let around = self.around(&people);
        let rest = people.users.iter().map(|view| (view.user.id, self.open(view, &around))).collect();
        self.page(people.total, rest, count, "")
    }

    /// A page of these, of whom one more than it has room for tells that there is another page.
    fn page(&self, total_results: usize, mut rest: Vec<(UserId, Value)>, count: usize, filter: &str) -> UserList {
        let goes_on = rest.len() > count;
        rest.truncate(count);
        let last = rest.last().map(|(id, _)| *id).filter(|_| goes_on);
        let resources: Vec<_> = rest.into_iter().map(|(_, user)| self.shown(user)).collect();
        UserList {
            schemas: [LIST_RESPONSE],
            total_results,
            start_index: None,
            items_per_page: resources.len(),
            resources,
            next_cursor: last.map(|id| cursor::behind(id, filter)),
        }
    }
}
