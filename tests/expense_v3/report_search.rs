//! Lists of reports and of their digests: each filter finds what it should and nothing else.

use serde_json::Value;

use super::{get, ids};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// The report of the scenario `searched.yaml`.
const SEARCHED: &str = "5EA2C4ED000000000001";

/// Filters: one that finds that report, and one of the same kind that does not.
const FILTERS: &[(&str, &str)] = &[
    ("approvalStatusCode=A_APPR", "approvalStatusCode=A_PEND"),
    ("approvalStatusCode=A_PEND,A_APPR", "approvalStatusCode=A_PEND,A_NOTF"),
    ("approvalStatusCode=a_appr,%20A_MINE", "approvalStatusCode=A_MINE"),
    ("paymentStatusCode=P_PAID", "paymentStatusCode=P_PROC"),
    ("paymentStatusCode=P_PROC,P_PAID", "paymentStatusCode=P_PROC,P_HOLD"),
    ("currencyCode=EUR", "currencyCode=USD"),
    ("paymentType=COPD", "paymentType=CASH"),
    ("reimbursementMethod=CNQRPAY", "reimbursementMethod=ADPPAYR"),
    ("approverLoginID=", "approverLoginID=manager@example.com"),
    ("expenseTypeCode=LODNG", "expenseTypeCode=TAXIX"),
    ("attendeeTypeCode=BUSGUEST", "attendeeTypeCode=EMPLOYEE"),
    ("countryCode=DE", "countryCode=US"),
    ("batchID=", "batchID=gWp0"),
    ("vendorName=zum%20goldenen+anker", "vendorName=Anker"),
    ("hasVAT=true", "hasVAT=false"),
    ("hasImages=true", "hasImages=false"),
    ("hasAttendees=true", "hasAttendees=false"),
    ("hasBillableExpenses=true", "hasBillableExpenses=false"),
    ("isTestUser=false", "isTestUser=true"),
    ("expenseGroupConfigID=D7A2095E4B8C4F169E3C60B17F82D4A5", "expenseGroupConfigID=NONE"),
    ("costObject=DEV", "costObject=MKT"),
    ("entryTransactionDateBefore=2025-05-02", "entryTransactionDateBefore=2025-05-01"),
    ("entryTransactionDateAfter=2025-04-30", "entryTransactionDateAfter=2025-05-01T00:00:00.000"),
    ("createDateBefore=2025-06-11", "createDateBefore=2025-06-10"),
    ("createDateAfter=2025-06-10T09:29:59.999", "createDateAfter=2025-06-10T09:30:00.000"),
    (
        "createDateAfter=2025-06-10&createDateBefore=2025-06-11",
        "createDateAfter=2025-06-11&createDateBefore=2025-06-10",
    ),
    ("userDefinedDateBefore=2025-06-16", "userDefinedDateBefore=2025-06-15"),
    ("userDefinedDateAfter=2025-06-14", "userDefinedDateAfter=2025-06-15"),
    ("submitDateBefore=2025-06-20T10:00:01", "submitDateBefore=2025-06-20T10:00:00"),
    ("submitDateAfter=2025-06-20", "submitDateAfter=2025-06-21"),
    ("submitDateAfter=2025-06-20&createDateBefore=2025-06-11", "submitDateAfter=2025-06-20&createDateAfter=2025-06-11"),
    ("processingPaymentDateBefore=2025-06-21", "processingPaymentDateBefore=2025-06-20"),
    ("processingPaymentDateAfter=2025-06-20", "processingPaymentDateAfter=2025-06-21"),
    ("paidDateBefore=2025-06-21", "paidDateBefore=2025-06-20"),
    ("paidDateAfter=2025-06-20", "paidDateAfter=2025-06-21"),
    ("modifiedDateBefore=2025-06-21", "modifiedDateBefore=2025-06-20"),
    ("modifiedDateAfter=2025-06-20", "modifiedDateAfter=2025-06-21"),
    ("user=colleague@example.com", "user=traveler@example.com"),
];

#[tokio::test]
async fn every_filter_finds_what_is_so_and_nothing_that_is_not() {
    let app = TestApp::of(&["searched.yaml"]).await;
    for resource in ["reports", "reportdigests"] {
        for (finds, does_not) in FILTERS {
            let user = if finds.starts_with("user=") { "" } else { "user=ALL&" };
            let found = async |filter: &str| {
                ids(&get(app.admin(), &format!("{resource}?{user}limit=100&{filter}")).await.must(200).json())
            };
            assert!(found(finds).await.iter().any(|id| id == SEARCHED), "{resource} {finds}");
            assert!(found(does_not).await.iter().all(|id| id != SEARCHED), "{resource} {does_not}");
        }
    }
}

#[tokio::test]
async fn statuses_and_approvers_find_all_that_there_are() {
    let app = TestApp::of(&["searched.yaml"]).await;
    let all = get(app.company(), "reports?user=ALL&limit=100").await.must(200).json();
    assert_eq!(ids(&all).len(), app.world().report_count());
    let with = |what: &dyn Fn(&Value) -> bool| {
        let items = all["Items"].as_array().unwrap().iter().filter(|item| what(item));
        items.map(|item| item["ID"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for status in ["A_NOTF", "A_EXTV", "A_PEND", "A_APPR", "A_RESU", "A_TEXP", "A_RHLD", "A_AAFH", "A_FILE", "A_PECO"] {
        let found = get(app.company(), &format!("reports?user=all&limit=100&approvalStatusCode={status}")).await;
        let found = ids(&found.must(200).json());
        assert!(!found.is_empty());
        assert_eq!(found, with(&|report| report["ApprovalStatusCode"] == status), "{status}");
    }
    let waiting = get(app.admin(), "reports?user=ALL&approverLoginID=Manager@example.com").await.must(200).json();
    let expected = with(&|report| report["ApproverLoginID"] == "manager@example.com");
    assert_eq!(ids(&waiting), expected);
    assert!(expected.contains(&AT_MANAGER.to_owned()));
    for nobody in ["approverLoginID=nobody@example.com", "approvalStatusCode=A_MINE", "paymentStatusCode=P_MINE"] {
        let found = get(app.admin(), &format!("reports?user=ALL&{nobody}")).await.must(200).json();
        assert_eq!((ids(&found).len(), &found["NextPage"]), (0, &Value::Null), "{nobody}");
    }
}

#[tokio::test]
async fn a_batch_finds_the_reports_that_were_extracted_with_it() {
    let app = TestApp::start().await;
    app.control().act(PROCESSING, "markExtracted", "processor@example.com").await.must(200);
    let details = app.admin().get(&format!("/api/expense/expensereport/v2.0/report/{PROCESSING}"));
    let details = details.header("accept", "application/json").await.must(200).json();
    let part = &details["ExpenseEntriesList"][0]["ItemizationsList"][0]["AllocationsList"][0];
    let batch = part["JournalEntriesList"][0]["JobRunKey"].as_str().expect("a key");
    for resource in ["reports", "reportdigests"] {
        let found = async |batch: &str| {
            ids(&get(app.admin(), &format!("{resource}?user=ALL&limit=100&batchID={batch}")).await.must(200).json())
        };
        assert_eq!(found(batch).await, [PROCESSING]);
        assert_eq!(found(&format!("{batch}0")).await, [""; 0]);
    }
}

#[tokio::test]
async fn nobody_sees_the_reports_of_others_but_delegates_administrators_and_the_company() {
    let app = TestApp::start().await;
    let own = ids(&get(app.traveler(), "reports?limit=100").await.must(200).json());
    assert!(own.contains(&DRAFT.to_owned()) && !own.contains(&FILED.to_owned()));
    for caller in [app.traveler(), app.delegate(), app.admin(), app.company()] {
        for login in ["traveler@example.com", "Traveler@Example.com"] {
            let found = get(caller, &format!("reports?limit=100&user={login}")).await.must(200).json();
            assert_eq!(ids(&found), own);
        }
    }
    for (caller, query) in [
        (app.traveler(), "?user=ALL"),
        (app.traveler(), "?user=colleague@example.com"),
        (app.manager(), "?user=traveler@example.com"),
        (app.traveler(), "?user=nobody@example.com"),
        (app.company(), ""),
        (app.application(), ""),
    ] {
        for resource in ["reports", "reportdigests"] {
            get(caller, &format!("{resource}{query}")).await.must(403);
        }
    }
    let unknown = get(app.admin(), "reports?user=nobody@example.com").await.must(400).json();
    assert!(unknown["Error"]["Message"].as_str().unwrap().contains("user"), "{unknown}");
    assert_eq!(ids(&get(app.admin(), "reports").await.must(200).json()), [""; 0]);
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_names_the_parameter() {
    let app = TestApp::start().await;
    for (parameter, value) in [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "many"),
        ("offset", "25"),
        ("offset", "gWpgfWl6q0YPfPI9oc2XkUVnCmkgzX1p"),
        ("offset", "%F0%9F%98%80"),
        ("hasVAT", "yes"),
        ("isTestUser", "1"),
        ("createDateAfter", "yesterday"),
        ("paidDateBefore", "2026-02-30"),
        ("modifiedDateAfter", "12026-01-01"),
        ("submitDateAfter", "2026-01-01T25:00:00"),
    ] {
        for resource in ["reports", "reportdigests"] {
            let refused = get(app.traveler(), &format!("{resource}?{parameter}={value}")).await.must(400).json();
            let message = refused["Error"]["Message"].as_str().unwrap();
            assert!(message.contains(parameter), "{parameter}={value}: {message}");
        }
    }
}
