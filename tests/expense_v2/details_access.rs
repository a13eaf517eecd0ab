//! Who may read the details of a report, what only administrators see, and how it is refused.

use serde_json::{Value, json};

use super::{DETAILED, get, xml};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const PATH: &str = "/api/expense/expensereport/v2.0/report";

#[tokio::test]
async fn administrators_the_company_owners_approvers_and_processors_read() {
    let app = TestApp::start().await;
    for (caller, report) in [
        (app.admin(), AT_MANAGER),
        (app.company(), AT_MANAGER),
        (app.traveler(), AT_MANAGER),
        (app.delegate(), AT_MANAGER),
        (app.manager(), AT_MANAGER),
        (app.processor(), AT_ACCOUNTING),
        (app.cost_owner_1(), AT_COST_OBJECTS),
        (app.admin(), FILED),
    ] {
        get(caller, &format!("report/{report}")).await.must(200);
    }
    for (caller, report) in [
        (app.colleague(), AT_MANAGER),
        (app.manager(), DRAFT),
        (app.cost_owner_1(), AT_MANAGER),
        (app.application(), AT_MANAGER),
        (app.traveler(), FILED),
    ] {
        get(caller, &format!("report/{report}")).await.must(403);
    }
}

fn restricted(report: &Value) -> [bool; 5] {
    let entry = &report["ExpenseEntriesList"][0];
    let taxed = &report["ExpenseEntriesList"][1]["ItemizationsList"][0]["AllocationsList"][0];
    [
        report.get("ReportKey").is_some(),
        report.get("EmployeeBankAccount").is_some(),
        entry.get("CardTransaction").is_some(),
        taxed.get("JournalEntriesList").is_some(),
        taxed["VATDataList"] != json!([]),
    ]
}

#[tokio::test]
async fn only_administrators_and_the_company_see_accounts_cards_taxes_and_books() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    let path = format!("report/{DETAILED}");
    for (caller, sees) in
        [(app.admin(), true), (app.company(), true), (app.traveler(), false), (app.processor(), false)]
    {
        let report = get(caller, &path).await.must(200).json();
        assert_eq!(restricted(&report), [sees; 5]);
        assert_eq!(report["ExpenseEntriesList"][0]["IsCreditCardCharge"], "Y");
    }
}

#[tokio::test]
async fn an_unknown_report_is_a_bad_request_in_both_formats() {
    let app = TestApp::start().await;
    for report in [UNKNOWN, "none", "gWp$nothing%20here"] {
        let json = get(app.admin(), &format!("report/{report}")).await.must(400).json();
        assert_eq!(json["Error"]["Message"], "Invalid report");
        assert_eq!(json["Error"]["Server-Time"], "2026-03-01T08:00:00");
        assert!(json["Error"]["Id"].as_str().is_some_and(|id| !id.is_empty()));
        let error = xml(app.admin(), &format!("report/{report}")).await.must(400).xml();
        assert_eq!((error.name.as_str(), error.child("Message").text.as_str()), ("Error", "Invalid report"));
    }
}

#[tokio::test]
async fn tokens_are_asked_for() {
    let app = TestApp::start().await;
    for path in [format!("{PATH}/{DRAFT}"), "/api/expense/expensereport/v2.0/Reports".to_owned()] {
        app.request(reqwest::Method::GET, &path).await.must(401);
        let stranger: Caller<'_> = app.holder("nobody's-token", None);
        let refused = stranger.get(&path).await.must(403).xml();
        assert_eq!(refused.name, "Error");
    }
}

#[tokio::test]
async fn a_protected_alias_leads_to_its_report_encoded_or_raw() {
    let app = TestApp::of(&["documentation-samples"]).await;
    let raw = "nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a454QitqQ";
    for alias in [raw.to_owned(), raw.replace('%', "%25"), raw.replace('%', "%25").replace('$', "%24")] {
        let report = get(app.admin(), &format!("report/{alias}")).await.must(200).json();
        assert_eq!(report["ReportID"], "0C9A5D27E4B1483F9D60");
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_403() {
    let app = TestApp::start().await;
    let form = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret&grant_type=password\
        &username=admin@example.com&password=password&scope=expense.report.read";
    let request = app.request(reqwest::Method::POST, "/oauth2/v0/token");
    let tokens = request.content("application/x-www-form-urlencoded", form.to_owned()).await.must(200).json();
    let administrator = app.holder(tokens["access_token"].as_str().unwrap(), None);
    for path in ["Reports".to_owned(), format!("report/{DRAFT}")] {
        let refused = get(administrator, &path).await.must(403).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains("EXPRPT"), "{refused}");
    }
}
