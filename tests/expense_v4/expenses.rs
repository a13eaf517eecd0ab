//! Reading expenses: list, get, itemizations.

use serde_json::{Value, json};

use crate::support::cast::{COLLEAGUE, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// With itemized expenses.
pub const ITEMIZED: &str = "E0000000000000000001";
/// At the manager, with amounts that he adjusted.
pub const ADJUSTED: &str = "E0000000000000000002";

/// The expense whose id ends so.
pub fn expense(end: &str) -> String {
    format!("E0000000000000000000000000000{end}")
}

/// The path of an expense as its owner sees it, or of what is below it.
pub fn path(report: &str, rest: &str) -> String {
    format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{report}/expenses{rest}")
}

pub async fn app() -> TestApp {
    TestApp::of(&["expenses.yaml"]).await
}

async fn ids(app: &TestApp, path: &str) -> Vec<String> {
    let answer = app.traveler().get(path).await.must(200).json();
    let ids = answer.as_array().expect("a bare list").iter();
    ids.map(|e| e["expenseId"].as_str().expect("an id").replace("E0000000000000000000000000000", "")).collect()
}

#[tokio::test]
async fn itemizations_are_listed_behind_their_expenses_where_asked_for() {
    let app = app().await;
    assert_eq!(ids(&app, &path(ITEMIZED, "")).await, ["A01", "A02", "A03", "A04"]);
    assert_eq!(ids(&app, &path(ITEMIZED, "?includeItemizations=false")).await, ["A01", "A02", "A03", "A04"]);
    let all = ids(&app, &path(ITEMIZED, "?includeItemizations=true")).await;
    assert_eq!(all, ["A01", "B01", "B02", "B03", "A02", "B04", "A03", "A04"]);
    let refused = app.traveler().get(&path(ITEMIZED, "?includeItemizations=yes")).await;
    refused.refused(400, "includeItemizations");
}

#[tokio::test]
async fn the_itemizations_of_an_expense_are_listed() {
    let app = app().await;
    let below = |end: &str| path(ITEMIZED, &format!("/{}/itemizations", expense(end)));
    assert_eq!(ids(&app, &below("A01")).await, ["B01", "B02", "B03"]);
    assert_eq!(ids(&app, &below("A03")).await, Vec::<String>::new());
    assert_eq!(ids(&app, &below("B01")).await, Vec::<String>::new());
    let listed = app.company().get(&below("A01")).await.must(200).json();
    assert_eq!(listed[1]["parentExpenseId"], expense("A01"));
    assert_eq!(listed[1]["businessPurpose"], "Dinner");
    assert_eq!(listed[1]["isPersonalExpense"], true);
    assert_eq!(listed[1]["transactionAmount"], json!({"value": 33.33, "currencyCode": "EUR"}));
    assert_eq!(listed[1]["vendor"]["description"], "Hotel am Ufer");
    let links: Vec<_> = listed[1]["links"].as_array().unwrap().iter().map(|link| link["rel"].clone()).collect();
    assert_eq!(links, ["self", "comments"]);
}

#[tokio::test]
async fn an_itemization_is_got_like_an_expense_and_names_its_parent() {
    let app = app().await;
    let got = app.traveler().get(&path(ITEMIZED, &format!("/{}", expense("B03")))).await.must(200).json();
    assert_eq!(got["parentExpenseId"], expense("A01"));
    assert_eq!(got["expenseType"]["id"], "PARKG");
    let got = app.traveler().get(&path(ITEMIZED, &format!("/{}", expense("A01")))).await.must(200).json();
    assert_eq!(got["parentExpenseId"], Value::Null);
}

#[tokio::test]
async fn an_expense_shows_everything_that_it_has() {
    let app = app().await;
    let answer = app.traveler().get(&path(ITEMIZED, &format!("/{}", expense("A04")))).await.must(200);
    assert!(
        answer.text().contains(r#""exchangeRate":{"value":0.75000000000000,"operation":"DIVIDE"}"#),
        "{}",
        answer.text()
    );
    let mut got = answer.json();
    got.as_object_mut().unwrap().remove("links");
    insta::assert_json_snapshot!("everything", got);
    let listed = app.traveler().get(&path(ITEMIZED, "")).await.must(200).json();
    assert_eq!(listed[3]["ticketNumber"], "0815");
}

#[tokio::test]
async fn what_nobody_said_of_an_expense_is_null() {
    let app = app().await;
    let got = app.traveler().get(&path(ITEMIZED, &format!("/{}", expense("A03")))).await.must(200).json();
    for field in [
        "merchantTaxId",
        "mileage",
        "travel",
        "invoiceId",
        "governmentInvoiceId",
        "expenseSourceIdentifiers",
        "fuelTypeListItem",
        "jptRouteId",
        "budgetAccrualDate",
        "authorizationRequestExpenseId",
        "receiptImageId",
        "ereceiptImageId",
        "imageCertificationStatus",
        "vendor",
        "location",
    ] {
        assert_eq!(got.get(field), Some(&Value::Null), "{field}");
    }
    assert_eq!(got["receiptType"], json!({"id": "N", "status": "No Receipt"}));
    assert_eq!(got["taxRateLocation"], "HOME");
    let no_allowance =
        json!({"dailyLimitAmount": null, "dailyTravelAllowanceId": null, "isExpensePartOfTravelAllowance": false});
    assert_eq!(got["travelAllowance"], no_allowance);
}

#[tokio::test]
async fn expenses_are_read_by_whom_their_page_names_and_nobody_else() {
    let app = app().await;
    let one = format!("/{}", expense("A01"));
    let below = format!("{one}/itemizations");
    for rest in ["", &one, &below] {
        let own = path(ITEMIZED, rest);
        app.request(reqwest::Method::GET, &own).await.must(401);
        app.holder("narrow", None).get(&own).await.must(401);
        app.colleague().get(&own).await.refused(403, "userId");
        app.application().get(&own).await.must(403);
        app.company().get(&own).await.must(200);
        app.delegate().get(&own).await.must(200);
        let of_another = own.replace(&TRAVELER.to_string(), &COLLEAGUE.to_string());
        app.colleague().get(&of_another).await.refused(403, "reportId");
        app.traveler().get(&own.replace(ITEMIZED, UNKNOWN)).await.refused(404, "reportId");
        app.traveler().get(&own.replace("TRAVELER", "EMPLOYEE")).await.refused(400, "contextType");
    }
    for rest in ["", &below] {
        let as_manager = path(ADJUSTED, rest).replace("TRAVELER", "MANAGER");
        app.manager().get(&as_manager).await.refused(400, "contextType");
    }
    for rest in [format!("/{}", expense("A99")), "/nonsense".to_owned()] {
        for below in ["", "/itemizations"] {
            app.traveler().get(&path(ITEMIZED, &format!("{rest}{below}"))).await.refused(404, "expenseId");
        }
    }
}
