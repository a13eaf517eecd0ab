//! What Concur retires: the headers of its answers, its description, and how it answers where the switch is on.

use reqwest::Method;
use serde_json::json;

use crate::proof::documented::families;
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;
use crate::support::request::Answer;
use concur_emulator::api::deprecations::TABLE;

const V1: &str = "/api/expense/expensereport/v1.1";
/// Unsupported since 2016.
const SPLIT: &str = "report/17E3120D000000000001/entry/gWi17E3120D0000000000000000000000EA/itemization";

async fn split(app: &TestApp) -> Answer {
    let body = json!({"ExpenseItemizations": [{"ExpKey": "MEALS", "TransactionAmount": 1}]});
    app.traveler().request(Method::POST, &format!("{V1}/{SPLIT}")).json(&body).await
}

#[tokio::test]
async fn a_deprecated_operation_says_so_in_every_answer() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let answer = split(&app).await.must(200);
    assert_eq!(answer.header("deprecation"), "@1463616000");
    assert_eq!(answer.header("sunset"), "Sat, 19 Nov 2016 00:00:00 GMT");
    // Where the page gives no day, and where the call is refused.
    let refused = app.request(Method::GET, &format!("{V1}/expensegroupconfiguration/")).await.must(401);
    assert_eq!((refused.header("deprecation"), refused.header("sunset")), ("true", ""));
    for path in [format!("{V1}/delegators"), format!("/expensereports/v4/reports/{DRAFT}"), "/nothing".to_owned()] {
        let answer = app.traveler().get(&path).await;
        assert_eq!((answer.header("deprecation"), answer.header("sunset")), ("", ""), "{path}");
    }
}

#[tokio::test]
async fn a_retired_operation_is_not_there_where_the_switch_is_on() {
    let app = TestApp::of(&["switched_on.yaml", "retired.yaml"]).await;
    let before = app.control().snapshot().await;
    let answer = split(&app).await.must(404);
    assert_eq!(answer.operation(), "v1.postItemizations");
    assert_eq!(answer.header("sunset"), "Sat, 19 Nov 2016 00:00:00 GMT");
    assert!(answer.text().contains("No static resource api/expense/expensereport/v1.1/report"), "{}", answer.text());
    assert_eq!(app.control().snapshot().await, before);
    // Without a token nobody learns of it.
    app.request(Method::POST, &format!("{V1}/{SPLIT}")).await.must(401);
    // What is deprecated and not unsupported stays.
    app.traveler().get(&format!("{V1}/ExpenseGroupConfiguration")).await.must(200);
}

#[test]
fn the_table_names_documented_operations_only_and_openapi_marks_them() {
    let documented: Vec<_> = families().into_iter().flat_map(|f| f.pages).flat_map(|p| p.operations).collect();
    for row in TABLE {
        let is_documented = documented.iter().any(|operation| row.is_at(&operation.method, &operation.path));
        assert!(is_documented, "docs/operations.yaml has no such operation: {row:?}");
    }
    for (id, method, path) in documents::emulated() {
        let is_deprecated = TABLE.iter().any(|row| row.is_at(method.as_str(), path));
        assert_eq!(documents::is_deprecated(id), is_deprecated, "{id}");
    }
}

/// What the pages say: operations, since when they are deprecated and from when on unsupported.
const PAGES: &[(&[&str], &str, &str)] = &[
    (
        &[
            "v1.postReportHeader",
            "v1.postReportHeaders",
            "v1.updateReportHeader",
            "v1.listRecentReports",
            "v1.listReports",
            "v1.listReportsModified",
            "v1.getReportFullDetails",
            "v1.getExpenseGroupConfiguration",
            "v2.listReports",
            "v2.getReportDetails",
        ],
        "true",
        "",
    ),
    (&["v1.postItemizations", "v1.updateItemization"], "2016-05-19", "2016-11-19"),
    (&["v3.deleteEntry", "v3.listExpenseGroupConfigurations", "v3.getExpenseGroupConfiguration"], "2025-06-26", ""),
    (&["v3.updateItemization", "v3.deleteItemization"], "2016-05-19", ""),
    (
        &["v3.listAttendees", "v3.getAttendee", "v3.createAttendee", "v3.updateAttendee", "v3.deleteAttendee"],
        "2025-07-01",
        "",
    ),
    (&["v3.listAttendeeTypes", "v3.getAttendeeType", "v3.updateAttendeeType"], "2025-07-10", ""),
    (&["v3.createAttendeeType", "v3.deleteAttendeeType", "v3.updateList"], "2016-05-19", "2016-11-19"),
    (
        &[
            "v3.listLists",
            "v3.getList",
            "v3.createList",
            "v3.listListItems",
            "v3.getListItem",
            "v3.createListItem",
            "v3.updateListItem",
            "v3.deleteListItem",
        ],
        "2021-04-16",
        "",
    ),
    (&["v3.listLocations", "v3.getLocation"], "2025-10-10", ""),
    (&["spend.listSpendUsers", "spend.getSpendUser"], "2024-03-14", ""),
];

#[tokio::test]
async fn every_operation_says_the_days_that_its_page_has_and_no_other_says_any() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let midnight =
        |day: &str| day.parse::<chrono::NaiveDate>().expect("a day").and_time(chrono::NaiveTime::MIN).and_utc();
    let calls = crate::bad_input::operations::sound();
    for call in calls.into_iter().filter(|call| !call.operation.starts_with("oauth2.")) {
        // Refused for want of a token, so that nothing happens.
        let answer = app.request(call.method.clone(), &call.path).await;
        let said = (answer.header("deprecation").to_owned(), answer.header("sunset").to_owned());
        let page = PAGES.iter().find(|(operations, ..)| operations.contains(&call.operation));
        let expected = page.map_or_else(Default::default, |(_, since, unsupported)| {
            let since =
                if since.contains('-') { format!("@{}", midnight(since).timestamp()) } else { (*since).to_owned() };
            let sunset = (!unsupported.is_empty()).then(|| midnight(unsupported).to_rfc2822().replace("+0000", "GMT"));
            (since, sunset.unwrap_or_default())
        });
        assert_eq!(said, expected, "{}", call.operation);
    }
}
