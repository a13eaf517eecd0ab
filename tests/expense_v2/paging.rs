//! Going from page to page of a list by `NextPage`.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use super::{get, xml};
use crate::support::emulator::TestApp;
use crate::support::written;

const MANY: usize = 2_500;

/// An emulator with so many reports of two owners, several created at each moment.
async fn with_many() -> TestApp {
    let report = |number: usize| {
        json!({
            "id": format!("20A{number:017X}"),
            "owner": if number.is_multiple_of(3) { "colleague@example.com" } else { "traveler@example.com" },
            "name": format!("Trip {number}"),
            "created": format!("2026-01-{:02}T08:00:00Z", 1 + number % 31),
        })
    };
    let reports: Vec<_> = (0..MANY).map(report).collect();
    written::start(&json!({"extends": "empty", "reports": reports})).await
}

#[tokio::test]
async fn going_through_thousands_of_reports_meets_each_exactly_once_while_others_are_created() {
    let app = with_many().await;
    let before: BTreeSet<String> = app.world().reports().map(|report| report.id.to_string()).collect();
    assert_eq!(before.len(), MANY);
    let mut next = Some("Reports/?status=UNSUBMITTED&limit=400".to_owned());
    let (mut met, mut pages) = (Vec::new(), 0);
    while let Some(address) = next {
        let page = xml(app.company(), &address).await.must(200).xml();
        pages += 1;
        next = None;
        for child in &page.children {
            match child.name.as_str() {
                "NextPage" => next = Some(child.text.clone()),
                _ => met.push(child.child("ReportId").text.clone()),
            }
        }
        let new = json!({"Name": format!("Meanwhile {pages}")});
        app.traveler().request(Method::POST, "/api/v3.0/expense/reports").json(&new).await.must(200);
    }
    assert_eq!(pages, MANY.div_ceil(400));
    let once: BTreeSet<String> = met.iter().cloned().collect();
    assert_eq!(once.len(), met.len(), "one was met twice");
    assert_eq!(once, before);
    // As long as the page says that a list is, however many are asked for.
    for path in ["Reports", "Reports?limit=1001"] {
        let page = get(app.company(), path).await.must(200).json();
        assert_eq!(page["ReportSummary"].as_array().map(Vec::len), Some(1_000), "{path}");
    }
}

#[tokio::test]
async fn the_next_page_is_absolute_keeps_every_term_and_is_not_there_behind_the_last() {
    let app = TestApp::start().await;
    let whole = get(app.admin(), "Reports?Status=PENDING").await.must(200).json();
    let all = whole["ReportSummary"].as_array().unwrap();
    assert_eq!(whole.get("NextPage"), None);
    let first = get(app.admin(), "Reports?Status=PENDING&limit=2").await.must(200).json();
    let next = first["NextPage"].as_str().unwrap();
    let start = format!("{}/api/expense/expensereport/v2.0/Reports?Status=PENDING&limit=2&offset=", app.base_url());
    assert!(next.starts_with(&start), "{next}");
    let second = get(app.admin(), next).await.must(200).json();
    assert_eq!(second["ReportSummary"].as_array().unwrap()[..], all[2..4]);
    let exact = get(app.admin(), &format!("Reports?Status=PENDING&limit={}", all.len())).await.must(200).json();
    assert_eq!(exact.get("NextPage"), None);
}
