//! The pages of allocations and of attendee associations: their curl examples, and the answers that they show.

use reqwest::Method;
use serde_json::{Value, json};

use super::app;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

const ALLOCATED: &str = "764428DD6A664AF0BFCB";
const EXPENSE: &str = "29EE3C62F5D844458828A5C1086072D1";
const ALLOCATION: &str = "3BBB494511E1C74DA04469C45B039871";
const ADMIN: &str = "32c2fcc3-b2e8-4907-9672-5b3f49b1c643";
const PLANNER: &str = "750524a2-907b-4dde-9fec-d038ab043f53";

fn call<'a>(app: &'a TestApp, method: Method, path: &str, token: &str) -> Request<'a> {
    app.request(method, path).bearer(token).header("content-type", "application/json")
}

fn allocation(id: &str, item: &str) -> Value {
    let half = json!({"value": 250.0, "currencyCode": "USD"});
    json!({
        "customData": [{"id": "custom9", "value": item, "isValid": true}],
        "allocationId": id,
        "accountCode": "Pending Client",
        "overLimitAccountCode": null,
        "allocationAmount": half,
        "approvedAmount": half,
        "claimedAmount": half,
        "expenseId": EXPENSE,
        "isSystemAllocation": false,
        "isPercentEdited": false,
        "percentage": 50.0,
    })
}

#[tokio::test]
async fn allocations_are_listed_found_and_changed_as_in_the_examples() {
    let app = TestApp::of(&["allocations.yaml"]).await;
    let first = allocation(ALLOCATION, "D3954B47BCEC9446A4FFC49E0000B46E");
    let second = allocation("4DB06B4360E31443AD43ED52B2AE007E", "88EACA3116581248BCE27956DE67647D");
    let report = format!("/expensereports/v4/users/{ADMIN}/context/TRAVELER/reports/{ALLOCATED}");
    let list = call(&app, Method::GET, &format!("{report}/expenses/{EXPENSE}/allocations"), "admin-token");
    let list = list.header("concur-correlationid", "Expense-Allocation-test").await.must(200).json();
    assert_eq!(list, json!([first, second]));
    let path = format!("{report}/allocations/{ALLOCATION}");
    assert_eq!(call(&app, Method::GET, &path, "admin-token").await.must(200).json(), first);
    let upper = path.replace(ADMIN, &ADMIN.to_uppercase());
    let item = "058713001E2CD943824280D9275FDC3F";
    let fields = json!([{"id": "custom9", "value": item, "isValid": true}]);
    let body = json!({"allocation": {"customData": fields}, "expenseIds": [EXPENSE]});
    let answer = call(&app, Method::PATCH, &upper, "admin-token").json(&body).await.must(204);
    assert!(answer.body.is_empty());
    assert_eq!(call(&app, Method::GET, &path, "admin-token").await.must(200).json(), allocation(ALLOCATION, item));
}

#[tokio::test]
async fn attendees_are_shown_as_in_the_examples() {
    let app = app().await;
    let rest = "reports/24E51595E17E4627B2AF/expenses/51ADA86C8EB164488FE67180CCE16EDB/attendees";
    let long = format!("/expensereports/v4/users/33cdbba7-062c-42bb-92c4-a82c06b07eae/context/TRAVELER/{rest}");
    let amount = json!({"value": 100.0, "currencyCode": "USD"});
    let expected = json!({
        "noShowAttendeeCount": 0,
        "expenseAttendeeList": [{
            "attendeeId": "695E66E2A472074D8895057311C6A158",
            "customData": null,
            "isAmountUserEdited": false,
            "isTraveling": null,
            "associatedAttendeeCount": 1,
            "versionNumber": 1,
            "transactionAmount": amount,
            "approvedAmount": amount,
        }],
    });
    for (path, token) in [(long, "host-token"), (format!("/expensereports/v4/{rest}"), "company-token")] {
        assert_eq!(call(&app, Method::GET, &path, token).await.must(200).json(), expected);
    }
}

#[tokio::test]
async fn attendees_are_associated_and_removed_as_in_the_examples() {
    let app = app().await;
    let path = format!(
        "/expensereports/v4/users/{PLANNER}/context/TRAVELER/reports/E364C14BAEEA4BE5922C/expenses/36CBAA8D4ADE6C46BB587C05293405DC/attendees"
    );
    let item = "3BC51D44D6DF7F40915A6886A6E9E6D5";
    let fields = json!([
        {"id": "custom2", "value": "0", "isValid": true, "listItemUrl": null},
        {"id": "custom3", "value": item, "isValid": true, "listItemUrl": format!("https://example.com/list/v4/items?id={item}")},
    ]);
    let attendee = |id: &str, is_set: bool, count: u32, version: Value, amount: u32| {
        json!({
            "attendeeId": id,
            "customData": fields,
            "isAmountUserEdited": is_set,
            "isTraveling": is_set,
            "associatedAttendeeCount": count,
            "versionNumber": version,
            "transactionAmount": amount,
        })
    };
    let list = json!([
        attendee("db05cf7e-073d-dc4d-90d8-d280783ec9bb", false, 1, Value::Null, 23),
        attendee("d1bddb46-3923-054a-b016-06bacf021c5b", true, 2, 2.into(), 22),
    ]);
    let body = json!({"noShowAttendeeCount": 0, "expenseAttendeeList": list});
    let created = call(&app, Method::POST, &path, "planner-token").json(&body).await.must(201).json();
    assert_eq!(created, json!({"uri": format!("{}{path}", app.base_url())}));
    let seen = call(&app, Method::GET, &path, "planner-token").await.must(200).json();
    assert_eq!(seen["expenseAttendeeList"][0]["versionNumber"], 1);
    assert_eq!(seen["expenseAttendeeList"][1]["versionNumber"], 2);
    assert_eq!(seen["expenseAttendeeList"][1]["customData"][1]["value"], item);
    let answer = call(&app, Method::DELETE, &path, "planner-token").await.must(204);
    assert!(answer.body.is_empty());
}
