//! A report in full: every element in the order of the page `v1dot1.report-full-details`, and what v2.0 says of the same report.

use serde_json::{Value, json};

use super::{NAMESPACE, is_error, narrow_token, path};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;
use crate::support::xml::Element;

/// The report of the scenario `detailed.yaml`.
const DETAILED: &str = "DE7A11ED000000000001";

/// Elements of each kind, in the order of the page's sample.
const REPORT: &str = "X_UserID ReportId ReportName Purpose CrnCode ApsKey ReportDate CreationDate ReceiptImageUrl HasException \
    EverSentBack EmployeeName ApvStatusName PayKey PayStatusName PaidDate SubmitDate EntryCount LedgerName OrgUnit1..6 Custom1..20 \
    PolKey RptKey ReportTotal PersonalExpenses AmountDueEmployee AmountDueCompanyCard TotalClaimedAmount TotalApprovedAmount \
    WorkflowActionURL Entries";
const ENTRY: &str = "ReceiptRequired ImageRequired EreceiptId OrgUnit1..6 Custom1..40 RpeKey RptKey X_UserID ExpKey FormKey \
    ReceiptImageId ExpName BusinessPurpose HasVat ExchangeRate TransactionAmount PostedAmount ApprovedAmount \
    TransactionCurrencyName VendorDescription LocationName LocationSubdivision LocationCountry SpendCategory HasComments \
    CommentCount PaymentTypeKey IsItemized HasExceptions IsPersonal HasAttendees HasAllocation IsCreditCardCharge AttendeeCount \
    IsPersonalCardCharge TransactionDate LastModifiedDate ItemizationList";
const ITEMIZATION: &str = "Custom1..40 ItemizationKey ExpenseKey ExpenseName BusinessPurpose TransactionAmount TransactionDate \
    PostedAmount ApprovedAmount HasComments CommentCount IsPersonal LastModified AllocationsList";
const SHARE: &str = "Custom1..20 AllocationKey Percentage AccountCode1 AccountCode2";
const ENTRY_SHARE: &str = "Custom1..20 AccountCode1 AccountCode2 allocKey Percentage";
const ATTENDEE: &str = "Custom1..20 AttendeeType FirstName LastName Company ExternalId HasExceptionsPrevYear HasExceptionsYtd \
    IsDeleted OwnerEmpName Title TotalAmountPrevYear TotalAmountYtd VersionNumber AttendeeKey";

fn spelled(names: &str) -> Vec<String> {
    let spell = |name: &str| match name.split_once("1..") {
        Some((stem, last)) => (1..=last.parse::<u32>().unwrap()).map(|number| format!("{stem}{number}")).collect(),
        None => vec![name.to_owned()],
    };
    names.split_whitespace().flat_map(spell).collect()
}

#[track_caller]
fn has(element: &Element, names: &str) {
    let found: Vec<_> = element.children.iter().map(|child| child.name.clone()).collect();
    assert_eq!(found, spelled(names), "{}", element.name);
}

fn get<'a>(caller: Caller<'a>, report: &str, format: &str) -> Request<'a> {
    caller.get(&path(&format!("reportfulldetails/{report}"))).header("accept", format)
}

#[tokio::test]
async fn every_element_of_the_page_is_there_in_order() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let report = get(app.admin(), DETAILED, "application/xml").await.must(200).xml();
    assert_eq!((report.name.as_str(), report.attribute("xmlns")), ("ReportDetails", Some(NAMESPACE)));
    assert_eq!(report.attribute("xmlns:i"), Some("http://www.w3.org/2001/XMLSchema-instance"));
    has(&report, REPORT);
    let entries = report.child("Entries");
    assert_eq!(entries.attribute("Count"), Some("2"));
    let [hotel, taxi] = &*entries.children else { panic!("{} entries", entries.children.len()) };
    assert_eq!((hotel.name.as_str(), taxi.name.as_str()), ("ExpenseEntry", "ExpenseEntry"));
    // Itemized: the shares are with the itemizations.
    has(hotel, &format!("{ENTRY} Allocations AttendeeDetails"));
    assert_eq!(hotel.child("Allocations").children, []);
    has(hotel.child("AttendeeDetails"), ATTENDEE);
    let [room, breakfast] = &*hotel.child("ItemizationList").children else { panic!("two itemizations") };
    for part in [room, breakfast] {
        assert_eq!(part.name, "ItemizationEntryDetails");
        has(part, ITEMIZATION);
    }
    let shares = &room.child("AllocationsList").children;
    assert_eq!(shares.len(), 2);
    for share in shares {
        assert_eq!(share.name, "Allocations");
        has(share, SHARE);
    }
    assert_eq!(shares[0].child("Percentage").text, "75.00000000%");
    assert_eq!(shares[0].child("Custom9").text, "(MKT) Marketing");
    // Neither itemized nor allocated: one share that is all of it. Nobody took part.
    has(taxi, &format!("{ENTRY} Allocations"));
    has(taxi.child("Allocations"), ENTRY_SHARE);
    assert_eq!(taxi.child("Allocations").child("Percentage").text, "100.00000000%");
    assert_eq!(taxi.child("ItemizationList").children, []);
    assert_eq!((&*report.child("Custom3").text, &*report.child("Custom20").text), ("Blue", "(DEV) Development"));
    assert_eq!(hotel.child("AttendeeDetails").child("Custom1").text, "Vegan");
}

/// What v1.1 calls a field, and what v2.0 does.
const REPORT_AGREES: &[(&str, &str)] = &[
    ("X_UserID", "UserLoginID"),
    ("ReportId", "ReportID"),
    ("ReportName", "ReportName"),
    ("Purpose", "Purpose"),
    ("CrnCode", "CurrencyCode"),
    ("ApsKey", "ApprovalStatusCode"),
    ("ReportDate", "ReportDate"),
    ("CreationDate", "CreationDate"),
    ("HasException", "HasException"),
    ("EverSentBack", "EverSentBack"),
    ("EmployeeName", "EmployeeName"),
    ("ApvStatusName", "ApprovalStatusName"),
    ("PayKey", "PaymentStatusCode"),
    ("PayStatusName", "PaymentStatusName"),
    ("PaidDate", "PaidDate"),
    ("SubmitDate", "SubmitDate"),
    ("LedgerName", "LedgerName"),
    ("PolKey", "PolicyID"),
    ("ReportTotal", "ReportTotal"),
    ("PersonalExpenses", "PersonalExpenses"),
    ("AmountDueEmployee", "AmountDueEmployee"),
    ("AmountDueCompanyCard", "AmountDueCompanyCard"),
    ("TotalClaimedAmount", "TotalClaimedAmount"),
    ("TotalApprovedAmount", "TotalApprovedAmount"),
    ("WorkflowActionURL", "WorkflowActionURL"),
];
const ENTRY_AGREES: &[(&str, &str)] = &[
    ("ReceiptRequired", "ReceiptRequired"),
    ("ImageRequired", "ImageRequired"),
    ("EreceiptId", "E-ReceiptID"),
    ("RpeKey", "ReportEntryID"),
    ("X_UserID", "UserLoginID"),
    ("ExpKey", "ExpenseTypeID"),
    ("FormKey", "FormID"),
    ("ReceiptImageId", "EntryImageID"),
    ("ExpName", "ExpenseTypeName"),
    ("BusinessPurpose", "BusinessPurpose"),
    ("HasVat", "HasVat"),
    ("ExchangeRate", "ExchangeRate"),
    ("TransactionAmount", "TransactionAmount"),
    ("PostedAmount", "PostedAmount"),
    ("TransactionCurrencyName", "TransactionCurrencyName"),
    ("VendorDescription", "VendorDescription"),
    ("LocationName", "LocationName"),
    ("LocationSubdivision", "LocationSubdivision"),
    ("LocationCountry", "LocationCountry"),
    ("SpendCategory", "SpendCategory"),
    ("HasComments", "HasComments"),
    ("CommentCount", "CommentCount"),
    ("PaymentTypeKey", "PaymentTypeCode"),
    ("IsItemized", "IsItemized"),
    ("HasExceptions", "HasExceptions"),
    ("IsPersonal", "IsPersonal"),
    ("HasAllocation", "HasAllocation"),
    ("IsCreditCardCharge", "IsCreditCardCharge"),
    ("IsPersonalCardCharge", "IsPersonalCardCharge"),
    ("TransactionDate", "TransactionDate"),
    ("LastModifiedDate", "LastModified"),
];
const PART_AGREES: &[(&str, &str)] = &[
    ("ItemizationKey", "ItemizationID"),
    ("ExpenseKey", "ExpenseTypeID"),
    ("ExpenseName", "ExpenseTypeName"),
    ("BusinessPurpose", "BusinessPurpose"),
    ("TransactionAmount", "TransactionAmount"),
    ("TransactionDate", "TransactionDate"),
    ("PostedAmount", "PostedAmount"),
    ("ApprovedAmount", "ApprovedAmount"),
    ("HasComments", "HasComments"),
    ("CommentCount", "CommentCount"),
    ("IsPersonal", "IsPersonal"),
    ("LastModified", "LastModified"),
];

#[track_caller]
fn agree(v1: &Value, v2: &Value, fields: &[(&str, &str)], place: &str) {
    for (one, other) in fields {
        assert!(v1.get(*one).is_some() && v2.get(*other).is_some(), "{place}: {one}, {other}");
        assert_eq!(v1[one], v2[other], "{place}: {one}");
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[tokio::test]
async fn it_says_what_v2_says_of_every_report() {
    for scenario in ["default", "detailed.yaml"] {
        let app = TestApp::of(&[scenario]).await;
        for report in app.world().reports() {
            let id = report.id.to_string();
            let v1 = get(app.admin(), &id, "application/json").await.must(200).json();
            let v2 = app.admin().get(&format!("/api/expense/expensereport/v2.0/report/{id}"));
            let v2 = v2.header("accept", "application/json").await.must(200).json();
            agree(&v1, &v2, REPORT_AGREES, &id);
            let (entries, others) = (list(&v1["Entries"]["ExpenseEntry"]), list(&v2["ExpenseEntriesList"]));
            assert_eq!(
                (entries.len(), json!(entries.len().to_string())),
                (others.len(), v1["Entries"]["@Count"].clone())
            );
            for (entry, other) in entries.iter().zip(others) {
                agree(entry, other, ENTRY_AGREES, &id);
                let all = list(&other["ItemizationsList"]);
                let (parts, other_parts) = (list(&entry["ItemizationList"]), &all[1..]);
                assert_eq!(parts.len(), other_parts.len(), "{id}");
                for (part, other) in parts.iter().zip(other_parts) {
                    agree(part, other, PART_AGREES, &id);
                    let ids =
                        |shares: &Value, name: &str| list(shares).iter().map(|s| s[name].clone()).collect::<Vec<_>>();
                    let of_v1 = ids(&part["AllocationsList"], "AllocationKey");
                    assert_eq!(of_v1, ids(&other["AllocationsList"], "AllocationID"));
                }
                if parts.is_empty() {
                    assert_eq!(entry["ApprovedAmount"], other["ApprovedAmount"], "{id}");
                    assert_eq!(list(&entry["Allocations"]).len(), list(&all[0]["AllocationsList"]).len(), "{id}");
                    let present = list(&all[0]["AttendeesList"]).len();
                    assert_eq!(entry["AttendeeCount"], json!(present.to_string()), "{id}");
                }
            }
        }
    }
}

#[tokio::test]
async fn lists_lead_to_it_and_what_is_not_there_is_empty_but_the_day_of_payment() {
    let app = TestApp::start().await;
    let lists = app.traveler().get(&path("ReportsList/ACTIVE")).await.must(200).xml();
    let listed = lists.children.iter().find(|report| report.child("ReportId").text == DRAFT).expect("the draft");
    let report = app.traveler().get(&listed.child("Report-Full-Details-Url").text).await.must(200);
    assert_eq!(report.media_type(), "application/xml");
    let report = report.xml();
    assert_eq!(report.child("PaidDate").attribute("i:nil"), Some("true"));
    assert_eq!(report.child("SubmitDate").text, "0001-01-01T00:00:00");
    assert_eq!(report.child("RptKey").text, DRAFT);
    for empty in ["OrgUnit1", "Custom20", "WorkflowActionURL", "ReceiptImageUrl"] {
        let element = report.child(empty);
        assert_eq!((element.text.as_str(), &*element.attributes), ("", &[][..]), "{empty}");
    }
}

#[tokio::test]
async fn a_protected_key_is_taken_and_handed_out() {
    let app = TestApp::of(&["documentation-samples"]).await;
    let raw = "nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a454QitqQ";
    for key in [raw.to_owned(), raw.replace('%', "%25"), raw.replace('%', "%25").replace('$', "%24")] {
        let report = get(app.admin(), &key, "application/json").await.must(200).json();
        assert_eq!((&report["ReportId"], &report["RptKey"]), (&json!("0C9A5D27E4B1483F9D60"), &json!(raw)));
    }
}

#[tokio::test]
async fn those_read_it_who_read_the_details_of_v2_and_nobody_else() {
    let app = TestApp::start().await;
    for (caller, report) in [
        (app.admin(), AT_MANAGER),
        (app.company(), AT_MANAGER),
        (app.traveler(), AT_MANAGER),
        (app.delegate(), AT_MANAGER),
        (app.manager(), AT_MANAGER),
    ] {
        get(caller, report, "application/xml").await.must(200);
    }
    for (caller, report) in [
        (app.colleague(), AT_MANAGER),
        (app.manager(), DRAFT),
        (app.application(), AT_MANAGER),
        (app.traveler(), FILED),
    ] {
        get(caller, report, "application/xml").await.must(403);
    }
    for format in ["application/xml", "application/json"] {
        is_error(&get(app.admin(), UNKNOWN, format).await, 400, "Invalid report");
    }
    app.request(reqwest::Method::GET, &path(&format!("reportfulldetails/{DRAFT}"))).await.must(401);
    get(app.holder("nobody's-token", None), DRAFT, "application/xml").await.must(403);
}

#[tokio::test]
async fn a_token_without_the_scope_is_403() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let token = narrow_token(&app).await;
    is_error(&get(app.holder(&token, None), DRAFT, "application/xml").await, 403, "EXPRPT");
}
