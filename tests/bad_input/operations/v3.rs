//! Those of v3: reports and what they consist of.

use reqwest::Method;
use serde_json::json;

use super::{ENTRY, Sound, merged};
use crate::support::caller::entry;
use crate::support::reports::*;

/// The report of an itemized entry, and a part of that entry.
const ITEMIZED: &str = "17E3000000000000000A";
const PART: &str = "gWi17E300000000000000000000000000E2";
/// An allocation.
const ALLOCATION: &str = "6C1D0B94E27F4A358D01F7B3C25E9A46";

/// Those of reports, digests, entries, itemizations and allocations.
pub fn sound() -> Vec<Sound> {
    let report_content = json!({
        "Name": "Trip", "Purpose": "Sale", "Comment": "First", "UserDefinedDate": "2026-02-20", "Country": "US",
        "CountrySubdivision": "US-WA", "Custom1": "x",
    });
    let journey = json!({
        "StartLocation": "A", "EndLocation": "B", "OdometerStart": 1, "OdometerEnd": 4, "BusinessDistance": 2, "PersonalDistance": 1,
        "NumberOfPassengers": 1, "UnitOfMeasure": "M", "VehicleID": "CAR",
    });
    let part = json!({
        "ExpenseTypeCode": "LODNG", "TransactionDate": "2026-02-20", "TransactionAmount": 5, "Description": "Room", "Comment": "Late",
        "IsPersonal": false, "IsBillable": false,
    });
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("v3.listReports", M::GET, "/api/v3.0/expense/reports".to_owned(), "traveler-token", None),
        row("v3.getReport", M::GET, format!("/api/v3.0/expense/reports/{DRAFT}"), "traveler-token", None),
        row(
            "v3.createReport",
            M::POST,
            "/api/v3.0/expense/reports".to_owned(),
            "traveler-token",
            Some(report_content.clone()),
        ),
        row(
            "v3.updateReport",
            M::PUT,
            format!("/api/v3.0/expense/reports/{DRAFT}"),
            "traveler-token",
            Some(report_content),
        ),
        row("v3.listReportDigests", M::GET, "/api/v3.0/expense/reportdigests".to_owned(), "traveler-token", None),
        row("v3.getReportDigest", M::GET, format!("/api/v3.0/expense/reportdigests/{DRAFT}"), "traveler-token", None),
        row(
            "v3.createEntry",
            M::POST,
            "/api/v3.0/expense/entries".to_owned(),
            "traveler-token",
            Some(merged(
                &entry(DRAFT),
                &json!({
                    "ExchangeRate": 1, "Description": "Taxi", "VendorDescription": "Cab", "LocationID": "SEA", "Comment": "Late", "IsPersonal": false, "IsBillable": false,
                    "VendorListItemID": "V", "TaxReceiptType": "R", "Journey": journey,
                }),
            )),
        ),
        row("v3.listEntries", M::GET, "/api/v3.0/expense/entries".to_owned(), "traveler-token", None),
        row("v3.getEntry", M::GET, format!("/api/v3.0/expense/entries/{ENTRY}"), "traveler-token", None),
        row(
            "v3.updateEntry",
            M::PUT,
            format!("/api/v3.0/expense/entries/{ENTRY}"),
            "traveler-token",
            Some(json!({
                "ReportID": ITEMIZED, "ExpenseTypeCode": "LODNG", "PaymentTypeID": "CASH", "TransactionDate": "2026-02-20", "TransactionAmount": 20,
                "TransactionCurrencyCode": "USD", "ExchangeRate": 1, "Description": "Hotel", "VendorDescription": "Inn", "LocationID": "SEA", "Comment": "Late",
                "IsPersonal": false, "IsBillable": false, "VendorListItemID": "V", "TaxReceiptType": "R", "Journey": journey,
            })),
        ),
        row("v3.deleteEntry", M::DELETE, format!("/api/v3.0/expense/entries/{ENTRY}"), "traveler-token", None),
        row("v3.listItemizations", M::GET, "/api/v3.0/expense/itemizations".to_owned(), "traveler-token", None),
        row("v3.getItemization", M::GET, format!("/api/v3.0/expense/itemizations/{PART}"), "traveler-token", None),
        row(
            "v3.createItemization",
            M::POST,
            "/api/v3.0/expense/itemizations".to_owned(),
            "traveler-token",
            Some(merged(&json!({"EntryID": ENTRY}), &part)),
        ),
        row(
            "v3.updateItemization",
            M::PUT,
            format!("/api/v3.0/expense/itemizations/{PART}"),
            "traveler-token",
            Some(merged(&json!({"EntryID": ENTRY}), &part)),
        ),
        row(
            "v3.deleteItemization",
            M::DELETE,
            format!("/api/v3.0/expense/itemizations/{PART}"),
            "traveler-token",
            None,
        ),
        row("v3.listAllocations", M::GET, "/api/v3.0/expense/allocations".to_owned(), "traveler-token", None),
        row(
            "v3.getAllocation",
            M::GET,
            format!("/api/v3.0/expense/allocations/gWm{ALLOCATION}"),
            "traveler-token",
            None,
        ),
    ]
}
