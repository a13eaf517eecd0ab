//! The integration status pages: a raw protected ID in the path, the older scheme, XML and JSON.

use serde_json::json;

use super::app;
use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

/// The protected ID of the example, as it is written there.
const RAW: &str = "nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a454QitqQ";
/// The same, as a careful client writes it.
const ENCODED: &str = "nx2WRNzp18%24wjehk%25wqEL6EDHRwi9r%24paQS1UqyL6a454QitqQ";
/// Of a report that is at the manager.
const AT_MANAGER: &str = "5E71B8C03D9F42A6A8B4";
const FAILURE: &str = "To use the POST Expense Journal Entry Job Key the report must be at the Processing Payment or Payment Confirmed Payment Status.";

fn post<'a>(app: &'a TestApp, report: &str, accept: &str) -> Request<'a> {
    let path = format!("/api/expense/expensereport/v2.0/integrationstatus/report/{report}");
    let request = app.request(reqwest::Method::POST, &path).header("authorization", "OAuth admin-token");
    request.header("accept", accept)
}

/// Whether an answer is the page's `ActionStatus` in XML, with these contents.
fn is_action_status(answer: &Answer, message: &str, status: &str) {
    assert_eq!(answer.media_type(), "application/xml");
    let root = answer.xml();
    assert_eq!(root.name, "ActionStatus");
    assert_eq!(root.attribute("xmlns"), Some("http://www.concursolutions.com/api/expense/expensereport/2011/03"));
    assert_eq!(root.attribute("xmlns:i"), Some("http://www.w3.org/2001/XMLSchema-instance"));
    let children: Vec<_> = root.children.iter().map(|child| (child.name.as_str(), child.text.as_str())).collect();
    assert_eq!(children, [("Message", message), ("Status", status)]);
}

#[tokio::test]
async fn the_example_in_xml_succeeds_with_the_raw_id_and_with_the_encoded_one() {
    for report in [RAW, ENCODED] {
        let app = app().await;
        is_action_status(&post(&app, report, "application/xml").await.must(200), "SUCCESS", "SUCCESS");
        is_action_status(&post(&app, report, "application/xml").await.must(200), FAILURE, "FAILURE");
    }
}

#[tokio::test]
async fn the_example_in_json_succeeds_with_the_raw_id_and_with_the_encoded_one() {
    for report in [RAW, ENCODED] {
        let app = app().await;
        let answer = post(&app, report, "application/json").await.must(200);
        assert_eq!(answer.media_type(), "application/json");
        assert_eq!(answer.json(), json!({"Status": "SUCCESS", "Message": "SUCCESS"}));
    }
}

#[tokio::test]
async fn the_example_of_a_failure_fails_in_the_words_of_the_page() {
    let app = app().await;
    let answer = post(&app, AT_MANAGER, "application/json").await.must(200);
    assert_eq!(answer.media_type(), "application/json");
    assert_eq!(answer.json(), json!({"Status": "FAILURE", "Message": FAILURE}));
}

#[tokio::test]
async fn the_raw_id_is_sent_byte_for_byte_as_the_page_has_it() {
    let app = app().await;
    let line = format!("POST /api/expense/expensereport/v2.0/integrationstatus/report/{RAW}");
    let answer = app.raw().request(&line, &["Authorization: OAuth admin-token", "Accept: application/xml"], b"").await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("<Status>SUCCESS</Status>"), "{}", answer.body);
}
