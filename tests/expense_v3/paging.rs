//! Going from page to page by `NextPage`.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;
use crate::support::written;

const MANY: usize = 2_500;

/// An emulator with so many more reports of two owners, several created at each moment.
async fn with_many() -> TestApp {
    let report = |number: usize| {
        json!({
            "id": format!("5EA{number:017X}"),
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
    let mut next = Some("reports?user=ALL&limit=100".to_owned());
    let (mut met, mut pages) = (Vec::new(), 0);
    while let Some(address) = next {
        let page = get(app.company(), &address).await.must(200).json();
        met.extend(ids(&page));
        pages += 1;
        let new = json!({"Name": format!("Meanwhile {pages}")});
        send(app.traveler(), Method::POST, "reports").json(&new).await.must(200);
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(pages, MANY.div_ceil(100));
    let once: BTreeSet<String> = met.iter().cloned().collect();
    assert_eq!(once.len(), met.len(), "one was met twice");
    assert_eq!(once, before);
}

#[tokio::test]
async fn the_next_page_is_absolute_keeps_what_was_asked_for_and_comes_behind_the_last_report() {
    let app = TestApp::start().await;
    let all = ids(&get(app.admin(), "reports?user=ALL&paymentStatusCode=P_NOTP&limit=100").await.must(200).json());
    let first = get(app.admin(), "reports?user=ALL&paymentStatusCode=P_NOTP&limit=2").await.must(200).json();
    assert_eq!(ids(&first), all[..2]);
    let next = first["NextPage"].as_str().unwrap();
    let start =
        format!("{}/api/v3.0/expense/reports?user=ALL&paymentStatusCode=P_NOTP&limit=2&offset=", app.base_url());
    assert!(next.starts_with(&start), "{next}");
    let second = get(app.admin(), next).await.must(200).json();
    assert_eq!(ids(&second), all[2..4]);
    // As large as there are reports: nothing is behind it.
    let whole = get(app.admin(), &format!("reports?user=ALL&paymentStatusCode=P_NOTP&limit={}", all.len())).await;
    let whole = whole.must(200).json();
    assert_eq!((ids(&whole), &whole["NextPage"]), (all, &Value::Null));
}

#[tokio::test]
async fn a_page_has_25_reports_or_100_digests_and_never_more_than_100() {
    let app = with_many().await;
    for (path, expected) in [
        ("reports?user=ALL", 25),
        ("reportdigests?user=ALL", 100),
        ("reports?user=ALL&limit=101", 100),
        ("reportdigests?user=ALL&limit=4294967295", 100),
        ("reports?user=ALL&limit=1", 1),
    ] {
        assert_eq!(ids(&get(app.company(), path).await.must(200).json()).len(), expected, "{path}");
    }
}

#[tokio::test]
async fn a_page_goes_on_though_the_report_before_it_is_gone() {
    let app = TestApp::start().await;
    let all = ids(&get(app.traveler(), "reports?limit=100").await.must(200).json());
    let place = all.iter().position(|id| id == DRAFT).unwrap();
    let page = get(app.traveler(), &format!("reports?limit={}", place + 1)).await.must(200).json();
    app.traveler().delete(DRAFT).await.must(204);
    let next = get(app.traveler(), page["NextPage"].as_str().unwrap()).await.must(200).json();
    assert_eq!(ids(&next)[0], all[place + 1]);
}

#[tokio::test]
async fn a_filter_that_no_index_serves_finds_what_lies_behind_thousands_of_others() {
    let app = with_many().await;
    let expected = (0..MANY).filter(|number| number % 31 == 0).count();
    let mut next = Some("reports?user=ALL&limit=50&userDefinedDateBefore=2026-01-02".to_owned());
    let mut met = BTreeSet::new();
    while let Some(address) = next {
        let page = get(app.company(), &address).await.must(200).json();
        assert!(!ids(&page).is_empty());
        met.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(met.len(), expected);
    let none = get(app.company(), "reports?user=ALL&userDefinedDateBefore=2026-01-01").await.must(200).json();
    assert_eq!((ids(&none).len(), &none["NextPage"]), (0, &Value::Null));
}
