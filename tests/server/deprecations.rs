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
