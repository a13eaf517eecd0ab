//! The last requests that the tenant answered, and what they matched.

use std::fmt;

use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::ControlError;
use super::answer::{List, read_query};
use super::clock::millis;
use super::error::ErrorBody;
use super::selected::Selected;
use super::verify::MatchSheet;
use crate::core::ids::UserId;
use crate::tenant::journal::{Entry, FaultMark, KEPT};
use crate::tenant::pattern;
use crate::tenants::Realm;

/// A request and what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Request)]
pub(super) struct Line {
    /// Its number; the first since the start is 1.
    sequence: u64,
    /// When it came in.
    #[serde(serialize_with = "millis")]
    at: DateTime<Utc>,
    /// Its method.
    method: String,
    /// Its path, without the query.
    path: Box<str>,
    /// The status that it was answered with; null where a fault closed the connection without an answer.
    status: Option<u16>,
    /// Whose token it carried; null where none, or not a user's.
    user_id: Option<String>,
    /// The operation that it matched; null where none.
    operation: Option<&'static str>,
    /// The documented route that comes nearest, where it matched none.
    nearest: Option<String>,
    /// The fault that struck it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<FaultSheet>,
    /// Its `Concur-Correlationid`.
    correlation_id: String,
}

/// That a fault struck a request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FaultMark)]
struct FaultSheet {
    /// The fault's number.
    id: u32,
    /// What it did: `delay`, `status`, `reset` or `truncate`.
    effect: &'static str,
    /// The status of the answer that it spoiled; null where it came before the request was carried out, which then changed nothing.
    spoiled: Option<u16>,
}

/// Which requests to list. Each one given has to hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// This method, in any case.
    method: Option<String>,
    /// This path. `*` and `**` stand for any text, a name in braces for one segment.
    path: Option<String>,
    /// This status.
    status: Option<u16>,
    /// A token of this user: login or UUID.
    user: Option<String>,
    /// This operation, as `X-Emulator-Operation` names it.
    operation: Option<String>,
    /// Those after this number, as `next` gives it.
    after: Option<u64>,
    /// At most so many; 100 where it is left out.
    limit: Option<usize>,
}

/// The last requests to the emulated APIs, oldest first; 1,000 are kept.
#[utoipa::path(
    get,
    path = "/_emulator/requests",
    operation_id = "listRequests",
    params(Filter),
    responses(
        (status = 200, description = "The requests.", body = List<Line>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(request: HttpRequest, tenant: Selected) -> Result<web::Json<List<Line>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let Filter { method, path, status, user, operation, after, limit } = filter;
    let wanted = Wanted::new(&tenant, &MatchSheet { method, path, status, user, operation }, "")?;
    let limit = limit.unwrap_or(100);
    if !(1..=KEPT).contains(&limit) {
        return Err(ControlError::bad(format!("the limit has to be from 1 to {KEPT}")).at("limit"));
    }
    let entries = tenant.journal.after(after.unwrap_or_default());
    let mut found = entries.into_iter().filter(|(_, entry)| wanted.fits(entry));
    let items: Vec<Line> = found.by_ref().take(limit).map(Line::from).collect();
    let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
    Ok(web::Json(List { items, next }))
}

/// Which requests are meant: what was written, with its user looked up.
#[derive(Debug)]
pub(super) struct Wanted {
    sheet: MatchSheet,
    user: Option<UserId>,
}

impl Wanted {
    /// A [distance](Self::distance) that says that a request has nothing to do with this.
    pub const NOTHING_ALIKE: f64 = 2.0;

    /// Refused where there is no such user, or a pattern is too long; the names of fields begin with `within`.
    pub fn new(tenant: &Realm, sheet: &MatchSheet, within: &str) -> Result<Self, ControlError> {
        let wrong = |field: &str, message: String| ControlError::bad(message).at(format!("{within}{field}"));
        if sheet.path.as_ref().is_some_and(|path| path.len() > pattern::LONGEST) {
            return Err(wrong("path", format!("has to be of at most {} bytes", pattern::LONGEST)));
        }
        let user = sheet.user.as_deref().map(|name| {
            let user = tenant.store.user(name);
            user.map(|user| user.id).ok_or_else(|| wrong("user", format!("there is no user `{name}`")))
        });
        Ok(Self { sheet: sheet.clone(), user: user.transpose()? })
    }

    /// Whether a request is one of them.
    pub fn fits(&self, entry: &Entry) -> bool {
        self.differs(entry).is_empty()
    }

    /// In what a request is not one of them.
    pub fn differs(&self, entry: &Entry) -> Vec<&'static str> {
        let MatchSheet { method, path, status, user: _, operation } = &self.sheet;
        let held = [
            ("method", method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&entry.method))),
            ("path", path.as_ref().is_none_or(|path| pattern::fits(path, &entry.path))),
            ("status", status.is_none_or(|status| status == entry.status)),
            ("user", self.user.is_none_or(|user| entry.user == Some(user))),
            ("operation", operation.as_deref().is_none_or(|operation| entry.operation == Some(operation))),
        ];
        held.into_iter().filter(|(_, holds)| !holds).map(|(field, _)| field).collect()
    }

    /// How far a request is from being one of them: one for each field that differs, less for a path that is nearly right.
    pub fn distance(&self, entry: &Entry) -> f64 {
        let cost = |field: &&str| match (*field, &self.sheet.path) {
            ("path", Some(path)) => 2.0 * (1.0 - strsim::jaro_winkler(brief(path), brief(&entry.path))),
            ("operation", _) => 1.5,
            _ => 0.6,
        };
        self.differs(entry).iter().map(cost).sum()
    }
}

/// As much of a path as is compared.
fn brief(path: &str) -> &str {
    path.char_indices().nth(300).map_or(path, |(end, _)| &path[..end])
}

/// What was asked for, in words.
impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MatchSheet { method, path, status, user, operation } = &self.sheet;
        let parts = [
            method.as_ref().map(|method| method.to_uppercase()),
            path.clone(),
            operation.as_ref().map(|operation| format!("operation {operation}")),
            user.as_ref().map(|user| format!("by {user}")),
            status.map(|status| format!("answered {status}")),
        ];
        let said: Vec<_> = parts.into_iter().flatten().collect();
        if said.is_empty() { f.write_str("any") } else { f.write_str(&said.join(" ")) }
    }
}

/// A request, as those hear of it who listen to the stream.
pub(crate) fn told(sequence: u64, entry: Entry) -> Value {
    serde_json::to_value(Line::from((sequence, entry))).unwrap_or_default()
}

impl From<(u64, Entry)> for Line {
    fn from((sequence, entry): (u64, Entry)) -> Self {
        let Entry { at, method, path, status, user, operation, nearest, fault, correlation } = entry;
        Self {
            sequence,
            at,
            method: method.into_owned(),
            path,
            status: (status != 0).then_some(status),
            user_id: user.map(|user| user.to_string()),
            operation,
            nearest: nearest.map(|nearest| nearest.to_string()),
            fault: fault.map(|FaultMark { id, effect, spoiled }| FaultSheet { id, effect, spoiled }),
            correlation_id: correlation.to_string(),
        }
    }
}
