//! Those of v3 that are about the company: attendees, lists, locations, users, groups.

use reqwest::Method;
use serde_json::json;

use super::{ENTRY, GROUP, GUEST, Sound, merged};

/// Someone who took part in it, and where v3 is.
const PRESENCE: &str = "gWg17E300000000000000000000000000E1695E66E2A472074D8895057311C6A158";
const V3: &str = "/api/v3.0/expense";

/// A type of attendee.
const BUSGUEST: &str = "gWjT4255534755455354";

/// A list, and an item of it with others below.
const REGIONS: &str = "9B1D64F0C3A84E7F9256E8D30B7CA41F";
const EUROPE: &str = "2C7F90B1E5D34A6883F1D0C49AE7B526";

/// Those of attendees and their associations, lists, locations, users and groups.
pub fn sound() -> Vec<Sound> {
    let guest = json!({
        "FirstName": "Hana", "LastName": "Kovacs", "MiddleInitial": "M", "Suffix": "Jr.", "Company": "Alder", "Title": "Dr.", "ExternalID": "E1",
        "CurrencyCode": "USD", "TotalAmountYTD": 1,
    });
    let kind = json!({
        "AttendeeFormID": "F", "DuplicateSearchFields": ["LastName"], "ConnectorID": "C", "AllowManuallyEnteredAttendees": true,
        "AllowAttendeeCountEditing": true,
    });
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("v3.listLists", M::GET, "/api/v3.0/common/lists".to_owned(), "traveler-token", None),
        row("v3.getList", M::GET, format!("/api/v3.0/common/lists/{REGIONS}"), "traveler-token", None),
        row(
            "v3.createList",
            M::POST,
            "/api/v3.0/common/lists".to_owned(),
            "admin-token",
            Some(json!({
                "Name": "Projects", "DisplayCodeFirst": true, "IsVendorList": false, "SearchCriteriaCode": "TEXT",
                "ConnectorID": "c1", "ExternalThreshold": 1,
            })),
        ),
        row(
            "v3.updateList",
            M::PUT,
            format!("/api/v3.0/common/lists/{REGIONS}"),
            "admin-token",
            Some(json!({ "Name": "Parts of the world", "DisplayCodeFirst": true, "SearchCriteriaCode": "CODE" })),
        ),
        row("v3.listListItems", M::GET, "/api/v3.0/common/listitems".to_owned(), "traveler-token", None),
        row("v3.getListItem", M::GET, format!("/api/v3.0/common/listitems/{EUROPE}"), "traveler-token", None),
        row(
            "v3.createListItem",
            M::POST,
            "/api/v3.0/common/listitems".to_owned(),
            "admin-token",
            Some(json!({ "ListID": REGIONS, "Name": "Italy", "Level1Code": "EU", "Level2Code": "IT" })),
        ),
        row(
            "v3.updateListItem",
            M::PUT,
            format!("/api/v3.0/common/listitems/{EUROPE}"),
            "admin-token",
            Some(json!({ "ListID": REGIONS, "Name": "The European Union", "Code": "EU27" })),
        ),
        row(
            "v3.deleteListItem",
            M::DELETE,
            format!("/api/v3.0/common/listitems/{EUROPE}?listId={REGIONS}"),
            "admin-token",
            None,
        ),
        row("v3.listLocations", M::GET, "/api/v3.0/common/locations".to_owned(), "traveler-token", None),
        row("v3.getLocation", M::GET, "/api/v3.0/common/locations/27829".to_owned(), "traveler-token", None),
        row("v3.listUsers", M::GET, "/api/v3.0/common/users".to_owned(), "admin-token", None),
        row(
            "v3.listEntryAttendeeAssociations",
            M::GET,
            format!("{V3}/entryattendeeassociations"),
            "traveler-token",
            None,
        ),
        row(
            "v3.getEntryAttendeeAssociation",
            M::GET,
            format!("{V3}/entryattendeeassociations/{PRESENCE}"),
            "traveler-token",
            None,
        ),
        row(
            "v3.createEntryAttendeeAssociation",
            M::POST,
            format!("{V3}/entryattendeeassociations"),
            "traveler-token",
            Some(
                json!({"EntryID": ENTRY, "AttendeeID": "gWjD1BDDB463923054AB01606BACF021C5B", "Amount": 1, "AssociatedAttendeeCount": 1}),
            ),
        ),
        row(
            "v3.updateEntryAttendeeAssociation",
            M::PUT,
            format!("{V3}/entryattendeeassociations/{PRESENCE}"),
            "traveler-token",
            Some(json!({"Amount": 1, "AssociatedAttendeeCount": 1})),
        ),
        row(
            "v3.deleteEntryAttendeeAssociation",
            M::DELETE,
            format!("{V3}/entryattendeeassociations/{PRESENCE}"),
            "traveler-token",
            None,
        ),
        row("v3.listAttendees", M::GET, format!("{V3}/attendees"), "traveler-token", None),
        row("v3.getAttendee", M::GET, format!("{V3}/attendees/gWj{GUEST}"), "traveler-token", None),
        row(
            "v3.createAttendee",
            M::POST,
            format!("{V3}/attendees"),
            "traveler-token",
            Some(merged(&json!({"AttendeeTypeID": BUSGUEST}), &guest)),
        ),
        row(
            "v3.updateAttendee",
            M::PUT,
            format!("{V3}/attendees/gWj{GUEST}"),
            "traveler-token",
            Some(merged(&json!({"AttendeeTypeID": BUSGUEST}), &guest)),
        ),
        row(
            "v3.deleteAttendee",
            M::DELETE,
            format!("{V3}/attendees/gWjD1BDDB463923054AB01606BACF021C5B"),
            "traveler-token",
            None,
        ),
        row("v3.listAttendeeTypes", M::GET, format!("{V3}/attendeetypes"), "traveler-token", None),
        row("v3.getAttendeeType", M::GET, format!("{V3}/attendeetypes/{BUSGUEST}"), "traveler-token", None),
        row(
            "v3.createAttendeeType",
            M::POST,
            format!("{V3}/attendeetypes"),
            "traveler-token",
            Some(merged(&json!({"Code": "HCP", "Name": "Doctor"}), &kind)),
        ),
        row(
            "v3.updateAttendeeType",
            M::PUT,
            format!("{V3}/attendeetypes/{BUSGUEST}"),
            "traveler-token",
            Some(merged(&json!({"Code": "BUSGUEST", "Name": "Guest"}), &kind)),
        ),
        row("v3.deleteAttendeeType", M::DELETE, format!("{V3}/attendeetypes/gWjT53504F555345"), "traveler-token", None),
        row(
            "v3.listExpenseGroupConfigurations",
            M::GET,
            format!("{V3}/expensegroupconfigurations"),
            "traveler-token",
            None,
        ),
        row(
            "v3.getExpenseGroupConfiguration",
            M::GET,
            format!("{V3}/expensegroupconfigurations/{GROUP}"),
            "traveler-token",
            None,
        ),
    ]
}
