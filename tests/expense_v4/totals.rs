//! Amounts that add up: posted, claimed and approved ones of expenses, and the totals of their report.

use serde_json::{Value, json};

use super::expenses::{ADJUSTED, ITEMIZED, app, expense, path};
use crate::support::emulator::TestApp;

/// The amounts of a report that its expenses lead to, by name, as they are written.
async fn totals(app: &TestApp, report: &str) -> Value {
    let got = app.traveler().report(report).await.must(200).json();
    let names = [
        "reportTotal",
        "personalAmount",
        "claimedAmount",
        "approvedAmount",
        "amountNotApproved",
        "amountDueEmployee",
        "amountDueCompanyCard",
        "amountDueCompany",
        "amountCompanyPaid",
        "paymentConfirmedAmount",
        "totalAmountPaidEmployee",
    ];
    names
        .into_iter()
        .map(|name| (name.to_owned(), got[name]["value"].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Three amounts of an expense.
async fn amounts(app: &TestApp, report: &str, end: &str) -> Value {
    let got = app.traveler().get(&path(report, &format!("/{}", expense(end)))).await.must(200).json();
    let value = |name: &str| got[name]["value"].clone();
    json!([value("postedAmount"), value("claimedAmount"), value("approverAdjustedAmount"), value("approvedAmount")])
}

#[tokio::test]
async fn itemizations_add_up_to_the_last_decimal_whatever_the_rate() {
    let app = app().await;
    // 100.00 at 0.33333333333333, of which 33.33 is personal.
    assert_eq!(amounts(&app, ITEMIZED, "A01").await, json!([33.33333333, 22.22333333, 22.22333333, 22.22333333]));
    assert_eq!(amounts(&app, ITEMIZED, "B01").await, json!([11.11, 11.11, 11.11, 11.11]));
    assert_eq!(amounts(&app, ITEMIZED, "B02").await, json!([11.11, 0.0, 0.0, 0.0]));
    assert_eq!(amounts(&app, ITEMIZED, "B03").await, json!([11.11333333, 11.11333333, 11.11333333, 11.11333333]));
    // 90 divided by 0.75.
    assert_eq!(amounts(&app, ITEMIZED, "A04").await, json!([120.0, 120.0, 120.0, 120.0]));
}

#[tokio::test]
async fn the_totals_of_a_report_follow_from_what_counts_of_its_expenses() {
    let app = app().await;
    let expected = json!({
        // Of the second expense only 20 of 50 are itemized yet.
        "reportTotal": 183.33333333, // 33.33333333 + 20 + 10 + 120
        "personalAmount": 21.11,     // 11.11 + 10
        "claimedAmount": 162.22333333,
        "approvedAmount": 162.22333333,
        "amountNotApproved": 0.0,
        "amountDueEmployee": 140.0,
        "amountDueCompanyCard": 33.33333333,
        "amountDueCompany": 21.11,
        "amountCompanyPaid": 10.0,
        "paymentConfirmedAmount": 0.0,
        "totalAmountPaidEmployee": 0.0,
    });
    assert_eq!(totals(&app, ITEMIZED).await, expected);
}

#[tokio::test]
async fn what_an_approver_leaves_out_is_not_approved() {
    let app = app().await;
    assert_eq!(amounts(&app, ADJUSTED, "A05").await, json!([40.0, 40.0, 30.0, 30.0]));
    assert_eq!(amounts(&app, ADJUSTED, "A06").await, json!([60.0, 35.0, 25.0, 25.0]));
    let expected = json!({
        "reportTotal": 135.0,
        "personalAmount": 25.0,
        "claimedAmount": 110.0,
        "approvedAmount": 90.0,
        "amountNotApproved": 20.0,
        "amountDueEmployee": 45.0,
        "amountDueCompanyCard": 50.0,
        "amountDueCompany": 25.0,
        "amountCompanyPaid": 20.0,
        "paymentConfirmedAmount": 0.0,
        "totalAmountPaidEmployee": 0.0,
    });
    assert_eq!(totals(&app, ADJUSTED).await, expected);
}

#[tokio::test]
async fn what_is_rejected_is_not_approved_and_leaves_the_totals_with_the_next_approval() {
    let app = app().await;
    let short = format!("/expensereports/v4/reports/{ADJUSTED}/expenses/{}", expense("A06"));
    let patch = json!({"expenseSource": "OTHER", "isExpenseRejected": true});
    app.company().request(reqwest::Method::PATCH, &short).json(&patch).await.must(204);
    assert_eq!(amounts(&app, ADJUSTED, "A06").await, json!([60.0, 35.0, 25.0, 0.0]));
    assert_eq!(amounts(&app, ADJUSTED, "B05").await, json!([35.0, 35.0, 25.0, 25.0]));
    let rejected = totals(&app, ADJUSTED).await;
    assert_eq!(rejected["claimedAmount"], 110.0);
    assert_eq!(rejected["approvedAmount"], 65.0);
    assert_eq!(rejected["amountNotApproved"], 45.0);
    let words = json!({"expenseRejectedComment": "Which team?"});
    app.manager().approve(ADJUSTED).json(&words).await.must(204);
    let left = totals(&app, ADJUSTED).await;
    assert_eq!(left["reportTotal"], 75.0);
    assert_eq!(left["approvedAmount"], 65.0);
    assert_eq!(left["amountDueCompany"], 0.0);
}
