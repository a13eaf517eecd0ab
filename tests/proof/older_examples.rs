//! The example requests of the pages of v1.1, v2.0 and v3.0, replayed: accepted with the documented status, and read field by field.
//!
//! Bodies have the elements of the examples, in their order, with other values; what stands in braces is put in by [`filled`]. The pages of
//! v3.0 show an address and no body, but for lists: there the body has the fields that the page's schema requires, and some that it does
//! not.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::bad_input::operations::with_step;
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT, PROCESSING};
use crate::support::request::Answer;
use crate::support::xml::Element;

/// An example.
struct Example {
    operation: &'static str,
    /// Method, path, query.
    call: &'static str,
    /// Whose token it carries.
    token: &'static str,
    /// XML or JSON; none where it is empty.
    body: &'static str,
    /// What the page says that it answers, or what tenants were seen to answer.
    status: u16,
}

/// Operations without an example of a request.
const WITHOUT: &[&str] = &[
    // A template of the address, and no more: `v1dot1.reports-list`, `expense-entry`, `v3.list-item`, `v3.locations`, `v3.image`.
    "v1.listRecentReports",
    "v1.listReports",
    "v3.listEntries",
    "v3.getEntry",
    "v3.listListItems",
    "v3.getListItem",
    "v3.createListItem",
    "v3.updateListItem",
    "v3.deleteListItem",
    "v3.listLocations",
    "v3.getLocation",
    "v3.listReceiptImages",
    "v3.createReceiptImage",
    "v3.appendToReceiptImage",
    "v3.deleteReceiptImage",
    // In the contract, and on no page.
    "v3.listUsers",
    "v3.listReportDigests",
    "v3.getReportDigest",
    "v3.deleteAttendee",
    // Where the answer to another operation leads.
    "v3.getReceiptImageFile",
];

const HEADER: &str = r#"<Report xmlns="{v1Namespace}">
  <Name>Spring fair</Name>
  <Purpose>Stand at the fair</Purpose>
  <Comment>With the new catalogue.</Comment>
  <OrgUnit1>CA</OrgUnit1>
  <OrgUnit2>West</OrgUnit2>
  <OrgUnit3>Victoria</OrgUnit3>
  <Custom1>Fair</Custom1>
  <Custom2>Abroad</Custom2>
  <UserDefinedDate>2026-02-12 09:45:30.0</UserDefinedDate>
</Report>"#;

const BATCH: &str = r#"<batch xmlns="{v1Namespace}">
  <Report>
    <Index>1</Index>
    <LoginId>traveler@example.com</LoginId>
    <Name>Spring fair</Name>
    <Purpose>Stand at the fair</Purpose>
    <Comment>With the new catalogue.</Comment>
    <OrgUnit1>CA</OrgUnit1>
    <OrgUnit2>West</OrgUnit2>
    <OrgUnit3>Victoria</OrgUnit3>
    <Custom1>Fair</Custom1>
    <Custom2>Abroad</Custom2>
    <UserDefinedDate>2026-02-12 09:45:30.0</UserDefinedDate>
  </Report>
  <Report>
    <Index>2</Index>
    <LoginId>colleague@example.com</LoginId>
    <Name>Autumn fair </Name>
    <Purpose>Visit to the fair </Purpose>
    <Comment></Comment>
    <OrgUnit1>CA</OrgUnit1>
    <OrgUnit2></OrgUnit2>
    <OrgUnit3>Nelson</OrgUnit3>
    <Custom1>Fair</Custom1>
    <Custom2>At home</Custom2>
    <UserDefinedDate>2026-02-14 18:05:00.0</UserDefinedDate>
  </Report>
</batch>"#;

const ITEMIZATIONS: &str = r#"<ExpenseItemizations xmlns="{v1Namespace}">
  <Itemization>
    <ExpKey>LODNG</ExpKey>
    <Description>Room</Description>
    <TransactionAmount>17.50</TransactionAmount>
    <PostedAmount>17.50</PostedAmount>
    <Comment>One night</Comment>
    <Custom1>Single</Custom1>
    <Custom2>Quiet side</Custom2>
    <Custom5>Booked by the fair</Custom5>
    <IsPersonal>N</IsPersonal>
  </Itemization>
  <Itemization>
    <ExpKey>MEALS</ExpKey>
    <Description>Soup</Description>
    <TransactionAmount>8.25</TransactionAmount>
    <PostedAmount>8.25</PostedAmount>
    <Comment>At the bar</Comment>
    <IsPersonal>N</IsPersonal>
  </Itemization>
  <Itemization>
    <ExpKey>PARKG</ExpKey>
    <Description>Garage</Description>
    <TransactionAmount>4.25</TransactionAmount>
    <PostedAmount>4.25</PostedAmount>
    <Comment>Until noon</Comment>
    <IsPersonal>N</IsPersonal>
  </Itemization>
</ExpenseItemizations>"#;

const ITEMIZATION: &str = r#"<ExpenseItemizations xmlns="{v1Namespace}">
  <Itemization>
    <ExpKey>MEALS</ExpKey>
    <Description>Soup</Description>
    <TransactionAmount>8.25</TransactionAmount>
    <PostedAmount>8.25</PostedAmount>
    <Comment>At the bar</Comment>
    <IsPersonal>N</IsPersonal>
  </Itemization>
</ExpenseItemizations>"#;

const EXCEPTIONS: &str = r#"<Exceptions xmlns="{v1Namespace}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
    <Exception>
        <Index>1</Index>
        <ObjectType>Report</ObjectType>
        <ObjectId>{split}</ObjectId>
        <ExceptionCode>APPRVTO</ExceptionCode>
    </Exception>
    <Exception>
        <Index>2</Index>
        <ObjectType>Entry</ObjectType>
        <ObjectId>{splitEntry}</ObjectId>
        <ExceptionCode>HIGHAMNT</ExceptionCode>
    </Exception>
</Exceptions>"#;

const ACTION: &str = r#"<WorkflowAction xmlns="{v1Namespace}">
    <Action>Approve</Action>
    <Comment>All receipts are there</Comment>
</WorkflowAction>"#;

const REPORT: &str = r#"{"Name": "Spring fair", "Purpose": "Stand at the fair", "Comment": "With the new catalogue",
    "UserDefinedDate": "2026-02-12", "Country": "US", "CountrySubdivision": "US-WA"}"#;
const ENTRY: &str = r#"{"ReportID": "{draft}", "ExpenseTypeCode": "TAXIX", "PaymentTypeID": "CASH",
    "TransactionDate": "2026-02-20", "TransactionAmount": 31.5, "TransactionCurrencyCode": "USD",
    "Description": "To the fair", "Comment": "With the samples", "VendorDescription": "Harbor Cabs", "IsPersonal": false,
    "TaxReceiptType": "R"}"#;
const ENTRY_IN_PART: &str = r#"{"Description": "To the fair", "TaxReceiptType": "R"}"#;
const PART: &str = r#"{"EntryID": "{entry}", "ExpenseTypeCode": "LODNG", "TransactionDate": "2026-02-20",
    "TransactionAmount": 5, "Description": "Room", "IsPersonal": false, "IsBillable": false}"#;
const PART_IN_PART: &str = r#"{"Description": "Room", "IsPersonal": false}"#;
const ASSOCIATION: &str =
    r#"{"EntryID": "{entry}", "AttendeeID": "{otherAttendee}", "Amount": 4, "AssociatedAttendeeCount": 2}"#;
const ASSOCIATION_IN_PART: &str = r#"{"Amount": 4, "AssociatedAttendeeCount": 2}"#;
const ATTENDEE: &str = r#"{"AttendeeTypeID": "{attendeeType}", "FirstName": "Noor", "LastName": "Haddad",
    "MiddleInitial": "B", "Suffix": "Jr.", "Company": "Pine & Sons", "Title": "Buyer", "ExternalID": "N7",
    "CurrencyCode": "USD"}"#;
const ATTENDEE_TYPE: &str = r#"{"Name": "Speaker", "Code": "SPEAKER", "AttendeeFormID": "F1",
    "DuplicateSearchFields": ["LastName", "Company"], "ConnectorID": "", "AllowManuallyEnteredAttendees": true,
    "AllowAttendeeCountEditing": false}"#;
const ATTENDEE_TYPE_IN_PART: &str = r#"{"Name": "Guest of ours", "AllowAttendeeCountEditing": false}"#;
const LIST: &str = r#"{"ConnectorID": "C1", "DisplayCodeFirst": true, "ExternalThreshold": 0, "IsVendorList": true,
    "Name": "Exhibitors", "SearchCriteriaCode": "TEXT"}"#;
const LIST_IN_PART: &str = r#"{"DisplayCodeFirst": true, "Name": "Exhibitors", "SearchCriteriaCode": "TEXT"}"#;

const TRAVELER: &str = "traveler-token";
const ADMIN: &str = "admin-token";

const fn example(
    operation: &'static str,
    call: &'static str,
    token: &'static str,
    body: &'static str,
    status: u16,
) -> Example {
    Example { operation, call, token, body, status }
}

/// All of them, page by page.
const EXAMPLES: &[Example] = &[
    // v1dot1.reports
    example("v1.postReportHeader", "POST {v1}/report", TRAVELER, HEADER, 200),
    example("v1.updateReportHeader", "POST {v1}/report/{draft}", TRAVELER, HEADER, 200),
    example("v1.postReportHeaders", "POST {v1}/report/batch", ADMIN, BATCH, 200),
    // v1dot1.reports-list
    example(
        "v1.listReportsModified",
        "GET {v1}/reportslist/UNSUBMITTED/LastModified?date=2026-02-26T12:23:00",
        ADMIN,
        "",
        200,
    ),
    example("v1.listReportsModified", "GET {v1}/reportslist/UNSUBMITTED/LastModified?date=2026-02-26", ADMIN, "", 200),
    // v1dot1.report-full-details
    example("v1.getReportFullDetails", "GET {v1}/reportfulldetails/{draft}", TRAVELER, "", 200),
    // v1dot1.expense-itemization
    example("v1.postItemizations", "POST {v1}/report/{split}/entry/{splitEntry}/Itemization", ADMIN, ITEMIZATIONS, 200),
    example(
        "v1.updateItemization",
        "POST {v1}/report/{split}/entry/{splitEntry}/itemization/{splitPart}",
        ADMIN,
        ITEMIZATION,
        200,
    ),
    // v1dot1.expense-group-configurations
    example("v1.getExpenseGroupConfiguration", "GET {v1}/ExpenseGroupConfiguration/", TRAVELER, "", 200),
    // expense-delegators
    example("v1.listDelegators", "GET {v1}/Delegators", "delegate-token", "", 200),
    // expense-form, expense-form-field
    example("v1.listFormTypes", "GET {v1}/report/Forms", TRAVELER, "", 200),
    example("v1.listForms", "GET {v1}/report/Forms/RPTINFO", TRAVELER, "", 200),
    example("v1.listFormFields", "GET {v1}/report/Form/{form}/Fields", TRAVELER, "", 200),
    // post-report-exceptions
    example("v1.postReportExceptions", "POST {v1}/report/{split}/Exceptions", ADMIN, EXCEPTIONS, 200),
    // post-report-submission
    example("v1.submitReport", "POST {v1}/report/{draft}/submit", ADMIN, "", 200),
    // post-report-workflow-action
    example("v1.postWorkflowAction", "POST {v1}/report/{step}/workflowaction", "manager-token", ACTION, 200),
    // integration-status
    example("v2.postIntegrationStatus", "POST {v2}/integrationstatus/report/{processing}", ADMIN, "", 200),
    // v2.reports
    example("v2.listReports", "GET {v2}/Reports/?status=PROCESSING", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?batchid=5jj374sh$W2Lsa9y28w12", ADMIN, "", 200),
    // The page has a slip in this path, and in that of the last.
    example("v2.listReports", "GET {v2}/Reports/?HasAttendees=true", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?jobkey=5jj374sh9y28w12", ADMIN, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?ReportCurrency=USD", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?PaymentTypeID=CASH", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?ReimbursementMethod=CNQRPAY&PaymentTypeID=CASH", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?reportcountry=US", TRAVELER, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?loginid=colleague@example.com", ADMIN, "", 200),
    example("v2.listReports", "GET {v2}/Reports/?modifiedafterdate=2026-02-01T00:00:00", TRAVELER, "", 200),
    // v2.reports, expense-report-get
    example("v2.getReportDetails", "GET {v2}/report/{draft}", TRAVELER, "", 200),
    // v3.reports
    example("v3.listReports", "GET {v3}/reports?limit=15&user=ALL", ADMIN, "", 200),
    example("v3.listReports", "GET {v3}/reports?user=ALL&approvalStatusCode=A_PEND,A_ACCO", ADMIN, "", 200),
    example("v3.getReport", "GET {v3}/reports/{draft}?user=traveler@example.com", ADMIN, "", 200),
    example("v3.createReport", "POST {v3}/reports", TRAVELER, REPORT, 200),
    example("v3.updateReport", "PUT {v3}/reports/{draft}", TRAVELER, REPORT, 204),
    // expense-entry
    example("v3.createEntry", "POST {v3}/entries", TRAVELER, ENTRY, 200),
    example("v3.updateEntry", "PUT {v3}/entries/{entry}", TRAVELER, ENTRY_IN_PART, 204),
    example("v3.deleteEntry", "DELETE {v3}/entries/{entry}", TRAVELER, "", 204),
    // expense-itemization
    example("v3.listItemizations", "GET {v3}/itemizations?limit=10&user=ALL", ADMIN, "", 200),
    example("v3.getItemization", "GET {v3}/itemizations/{part}", TRAVELER, "", 200),
    example("v3.createItemization", "POST {v3}/itemizations", TRAVELER, PART, 200),
    example("v3.updateItemization", "PUT {v3}/itemizations/{part}", TRAVELER, PART_IN_PART, 204),
    example("v3.deleteItemization", "DELETE {v3}/itemizations/{part}", TRAVELER, "", 204),
    // expense-allocations
    example("v3.listAllocations", "GET {v3}/allocations?limit=10", TRAVELER, "", 200),
    example("v3.getAllocation", "GET {v3}/allocations/{allocation}", TRAVELER, "", 200),
    // expense-group-configurations
    example(
        "v3.listExpenseGroupConfigurations",
        "GET {v3}/expensegroupconfigurations?user=ALL&limit=10",
        ADMIN,
        "",
        200,
    ),
    example("v3.getExpenseGroupConfiguration", "GET {v3}/expensegroupconfigurations/{group}", TRAVELER, "", 200),
    // v3.expense-entry-attendee
    example("v3.listEntryAttendeeAssociations", "GET {v3}/entryattendeeassociations?limit=15&user=ALL", ADMIN, "", 200),
    example("v3.getEntryAttendeeAssociation", "GET {v3}/entryattendeeassociations/{presence}", TRAVELER, "", 200),
    example("v3.createEntryAttendeeAssociation", "POST {v3}/entryattendeeassociations", TRAVELER, ASSOCIATION, 200),
    example(
        "v3.updateEntryAttendeeAssociation",
        "PUT {v3}/entryattendeeassociations/{presence}",
        TRAVELER,
        ASSOCIATION_IN_PART,
        204,
    ),
    example("v3.deleteEntryAttendeeAssociation", "DELETE {v3}/entryattendeeassociations/{presence}", TRAVELER, "", 204),
    // v3.attendees
    example("v3.listAttendees", "GET {v3}/attendees?limit=15", TRAVELER, "", 200),
    example("v3.getAttendee", "GET {v3}/attendees/{attendee}", TRAVELER, "", 200),
    example("v3.createAttendee", "POST {v3}/attendees", TRAVELER, ATTENDEE, 200),
    example("v3.updateAttendee", "PUT {v3}/attendees/{attendee}", TRAVELER, ATTENDEE, 204),
    // v3.attendee-types
    example("v3.listAttendeeTypes", "GET {v3}/attendeetypes?limit=10", TRAVELER, "", 200),
    example("v3.getAttendeeType", "GET {v3}/attendeetypes/{attendeeType}", TRAVELER, "", 200),
    example("v3.createAttendeeType", "POST {v3}/attendeetypes", TRAVELER, ATTENDEE_TYPE, 200),
    example("v3.updateAttendeeType", "PUT {v3}/attendeetypes/{attendeeType}", TRAVELER, ATTENDEE_TYPE_IN_PART, 204),
    example("v3.deleteAttendeeType", "DELETE {v3}/attendeetypes/{otherAttendeeType}", TRAVELER, "", 204),
    // v3.lists
    example("v3.listLists", "GET {common}/lists", TRAVELER, "", 200),
    example("v3.createList", "POST {common}/lists", ADMIN, LIST, 200),
    example("v3.getList", "GET {common}/lists/{list}", TRAVELER, "", 200),
    example("v3.updateList", "PUT {common}/lists/{list}", ADMIN, LIST_IN_PART, 204),
    // v3.image
    example("v3.getReceiptImage", "GET {v3}/receiptimages/{image}", TRAVELER, "", 200),
];

/// What names stand for, in the company that the examples are replayed in.
const NAMES: &[(&str, &str)] = &[
    ("{v1}", "/api/expense/expensereport/v1.1"),
    ("{v1Namespace}", "http://www.concursolutions.com/api/expense/expensereport/2011/03"),
    ("{v2}", "/api/expense/expensereport/v2.0"),
    ("{v3}", "/api/v3.0/expense"),
    ("{common}", "/api/v3.0/common"),
    ("{draft}", DRAFT),
    ("{processing}", PROCESSING),
    // An itemized report as v1.1 names what is in it, and another as v3.0 does.
    ("{split}", "17E3120D000000000001"),
    ("{splitEntry}", "gWi17E3120D0000000000000000000000EA"),
    ("{splitPart}", "gWi17E3120D0000000000000000000000EB"),
    ("{entry}", "gWi17E300000000000000000000000000E1"),
    ("{part}", "gWi17E300000000000000000000000000E2"),
    ("{presence}", "gWg17E300000000000000000000000000E1695E66E2A472074D8895057311C6A158"),
    ("{allocation}", "gWm6C1D0B94E27F4A358D01F7B3C25E9A46"),
    ("{attendee}", "gWj695E66E2A472074D8895057311C6A158"),
    ("{otherAttendee}", "gWjD1BDDB463923054AB01606BACF021C5B"),
    ("{attendeeType}", "gWjT4255534755455354"),
    ("{otherAttendeeType}", "gWjT53504F555345"),
    ("{group}", "D7A2095E4B8C4F169E3C60B17F82D4A5"),
    ("{form}", "5B8D1F0A7C3E4962A1D05E8F49C27B36"),
    ("{list}", "9B1D64F0C3A84E7F9256E8D30B7CA41F"),
];

/// A text with what stands in braces replaced by what the scenario has.
fn filled(app: &TestApp, text: &str) -> String {
    let text = NAMES.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
    with_step(app, &text.replace("{step}", &format!("step-of-{AT_MANAGER}")))
}

/// A path with the ID of an image where it asks for one, uploaded for it.
pub async fn with_image(app: &TestApp, path: &str) -> String {
    if !path.contains("{image}") {
        return path.to_owned();
    }
    let uploaded = app.traveler().request(Method::POST, "/api/v3.0/expense/receiptimages");
    let image = uploaded.content("image/png", *b"\x89PNG\r\n\x1a\nand so on").header("accept", "application/json");
    path.replace("{image}", image.await.must(200).json()["ID"].as_str().expect("an ID"))
}

impl Example {
    /// The formats in which it is sent: that of its body, or, where it has none, both in turn.
    fn formats(&self) -> &'static [&'static str] {
        match self.body.chars().next() {
            Some('<') => &["application/xml"],
            Some(_) => &["application/json"],
            None => &["application/xml", "application/json"],
        }
    }

    async fn replay(&self, app: &TestApp, format: &str) -> Answer {
        let call = with_image(app, &filled(app, self.call)).await;
        let (method, path) = call.split_once(' ').expect("a method and a path");
        let method: Method = method.parse().expect("a method");
        let request = app.request(method, path).bearer(self.token).header("accept", format);
        let request = match self.operation {
            "v1.submitReport" => request.header("X-UserID", "traveler@example.com"),
            _ => request,
        };
        if self.body.is_empty() {
            return request.await;
        }
        request.content(format, filled(app, self.body)).await
    }

    /// What the emulator does not take of it, in words.
    async fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for format in self.formats() {
            let app = TestApp::strict(&["switched_on.yaml"]).await;
            let answer = self.replay(&app, format).await;
            let text = answer.text();
            if (answer.status, answer.operation()) != (self.status, self.operation) {
                faults.push(format!("{} {}: {} {text}", self.operation, answer.asked, answer.status));
            }
            // Of what comes in batches some may be refused, and the answer is 200.
            if text.contains("FAILURE") || text.contains("<error>") {
                faults.push(format!("{} {}: {text}", self.operation, answer.asked));
            }
            // What a page shows departs from no page.
            let of_bodies = ["unknownField", "fieldCase", "missingField", "namespace", "unknownBody"];
            let found = app.found().into_iter().filter(|(code, _)| of_bodies.contains(code));
            faults.extend(found.map(|(code, place)| format!("{} {format}: {code} {place}", self.operation)));
        }
        faults
    }

    /// The names of the fields in its body, and of the parameters in its query.
    fn fields(&self) -> (Vec<String>, Vec<String>) {
        let mut fields = Vec::new();
        match self.body.chars().next() {
            Some('<') => leaves(&Element::read(self.body).expect("sound XML"), &mut fields),
            Some(_) => {
                let body: Value = serde_json::from_str(self.body).expect("sound JSON");
                fields.extend(body.as_object().expect("an object").keys().cloned());
            }
            None => {}
        }
        let query = self.call.split_once('?').map_or("", |(_, query)| query);
        let names = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0.to_owned()));
        (fields, names.collect())
    }
}

/// The names of the elements that have no elements in them.
fn leaves(element: &Element, names: &mut Vec<String>) {
    if element.children.is_empty() {
        names.push(element.name.clone());
    }
    element.children.iter().for_each(|child| leaves(child, names));
}

async fn faults_of(family: &str) -> String {
    let mut faults = Vec::new();
    for example in EXAMPLES.iter().filter(|example| example.operation.starts_with(family)) {
        faults.extend(example.faults().await);
    }
    faults.join("\n")
}

#[tokio::test]
async fn every_example_request_of_version_1_is_accepted() {
    assert_eq!(faults_of("v1.").await, "");
}

#[tokio::test]
async fn every_example_request_of_version_2_is_accepted() {
    assert_eq!(faults_of("v2.").await, "");
}

#[tokio::test]
async fn every_example_request_of_version_3_is_accepted() {
    assert_eq!(faults_of("v3.").await, "");
}

#[test]
fn every_field_of_an_example_request_is_one_that_its_operation_reads() {
    let mut unread = BTreeSet::new();
    for example in EXAMPLES {
        let (fields, parameters) = example.fields();
        let asked = documents::asked_by(example.operation);
        let known: BTreeSet<_> = asked.bodies.values().flatten().map(documents::Place::name).collect();
        unread.extend(fields.into_iter().filter(|name| !known.contains(name.as_str())).map(|f| (example.operation, f)));
        // Versions 1 and 2 read them in any case.
        let is_known = |name: &String| match example.operation.starts_with("v3.") {
            true => asked.parameters.iter().any(|known| known.name() == name),
            false => asked.parameters.iter().any(|known| known.name().eq_ignore_ascii_case(name)),
        };
        unread.extend(parameters.into_iter().filter(|name| !is_known(name)).map(|p| (example.operation, p)));
    }
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn every_operation_of_the_older_versions_has_an_example_request_or_its_page_has_none() {
    let is_older = |id: &String| ["v1.", "v2.", "v3."].iter().any(|family| id.starts_with(family));
    let operations: BTreeSet<_> = documents::operations().into_iter().filter(is_older).collect();
    let shown = EXAMPLES.iter().map(|example| example.operation.to_owned());
    let shown: BTreeSet<_> = shown.collect();
    let without: BTreeSet<_> = WITHOUT.iter().map(|id| (*id).to_owned()).collect();
    assert!(shown.is_disjoint(&without), "{:?}", shown.intersection(&without));
    assert_eq!(shown.union(&without).cloned().collect::<BTreeSet<_>>(), operations);
}
