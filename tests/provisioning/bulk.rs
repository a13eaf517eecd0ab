//! Many operations in one request, and what is told of them afterwards.

use reqwest::Method;
use serde_json::{Value, json};

use super::*;
use crate::support::cast::{COLLEAGUE, TRAVELER};

fn bulk(operations: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": operations})
}

async fn sent(app: &TestApp, request: &Value) -> Value {
    v4(app, Method::POST, "Bulk/").json(request).await.must(202).json()
}

/// Sends a request, and asks what became of it.
async fn done(app: &TestApp, request: &Value) -> Value {
    let accepted = sent(app, request).await;
    status(app, &accepted["meta"]["location"]).await
}

fn post(bulk_id: &str, data: Value) -> Value {
    json!({"method": "POST", "path": "/Users", "bulkId": bulk_id, "data": data})
}

#[tokio::test]
async fn a_request_is_accepted_and_found_done() {
    let app = TestApp::start().await;
    let operations = json!([
        post("one", spender("one@example.com")),
        {"method": "PATCH", "path": format!("/Users/{COLLEAGUE}"), "data": {
            "Operations": [{"op": "add", "path": format!("{ENTERPRISE}:department"), "value": "Engineering"}],
        }},
    ]);
    let accepted = sent(&app, &bulk(operations)).await;
    assert_eq!(accepted["operationsCount"], json!({"total": 2, "success": 0, "failed": 0, "pending": 2}));
    assert_eq!(accepted["status"], json!({"completed": false, "success": null}));
    let meta = &accepted["meta"];
    assert_eq!((&meta["provisionType"], &meta["created"]), (&json!("Bulk"), &json!("2026-03-01T08:00:00.000+0000")));
    let location = meta["location"].as_str().unwrap();
    assert_eq!(
        location,
        format!("{}/profile/v4/provisions/{}/status", app.base_url(), accepted["id"].as_str().unwrap())
    );
    let summary = app.company().get(location).await.must(200).json();
    is_success(&summary);
    assert_eq!(summary["operationsCount"], json!({"total": 2, "success": 2, "failed": 0, "pending": 0}));
    assert_eq!((summary.get("operations"), summary.get("totalResults")), (None, None));
    let detailed = status(&app, &meta["location"]).await;
    let operations = detailed["operations"].as_array().unwrap();
    assert_eq!((&operations[0]["id"], &operations[0]["bulkId"]), (&json!("1"), &json!("one")));
    assert_eq!(operations[1]["resource"]["id"], COLLEAGUE.to_string());
    log_in(&app, "one@example.com").await.must(200);
}

#[tokio::test]
async fn later_operations_name_whom_earlier_ones_created() {
    let app = TestApp::start().await;
    let mut owner = with(
        "owner@example.com",
        APPROVER,
        json!({"report": [{"approver": {"value": "bulkId:boss"}, "primary": true}]}),
    );
    owner[ENTERPRISE]["manager"] = json!({"value": "bulkId:boss"});
    let operations = json!([
        post("boss", with("boss@example.com", ROLE, json!({"roles": [{"roleName": "EXP_APPROVER"}]}))),
        post("owner", owner),
        {"method": "PATCH", "path": "/Users/bulkId:owner", "data": {"Operations": [{"op": "add", "path": "title", "value": "Dr."}]}},
        post("third", with("third@example.com", APPROVER, json!({"report": [{"approver": {"value": "bulkId:nobody"}, "primary": true}]}))),
        {"method": "DELETE", "path": "/Users/bulkId:nobody"},
    ]);
    let status = done(&app, &bulk(operations)).await;
    let successes: Vec<_> =
        status["operations"].as_array().unwrap().iter().map(|o| o["status"]["success"].clone()).collect();
    assert_eq!(successes, [true, true, true, false, false], "{status}");
    let boss = status["operations"][0]["resource"]["id"].as_str().unwrap();
    let owner = spend(&app, status["operations"][1]["resource"]["id"].as_str().unwrap()).await;
    assert_eq!(owner[APPROVER]["report"][0]["approver"]["value"], boss);
    // The third one is there, without an approver.
    log_in(&app, "third@example.com").await.must(200);
}

#[tokio::test]
async fn what_fails_stops_the_rest_where_the_caller_says_so() {
    let app = TestApp::start().await;
    let twice = |login: &str| post(login, spender("traveler@example.com"));
    let operations =
        json!([twice("a"), post("b", spender("b@example.com")), twice("c"), post("d", spender("d@example.com"))]);
    let mut request = bulk(operations);
    let all = done(&app, &request).await;
    assert_eq!(all["operationsCount"], json!({"total": 4, "success": 2, "failed": 2, "pending": 0}));
    assert_eq!(all["status"], json!({"completed": true, "success": false}));
    let refused = &all["operations"][0];
    assert_eq!(refused["status"], json!({"completed": true, "success": false, "code": "400"}));
    assert_eq!(refused["extensions"][0]["messages"][0]["code"], "NOT_UNIQUE");
    app.control().request(Method::POST, "reset").await.must(204);
    request["failOnErrors"] = json!(1);
    let stopped = done(&app, &request).await;
    assert_eq!(stopped["operationsCount"], json!({"total": 4, "success": 0, "failed": 4, "pending": 0}));
    assert_eq!(stopped["operations"][1]["extensions"][0]["status"]["result"], "not-processed");
    log_in(&app, "b@example.com").await.must(400);
}

#[tokio::test]
async fn what_became_of_operations_is_paged_and_filtered() {
    let app = TestApp::start().await;
    let operations: Vec<_> =
        (0..7).map(|number| post(&number.to_string(), spender(&format!("user{}@example.com", number / 2)))).collect();
    let accepted = sent(&app, &bulk(json!(operations))).await;
    let location = accepted["meta"]["location"].as_str().unwrap();
    let asked = async |query: &str| {
        let page = app.company().get(&format!("{location}?attributes=operations{query}")).await.must(200).json();
        let ids: Vec<_> =
            page["operations"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap().to_owned()).collect();
        (page["totalResults"].clone(), ids.join(","))
    };
    assert_eq!(asked("").await, (json!(7), "1,2,3,4,5,6,7".to_owned()));
    assert_eq!(asked("&startIndex=3&count=2").await, (json!(7), "3,4".to_owned()));
    assert_eq!(asked("&state=failed").await, (json!(3), "2,4,6".to_owned()));
    assert_eq!(asked("&state=success&count=1").await, (json!(4), "1".to_owned()));
    assert_eq!(asked("&state=pending").await, (json!(0), String::new()));
    app.company().get(&format!("{location}?state=done")).await.must(400);
    app.company().get(&format!("{location}?count=x")).await.must(400);
}

#[tokio::test]
async fn what_became_of_a_request_is_known_for_seven_days() {
    let app = TestApp::start().await;
    let accepted = sent(&app, &bulk(json!([post("one", spender("one@example.com"))]))).await;
    let location = accepted["meta"]["location"].as_str().unwrap();
    let advance = async |by: &str| {
        app.control().request(Method::POST, "clock/advance").json(&json!({"by": by})).await.must(200);
    };
    advance("P7D").await;
    app.company().get(location).await.must(200);
    advance("PT1S").await;
    app.company().get(location).await.must(404);
    for id in ["nothing", "00000000-0000-4000-8000-000000000000"] {
        v4(&app, Method::GET, &format!("provisions/{id}/status")).await.must(404);
    }
}

#[tokio::test]
async fn a_request_that_is_none_does_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let good = || post("one", spender("one@example.com"));
    let delete = || json!({"method": "DELETE", "path": format!("/Users/{TRAVELER}")});
    let mut without_id = good();
    without_id.as_object_mut().unwrap().remove("bulkId");
    let changed = |field: &str, value: Value| {
        let mut operation = good();
        operation[field] = value;
        operation
    };
    let many: Vec<_> = (0..101).map(|_| delete()).collect();
    for request in [
        json!({"schemas": [], "Operations": [good()]}),
        bulk(json!([])),
        bulk(json!(many)),
        bulk(json!([good(), without_id])),
        bulk(json!([good(), good()])),
        bulk(json!([changed("method", json!("GET"))])),
        bulk(json!([changed("path", json!("/Groups"))])),
        bulk(json!([changed("data", json!(null))])),
        bulk(json!([changed("data", json!("x"))])),
        bulk(json!([changed("bulkId", json!("x".repeat(256)))])),
        bulk(json!([changed("data", json!({"title": "x".repeat(409_600)}))])),
        bulk(json!([[good()]])),
    ] {
        v4(&app, Method::POST, "Bulk").json(&request).await.must(400);
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn each_operation_is_refused_by_itself() {
    let app = TestApp::start().await;
    let operations = json!([
        {"method": "POST", "path": format!("/Users/{TRAVELER}"), "bulkId": "a", "data": spender("a@example.com")},
        {"method": "PUT", "path": "/Users", "data": spender("a@example.com")},
        {"method": "PATCH", "path": format!("/Users/{TRAVELER}"), "data": {"Operations": 5}},
        {"method": "PATCH", "path": format!("/Users/{TRAVELER}"), "data": {"Operations": [{"op": "move", "path": "title"}]}},
        {"method": "PATCH", "path": "/Users/nobody", "data": {"Operations": [{"op": "remove", "path": "title"}]}},
        {"method": "DELETE", "path": format!("/Users/{TRAVELER}")},
    ]);
    let status = done(&app, &bulk(operations)).await;
    let codes: Vec<_> = status["operations"].as_array().unwrap().iter().map(|o| o["status"]["code"].clone()).collect();
    assert_eq!(codes, ["400", "400", "400", "400", "404", "400"], "{status}");
}
