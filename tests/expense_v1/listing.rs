//! `GET …/ReportsList/{view}` and `…/LastModified`.

use reqwest::Method;

use super::{NAMESPACE, is_error, narrow_token, path};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;
use crate::support::xml::Element;

fn get<'a>(caller: Caller<'a>, rest: &str) -> Request<'a> {
    caller.get(&path(rest))
}

async fn summaries(caller: Caller<'_>, rest: &str) -> Vec<Element> {
    let answer = get(caller, rest).await.must(200);
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("ReportsList", Some(NAMESPACE)));
    root.children
}

/// The reports that a list has, by ID.
async fn ids(caller: Caller<'_>, rest: &str) -> Vec<String> {
    summaries(caller, rest).await.iter().map(|report| report.child("ReportId").text.clone()).collect()
}

#[tokio::test]
async fn each_view_has_those_of_the_caller_that_belong_to_it_and_no_others() {
    let app = TestApp::start().await;
    for (view, has, has_not) in [
        ("UNSUBMITTED", DRAFT, AT_MANAGER),
        ("unsubmitted", SENT_BACK, AT_MANAGER),
        ("PENDING", AT_MANAGER, DRAFT),
        ("PENDING", AT_ACCOUNTING, PROCESSING),
        ("APPROVED", PROCESSING, AT_MANAGER),
        ("PROCESSED", PROCESSING, PAID),
        ("PAYMENTCONFIRMED", CONFIRMED, PROCESSING),
        ("PAID", PAID, PROCESSING),
        ("ACTIVE", DRAFT, PAID),
        ("RECENT", DRAFT, PAID),
        ("FORTHISYEAR", DRAFT, PROCESSING_ON_HOLD),
        ("FORTHISQUARTER", DRAFT, FILED),
        ("FORLASTMONTH", AT_MANAGER, FILED),
    ] {
        let found = ids(app.traveler(), &format!("ReportsList/{view}")).await;
        assert!(found.iter().any(|id| id == has), "{view} has no {has}: {found:?}");
        assert!(found.iter().all(|id| id != has_not), "{view} has {has_not}");
    }
    for view in ["FORTHISMONTH", "FORLASTQUARTER", "FORLASTYEAR"] {
        let found = ids(app.traveler(), &format!("reportslist/{view}")).await;
        assert!(!found.contains(&DRAFT.to_owned()), "{view}: {found:?}");
    }
}

#[tokio::test]
async fn an_approver_finds_what_waits_for_him_and_what_he_approved() {
    let app = TestApp::start().await;
    let waiting = summaries(app.manager(), "ReportsList/TOAPPROVE").await;
    let one = waiting.iter().find(|report| report.child("ReportId").text == AT_MANAGER).expect("the report");
    let names: Vec<_> = one.children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ApprovalURL",
            "ReportName",
            "ReportId",
            "ReportTotal",
            "ReportCurrency",
            "ReportDate",
            "LastComment",
            "Report-Details-Url",
            "Report-Full-Details-Url",
            "ExpenseUserXUserID",
            "ApproverXUserID",
            "EmployeeName"
        ]
    );
    for (name, value) in [
        ("ExpenseUserXUserID", "traveler@example.com"),
        ("ApproverXUserID", "manager@example.com"),
        ("EmployeeName", "Terry Brown"),
        ("ReportCurrency", "USD"),
    ] {
        assert_eq!(one.child(name).text, value);
    }
    let amount = &one.child("ReportTotal").text;
    assert_eq!(amount.split_once('.').map(|(_, decimals)| decimals.len()), Some(8), "{amount}");
    app.manager().approve(AT_MANAGER).await.must(204);
    let at = AT_MANAGER.to_owned();
    assert!(!ids(app.manager(), "ReportsList/TOAPPROVE").await.contains(&at));
    assert!(ids(app.manager(), "ReportsList/APPROVEDTHISMONTH").await.contains(&at));
    assert!(!ids(app.manager(), "ReportsList/APPROVEDLASTMONTH").await.contains(&at));
    assert!(!ids(app.colleague(), "ReportsList/APPROVEDTHISYEAR").await.contains(&at));
}

#[tokio::test]
async fn administrators_and_the_company_find_what_changed_on_a_day() {
    let app = TestApp::start().await;
    app.traveler().update(DRAFT, &serde_json::json!({"name": "Renamed"})).await.must(204);
    for caller in [app.admin(), app.company()] {
        for date in ["2026-03-01", "2026-03-01T07:59:59", "2026-02-28T08:00:00"] {
            let found = summaries(caller, &format!("ReportsList/UNSUBMITTED/LastModified?date={date}")).await;
            assert!(found.iter().any(|report| report.child("ReportId").text == DRAFT), "{date}");
            assert!(found.iter().all(|report| report.children[0].name == "ReportName"));
        }
        for rest in ["UNSUBMITTED/LastModified?date=2026-03-01T08:00:01", "PAID/lastmodified?date=2026-03-01"] {
            assert!(!ids(caller, &format!("ReportsList/{rest}")).await.contains(&DRAFT.to_owned()), "{rest}");
        }
    }
    let json = get(app.admin(), "ReportsList/ALL/LastModified?date=2026-03-01").header("accept", "application/json");
    assert!(json.await.must(200).json()["ReportSummary"].is_array());
}

#[tokio::test]
async fn what_cannot_be_listed_is_refused() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    for view in ["NOPE", "ALL", "FORTHISWEEK", "APPROVEDTHIS"] {
        is_error(&get(app.traveler(), &format!("ReportsList/{view}")).await, 400, "view");
    }
    for rest in ["ALL/LastModified", "ALL/LastModified?date=yesterday", "ALL/LastModified?date=2026-02-30"] {
        is_error(&get(app.admin(), &format!("ReportsList/{rest}")).await, 400, "date");
    }
    is_error(&get(app.admin(), "ReportsList/FORTHISMONTH/LastModified?date=2026-03-01").await, 400, "view");
    is_error(&get(app.company(), "ReportsList/ACTIVE").await, 403, "user");
    is_error(&get(app.traveler(), "ReportsList/ALL/LastModified?date=2026-03-01").await, 403, "");
    let narrow = narrow_token(&app).await;
    for rest in ["ReportsList/ACTIVE", "ReportsList/ALL/LastModified"] {
        is_error(&app.request(Method::GET, &path(rest)).await, 401, "");
        is_error(&get(app.holder("wrong", None), rest).await, 403, "");
        is_error(&get(app.holder(&narrow, None), rest).await, 403, "EXPRPT");
    }
}

#[tokio::test]
async fn without_a_view_it_is_the_recent_ones() {
    let app = TestApp::start().await;
    let list = async |view: &str| {
        let answer = app.traveler().get(&path(view)).header("accept", "application/json").await.must(200);
        answer.json()["ReportSummary"].clone()
    };
    let recent = list("ReportsList/RECENT").await;
    assert!(recent.as_array().is_some_and(|reports| !reports.is_empty()));
    for view in ["ReportsList", "ReportsList/", "reportslist"] {
        assert_eq!(list(view).await, recent, "{view}");
    }
    let xml = app.traveler().get(&path("ReportsList")).await.must(200).xml();
    assert_eq!((xml.name.as_str(), xml.attribute("xmlns")), ("ReportsList", Some(super::NAMESPACE)));
    app.request(reqwest::Method::GET, &path("ReportsList")).await.must(401);
    app.company().get(&path("ReportsList")).await.must(403);
}
