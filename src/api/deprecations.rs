//! Operations that Concur's pages call deprecated: since when, and from when on they are unsupported.
//!
//! One table for all dialects. What it says of an operation is in the headers of its answers (`Deprecation`, RFC 9745, and `Sunset`,
//! RFC 8594), in its description in `openapi/`, and once in the log, so that whoever calls it learns of it in time. Pages that give no
//! day say so by themselves; the list of deprecated APIs (`deprecated`) names them, too.

use std::sync::atomic::Ordering;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use chrono::NaiveDate;

use super::routing::{Route, parameter, segments};
use crate::core::Timestamp;

/// Since when an operation is deprecated.
const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
/// From when on it is unsupported.
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// A day: year, month, day.
type Day = (i32, u32, u32);

/// An operation that is deprecated.
#[derive(Debug)]
pub struct Deprecated {
    /// Its method; `*` where it holds for each of the path.
    method: &'static str,
    /// Its path as its page has it.
    path: &'static str,
    /// The page that says so.
    pub page: &'static str,
    /// Since when; none where the page gives no day.
    since: Option<Day>,
    /// From when on it is unsupported, where the page says that it ever is.
    unsupported: Option<Day>,
}

/// A page, with what it says of operations of its.
struct Page(&'static str, Option<Day>, Option<Day>);

const HEADERS_1: Page = Page("expense/expense-report/v1dot1.reports", None, None);
const LIST_1: Page = Page("expense/expense-report/v1dot1.reports-list", None, None);
const DETAILS_1: Page = Page("expense/expense-report/v1dot1.report-full-details", None, None);
const ITEMIZATIONS_1: Page =
    Page("expense/expense-report/v1dot1.expense-itemization", Some((2016, 5, 19)), Some((2016, 11, 19)));
const GROUPS_1: Page = Page("expense/expense-report/v1dot1.expense-group-configurations", None, None);
const CARD_CHARGES_1: Page = Page("expense/expense-report/company-card-transaction-resource", Some((2026, 6, 8)), None);
const REPORTS_2: Page = Page("expense/expense-report/v2.reports", None, None);
const DETAILS_2: Page = Page("expense/expense-report/expense-report-get", None, None);
const GROUPS_3: Page = Page("expense/expense-report/expense-group-configurations", Some((2025, 6, 26)), None);
const ENTRY_3: Page = Page("expense/expense-report/expense-entry", Some((2025, 6, 26)), None);
const ITEMIZATIONS_3: Page = Page("expense/expense-report/expense-itemization", Some((2016, 5, 19)), None);
const ATTENDEES_3: Page = Page("expense/attendees/v3.attendees", Some((2025, 7, 1)), None);
const ATTENDEE_TYPES_3: Page = Page("expense/attendee-types/v3.attendee-types", Some((2025, 7, 10)), None);
const OLD_ATTENDEE_TYPES_3: Page =
    Page("expense/attendee-types/v3.attendee-types", Some((2016, 5, 19)), Some((2016, 11, 19)));
const LISTS_3: Page = Page("common/lists/v3.lists", Some((2021, 4, 16)), None);
const OLD_LISTS_3: Page = Page("common/lists/v3.lists", Some((2016, 5, 19)), Some((2016, 11, 19)));
const LIST_ITEMS_3: Page = Page("common/list-item/v3.list-item", Some((2021, 4, 16)), None);
const SPEND_USERS_4: Page = Page("user-provisioning/spend/v4.spend-user-retrieval", Some((2024, 3, 14)), None);
const LOCATIONS_3: Page = Page("common/locations/v3.locations", Some((2025, 10, 10)), None);

impl Page {
    const fn says(self, method: &'static str, path: &'static str) -> Deprecated {
        let Self(page, since, unsupported) = self;
        Deprecated { method, path, page, since, unsupported }
    }
}

/// The operations. Of two rows for one the first counts.
pub static TABLE: &[Deprecated] = &[
    HEADERS_1.says("POST", "/api/expense/expensereport/v1.1/report"),
    HEADERS_1.says("POST", "/api/expense/expensereport/v1.1/report/batch"),
    HEADERS_1.says("POST", "/api/expense/expensereport/v1.1/report/{reportId}"),
    LIST_1.says("GET", "/api/expense/expensereport/v1.1/ReportsList"),
    LIST_1.says("GET", "/api/expense/expensereport/v1.1/ReportsList/{view}"),
    LIST_1.says("GET", "/api/expense/expensereport/v1.1/ReportsList/{view}/LastModified"),
    DETAILS_1.says("GET", "/api/expense/expensereport/v1.1/reportfulldetails/{reportKey}"),
    ITEMIZATIONS_1.says("POST", "/api/expense/expensereport/v1.1/report/{reportId}/entry/{entryId}/itemization"),
    ITEMIZATIONS_1
        .says("POST", "/api/expense/expensereport/v1.1/report/{reportId}/entry/{entryId}/itemization/{itemizationId}"),
    GROUPS_1.says("GET", "/api/expense/expensereport/v1.1/ExpenseGroupConfiguration"),
    CARD_CHARGES_1.says("GET", "/api/expense/expensereport/v1.1/CardCharges"),
    REPORTS_2.says("GET", "/api/expense/expensereport/v2.0/Reports"),
    DETAILS_2.says("GET", "/api/expense/expensereport/v2.0/report/{reportId}"),
    GROUPS_3.says("GET", "/api/v3.0/expense/expensegroupconfigurations"),
    GROUPS_3.says("GET", "/api/v3.0/expense/expensegroupconfigurations/{id}"),
    ENTRY_3.says("DELETE", "/api/v3.0/expense/entries/{id}"),
    ITEMIZATIONS_3.says("PUT", "/api/v3.0/expense/itemizations/{id}"),
    ITEMIZATIONS_3.says("DELETE", "/api/v3.0/expense/itemizations/{id}"),
    ATTENDEES_3.says("*", "/api/v3.0/expense/attendees"),
    ATTENDEES_3.says("*", "/api/v3.0/expense/attendees/{id}"),
    OLD_ATTENDEE_TYPES_3.says("POST", "/api/v3.0/expense/attendeetypes"),
    OLD_ATTENDEE_TYPES_3.says("DELETE", "/api/v3.0/expense/attendeetypes/{id}"),
    ATTENDEE_TYPES_3.says("*", "/api/v3.0/expense/attendeetypes"),
    ATTENDEE_TYPES_3.says("*", "/api/v3.0/expense/attendeetypes/{id}"),
    OLD_LISTS_3.says("PUT", "/api/v3.0/common/lists/{id}"),
    LISTS_3.says("*", "/api/v3.0/common/lists"),
    LISTS_3.says("*", "/api/v3.0/common/lists/{id}"),
    LIST_ITEMS_3.says("*", "/api/v3.0/common/listitems"),
    LIST_ITEMS_3.says("*", "/api/v3.0/common/listitems/{id}"),
    LOCATIONS_3.says("*", "/api/v3.0/common/locations"),
    LOCATIONS_3.says("*", "/api/v3.0/common/locations/{id}"),
    SPEND_USERS_4.says("GET", "/profile/spend/v4/Users"),
    SPEND_USERS_4.says("GET", "/profile/spend/v4/Users/{id}"),
];

/// What the pages say of the operation at a path, whatever the path's parameters are called. Nothing of most.
pub fn of(method: &str, path: &str) -> Option<&'static Deprecated> {
    TABLE.iter().find(|row| row.is_at(method, path))
}

impl Deprecated {
    /// Whether it is the operation at this path.
    pub fn is_at(&self, method: &str, path: &str) -> bool {
        let name = |segment| if parameter(segment).is_some() { "{}" } else { segment };
        ["*", method].contains(&self.method) && segments(self.path).map(name).eq(segments(path).map(name))
    }

    /// Whether it is unsupported by then.
    pub fn is_retired(&self, now: Timestamp) -> bool {
        self.unsupported.and_then(date).is_some_and(|day| day <= now.date_naive())
    }

    /// Says so in the headers of an answer.
    pub fn mark(&self, headers: &mut HeaderMap) {
        let since = self.since.and_then(date).map(|day| format!("@{}", midnight(day)));
        let mut put = |name, text: String| {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        };
        // RFC 9745 has no way of leaving the day out; the drafts before it said so.
        put(DEPRECATION, since.unwrap_or_else(|| "true".to_owned()));
        if let Some(day) = self.unsupported.and_then(date) {
            put(SUNSET, day.format("%a, %d %b %Y 00:00:00 GMT").to_string());
        }
    }

    /// Says so in the log: once for each operation of a server, however often it is called.
    pub fn tell(&self, route: &Route) {
        if route.is_told.swap(true, Ordering::Relaxed) {
            return;
        }
        let day = |day: Option<Day>| day.and_then(date).map_or_else(|| "unsaid".to_owned(), |day| day.to_string());
        let (since, unsupported, page) = (day(self.since), day(self.unsupported), self.page);
        tracing::warn!(%route, since, unsupported, page, "a deprecated operation is called; SAP is retiring it");
    }
}

fn date((year, month, day): Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}
