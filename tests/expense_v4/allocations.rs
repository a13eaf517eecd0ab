//! Allocations of an expense (Allocations v4 page): list, get, change, and the cost objects that follow.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::caller::Caller;
use crate::support::cast::{COST_OWNER_2, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// Not submitted; its first expense is in three shares.
const SHARED: &str = "5A4E500000000000000A";
const EXPENSE: &str = "5A4E5000000000000000000000000001";
const FIRST: &str = "A110C000000000000000000000000001";
const SECOND: &str = "A110C000000000000000000000000002";
const SYSTEM: &str = "A110C000000000000000000000000003";
/// The same at the manager.
const SUBMITTED: &str = "5A4E500000000000000B";
const OF_SUBMITTED: &str = "A110C00000000000000000000000000B";
/// The list items of the cost objects.
const MARKETING: &str = "D3954B47BCEC9446A4FFC49E0000B46E";
const DEVELOPMENT: &str = "88EACA3116581248BCE27956DE67647D";

async fn app() -> TestApp {
    TestApp::of(&["shares.yaml"]).await
}

fn list<'a>(caller: Caller<'a>, context: &str, report: &str, expense: &str) -> Request<'a> {
    caller.get(&format!("{}/expenses/{expense}/allocations", caller.path(context, report)))
}

fn get<'a>(caller: Caller<'a>, context: &str, report: &str, allocation: &str) -> Request<'a> {
    caller.get(&format!("{}/allocations/{allocation}", caller.path(context, report)))
}

fn change<'a>(caller: Caller<'a>, context: &str, report: &str, allocation: &str, body: &Value) -> Request<'a> {
    let path = format!("{}/allocations/{allocation}", caller.path(context, report));
    caller.request(Method::PATCH, &path).json(body)
}

/// A change of some custom fields of an allocation of the shared expense.
fn custom(fields: Value) -> Value {
    json!({"allocation": {"customData": fields}, "expenseIds": [EXPENSE]})
}

/// Moves a share of the shared expense to another cost object.
fn charge_to(item: &str) -> Value {
    custom(json!([{"id": "custom9", "value": item, "isValid": true}]))
}

/// The answer of a request that has to change nothing.
async fn refused(app: &TestApp, request: Request<'_>, status: u16, field: &str) {
    let before = app.control().snapshot().await;
    let first = list(app.traveler(), "TRAVELER", SHARED, EXPENSE).await.must(200).json();
    request.await.refused(status, field);
    assert_eq!(app.control().snapshot().await, before);
    assert_eq!(list(app.traveler(), "TRAVELER", SHARED, EXPENSE).await.must(200).json(), first);
}

#[tokio::test]
async fn the_shares_of_an_expense_come_to_all_of_it() {
    let app = app().await;
    let shares = list(app.traveler(), "TRAVELER", SHARED, EXPENSE).await.must(200);
    assert!(shares.text().contains(r#""percentage":33.33333333"#), "{}", shares.text());
    assert!(shares.text().contains(r#""value":33.33333334"#), "{}", shares.text());
    let shares = shares.json();
    let third = json!({"value": 33.33333333, "currencyCode": "USD"});
    assert_eq!(
        shares[0],
        json!({
            "customData": [
                {"id": "custom9", "value": MARKETING, "isValid": true},
                {"id": "custom1", "value": "Stand", "isValid": true},
                {"id": "custom2", "value": "North", "isValid": true},
            ],
            "allocationId": FIRST,
            "accountCode": "600100",
            "overLimitAccountCode": "600900",
            "allocationAmount": third,
            "approvedAmount": third,
            "claimedAmount": third,
            "expenseId": EXPENSE,
            "isSystemAllocation": false,
            "isPercentEdited": true,
            "percentage": 33.33333333,
        })
    );
    assert_eq!(shares[2]["isSystemAllocation"], true);
    assert_eq!(shares[2]["allocationAmount"]["value"], 33.33333334);
    assert_eq!(shares.as_array().unwrap().len(), 3);
    let none = list(app.traveler(), "TRAVELER", DRAFT, "F5EC52ED0108847512E1BC7656670B14").await.must(200).json();
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn an_allocation_is_found_by_its_id_with_what_the_list_says_of_it() {
    let app = app().await;
    let shares = list(app.traveler(), "TRAVELER", SHARED, EXPENSE).await.must(200).json();
    for share in shares.as_array().unwrap() {
        let id = share["allocationId"].as_str().unwrap();
        assert_eq!(&get(app.traveler(), "TRAVELER", SHARED, id).await.must(200).json(), share);
        assert_eq!(&get(app.delegate().acting_for(TRAVELER), "PROXY", SHARED, id).await.must(200).json(), share);
        assert_eq!(&get(app.company().acting_for(TRAVELER), "TRAVELER", SHARED, id).await.must(200).json(), share);
    }
}

#[tokio::test]
async fn an_approver_lists_the_allocations_of_what_he_is_asked_about() {
    let app = app().await;
    let expense = "5A4E500000000000000000000000000B";
    let seen = list(app.manager(), "MANAGER", SUBMITTED, expense).await.must(200).json();
    assert_eq!(seen[0]["allocationId"], OF_SUBMITTED);
    list(app.cost_owner_1(), "MANAGER", SUBMITTED, expense).await.refused(403, "reportId");
    list(app.manager(), "MANAGER", SHARED, EXPENSE).await.refused(403, "reportId");
}

#[tokio::test]
async fn a_share_that_moves_to_another_cost_object_is_approved_by_its_owner() {
    let app = app().await;
    let owners = |seen: &Value| -> Vec<(String, f64)> {
        let one = |c: &Value| (c["name"].as_str().unwrap().to_owned(), c["claimedAmount"]["value"].as_f64().unwrap());
        seen.as_array().unwrap().iter().map(one).collect()
    };
    let seen = app.traveler().cost_objects(SHARED).await.must(200).json();
    assert_eq!(owners(&seen), [("Marketing".to_owned(), 33.33333333), ("Development".to_owned(), 66.66666667)]);
    let before = app.control().events().await.len();
    change(app.traveler(), "TRAVELER", SHARED, FIRST, &charge_to(DEVELOPMENT)).await.must(204);
    assert_eq!(app.control().events().await.len(), before);
    let moved = get(app.traveler(), "TRAVELER", SHARED, FIRST).await.must(200).json();
    assert_eq!(moved["customData"][0], json!({"id": "custom9", "value": DEVELOPMENT, "isValid": true}));
    assert_eq!(moved["percentage"], 33.33333333);
    let seen = app.traveler().cost_objects(SHARED).await.must(200).json();
    assert_eq!(owners(&seen), [("Development".to_owned(), 100.0)]);
    app.traveler().submit(SHARED).await.must(204);
    app.manager().approve(SHARED).await.must(204);
    let step = app.control().report(SHARED).await["step"].clone();
    assert_eq!(step["code"], "CO_STEP");
    assert_eq!(step["assignedUserIds"], json!([COST_OWNER_2.to_string()]));
}

#[tokio::test]
async fn custom_fields_are_patched_one_by_one_and_null_clears_them_but_for_the_cost_object() {
    let app = app().await;
    let fields = async || get(app.traveler(), "TRAVELER", SHARED, FIRST).await.must(200).json()["customData"].clone();
    let field = |id: &str, value: &str| json!({"id": id, "value": value, "isValid": true});
    let (holder, north) = (field("custom9", MARKETING), field("custom2", "North"));
    for (patch, expected) in [
        // Absent and null leave everything.
        (json!({"allocation": {}, "expenseIds": [EXPENSE]}), json!([holder, field("custom1", "Stand"), north])),
        (custom(Value::Null), json!([holder, field("custom1", "Stand"), north])),
        (custom(json!([])), json!([holder, field("custom1", "Stand"), north])),
        // A value sets its field, null clears it, and what is not named stays.
        (custom(json!([{"id": "custom1", "value": "Hall"}])), json!([holder, north, field("custom1", "Hall")])),
        (custom(json!([{"id": "custom1", "value": null}])), json!([holder, north])),
        (custom(json!([{"id": "custom3"}])), json!([holder, north])),
        // The cost object cannot be empty.
        (
            custom(json!([{"id": "custom9", "value": null}, {"id": "custom4", "value": "4"}])),
            json!([holder, north, field("custom4", "4")]),
        ),
    ] {
        change(app.traveler(), "TRAVELER", SHARED, FIRST, &patch).await.must(204);
        assert_eq!(fields().await, expected, "{patch}");
    }
}

#[tokio::test]
async fn a_delegate_and_the_company_change_allocations_for_the_owner() {
    let app = app().await;
    change(app.delegate().acting_for(TRAVELER), "PROXY", SHARED, FIRST, &charge_to(DEVELOPMENT)).await.must(204);
    change(app.company().acting_for(TRAVELER), "TRAVELER", SHARED, FIRST, &charge_to(MARKETING)).await.must(204);
    // With hyphens and in small letters, as some clients write identifiers.
    change(app.traveler(), "TRAVELER", SHARED, SECOND, &charge_to("d3954b47-bcec-9446-a4ff-c49e0000b46e"))
        .await
        .must(204);
    let moved = get(app.traveler(), "TRAVELER", SHARED, SECOND).await.must(200).json();
    assert_eq!(moved["customData"][0]["value"], MARKETING);
}

#[tokio::test]
async fn what_is_no_list_item_of_a_cost_object_is_400() {
    let app = app().await;
    for item in ["", "MKT", "00000000000000000000000000000000", "D3954B47BCEC9446A4FFC49E0000B46", "x"] {
        let request = change(app.traveler(), "TRAVELER", SHARED, FIRST, &charge_to(item));
        refused(&app, request, 400, "allocation.customData.value").await;
    }
    let long = "x".repeat(49);
    for (field, fields) in [
        ("allocation.customData.value", json!([{"id": "custom1", "value": long}])),
        ("allocation.customData.id", json!([{"id": long, "value": "x"}])),
        (
            "allocation.customData",
            (0..101).map(|n| json!({"id": format!("custom{}", n + 100), "value": "x"})).collect(),
        ),
        ("allocation.customData[0]", json!([{"value": "x"}])),
        ("allocation.customData", json!("custom9")),
    ] {
        refused(&app, change(app.traveler(), "TRAVELER", SHARED, FIRST, &custom(fields)), 400, field).await;
    }
}

#[tokio::test]
async fn expense_ids_have_to_name_the_expense_that_the_allocation_belongs_to() {
    let app = app().await;
    let other = "5A4E5000000000000000000000000002";
    for ids in
        [json!([]), json!(null), json!([other]), json!([EXPENSE, other]), json!([UNKNOWN.repeat(2)]), json!([""])]
    {
        let body = json!({"allocation": {}, "expenseIds": ids});
        let answer = change(app.traveler(), "TRAVELER", SHARED, FIRST, &body).await.must(400);
        assert!(answer.text().contains("expenseIds"), "{ids}: {}", answer.text());
    }
    refused(&app, change(app.traveler(), "TRAVELER", SHARED, FIRST, &json!({"allocation": {}})), 400, "expenseIds")
        .await;
    let without = json!({"expenseIds": [EXPENSE]});
    refused(&app, change(app.traveler(), "TRAVELER", SHARED, FIRST, &without), 400, "allocation").await;
}

#[tokio::test]
async fn a_system_allocation_and_a_submitted_report_stay_as_they_are() {
    let app = app().await;
    refused(&app, change(app.traveler(), "TRAVELER", SHARED, SYSTEM, &charge_to(MARKETING)), 400, "allocationId").await;
    let body = json!({"allocation": {}, "expenseIds": ["5A4E500000000000000000000000000B"]});
    let ask = || change(app.traveler(), "TRAVELER", SUBMITTED, OF_SUBMITTED, &body);
    refused(&app, ask(), 400, "approvalStatusId").await;
    app.traveler().recall(SUBMITTED).await.must(204);
    ask().await.must(204);
}

#[tokio::test]
async fn who_may_not_and_what_is_not_there_is_refused() {
    let app = app().await;
    let body = charge_to(DEVELOPMENT);
    // 401
    for path in [format!("expenses/{EXPENSE}/allocations"), format!("allocations/{FIRST}")] {
        let path = format!("{}/{path}", app.traveler().path("TRAVELER", SHARED));
        app.request(Method::GET, &path).await.must(401);
    }
    let path = format!("{}/allocations/{FIRST}", app.traveler().path("TRAVELER", SHARED));
    app.request(Method::PATCH, &path).json(&body).await.must(401);
    // 403
    app.application().acting_for(TRAVELER).get(&path).await.must(403);
    list(app.colleague(), "TRAVELER", SHARED, EXPENSE).await.refused(403, "reportId");
    get(app.colleague(), "TRAVELER", SHARED, FIRST).await.refused(403, "reportId");
    refused(&app, change(app.colleague(), "TRAVELER", SHARED, FIRST, &body), 403, "reportId").await;
    refused(&app, change(app.colleague().acting_for(TRAVELER), "PROXY", SHARED, FIRST, &body), 403, "userId").await;
    // 404
    for (answer, field) in [
        (list(app.traveler(), "TRAVELER", UNKNOWN, EXPENSE), "reportId"),
        (list(app.traveler(), "TRAVELER", SHARED, UNKNOWN), "expenseId"),
        (get(app.traveler(), "TRAVELER", UNKNOWN, FIRST), "reportId"),
        (get(app.traveler(), "TRAVELER", SHARED, UNKNOWN), "allocationId"),
        (get(app.traveler(), "TRAVELER", DRAFT, FIRST), "allocationId"),
        (change(app.traveler(), "TRAVELER", UNKNOWN, FIRST, &body), "reportId"),
        (change(app.traveler(), "TRAVELER", SHARED, UNKNOWN, &body), "allocationId"),
        (change(app.traveler(), "TRAVELER", SHARED, OF_SUBMITTED, &body), "allocationId"),
    ] {
        refused(&app, answer, 404, field).await;
    }
    // 400
    let manager = app.manager().acting_for(MANAGER);
    for answer in [
        list(app.traveler(), "PROXY", SHARED, EXPENSE),
        list(app.processor(), "PROCESSOR", SHARED, EXPENSE),
        get(manager, "MANAGER", SUBMITTED, OF_SUBMITTED),
        change(manager, "MANAGER", SUBMITTED, OF_SUBMITTED, &body),
    ] {
        refused(&app, answer, 400, "contextType").await;
    }
}
