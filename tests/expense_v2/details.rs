//! A report in full: every element in the order of the page `expense-report-get`, in XML and in JSON.

use serde_json::{Value, json};

use super::{DETAILED, get, xml};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::xml::Element;

const UNITS: &str = "OrgUnit1..6";

/// Elements of each kind in the order of the page's sample; behind it, or where its table has them, those that it does not show.
const REPORT: &str = "UserLoginID EmployeeName ReportID ReportKey ReportName Purpose ReportDate CreationDate SubmitDate PaidDate \
    CurrencyCode ReportTotal PersonalExpenses AmountDueEmployee AmountDueCompanyCard TotalClaimedAmount TotalApprovedAmount \
    ApprovalStatusCode ApprovalStatusName PaymentStatusCode PaymentStatusName OrgUnit1..6 Custom1..20 LedgerName PolicyID \
    EverSentBack HasException WorkflowActionURL ExpenseEntriesList ReportImageURL Country CountrySubdivision \
    ProcessingPaymentDate ReceiptsReceived ReportOwner EmployeeBankAccount";
const ENTRY: &str = "ReportEntryID LegacyEntryID ExpenseTypeID ExpenseTypeName SpendCategory PaymentTypeCode PaymentTypeName \
    TransactionDate TransactionCurrencyName ExchangeRate TransactionAmount PostedAmount ApprovedAmount BusinessPurpose \
    VendorDescription LocationName LocationSubdivision LocationCountry OrgUnit1..6 Custom1..40 FormID EntryImageID HasVat \
    HasComments CommentCount IsItemized HasExceptions IsPersonal HasAttendees HasAllocation IsCreditCardCharge \
    IsPersonalCardCharge ReceiptRequired ImageRequired E-ReceiptID LastModified ItemizationsList UserLoginID \
    ReportEntryVendorName ReportEntryReceiptReceived ReportEntryReceiptType CardTransaction ExpensePay";
const ITEMIZATION: &str = "ItemType ItemizationID ExpenseTypeID ExpenseTypeName TransactionDate TransactionAmount PostedAmount \
    ApprovedAmount BusinessPurpose OrgUnit1..6 Custom1..40 HasComments CommentCount IsPersonal LastModified AllocationsList \
    AttendeesList";
const ATTENDEE: &str = "AttendeeType FirstName LastName Company Title ExternalID Custom1..20 HasExceptionsPrevYear \
    HasExceptionsYTD IsDeleted OwnerEmpName TotalAmountPrevYear TotalAmountYTD VersionNumber AttendeeID AttendeeTypeCode \
    AttendeeOwnerID CurrencyCode";
const ALLOCATION: &str = "AllocationID Percentage AccountCode1 AccountCode2 Custom1..20 JournalEntriesList VATDataList";
const JOURNAL: &str = "JournalID PayerPaymentTypeName PayerPaymentTypeCode PayeePaymentTypeName PayeePaymentCode AccountCode \
    DebitOrCredit Amount JobRunKey";
const VAT: &str = "TaxName TaxAuthorityLabel TaxTransactionAmount TaxPostedAmount Source TaxReclaimTransactionAmount \
    TaxReclaimPostedAmount";
const CARD: &str = "AccountNumber CardDescription CardTypeCode TransactionReferenceNumber TransactionCCTType TransactionID \
    TransactionAmount TaxAmount TransactionAlphaCode PostedAmount PostedAlphaCode TransactionDate PostedDate Description \
    MasterCardCode TransactionMerchantName MerchantCity MerchantState MerchantCountryCode MerchantReferenceNumber \
    ExchangeRateFromBillingToEmployeeCurrency BillingAmount AccountNumberLastSegment";
const OWNER: &str =
    "EmployeeID LastName FirstName MiddleInitial EmployeeCustom21 EmployeeOrgUnit1..6 ReimbursementMethodCode";
const BANK: &str = "BankNumber BankName BranchLocation AccountNumber AccountName PostalAddressLine1 PostalAddressLine2 \
    PostalAddressCity PostalAddressRegion PostalAddressCode PostalAddressCountry";

/// The names of a list, each `Custom1..20` spelled out.
fn spelled(names: &str) -> Vec<String> {
    let spell = |name: &str| match name.split_once("1..") {
        Some((stem, last)) => (1..=last.parse::<u32>().unwrap()).map(|number| format!("{stem}{number}")).collect(),
        None => vec![name.to_owned()],
    };
    names.split_whitespace().flat_map(spell).collect()
}

#[track_caller]
fn has(element: &Element, names: &str, absent: &[&str]) {
    let expected: Vec<_> = spelled(names).into_iter().filter(|name| !absent.contains(&name.as_str())).collect();
    let found: Vec<_> = element.children.iter().map(|child| child.name.clone()).collect();
    assert_eq!(found, expected, "{}", element.name);
}

fn items<'a>(parent: &'a Element, list: &str, item: &str) -> Vec<&'a Element> {
    let list = parent.child(list);
    assert!(list.children.iter().all(|child| child.name == item), "{list:?}");
    list.children.iter().collect()
}

#[tokio::test]
async fn every_documented_element_is_there_in_order() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let report = xml(app.admin(), &format!("report/{DETAILED}")).await.must(200).xml();
    assert_eq!(report.name, "ReportDetails");
    let namespace = "http://www.concursolutions.com/api/expense/expensereport/2012/07";
    assert_eq!(report.attribute("xmlns"), Some(namespace));
    assert_eq!(report.attribute("xmlns:i"), Some("http://www.w3.org/2001/XMLSchema-instance"));
    has(&report, REPORT, &[]);
    has(report.child("ReportOwner"), OWNER, &[]);
    has(report.child("EmployeeBankAccount"), BANK, &[]);
    let entries = items(&report, "ExpenseEntriesList", "ExpenseEntry");
    let [hotel, taxi] = entries[..] else { panic!("{} entries", entries.len()) };
    has(hotel, ENTRY, &[]);
    has(taxi, ENTRY, &["CardTransaction"]);
    has(hotel.child("CardTransaction"), CARD, &[]);
    let itemizations = items(hotel, "ItemizationsList", "Itemization");
    let [whole, room, breakfast] = itemizations[..] else { panic!("{} itemizations", itemizations.len()) };
    for itemization in [whole, room, breakfast] {
        has(itemization, ITEMIZATION, &[]);
    }
    assert_eq!(whole.child("AllocationsList").children, []);
    for attendee in items(whole, "AttendeesList", "Attendee") {
        has(attendee, ATTENDEE, &[]);
    }
    for allocation in items(room, "AllocationsList", "Allocation") {
        has(allocation, ALLOCATION, &[]);
        for journal in items(allocation, "JournalEntriesList", "JournalEntry") {
            has(journal, JOURNAL, &[]);
        }
        assert_eq!(allocation.child("VATDataList").children, []);
    }
    let ride = items(taxi, "ItemizationsList", "Itemization")[0];
    let share = items(ride, "AllocationsList", "Allocation")[0];
    has(items(share, "VATDataList", "VATData")[0], VAT, &[]);
    for custom in ["Custom3", "Custom20", "OrgUnit2"] {
        has(report.child(custom), "Type Value Code", &[]);
    }
    assert_eq!(spelled(UNITS).len(), 6);
}

#[tokio::test]
async fn what_is_not_there_is_empty_and_only_the_day_of_payment_is_nil() {
    let app = TestApp::start().await;
    let report = xml(app.traveler(), &format!("report/{DRAFT}")).await.must(200).xml();
    has(&report, REPORT, &["ReportKey", "EmployeeBankAccount"]);
    assert_eq!(report.child("PaidDate").attribute("i:nil"), Some("true"));
    assert_eq!(report.child("SubmitDate").text, "0001-01-01T00:00:00");
    for empty in ["OrgUnit1", "Custom20", "WorkflowActionURL", "ReportImageURL", "ProcessingPaymentDate"] {
        let element = report.child(empty);
        assert_eq!(
            (element.text.as_str(), &*element.children, &*element.attributes),
            ("", &[][..], &[][..]),
            "{empty}"
        );
    }
    let json = get(app.traveler(), &format!("report/{DRAFT}")).await.must(200).json();
    assert_eq!(
        (&json["PaidDate"], &json["Custom20"], &json["WorkflowActionURL"]),
        (&Value::Null, &Value::Null, &json!(""))
    );
}

/// Holds XML against JSON: elements against fields, in their order; items against items.
fn same(element: &Element, json: &Value, place: &str) {
    match json {
        Value::Null => assert_eq!((element.text.as_str(), element.children.len()), ("", 0), "{place}"),
        Value::String(text) => assert_eq!(element.text, text.trim(), "{place}"),
        Value::Array(list) => {
            assert_eq!(element.children.len(), list.len(), "{place}");
            for (child, item) in element.children.iter().zip(list) {
                same(child, item, &format!("{place}/{}", child.name));
            }
        }
        Value::Object(fields) => {
            assert_eq!(element.children.len(), fields.len(), "{place}");
            for child in &element.children {
                same(child, &json[&child.name], &format!("{place}/{}", child.name));
            }
        }
        other => panic!("{place}: {other} is no text"),
    }
}

#[tokio::test]
async fn xml_says_what_json_says_of_every_report() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    for report in app.world().reports() {
        for caller in [app.admin(), app.company()] {
            let path = format!("report/{}", report.id);
            let json = get(caller, &path).await.must(200).json();
            let answer = xml(caller, &path).await.must(200);
            assert_eq!(answer.media_type(), "application/xml");
            same(&answer.xml(), &json, &path);
        }
    }
}

#[tokio::test]
async fn a_report_is_shown_with_its_amounts_dates_and_codes() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let report = get(app.admin(), &format!("report/{DETAILED}")).await.must(200).json();
    let text = |kind: &str, value: &str, code: Value| json!({"Type": kind, "Value": value, "Code": code});
    for (field, value) in [
        ("UserLoginID", json!("traveler@example.com")),
        ("EmployeeName", json!("Brown, Terry")),
        ("ReportID", json!(DETAILED)),
        ("Purpose", json!("For every element")),
        ("ReportDate", json!("2025-06-15T00:00:00")),
        ("CreationDate", json!("2025-06-10T09:30:00")),
        ("SubmitDate", json!("2025-06-20T10:00:00")),
        ("ProcessingPaymentDate", json!("2025-06-20")),
        ("CurrencyCode", json!("USD")),
        // 100 EUR at 1.09, and 21.40 USD.
        ("ReportTotal", json!("130.40000000")),
        ("PersonalExpenses", json!("21.80000000")),
        ("AmountDueEmployee", json!("21.40000000")),
        ("AmountDueCompanyCard", json!("109.00000000")),
        ("TotalClaimedAmount", json!("108.60000000")),
        ("TotalApprovedAmount", json!("108.60000000")),
        ("ApprovalStatusCode", json!("A_APPR")),
        ("ApprovalStatusName", json!("Approved")),
        ("PaymentStatusCode", json!("P_PAID")),
        ("PaymentStatusName", json!("Paid")),
        ("OrgUnit2", text("Text", "Sales", Value::Null)),
        ("Custom3", text("Text", "Blue", Value::Null)),
        ("Custom20", text("List", "Development", json!("DEV"))),
        ("LedgerName", json!("DEFAULT")),
        ("PolicyID", json!(policies::DEFAULT)),
        ("EverSentBack", json!("N")),
        ("HasException", json!("Y")),
        ("Country", json!("DE")),
        ("CountrySubdivision", json!("DE-BE")),
        ("ReceiptsReceived", json!("Y")),
    ] {
        assert_eq!(report[field], value, "{field}");
    }
    assert_eq!(report["ReportOwner"]["EmployeeID"], "1001");
    assert_eq!(report["ReportOwner"]["EmployeeCustom21"], "D7A2095E4B8C4F169E3C60B17F82D4A5");
    assert_eq!(report["ReportOwner"]["ReimbursementMethodCode"], "CNQRPAY");
    assert_eq!(report["EmployeeBankAccount"]["AccountNumber"], "4400112233");
    assert_eq!(report["EmployeeBankAccount"]["AccountName"], "Terry Brown");
    assert!(report["ReportKey"].as_str().unwrap().parse::<u64>().is_ok());
    assert!(report["PaidDate"].as_str().unwrap() > "2025-06-20T10:00:00");
}

#[tokio::test]
async fn an_entry_is_shown_with_its_parts_and_its_card() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let report = get(app.company(), &format!("report/{DETAILED}")).await.must(200).json();
    let hotel = &report["ExpenseEntriesList"][0];
    for (field, value) in [
        ("ReportEntryID", "gWiDE7A11ED0000000000000000000000A1"),
        ("ExpenseTypeID", "LODNG"),
        ("ExpenseTypeName", "Hotel"),
        ("SpendCategory", "Lodging"),
        ("PaymentTypeCode", "CBCP"),
        ("PaymentTypeName", "Company Card"),
        ("TransactionDate", "2025-06-01T00:00:00"),
        ("TransactionCurrencyName", "Euro"),
        ("ExchangeRate", "1.09000000000000"),
        ("TransactionAmount", "100.00000000"),
        ("PostedAmount", "109.00000000"),
        ("VendorDescription", "Zum Goldenen Anker"),
        ("LocationName", "Berlin"),
        ("LocationSubdivision", "DE-BE"),
        ("LocationCountry", "DE"),
        ("EntryImageID", "IMG-1"),
        ("HasVat", "N"),
        ("HasComments", "Y"),
        ("CommentCount", "1"),
        ("IsItemized", "Y"),
        ("IsPersonal", "N"),
        ("HasAttendees", "Y"),
        ("HasAllocation", "P"),
        ("IsCreditCardCharge", "Y"),
        ("IsPersonalCardCharge", "N"),
        ("ImageRequired", "Y"),
        ("E-ReceiptID", "ER-1"),
        ("ReportEntryVendorName", "Anker GmbH"),
        ("ReportEntryReceiptReceived", "Y"),
        ("ReportEntryReceiptType", "R"),
        ("ExpensePay", "No"),
    ] {
        assert_eq!(hotel[field], value, "{field}");
    }
    assert_eq!(hotel["ApprovedAmount"], Value::Null);
    assert_eq!(hotel["Custom40"]["Value"], "Last");
    assert_eq!(hotel["OrgUnit6"]["Value"], "Unit");
    assert_eq!(hotel["CardTransaction"]["TransactionID"], "CCT-1");
    assert_eq!(hotel["CardTransaction"]["TransactionAlphaCode"], "EUR");
    assert_eq!(hotel["CardTransaction"]["BillingAmount"], "109.00000000");
    let parts = hotel["ItemizationsList"].as_array().unwrap();
    let kinds: Vec<_> = parts.iter().map(|part| part["ItemType"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["Regular", "Child", "Child"]);
    assert_eq!(parts[0]["ItemizationID"], hotel["ReportEntryID"]);
    assert_eq!(parts[1]["BusinessPurpose"], "Room");
    assert_eq!((&parts[2]["ApprovedAmount"], &parts[2]["IsPersonal"]), (&json!("0.00000000"), &json!("Y")));
    let guest = &parts[0]["AttendeesList"][0];
    assert_eq!((&guest["LastName"], &guest["AttendeeTypeCode"]), (&json!("Kovacs"), &json!("BUSGUEST")));
    assert_eq!(guest["Custom1"]["Value"], "Vegan");
}

#[tokio::test]
async fn shares_are_booked_and_taxed() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let report = get(app.admin(), &format!("report/{DETAILED}")).await.must(200).json();
    let parts = |entry: usize, part: usize| report["ExpenseEntriesList"][entry]["ItemizationsList"][part].clone();
    let room = parts(0, 1);
    let shares = room["AllocationsList"].as_array().unwrap();
    let seen = |share: &Value| {
        let journal = &share["JournalEntriesList"][0];
        ["Percentage", "AccountCode1"]
            .map(|field| share[field].as_str().unwrap().to_owned())
            .into_iter()
            .chain(
                ["PayerPaymentTypeName", "PayeePaymentTypeName", "AccountCode", "DebitOrCredit", "Amount"]
                    .map(|field| journal[field].as_str().unwrap().to_owned()),
            )
            .collect::<Vec<_>>()
    };
    // 80 EUR at 1.09, split.
    assert_eq!(seen(&shares[0]), ["75.00000000%", "645100", "Company", "Company Card", "645100", "DR", "+65.40000000"]);
    assert_eq!(seen(&shares[1]), ["25.00000000%", "645100", "Company", "Company Card", "645100", "DR", "+21.80000000"]);
    assert_eq!(shares[0]["Custom9"], json!({"Type": "List", "Value": "Marketing", "Code": "MKT"}));
    let breakfast = parts(0, 2);
    let rows = breakfast["AllocationsList"][0]["JournalEntriesList"].as_array().unwrap();
    let amounts: Vec<_> = rows
        .iter()
        .map(|row| (row["PayerPaymentTypeName"].as_str().unwrap(), row["Amount"].as_str().unwrap()))
        .collect();
    assert_eq!(amounts, [("Company", "+21.80000000"), ("Employee", "-21.80000000")]);
    let ride = parts(1, 0);
    let share = &ride["AllocationsList"][0];
    assert_eq!(
        (&share["Percentage"], &share["JournalEntriesList"][0]["PayeePaymentTypeName"]),
        (&json!("100.00000000%"), &json!("Employee"))
    );
    let tax = json!({
        "TaxName": "Germany VAT", "TaxAuthorityLabel": "MwSt", "TaxTransactionAmount": "1.40000000", "TaxPostedAmount": "1.40000000",
        "Source": "SYST", "TaxReclaimTransactionAmount": "0.70000000", "TaxReclaimPostedAmount": "0.70000000",
    });
    assert_eq!(share["VATDataList"], json!([tax]));
}

#[tokio::test]
async fn names_are_in_the_callers_language() {
    let app = TestApp::start().await;
    let report = get(app.traveler(), &format!("report/{DRAFT}")).header("accept-language", "de").await.must(200).json();
    assert_eq!(report["ApprovalStatusName"], "Nicht eingereicht");
    assert_eq!(report["ExpenseEntriesList"][1]["ExpenseTypeName"], "Mahlzeiten");
    assert_eq!(report["ExpenseEntriesList"][0]["PaymentTypeName"], "Bar");
}
