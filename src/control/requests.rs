//! The last requests that the tenant answered, and what they matched.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::list::{limit, millis};
use super::{Control, ControlError, List, nearest};
use crate::api::documented;
use crate::core::ids::UserId;
use crate::tenant::journal::{Entry, FaultMark, KEPT};
use crate::tenant::pattern;
use crate::tenants::Realm;

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Request)]
#[non_exhaustive]
pub struct RequestLine {
    /// Its number; the first since the start is 1.
    pub sequence: u64,
    /// When it came in.
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    /// Its method.
    pub method: String,
    /// Its path, without the query.
    pub path: Box<str>,
    /// The status that it was answered with; null where a fault closed the connection without an answer.
    pub status: Option<u16>,
    /// Whose token it carried; null where none, or not a user's.
    pub user_id: Option<String>,
    /// The operation that it matched; null where none.
    pub operation: Option<&'static str>,
    /// The documented route that comes nearest, where it matched none.
    pub nearest: Option<String>,
    /// The fault that struck it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<FaultMarkSheet>,
    /// Its `Concur-Correlationid`.
    pub correlation_id: String,
}

/// That a fault struck a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FaultMark)]
#[non_exhaustive]
pub struct FaultMarkSheet {
    /// The fault's number.
    pub id: u32,
    /// What it did: `delay`, `status`, `reset` or `truncate`.
    pub effect: &'static str,
    /// The status of the answer that it spoiled; null where it came before the request was carried out, which then changed nothing.
    pub spoiled: Option<u16>,
}

/// Which requests to list. Each one given has to hold; what differs is written over `RequestFilter::default()`.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestFilter {
    /// This method, in any case.
    pub method: Option<String>,
    /// This path. `*` and `**` stand for any text, a name in braces for one segment.
    pub path: Option<String>,
    /// This status.
    pub status: Option<u16>,
    /// A token of this user: login or UUID.
    pub user: Option<String>,
    /// This operation, as `X-Emulator-Operation` names it.
    pub operation: Option<String>,
    /// Those after this number, as `next` gives it.
    pub after: Option<u64>,
    /// At most so many; 100 where it is left out.
    pub limit: Option<usize>,
}

/// Which requests are meant. Each one given has to hold.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestMatch {
    /// This method, in any case.
    pub method: Option<String>,
    /// This path. `*` and `**` stand for any text, a name in braces for one segment.
    #[schema(example = "/expensereports/v4/**/approve")]
    pub path: Option<String>,
    /// This status.
    pub status: Option<u16>,
    /// A token of this user: login or UUID.
    pub user: Option<String>,
    /// This operation, as `X-Emulator-Operation` names it.
    pub operation: Option<String>,
}

impl RequestMatch {
    /// Any request.
    pub fn any() -> Self {
        Self::default()
    }

    /// Those to a path. `*` and `**` stand for any text, a name in braces for one segment.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Those for an operation, as `X-Emulator-Operation` names it.
    pub fn operation(operation: impl Into<String>) -> Self {
        Self { operation: Some(operation.into()), ..Self::default() }
    }

    /// Of them, those with this method.
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Of them, those that were answered with this status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Of them, those with a token of this user: login or UUID.
    #[must_use]
    pub fn by(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl From<RequestMatch> for RequestFilter {
    fn from(RequestMatch { method, path, status, user, operation }: RequestMatch) -> Self {
        Self { method, path, status, user, operation, after: None, limit: None }
    }
}

impl Control {
    /// The last requests to the emulated APIs, oldest first; 1,000 are kept.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::RequestMatch;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let refused = RequestMatch::path("/expensereports/v4/**").by("traveler@example.com").status(409);
    /// assert!(emulator.control().requests(refused)?.items.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such user, method or operation, no path fits the pattern, or the limit is none.
    pub fn requests(&self, wanted: impl Into<RequestFilter>) -> Result<List<RequestLine>, ControlError> {
        let RequestFilter { method, path, status, user, operation, after, limit: asked } = wanted.into();
        let wanted = Wanted::new(&self.realm, &RequestMatch { method, path, status, user, operation }, "")?;
        let limit = limit(asked, 100, KEPT)?;
        let entries = self.realm.journal.after(after.unwrap_or_default());
        let mut found = entries.into_iter().filter(|(_, entry)| wanted.fits(entry));
        let items: Vec<RequestLine> = found.by_ref().take(limit).map(RequestLine::from).collect();
        let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
        Ok(List { items, next })
    }
}

/// Which requests are meant: what was written, with its user looked up.
#[derive(Debug)]
pub(super) struct Wanted {
    sheet: RequestMatch,
    user: Option<UserId>,
}

impl Wanted {
    /// A [distance](Self::distance) that says that a request has nothing to do with this.
    pub const NOTHING_ALIKE: f64 = 2.0;

    /// Refused where nothing can be one of them: there is no such user, method or operation, or no path fits; the names of fields begin with `within`.
    pub fn new(realm: &Realm, sheet: &RequestMatch, within: &str) -> Result<Self, ControlError> {
        let wrong = |field: &str, message: String| ControlError::bad(message).at(format!("{within}{field}"));
        if let Some(why) = sheet.path.as_deref().and_then(pattern::absurdity) {
            return Err(wrong("path", why));
        }
        if let Some(method) = sheet.method.as_deref().filter(|method| !pattern::is_method(method)) {
            let refused = nearest::known("method", &method.to_ascii_uppercase(), &pattern::METHODS);
            refused.map_err(|refused| refused.at(format!("{within}method")))?;
        }
        if let Some(operation) = &sheet.operation {
            let all: Vec<_> = documented::operations().iter().map(String::as_str).collect();
            nearest::known("operation", operation, &all).map_err(|refused| refused.at(format!("{within}operation")))?;
        }
        let user = sheet.user.as_deref().map(|name| {
            let user = realm.store.user(name);
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
        let RequestMatch { method, path, status, user: _, operation } = &self.sheet;
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
        let RequestMatch { method, path, status, user, operation } = &self.sheet;
        let parts = [
            method.as_ref().map(|method| method.to_uppercase()),
            path.clone(),
            operation.as_ref().map(|operation| format!("operation {operation}")),
            user.as_ref().map(|user| format!("by {user}")),
            status.map(|status| format!("answered {status}")),
        ];
        let said: Vec<_> = parts.into_iter().flatten().collect();
        if said.is_empty() { f.write_str("of any kind") } else { f.write_str(&said.join(" ")) }
    }
}

/// A request, as those hear of it who listen to the stream.
pub(crate) fn told(sequence: u64, entry: Entry) -> Value {
    serde_json::to_value(RequestLine::from((sequence, entry))).unwrap_or_default()
}

impl From<(u64, Entry)> for RequestLine {
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
            fault: fault.map(|FaultMark { id, effect, spoiled }| FaultMarkSheet { id, effect, spoiled }),
            correlation_id: correlation.to_string(),
        }
    }
}
