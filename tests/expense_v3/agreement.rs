//! The same command through v3 and through v4 leaves the same world and raises the same events.

use reqwest::Method as M;
use serde_json::json;

use super::send;
use crate::support::agreement::agree;
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

#[tokio::test]
async fn a_new_report_is_the_same_through_both() {
    agree(
        &["default"],
        |app| app.traveler().create(&json!({"name": "Lyon", "businessPurpose": "Sale", "comment": "First"})),
        |app| {
            let report = json!({"Name": "Lyon", "Purpose": "Sale", "Comment": "First"});
            send(app.traveler(), M::POST, "reports").json(&report)
        },
    )
    .await;
}

#[tokio::test]
async fn a_change_of_the_header_is_the_same_through_both() {
    agree(
        &["default"],
        |app| app.traveler().update(DRAFT, &json!({"name": "Lyon", "businessPurpose": "Sale"})),
        |app| {
            let report = json!({"Name": "Lyon", "Purpose": "Sale"});
            send(app.traveler(), M::PUT, &format!("reports/{DRAFT}")).json(&report)
        },
    )
    .await;
}

#[tokio::test]
async fn a_new_expense_is_the_same_through_both() {
    agree(
        &["switched_on.yaml"],
        |app| {
            let path = format!("{}/expenses", app.traveler().path("TRAVELER", DRAFT));
            app.traveler().request(M::POST, &path).json(&json!({
                "expenseType": {"id": "TAXIX"}, "paymentType": {"id": "CASH"}, "transactionDate": "2026-02-20",
                "transactionAmount": {"value": 12.5, "currencyCode": "EUR"}, "exchangeRate": {"value": 1.1, "operation": "MULTIPLY"},
                "businessPurpose": "To the airport", "expenseSource": "OTHER",
            }))
        },
        |app| {
            send(app.traveler(), M::POST, "entries").json(&json!({
                "ReportID": DRAFT, "ExpenseTypeCode": "TAXIX", "PaymentTypeID": "CASH", "TransactionDate": "2026-02-20",
                "TransactionAmount": 12.5, "TransactionCurrencyCode": "EUR", "ExchangeRate": 1.1,
                "Description": "To the airport",
            }))
        },
    )
    .await;
}

/// The draft's taxi: as v4 names it, and as v3 does.
const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";

fn entry(app: &TestApp) -> String {
    let world = app.world();
    let report = world.find_report(&DRAFT.into()).expect("the report");
    let expense = report.expenses.iter().find(|expense| expense.id.to_string() == TAXI).expect("the expense");
    format!("entries/gWi{}", expense.entry_id)
}

#[tokio::test]
async fn a_change_of_an_expense_is_the_same_through_both() {
    agree(
        &["switched_on.yaml"],
        |app| {
            let path = format!("{}/expenses/{TAXI}", app.traveler().path("TRAVELER", DRAFT));
            app.traveler()
                .request(M::PATCH, &path)
                .json(&json!({"businessPurpose": "Home again", "expenseSource": "OTHER"}))
        },
        |app| send(app.traveler(), M::PUT, &entry(app)).json(&json!({"Description": "Home again"})),
    )
    .await;
}

#[tokio::test]
async fn the_end_of_an_expense_is_the_same_through_both() {
    agree(
        &["default"],
        |app| app.traveler().request(M::DELETE, &format!("/expensereports/v4/reports/{DRAFT}/expenses/{TAXI}")),
        |app| send(app.traveler(), M::DELETE, &entry(app)),
    )
    .await;
}
