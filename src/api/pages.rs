//! Concur's pages: which one has an operation, and where it is to be read.

use super::routing::{Route, parameter, segments};

/// Which page has which operation.
const OPERATIONS: &str = include_str!("../../docs/operations.yaml");

/// Where the pages are.
const SITE: &str = "https://developer.concur.com/";

/// The pages beside the contracts that have operations which no page has.
const BESIDE: &[(&str, &str)] = &[
    ("contract UserProvisioning", "user-provisioning/v4.user-provisioning"),
    ("contract v3-0/Attendees", "expense/attendees/v3.attendees"),
    ("contract v3-0/AttendeeTypes", "expense/attendee-types/v3.attendee-types"),
    ("contract v3-0/EntryAttendeeAssociations", "expense/expense-report/v3.expense-entry-attendee"),
    ("contract v3-0/ListItems", "common/list-item/v3.list-item"),
    ("contract v3-0/Lists", "common/lists/v3.lists"),
];

/// The address of the page that has an operation: the one that says that it is deprecated, where one does.
pub fn of(route: &Route) -> Option<String> {
    let name = route.deprecated.map(|deprecated| deprecated.page).or_else(|| name_of(route))?;
    address(BESIDE.iter().find(|(contract, _)| *contract == name).map_or(name, |(_, page)| page))
}

/// The address of a page; none of what is a contract only.
fn address(name: &str) -> Option<String> {
    let folder = if name.starts_with("event-topics/") { "" } else { "api-reference/" };
    (!name.starts_with("contract ")).then(|| format!("{SITE}{folder}{name}.html"))
}

/// The page, or contract, that has an operation.
fn name_of(route: &Route) -> Option<&'static str> {
    let mut page = None;
    for line in OPERATIONS.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("- page: ") {
            page = Some(name);
        } else if let Some((method, rest)) = line.strip_prefix("- ").and_then(|line| line.split_once(' '))
            && method == route.method.as_str()
            && rest.split(' ').next().is_some_and(|path| is_same(path, &route.path))
        {
            return page;
        }
    }
    None
}

/// Whether two paths differ in the names of their parameters at most.
fn is_same(one: &str, other: &str) -> bool {
    let alike = |(a, b): (&str, &str)| a == b || (parameter(a).is_some() && parameter(b).is_some());
    segments(one).count() == segments(other).count() && segments(one).zip(segments(other)).all(alike)
}
