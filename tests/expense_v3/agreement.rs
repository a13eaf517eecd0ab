//! The same command through v3 and through v4 leaves the same world and raises the same events.

use reqwest::Method as M;
use serde_json::json;

use super::send;
use crate::support::agreement::agree;
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
