//! Lists of reports: each search term finds what it should and nothing else, for whom.

use serde_json::Value;

use super::{get, xml};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// The report of the scenario `searched.yaml`: paid, and long past.
const SEARCHED: &str = "5EA2C4ED000000000001";

/// Terms: one that finds that report, and one of the same kind that does not.
const TERMS: &[(&str, &str)] = &[
    ("Status=INTEGRATED", "Status=ACTIVE"),
    ("status=integrated", "status=unsubmitted"),
    ("Status=INTEGRATED&HasAttendees=true", "Status=ACTIVE&HasAttendees=true"),
    ("Status=INTEGRATED&ReportCurrency=EUR", "Status=INTEGRATED&ReportCurrency=USD"),
    ("Status=INTEGRATED&reportcountry=de", "Status=INTEGRATED&reportcountry=US"),
    ("Status=INTEGRATED&PaymentTypeID=COPD", "Status=INTEGRATED&PaymentTypeID=CASH"),
    ("Status=INTEGRATED&ReimbursementMethod=CNQRPAY", "Status=INTEGRATED&ReimbursementMethod=APCHECK"),
    ("Status=INTEGRATED&LoginID=Colleague@example.com", "Status=INTEGRATED&LoginID=traveler@example.com"),
    ("Status=INTEGRATED&modifiedafterdate=2025-06-20", "Status=INTEGRATED&modifiedafterdate=2025-06-21T00:00:00"),
    ("Status=INTEGRATED&ModifiedBeforeDate=2025-06-21T00:00:00", "Status=INTEGRATED&ModifiedBeforeDate=2025-06-20"),
    ("Status=INTEGRATED&ExpenseTypeCode=LODNG", "Status=INTEGRATED&ExpenseTypeCode=TAXIX"),
    ("Status=INTEGRATED&VendorName=zum%20goldenen+anker", "Status=INTEGRATED&VendorName=Anker"),
    ("Status=INTEGRATED&BatchID=", "Status=INTEGRATED&BatchID=gWp0"),
];

fn ids(page: &Value) -> Vec<String> {
    let reports = page["ReportSummary"].as_array().expect("a list");
    reports.iter().map(|report| report["ReportId"].as_str().expect("an ID").to_owned()).collect()
}

#[tokio::test]
async fn every_term_finds_what_is_so_and_nothing_that_is_not() {
    let app = TestApp::of(&["searched.yaml"]).await;
    for caller in [app.admin(), app.company()] {
        for (finds, does_not) in TERMS {
            let found = async |terms: &str| ids(&get(caller, &format!("Reports?{terms}")).await.must(200).json());
            assert!(found(finds).await.iter().any(|id| id == SEARCHED), "{finds}");
            assert!(found(does_not).await.iter().all(|id| id != SEARCHED), "{does_not}");
        }
    }
}

#[tokio::test]
async fn each_view_shows_its_statuses_and_every_report_is_in_one_of_them() {
    let app = TestApp::start().await;
    let listed = async |view: &str| ids(&get(app.admin(), &format!("Reports?Status={view}")).await.must(200).json());
    let mut met = Vec::new();
    for (view, shown) in [
        ("UNSUBMITTED", &[DRAFT, SENT_BACK][..]),
        ("PENDING", &[AT_MANAGER, AT_COST_OBJECTS, AT_BUDGET, AT_PREPAYMENT, FILED, HELD_FOR_RECEIPTS, EXPIRED]),
        ("ACCOUNTINGREVIEW", &[AT_ACCOUNTING]),
        ("PROCESSING", &[PROCESSING, PROCESSING_ON_HOLD]),
        ("INTEGRATED", &[PAID]),
        ("PENDINGEXTERNALVALIDATION", &[AT_EXTERNAL]),
        ("PAYMENTCONFIRMED", &[CONFIRMED]),
    ] {
        let found = listed(view).await;
        for report in shown {
            assert!(found.iter().any(|id| id == report), "{view} lacks {report}");
        }
        met.extend(found);
    }
    let mut all: Vec<_> = app.world().reports().map(|report| report.id.to_string()).collect();
    all.sort_unstable();
    met.sort_unstable();
    assert_eq!(met, all);
    let active = listed("ACTIVE").await;
    assert!(!active.contains(&PAID.to_owned()));
    assert_eq!(active.len() + listed("INTEGRATED").await.len(), all.len());
    assert_eq!(listed("").await, active, "it is what is shown where nothing is said");
}

#[tokio::test]
async fn a_job_finds_the_reports_that_were_extracted_in_it_wherever_they_are() {
    let app = TestApp::start().await;
    let journal = |report: Value| {
        let part = report["ExpenseEntriesList"][0]["ItemizationsList"][0].clone();
        part["AllocationsList"][0]["JournalEntriesList"][0]["JobRunKey"].clone()
    };
    let key = async |report: &str| journal(get(app.admin(), &format!("report/{report}")).await.must(200).json());
    assert_eq!(key(PROCESSING).await, Value::Null, "it was not extracted");
    app.control().act(PROCESSING, "markExtracted", "processor@example.com").await.must(200);
    let job = key(PROCESSING).await.as_str().expect("a job").to_owned();
    for path in [
        format!("Reports?JobKey={job}"),
        format!("Reports/?jobkey={job}&status=UNSUBMITTED"),
        format!("Reports?BatchID={job}&JobKey={job}"),
        format!("Reports?batchid={job}"),
    ] {
        assert_eq!(ids(&get(app.admin(), &path).await.must(200).json()), [PROCESSING]);
    }
    let other = get(app.admin(), &format!("Reports?JobKey={job}0")).await.must(200).json();
    assert_eq!(ids(&other), [""; 0]);
    let other = get(app.admin(), &format!("Reports?BatchID={job}0")).await.must(200).json();
    assert_eq!(ids(&other), [""; 0]);
}

#[tokio::test]
async fn a_list_has_the_elements_of_the_page_in_their_order() {
    let app = TestApp::start().await;
    let list = xml(app.admin(), "Reports/?status=PROCESSING").await.must(200).xml();
    let namespace = "http://www.concursolutions.com/api/expense/expensereport/2012/06";
    assert_eq!((list.name.as_str(), list.attribute("xmlns")), ("ReportsList", Some(namespace)));
    assert!(list.children.len() > 1);
    let names = "ReportName ReportId ReportTotal ReportCurrency ReportDate LastComment Report-Full-Details-Url ExpenseUserLoginID \
        ApproverLoginID EmployeeName ApprovalStatus PaymentStatus";
    for report in &list.children {
        assert_eq!(report.name, "ReportSummary");
        let found: Vec<_> = report.children.iter().map(|child| child.name.as_str()).collect();
        assert_eq!(found, names.split_whitespace().collect::<Vec<_>>());
    }
    let report = list.children.iter().find(|report| report.child("ReportId").text == PROCESSING).expect("the report");
    let url = format!("{}/api/expense/expensereport/v2.0/report/{PROCESSING}", app.base_url());
    for (name, text) in [
        ("ReportName", "Sales trip Boston"),
        ("ReportTotal", "321.30000000"),
        ("ReportCurrency", "USD"),
        ("ReportDate", "2026-02-15T08:00:00"),
        ("LastComment", ""),
        ("Report-Full-Details-Url", &url),
        ("ExpenseUserLoginID", "traveler@example.com"),
        ("ApproverLoginID", "manager@example.com"),
        ("EmployeeName", "Terry Brown"),
        ("ApprovalStatus", "Final Approval"),
        ("PaymentStatus", "Unpaid"),
    ] {
        assert_eq!(report.child(name).text, text, "{name}");
    }
    let details = xml(app.admin(), &url).await.must(200).xml();
    assert_eq!(details.child("ReportID").text, PROCESSING);
}

#[tokio::test]
async fn xml_says_what_json_says() {
    let app = TestApp::of(&["searched.yaml"]).await;
    for path in ["Reports?limit=3", "Reports?Status=INTEGRATED", "Reports?VendorName=nobody"] {
        let json = get(app.admin(), path).await.must(200).json();
        let list = xml(app.admin(), path).await.must(200).xml();
        let (next, reports): (Vec<_>, Vec<_>) = list.children.iter().partition(|child| child.name == "NextPage");
        assert_eq!(next.first().map(|next| next.text.as_str()), json["NextPage"].as_str());
        let summaries = json["ReportSummary"].as_array().unwrap();
        assert_eq!(reports.len(), summaries.len());
        for (report, summary) in reports.iter().zip(summaries) {
            for child in &report.children {
                assert_eq!(child.text, summary[&child.name].as_str().unwrap_or_default(), "{}", child.name);
            }
            assert_eq!(report.children.len(), summary.as_object().unwrap().len());
        }
    }
}

#[tokio::test]
async fn an_approver_sees_what_waits_for_him_with_where_to_log_in() {
    let app = TestApp::start().await;
    let waiting = get(app.manager(), "Reports?status=TOAPPROVE").await.must(200).json();
    assert!(ids(&waiting).contains(&AT_MANAGER.to_owned()));
    for report in waiting["ReportSummary"].as_array().unwrap() {
        assert_eq!(report["ApproverLoginID"], "manager@example.com");
        assert!(report["ApprovalURL"].as_str().unwrap().starts_with(app.base_url()));
        get(app.manager(), report["Report-Full-Details-Url"].as_str().unwrap()).await.must(200);
    }
    let one = get(app.manager(), "Reports?status=TOAPPROVE&loginid=colleague@example.com").await.must(200).json();
    assert!(
        one["ReportSummary"].as_array().unwrap().iter().all(|r| r["ExpenseUserLoginID"] == "colleague@example.com")
    );
    assert_eq!(ids(&get(app.traveler(), "Reports?status=TOAPPROVE").await.must(200).json()), [""; 0]);
    get(app.company(), "Reports?status=TOAPPROVE").await.must(403);
}

#[tokio::test]
async fn nobody_lists_the_reports_of_others_but_delegates_administrators_and_the_company() {
    let app = TestApp::start().await;
    let own = ids(&get(app.traveler(), "Reports").await.must(200).json());
    assert!(own.contains(&DRAFT.to_owned()) && !own.contains(&FILED.to_owned()));
    for caller in [app.traveler(), app.delegate(), app.admin(), app.company()] {
        let found = get(caller, "Reports?LoginID=traveler@example.com").await.must(200).json();
        assert_eq!(ids(&found), own);
    }
    let all = ids(&get(app.company(), "Reports").await.must(200).json());
    assert!(all.contains(&DRAFT.to_owned()) && all.contains(&FILED.to_owned()));
    assert_eq!(ids(&get(app.admin(), "Reports").await.must(200).json()), all);
    for (caller, terms) in [
        (app.traveler(), "?LoginID=colleague@example.com"),
        (app.manager(), "?LoginID=traveler@example.com"),
        (app.traveler(), "?LoginID=nobody@example.com"),
        (app.application(), ""),
    ] {
        get(caller, &format!("Reports{terms}")).await.must(403);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_names_the_term() {
    let app = TestApp::start().await;
    for (term, value) in [
        ("Status", "PAID"),
        ("status", "all"),
        ("HasAttendees", "false"),
        ("hasattendees", "1"),
        ("ModifiedAfterDate", "yesterday"),
        ("modifiedbeforedate", "2026-02-30"),
        ("ModifiedAfterDate", "12026-01-01"),
        ("LoginID", "nobody@example.com"),
        ("limit", "0"),
        ("limit", "many"),
        ("Offset", "25"),
        ("offset", "%F0%9F%98%80"),
        ("Status", "ACTIVE&status=ACTIVE"),
    ] {
        let path = format!("Reports?{term}={value}");
        let refused = get(app.admin(), &path).await.must(400).json();
        let message = refused["Error"]["Message"].as_str().unwrap().to_lowercase();
        assert!(message.contains(&term.to_lowercase()), "{path}: {message}");
        assert_eq!(xml(app.admin(), &path).await.must(400).xml().name, "Error");
    }
}
