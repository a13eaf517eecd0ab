//! A sound call for each operation of the emulated APIs, to be damaged by the other tests.

use concur_emulator::core::command::ReportKey;
use concur_emulator::core::report::workflow_step_key;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::caller::entry;
use crate::support::cast::{COST_OWNER_1, MANAGER, TRAVELER};
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// An expense of the draft.
const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";
/// An expense of the report that was sent back, the first of its allocations, and an attendee of the company.
const ALLOCATED: &str = "320A88EA37A788D1067628326E704245";
const ALLOCATION: &str = "6C1D0B94E27F4A358D01F7B3C25E9A46";
const GUEST: &str = "695E66E2A472074D8895057311C6A158";

/// An itemized entry, its report, and its part.
const ENTRY: &str = "gWi17E300000000000000000000000000E1";
const ITEMIZED: &str = "17E3000000000000000A";
const PART: &str = "gWi17E300000000000000000000000000E2";

/// Someone who took part in it, and where v3 is.
const PRESENCE: &str = "gWg17E300000000000000000000000000E1695E66E2A472074D8895057311C6A158";
const V3: &str = "/api/v3.0/expense";

/// A type of attendee.
const BUSGUEST: &str = "gWjT4255534755455354";

/// A cash advance of the traveler's.
const CASH_ADVANCE: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
/// An expense at external validation, and the tax on it.
const TAXED: &str = "45D1349A4BA170C9E6C393854C02AA64";
const TAX: &str = "C915F0D73B684E2A87D4A16F5209BE3C";
/// The company, and its expense group.
/// A list, and an item of it with others below.
const REGIONS: &str = "9B1D64F0C3A84E7F9256E8D30B7CA41F";
const EUROPE: &str = "2C7F90B1E5D34A6883F1D0C49AE7B526";
/// Operations that read an image.
const UPLOADS: &[&str] = &["v3.createReceiptImage", "v3.appendToReceiptImage"];
/// The beginning of one.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";
const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const GROUP: &str = "D7A2095E4B8C4F169E3C60B17F82D4A5";

/// The login of the owner of most reports.
const OWNER: &str = "traveler@example.com";
/// Stands in a path before the ID of the report whose step belongs there.
const STEP_OF: &str = "step-of-";
/// A request for consent, and where the App Center asks for request tokens.
const CONSENT: &str = "/oauth2/v0/authorize?client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&response_type=code&redirect_uri=http://127.0.0.1:9/";
const PRINCIPALS: &str = "/profile-service/v1/keys/principals";

/// A call that would succeed.
pub struct Sound {
    /// The operation that it is.
    pub operation: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path.
    pub path: String,
    /// Whose token it carries.
    pub token: &'static str,
    /// Its body, where the operation reads one.
    pub body: Option<Value>,
}

impl Sound {
    /// The call, without a body.
    pub fn request<'a>(&self, app: &'a TestApp, path: &str) -> Request<'a> {
        let path = with_step(app, path);
        let request = app.request(self.method.clone(), &path).header("accept", "application/json");
        let request = if self.operation == "v1.submitReport" { request.header("X-UserID", OWNER) } else { request };
        if self.token.is_empty() { request } else { request.bearer(self.token) }
    }

    /// The call with these bytes for a body.
    pub fn with<'a>(&self, app: &'a TestApp, content_type: &str, body: impl Into<Vec<u8>>) -> Request<'a> {
        self.request(app, &self.path).content(content_type, body)
    }
}

/// The path, with the key of the step that a report is at where the path asks for it.
fn with_step(app: &TestApp, path: &str) -> String {
    let Some((before, (report, after))) = path.split_once(STEP_OF).and_then(|(b, a)| Some((b, a.split_once('/')?)))
    else {
        return path.to_owned();
    };
    let world = app.world();
    let step = world.find_report(&ReportKey::from(report)).and_then(|report| workflow_step_key(report));
    format!("{before}{}/{after}", step.expect("a report at a step"))
}

/// One for each operation.
pub fn sound() -> Vec<Sound> {
    let long =
        |user: &str, context: &str, rest: &str| format!("/expensereports/v4/users/{user}/context/{context}/{rest}");
    let (traveler, manager, owner) = (TRAVELER.to_string(), MANAGER.to_string(), COST_OWNER_1.to_string());
    let users = |rest: &str| format!("/expensereports/v4/users/{traveler}/{rest}");
    let approval = json!({"comment": "Fine", "expenseRejectedComment": "Not ours", "expectedStepCode": "MANAGER", "expectedStepSequence": "1", "statusId": "A_APPR"});
    let system_approval =
        json!({"comment": "Fine", "expectedStepCode": "EXTVAL", "expectedStepSequence": "1", "statusId": "A_APPR"});
    let send_back = json!({"comment": "Once more", "expectedStepCode": "MANAGER", "expectedStepSequence": "1"});
    let system_send_back = json!({"comment": "Once more", "expectedStepCode": "EXTVAL", "expectedStepSequence": "1"});
    let dates = json!({"reportDate": "2026-02-20", "startDate": "2026-02-20", "endDate": "2026-02-21"});
    let header = |more: Value| {
        let custom = json!([{"id": "custom1", "value": "x"}]);
        let mut header = json!({"name": "Trip", "businessPurpose": "Sale", "comment": "First", "customData": custom});
        header.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        header
    };
    let place = json!({"policyId": policies::DEFAULT, "countryCode": "US", "countrySubDivisionCode": "US-WA"});
    let everything = header(merged(&place, &dates));
    let update =
        header(merged(&merged(&place, &dates), &json!({"isPaperReceiptsReceived": true, "reportSource": "OTHER"})));
    let subscription = json!({"id": "mine", "topic": "public.concur.expense.report", "filter": ".*", "webHookConfig": {"endpoint": "http://127.0.0.1:9/"}});
    let attendees =
        long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/F5EC52ED0108847512E1BC7656670B14/attendees"));
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
    let guest = json!({
        "FirstName": "Hana", "LastName": "Kovacs", "MiddleInitial": "M", "Suffix": "Jr.", "Company": "Alder", "Title": "Dr.", "ExternalID": "E1",
        "CurrencyCode": "USD", "TotalAmountYTD": 1,
    });
    let kind = json!({
        "AttendeeFormID": "F", "DuplicateSearchFields": ["LastName"], "ConnectorID": "C", "AllowManuallyEnteredAttendees": true,
        "AllowAttendeeCountEditing": true,
    });
    let config = |rest: &str| format!("/expenseconfig/v4/users/{traveler}/{rest}");
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    let mut rows = vec![
        row("v4.createReport", M::POST, long(&traveler, "TRAVELER", "reports"), "traveler-token", Some(everything)),
        row("v4.getReport", M::GET, long(&traveler, "TRAVELER", &format!("reports/{DRAFT}")), "traveler-token", None),
        row(
            "v4.updateReport",
            M::PATCH,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}")),
            "traveler-token",
            Some(update),
        ),
        row(
            "v4.updateSubmittedReport",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_MANAGER}"),
            "company-token",
            Some(header(json!({"isPaperReceiptsReceived": true}))),
        ),
        row("v4.deleteReport", M::DELETE, format!("/expensereports/v4/reports/{DRAFT}"), "traveler-token", None),
        row(
            "v4.deleteReportInContext",
            M::DELETE,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}")),
            "traveler-token",
            None,
        ),
        row("v4.listReports", M::GET, long(&traveler, "TRAVELER", "reports"), "traveler-token", None),
        row("v4.getReportById", M::GET, format!("/expensereports/v4/reports/{DRAFT}"), "traveler-token", None),
        row(
            "v4.listExpenses",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpense",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/F5EC52ED0108847512E1BC7656670B14")),
            "traveler-token",
            None,
        ),
        row(
            "v4.listItemizations",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}/itemizations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getReportFormFields",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/formFields"),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpenseFormFields",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}/formFields"),
            "traveler-token",
            None,
        ),
        row(
            "v4.updateSubmittedExpense",
            M::PATCH,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}"),
            "company-token",
            Some(json!({
                "businessPurpose": "Sale", "customData": [{"id": "custom1", "value": "x"}], "expenseSource": "OTHER",
                "isExpenseRejected": false, "isPaperReceiptReceived": true,
            })),
        ),
        row(
            "v4.deleteExpense",
            M::DELETE,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}"),
            "traveler-token",
            None,
        ),
        row(
            "v4.createExpense",
            M::POST,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses")),
            "traveler-token",
            Some(whole_expense()),
        ),
        row(
            "v4.updateExpenseInContext",
            M::PATCH,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}")),
            "traveler-token",
            Some(whole_expense()),
        ),
        row(
            "v4.deleteExpenseInContext",
            M::DELETE,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/expenses/{TAXI}")),
            "traveler-token",
            None,
        ),
        row("v4.submitReport", M::PATCH, users(&format!("reports/{DRAFT}/submit")), "traveler-token", None),
        row(
            "v4.submitReportInContext",
            M::PATCH,
            long(&traveler, "TRAVELER", &format!("reports/{DRAFT}/submit")),
            "traveler-token",
            None,
        ),
        row(
            "v4.approveReport",
            M::PATCH,
            long(&manager, "MANAGER", &format!("reports/{AT_MANAGER}/approve")),
            "manager-token",
            Some(approval),
        ),
        row(
            "v4.approveReportAsSystem",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/approve"),
            "company-token",
            Some(system_approval),
        ),
        row(
            "v4.sendBackReport",
            M::PATCH,
            long(&manager, "MANAGER", &format!("reports/{AT_MANAGER}/sendBack")),
            "manager-token",
            Some(send_back),
        ),
        row(
            "v4.sendBackReportAsSystem",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/sendBack"),
            "company-token",
            Some(system_send_back),
        ),
        row(
            "v4.recallReport",
            M::PATCH,
            long(&traveler, "TRAVELER", &format!("reports/{AT_MANAGER}/recall")),
            "traveler-token",
            Some(json!({})),
        ),
        row("v4.reportsToApprove", M::GET, long(&manager, "MANAGER", "reportsToApprove"), "manager-token", None),
        row(
            "v4.costObjectsForApprover",
            M::GET,
            format!("/expensereports/v4/users/{owner}/reports/{AT_COST_OBJECTS}/costObjectsForApprover"),
            "costowner1-token",
            None,
        ),
        row(
            "v4.costObjectsForApproverInContext",
            M::GET,
            long(&owner, "MANAGER", &format!("reports/{AT_COST_OBJECTS}/costObjectsForApprover")),
            "costowner1-token",
            None,
        ),
        row(
            "v4.listAllocations",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/expenses/{ALLOCATED}/allocations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getAllocation",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/allocations/{ALLOCATION}")),
            "traveler-token",
            None,
        ),
        row(
            "v4.updateAllocation",
            M::PATCH,
            long(&traveler, "TRAVELER", &format!("reports/{SENT_BACK}/allocations/{ALLOCATION}")),
            "traveler-token",
            Some(json!({"allocation": {"customData": [{"id": "custom1", "value": "x"}]}, "expenseIds": [ALLOCATED]})),
        ),
        row("v4.getAttendees", M::GET, attendees.clone(), "traveler-token", None),
        row(
            "v4.getAttendeesAsSystem",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/expenses/F5EC52ED0108847512E1BC7656670B14/attendees"),
            "company-token",
            None,
        ),
        row(
            "v4.setAttendees",
            M::POST,
            attendees.clone(),
            "traveler-token",
            Some(
                json!({"noShowAttendeeCount": 1, "expenseAttendeeList": [{"attendeeId": GUEST, "transactionAmount": 12.5}]}),
            ),
        ),
        row("v4.removeAttendees", M::DELETE, attendees, "traveler-token", None),
        row("v3.listReports", M::GET, "/api/v3.0/expense/reports".to_owned(), "traveler-token", None),
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
        row("v3.listAllocations", M::GET, "/api/v3.0/expense/allocations".to_owned(), "traveler-token", None),
        row(
            "v3.getAllocation",
            M::GET,
            format!("/api/v3.0/expense/allocations/gWm{ALLOCATION}"),
            "traveler-token",
            None,
        ),
        row("v2.listReports", M::GET, "/api/expense/expensereport/v2.0/Reports".to_owned(), "traveler-token", None),
        row(
            "v2.getReportDetails",
            M::GET,
            format!("/api/expense/expensereport/v2.0/report/{DRAFT}"),
            "traveler-token",
            None,
        ),
        row(
            "v2.postIntegrationStatus",
            M::POST,
            format!("/api/expense/expensereport/v2.0/integrationstatus/report/{PROCESSING}"),
            "admin-token",
            None,
        ),
        row(
            "v4.getCashAdvances",
            M::GET,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances"),
            "traveler-token",
            None,
        ),
        row(
            "v4.associateCashAdvances",
            M::POST,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances"),
            "traveler-token",
            Some(json!({"cashAdvanceIds": [CASH_ADVANCE]})),
        ),
        row(
            "v4.disassociateCashAdvances",
            M::DELETE,
            format!("/expensereports/v4/reports/{DRAFT}/cashAdvances?cashAdvanceIds={CASH_ADVANCE}"),
            "traveler-token",
            None,
        ),
        row(
            "v4.getRequestAssociations",
            M::GET,
            long(&traveler, "TRAVELER", &format!("reports/{AT_MANAGER}/requestassociations")),
            "traveler-token",
            None,
        ),
        row(
            "v4.getExpenseTaxes",
            M::GET,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/expenses/{TAXED}/taxes"),
            "company-token",
            None,
        ),
        row(
            "v4.updateExpenseTax",
            M::PATCH,
            format!("/expensereports/v4/reports/{AT_EXTERNAL}/expenses/{TAXED}/tax/{TAX}"),
            "company-token",
            Some(json!({
                "customData": [{"id": "custom1", "value": "x"}], "taxTransactionAmount": 4.5, "reclaimTransactionAmount": 4.5,
                "taxCode": "V10", "reclaimCode": "V10",
            })),
        ),
        row("expenseConfig.listPolicies", M::GET, config("policies"), "traveler-token", None),
        row(
            "expenseConfig.listExpenseTypes",
            M::GET,
            config(&format!("policies/{}/expensetypes", policies::DEFAULT)),
            "traveler-token",
            None,
        ),
        row("expenseConfig.listPaymentTypes", M::GET, config("paymenttypes"), "traveler-token", None),
        row("expenseConfig.listAttendeeTypes", M::GET, config("attendeetypes"), "traveler-token", None),
        row("expenseConfig.getUserGroup", M::GET, config("groupconfigs"), "traveler-token", None),
        row(
            "expenseConfig.listGroups",
            M::GET,
            format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs"),
            "company-token",
            None,
        ),
        row(
            "expenseConfig.getGroup",
            M::GET,
            format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs/{GROUP}"),
            "company-token",
            None,
        ),
        row("events.listTopics", M::GET, "/events/v4/topics".to_owned(), "app-token", None),
        row(
            "events.putSubscription",
            M::PUT,
            "/events/v4/subscriptions/webhook".to_owned(),
            "app-token",
            Some(subscription),
        ),
        row("events.listSubscriptions", M::GET, "/events/v4/subscriptions".to_owned(), "app-token", None),
        row("events.getSubscription", M::GET, "/events/v4/subscriptions/mine".to_owned(), "app-token", None),
        row("events.deleteSubscription", M::DELETE, "/events/v4/subscriptions/mine".to_owned(), "app-token", None),
        row("v3.listReceiptImages", M::GET, "/api/v3.0/expense/receiptimages".to_owned(), "traveler-token", None),
        row("v3.getReceiptImage", M::GET, "/api/v3.0/expense/receiptimages/{image}".to_owned(), "traveler-token", None),
        row("v3.createReceiptImage", M::POST, "/api/v3.0/expense/receiptimages".to_owned(), "traveler-token", None),
        row(
            "v3.appendToReceiptImage",
            M::PUT,
            "/api/v3.0/expense/receiptimages/{image}".to_owned(),
            "traveler-token",
            None,
        ),
        row(
            "v3.deleteReceiptImage",
            M::DELETE,
            "/api/v3.0/expense/receiptimages/{image}".to_owned(),
            "traveler-token",
            None,
        ),
        row("v3.getReceiptImageFile", M::GET, "/api/v3.0/expense/receiptimages/{image}/file".to_owned(), "", None),
        row("oauth2.token", M::POST, "/oauth2/v0/token".to_owned(), "", None),
        row("oauth2.jwks", M::GET, "/oauth2/v0/jwks".to_owned(), "", None),
        row("oauth2.discovery", M::GET, "/.well-known/openid-configuration".to_owned(), "", None),
        row("oauth2.authorize", M::GET, CONSENT.to_owned(), "", None),
        row("oauth2.consent", M::POST, CONSENT.to_owned(), "", None),
        row("oauth2.otp", M::POST, "/oauth2/v0/otp".to_owned(), "", None),
        row("oauth2.revoke", M::DELETE, "/app-mgmt/v0/connections".to_owned(), "traveler-token", None),
        row("oauth2.legacyNativeToken", M::GET, "/net2/oauth2/accesstoken.ashx".to_owned(), "", None),
        row("oauth2.legacyToken", M::GET, "/net2/oauth2/getaccesstoken.ashx".to_owned(), "", None),
        row("oauth2.legacyRevoke", M::POST, "/net2/oauth2/revoketoken.ashx?token=x".to_owned(), "admin-token", None),
        row("oauth2.requestToken", M::POST, format!("{PRINCIPALS}/{COMPANY}/authtoken"), "", None),
        row("oauth2.requestTokenSlash", M::POST, format!("{PRINCIPALS}/{COMPANY}/authtoken/"), "", None),
    ];
    rows.extend(remarks());
    rows.extend(of_v1());
    rows.extend(super::identity::sound());
    rows.extend(super::provisioning::sound());
    rows
}

/// An itemized entry of a report, and one of its itemizations, as v1.1 names them.
const SPLIT_ENTRY: &str = "report/17E3120D000000000001/entry/gWi17E3120D0000000000000000000000EA";
const SPLIT_PART: &str = "gWi17E3120D0000000000000000000000EB";

/// Those of v1.1.
fn of_v1() -> Vec<Sound> {
    let address = |path: &str| format!("/api/expense/expensereport/v1.1/{path}");
    let row = |operation, path: String, token, body| Sound {
        operation,
        method: Method::POST,
        path: address(&path),
        token,
        body,
    };
    let get =
        |operation, path: &str, token| Sound { operation, method: Method::GET, path: address(path), token, body: None };
    let part = json!({"ExpKey": "LODNG", "Description": "Room", "TransactionAmount": 20.5, "PostedAmount": 20.5, "IsPersonal": "N", "Comment": "One night", "Custom1": "x"});
    let action = json!({"Action": "Approve", "Comment": "Fine"});
    let header = json!({"Name": "Trip", "Purpose": "Sale", "Comment": "First", "UserDefinedDate": "2026-02-20 15:15:07.0", "OrgUnit1": "US", "Custom1": "x", "Custom20": "y"});
    let in_batch = merged(&header, &json!({"Index": 1, "LoginId": OWNER}));
    let exception = json!({"Index": 1, "ObjectType": "Report", "ObjectId": AT_MANAGER, "ExceptionCode": "APPRVTO"});
    vec![
        row("v1.submitReport", format!("report/{DRAFT}/submit"), "admin-token", None),
        row(
            "v1.postWorkflowAction",
            format!("report/{STEP_OF}{AT_MANAGER}/workflowaction"),
            "manager-token",
            Some(action),
        ),
        row(
            "v1.postReportExceptions",
            format!("report/{AT_MANAGER}/Exceptions"),
            "admin-token",
            Some(json!({"Exceptions": [exception]})),
        ),
        row(
            "v1.postItemizations",
            format!("{SPLIT_ENTRY}/itemization"),
            "admin-token",
            Some(json!({"ExpenseItemizations": [part.clone()]})),
        ),
        row(
            "v1.updateItemization",
            format!("{SPLIT_ENTRY}/itemization/{SPLIT_PART}"),
            "admin-token",
            Some(json!({"ExpenseItemizations": [part]})),
        ),
        row("v1.postReportHeader", "report".to_owned(), "traveler-token", Some(header.clone())),
        row("v1.updateReportHeader", format!("report/{AT_MANAGER}"), "admin-token", Some(header)),
        get("v1.listDelegators", "delegators", "delegate-token"),
        get("v1.listReports", "ReportsList/ACTIVE", "traveler-token"),
        get("v1.listReportsModified", "ReportsList/ALL/LastModified?date=2026-02-20", "admin-token"),
        get("v1.listFormTypes", "report/Forms", "traveler-token"),
        get("v1.listForms", "report/Forms/RPTINFO", "traveler-token"),
        get("v1.listFormFields", "report/Form/5B8D1F0A7C3E4962A1D05E8F49C27B36/Fields", "traveler-token"),
        get("v1.getExpenseGroupConfiguration", "ExpenseGroupConfiguration", "traveler-token"),
        row("v1.postReportHeaders", "report/batch".to_owned(), "admin-token", Some(json!({"batch": [in_batch]}))),
    ]
}

/// Those of comments and exceptions. Each is on a report where the caller said something already, and where an exception stands.
fn remarks() -> Vec<Sound> {
    use Method as M;
    let owner = format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/");
    let company = "/expensereports/v4/reports/".to_owned();
    let (taxi, hotel) = ("F5EC52ED0108847512E1BC7656670B14", "45D1349A4BA170C9E6C393854C02AA64");
    let share = format!(
        "{AT_COST_OBJECTS}/expenses/EF30AB829248712C03BC936D3B6AD9D4/allocations/2B7D90C41E5F4A83B6D2097C31E8F5A4"
    );
    let said = || Some(json!({"comment": "Said"}));
    let mut rows = Vec::new();
    let mut row = |operation, method, path, token, body| rows.push(Sound { operation, method, path, token, body });
    for (operations, base, token, place) in [
        (
            ["v4.listReportComments", "v4.addReportComment", "v4.changeReportComment", "v4.deleteReportComment"],
            &owner,
            "traveler-token",
            DRAFT.to_owned(),
        ),
        (
            [
                "v4.listReportCommentsAsSystem",
                "v4.addReportCommentAsSystem",
                "v4.changeReportCommentAsSystem",
                "v4.deleteReportCommentAsSystem",
            ],
            &company,
            "company-token",
            AT_EXTERNAL.to_owned(),
        ),
        (
            ["v4.listExpenseComments", "v4.addExpenseComment", "v4.changeExpenseComment", "v4.deleteExpenseComment"],
            &owner,
            "traveler-token",
            format!("{DRAFT}/expenses/{taxi}"),
        ),
        (
            [
                "v4.listExpenseCommentsAsSystem",
                "v4.addExpenseCommentAsSystem",
                "v4.changeExpenseCommentAsSystem",
                "v4.deleteExpenseCommentAsSystem",
            ],
            &company,
            "company-token",
            format!("{AT_EXTERNAL}/expenses/{hotel}"),
        ),
    ] {
        let verbs = [(M::GET, None), (M::POST, said()), (M::PUT, said()), (M::DELETE, None)];
        for (operation, (method, body)) in operations.into_iter().zip(verbs) {
            row(operation, method, format!("{base}{place}/comments"), token, body);
        }
    }
    for (operations, place) in [
        (
            [
                "v4.listReportExceptions",
                "v4.listReportExceptionsAsSystem",
                "v4.putReportExceptionAsSystem",
                "v4.deleteReportExceptionAsSystem",
            ],
            AT_EXTERNAL.to_owned(),
        ),
        (
            [
                "v4.listExpenseExceptions",
                "v4.listExpenseExceptionsAsSystem",
                "v4.putExpenseExceptionAsSystem",
                "v4.deleteExpenseExceptionAsSystem",
            ],
            format!("{AT_EXTERNAL}/expenses/{hotel}"),
        ),
        (
            [
                "v4.listAllocationExceptions",
                "v4.listAllocationExceptionsAsSystem",
                "v4.putAllocationExceptionAsSystem",
                "v4.deleteAllocationExceptionAsSystem",
            ],
            share,
        ),
    ] {
        let [list, list_as_system, put, delete] = operations;
        let exception = Some(json!({"exceptionCode": "MISSREQFLD", "exceptionVisibility": "ALL"}));
        row(list, M::GET, format!("{owner}{place}/exceptions"), "traveler-token", None);
        row(list_as_system, M::GET, format!("{company}{place}/exceptions"), "company-token", None);
        row(put, M::PUT, format!("{company}{place}/exceptions"), "company-token", exception);
        row(delete, M::DELETE, format!("{company}{place}/exceptions/HIGHAMNT"), "company-token", None);
    }
    rows
}

/// Every field of an expense that a body of v4 can have.
pub fn whole_expense() -> Value {
    json!({
        "approverAdjustedAmount": {"value": 38.5, "currencyCode": "USD"},
        "authorizationRequestExpenseId": "REQUEST1",
        "budgetAccrualDate": "2026-02-28",
        "businessPurpose": "Sale",
        "comment": "Late",
        "customData": [{"id": "custom1", "value": "x"}],
        "exchangeRate": {"value": 1.0, "operation": "MULTIPLY"},
        "expenseSource": "OTHER",
        "expenseType": {"id": "TAXIX", "name": "Taxi", "code": "OTHER"},
        "fuelTypeListItem": {"id": "fuelType", "value": "x"},
        "governmentInvoiceId": "x",
        "hasMissingReceiptDeclaration": true,
        "invoiceId": "x",
        "isExcludedFromCashAdvanceByUser": true,
        "isExpenseBillable": true,
        "isExpenseRejected": false,
        "isPaperReceiptReceived": true,
        "isPersonalExpense": false,
        "jptRouteId": "x",
        "location": {"city": "Seattle", "countryCode": "US", "countrySubDivisionCode": "US-WA"},
        "merchantTaxId": "x",
        "mileage": {"vehicleId": "CAR1", "totalDistance": 12},
        "paymentType": {"id": "CASH"},
        "receiptImageId": "x",
        "receiptType": {"id": "T"},
        "taxRateLocation": "OUT_OF_PROVINCE",
        "transactionAmount": {"value": 38.5, "currencyCode": "USD"},
        "transactionDate": "2026-02-27",
        "travel": {"startLocation": "Airport", "endLocation": "Office"},
        "travelAllowance": {"dailyLimitAmount": 45.5, "isExpensePartOfTravelAllowance": true},
        "vendor": {"id": null, "name": null, "description": "Yellow Cab"},
    })
}

/// The fields of both.
pub fn merged(one: &Value, other: &Value) -> Value {
    let mut both = one.as_object().unwrap().clone();
    both.extend(other.as_object().unwrap().clone());
    Value::Object(both)
}

/// Every way to put another value at a place in a body: the bodies, each with the name of the field that differs.
pub fn with_each_field(body: &Value, value: &Value) -> Vec<(String, Value)> {
    let names: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    let replaced = |name: String| (name.clone(), merged(body, &json!({name: value})));
    names.into_iter().map(replaced).collect()
}

#[test]
fn there_is_a_sound_call_for_each_operation() {
    let documented: Vec<String> = documents::operations();
    let mut sound: Vec<String> = sound().iter().map(|call| call.operation.to_owned()).collect();
    sound.sort();
    assert_eq!(sound, documented);
}

/// Operations that read a form, or credentials from elsewhere: their own tests send what is sound.
const WITHOUT_CREDENTIALS: &[&str] =
    &["oauth2.token", "oauth2.consent", "oauth2.otp", "oauth2.legacyNativeToken", "oauth2.legacyToken"];

#[tokio::test]
async fn every_sound_call_is_one() {
    for call in sound().iter().filter(|call| !WITHOUT_CREDENTIALS.contains(&call.operation)) {
        let app = TestApp::of(&["switched_on.yaml"]).await;
        if call.operation.ends_with("etSubscription") || call.operation.ends_with("deleteSubscription") {
            app.application().subscribe("mine", "public.concur.expense.report", "http://127.0.0.1:9/").await.must(200);
        }
        let uploaded =
            app.traveler().request(Method::POST, "/api/v3.0/expense/receiptimages").content("image/png", PNG);
        let image = uploaded.header("accept", "application/json").await.must(200).json()["ID"].clone();
        let path = call.path.replace("{image}", image.as_str().unwrap());
        let path = path.replace("{provision}", &super::provisioning::provision(&app).await);
        let answer = match &call.body {
            None if UPLOADS.contains(&call.operation) => call.request(&app, &path).content("image/png", PNG).await,
            Some(body) => call.with(&app, "application/json", body.to_string()).await,
            None => call.request(&app, &path).await,
        };
        assert!((200..300).contains(&answer.status), "{}: {} {}", call.operation, answer.status, answer.text());
        assert_eq!(answer.operation(), call.operation);
    }
}
