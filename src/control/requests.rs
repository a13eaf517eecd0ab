//! The last requests that the tenant answered, and what they matched.

use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ControlError;
use super::answer::{List, read_query};
use super::clock::millis;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::core::ids::UserId;
use crate::tenant::journal::{Entry, KEPT};
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
    /// The status that it was answered with.
    status: u16,
    /// Whose token it carried; null where none, or not a user's.
    user_id: Option<String>,
    /// The operation that it matched; null where none.
    operation: Option<&'static str>,
    /// The documented route that comes nearest, where it matched none.
    nearest: Option<String>,
    /// Its `Concur-Correlationid`.
    correlation_id: String,
}

/// Which requests to list. Each one given has to hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// This method, in any case.
    method: Option<String>,
    /// This path; a `*` stands for any text.
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
pub(super) async fn list(request: HttpRequest, tenant: Selected) -> Result<web::Json<List<Line>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let user = filter.user.as_deref().map(|name| find_user(&tenant, name)).transpose()?;
    let limit = filter.limit.unwrap_or(100);
    if !(1..=KEPT).contains(&limit) {
        return Err(ControlError::bad(format!("the limit has to be from 1 to {KEPT}")).at("limit"));
    }
    let entries = tenant.journal.after(filter.after.unwrap_or_default());
    let mut found =
        entries.into_iter().filter(|(_, entry)| filter.fits(entry) && user.is_none_or(|u| entry.user == Some(u)));
    let items: Vec<Line> = found.by_ref().take(limit).map(Line::from).collect();
    let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
    Ok(web::Json(List { items, next }))
}

fn find_user(tenant: &Realm, name: &str) -> Result<UserId, ControlError> {
    let user = tenant.store.user(name);
    user.map(|user| user.id).ok_or_else(|| ControlError::bad(format!("there is no user `{name}`")).at("user"))
}

impl Filter {
    fn fits(&self, entry: &Entry) -> bool {
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&entry.method))
            && self.path.as_ref().is_none_or(|path| resembles(path, &entry.path))
            && self.status.is_none_or(|status| status == entry.status)
    }
}

/// Whether a text is what a pattern says, in which each `*` stands for any text. Takes time proportional to both lengths
/// at worst, since each piece is looked for once.
fn resembles(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut left) = text.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        let Some(at) = left.find(piece) else { return false };
        left = &left[at + piece.len()..];
    }
    left.ends_with(last)
}

impl From<(u64, Entry)> for Line {
    fn from((sequence, entry): (u64, Entry)) -> Self {
        let Entry { at, method, path, status, user, operation, nearest, correlation } = entry;
        Self {
            sequence,
            at,
            method: method.into_owned(),
            path,
            status,
            user_id: user.map(|user| user.to_string()),
            operation,
            nearest: nearest.map(|nearest| nearest.to_string()),
            correlation_id: correlation.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resembles;

    #[test]
    fn a_star_stands_for_any_text_and_everything_else_for_itself() {
        for (pattern, text, expected) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/b/c", false),
            ("/a/*", "/a/", true),
            ("/a/**", "/a/b/c", true),
            ("*/b", "/a/b", true),
            ("/a/*/c/*/e", "/a/b/c/d/e", true),
            ("/a/*/c/*/e", "/a/b/d/e", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(resembles(pattern, text), expected, "{pattern} {text}");
        }
    }
}
