//! The last requests that the tenant answered, and what they matched.

use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ControlError;
use super::answer::{List, read_query};
use super::clock::millis;
use super::error::ErrorBody;
use crate::api::App;
use crate::core::ids::UserId;
use crate::tenant::journal::{Entry, FaultMark, KEPT};
use crate::tenant::pattern;

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
    /// The status that it was answered with; null where a fault cut the connection before there was one.
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
pub(super) async fn list(request: HttpRequest, app: web::Data<App>) -> Result<web::Json<List<Line>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let user = filter.user.as_deref().map(|name| find_user(&app, name)).transpose()?;
    let limit = filter.limit.unwrap_or(100);
    if !(1..=KEPT).contains(&limit) {
        return Err(ControlError::bad(format!("the limit has to be from 1 to {KEPT}")).at("limit"));
    }
    let entries = app.tenant.journal.after(filter.after.unwrap_or_default());
    let mut found =
        entries.into_iter().filter(|(_, entry)| filter.fits(entry) && user.is_none_or(|u| entry.user == Some(u)));
    let items: Vec<Line> = found.by_ref().take(limit).map(Line::from).collect();
    let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
    Ok(web::Json(List { items, next }))
}

fn find_user(app: &App, name: &str) -> Result<UserId, ControlError> {
    let user = app.tenant.store.user(name);
    user.map(|user| user.id).ok_or_else(|| ControlError::bad(format!("there is no user `{name}`")).at("user"))
}

impl Filter {
    fn fits(&self, entry: &Entry) -> bool {
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&entry.method))
            && self.path.as_ref().is_none_or(|path| pattern::fits(path, &entry.path))
            && self.status.is_none_or(|status| status == entry.status)
    }
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
