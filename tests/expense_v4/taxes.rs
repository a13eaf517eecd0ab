//! Expense Tax v4, and the sums of taxes in an expense.

use reqwest::Method;
use serde_json::{Value, json};

use super::{samples, unchanged_by};
use crate::support::caller::{Caller, entry};
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// A hotel in London for 265 pounds, on the report at external validation. A pound is worth 1.27 dollars.
const HOTEL: &str = "45D1349A4BA170C9E6C393854C02AA64";
/// The United Kingdom's VAT.
const VAT: &str = "C915F0D73B684E2A87D4A16F5209BE3C";
/// Of no tax and no expense.
const NONE: &str = "00000000000000000000000000000000";

fn get<'a>(caller: Caller<'a>, report: &str, expense: &str) -> Request<'a> {
    caller.get(&format!("/expensereports/v4/reports/{report}/expenses/{expense}/taxes"))
}

fn patch<'a>(caller: Caller<'a>, report: &str, expense: &str, tax: &str, body: &Value) -> Request<'a> {
    let path = format!("/expensereports/v4/reports/{report}/expenses/{expense}/tax/{tax}");
    caller.request(Method::PATCH, &path).json(body)
}

/// The one tax of the hotel.
async fn tax(app: &TestApp) -> Value {
    let answer = get(app.company(), AT_EXTERNAL, HOTEL).await.must(200).json();
    assert_eq!(answer["expenseTaxes"].as_array().map(Vec::len), Some(1), "{answer}");
    answer["expenseTaxes"][0].clone()
}

async fn change(app: &TestApp, body: Value) -> Value {
    patch(app.company(), AT_EXTERNAL, HOTEL, VAT, &body).await.must(204);
    tax(app).await
}

#[tokio::test]
async fn the_taxes_of_the_pages_example_are_served_word_for_word() {
    let app = samples().await;
    // The page's expense ID is an expense of another page here.
    let request = get(app.company(), "28BA437223EE41A49F7B", "B2F0477CE8A14D0E9C6531D7A84F02BE");
    let answer = request.header("content-type", "application/json").await.must(200).json();
    let fields = [1, 2, 5, 6, 9].map(|n| format!("custom{n}"));
    let custom = fields.map(|id| json!({"id": id, "value": id, "isValid": true, "listItemUrl": null}));
    let tax = |authority: &str, name: &str, label: &str| {
        json!({
            "customData": custom,
            "reclaimCode": null,
            "reclaimTransactionAmount": null,
            "taxAuthorityId": authority,
            "taxAuthorityName": name,
            "taxCode": null,
            "taxLabel": label,
            "taxFormId": "C66F76E686904304A5A6F44C62239E24",
            "taxRateTypeId": null,
            "taxRateTypeName": null,
            "taxReclaimConfigurationId": null,
            "taxTransactionAmount": null,
            "taxPostedAmount": null,
            "taxReclaimPostedAmount": null,
        })
    };
    let gst = tax("D3216F5209D6694EBDD5CB52D0326D3B", "Canada GST", "GST");
    let qst = tax("1CBBFDFE4E77CD478E9F09161A9DC777", "Canada QST", "QST");
    assert_eq!(answer, json!({"expenseTaxes": [gst, qst]}));
}

#[tokio::test]
async fn the_change_of_the_pages_example_is_taken_with_both_its_content_types() {
    let app = samples().await;
    let (report, expense) = ("52FE459784414104BA4D", "A57E742BFA61994DABC964EE39677392");
    let body = json!({
        "customData": [{"id": "custom1", "value": "check"}],
        "reclaimTransactionAmount": 12,
        "taxTransactionAmount": 25,
        "reclaimCode": "RC7",
        "taxCode": "TC7",
    });
    let request = patch(app.company(), report, expense, "11373416D4DC0640B6B2CDE372937C1A", &body);
    assert!(request.header("content-type", "text/plain").await.must(204).body.is_empty());
    let tax = get(app.company(), report, expense).await.must(200).json()["expenseTaxes"][0].clone();
    for (field, value) in [
        ("reclaimTransactionAmount", json!(12.0)),
        ("taxTransactionAmount", json!(25.0)),
        ("taxPostedAmount", json!(25.0)),
        ("taxReclaimPostedAmount", json!(12.0)),
        ("reclaimCode", json!("RC7")),
        ("taxCode", json!("TC7")),
    ] {
        assert_eq!(tax[field], value, "{field}");
    }
    assert_eq!(tax["customData"], json!([{"id": "custom1", "value": "check", "isValid": true, "listItemUrl": null}]));
}

#[tokio::test]
async fn amounts_are_exact_and_posted_at_the_expenses_exchange_rate() {
    let app = TestApp::start().await;
    assert_eq!(tax(&app).await["taxPostedAmount"], Value::Null);
    change(&app, json!({"taxTransactionAmount": 44.17, "reclaimTransactionAmount": 40.1})).await;
    let text = get(app.company(), AT_EXTERNAL, HOTEL).await.text();
    for amount in [
        "\"taxTransactionAmount\":44.17000000",
        "\"taxPostedAmount\":56.09590000",
        "\"reclaimTransactionAmount\":40.10000000",
        "\"taxReclaimPostedAmount\":50.92700000",
    ] {
        assert!(text.contains(amount), "{amount} in {text}");
    }
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let app = TestApp::start().await;
    let custom = json!([{"id": "custom1", "value": "a"}, {"id": "custom2", "value": "b"}]);
    let full = json!({
        "taxTransactionAmount": 44, "reclaimTransactionAmount": 40, "taxCode": "T", "reclaimCode": "R", "customData": custom,
    });
    let before = change(&app, full).await;
    // Absent: everything stays.
    assert_eq!(change(&app, json!({})).await, before);
    // A value: that field changes, and no other.
    let after = change(&app, json!({"taxCode": "U", "customData": [{"id": "custom2", "value": "c"}]})).await;
    assert_eq!((&after["taxCode"], &after["reclaimCode"]), (&json!("U"), &json!("R")));
    assert_eq!(after["taxTransactionAmount"], 44.0);
    let values = |tax: &Value| -> Vec<String> {
        let fields = tax["customData"].as_array().unwrap();
        fields.iter().map(|f| format!("{}={}", f["id"].as_str().unwrap(), f["value"].as_str().unwrap())).collect()
    };
    assert_eq!(values(&after), ["custom1=a", "custom2=c"]);
    // Null: that field is cleared; of custom fields each by itself, and for all of them it counts for nothing.
    let cleared = change(
        &app,
        json!({"taxTransactionAmount": null, "reclaimCode": null, "customData": [{"id": "custom1", "value": null}]}),
    )
    .await;
    for field in ["taxTransactionAmount", "taxPostedAmount", "reclaimCode"] {
        assert_eq!(cleared[field], Value::Null, "{field}");
    }
    assert_eq!((&cleared["taxCode"], &cleared["reclaimTransactionAmount"]), (&json!("U"), &json!(40.0)));
    assert_eq!(values(&change(&app, json!({"customData": null})).await), ["custom2=c"]);
}

#[tokio::test]
async fn the_expense_sums_its_taxes_up() {
    let app = TestApp::start().await;
    let path = format!("{}/expenses/{HOTEL}", app.traveler().path("TRAVELER", AT_EXTERNAL));
    let summary = async || app.traveler().get(&path).await.must(200).json()["expenseTaxSummary"].clone();
    let amount = |value: f64| json!({"value": value, "currencyCode": "USD"});
    let sums = |tax: f64, reclaim: f64, vat: Value| {
        let posted = 336.55;
        json!({
            "totalTaxPostedAmount": amount(tax),
            "totalTaxAdjustedAmount": amount(tax),
            "totalReclaimPostedAmount": amount(reclaim),
            "totalReclaimAdjustedAmount": amount(reclaim),
            "netTaxAmount": amount(((posted - tax) * 1e4_f64).round() / 1e4),
            "netAdjustedTaxAmount": amount(((posted - tax) * 1e4_f64).round() / 1e4),
            "netReclaimAmount": amount(((posted - reclaim) * 1e4_f64).round() / 1e4),
            "netReclaimAdjustedAmount": amount(((posted - reclaim) * 1e4_f64).round() / 1e4),
            "vatTaxTotal": vat,
        })
    };
    assert_eq!(summary().await, sums(0.0, 0.0, Value::Null));
    change(&app, json!({"taxTransactionAmount": 44.17, "reclaimTransactionAmount": 40.1})).await;
    assert_eq!(summary().await, sums(56.0959, 50.927, amount(56.0959)));
}

/// The story of the guide on bi-directional tax integration, by the company's token.
#[tokio::test]
async fn an_external_system_reads_the_report_says_what_the_tax_is_and_approves() {
    let app = TestApp::start().await;
    let company = app.company().acting_for(TRAVELER);
    assert_eq!(company.report(AT_EXTERNAL).await.must(200).json()["approvalStatusId"], "A_EXTV");
    let expenses = company.expenses(AT_EXTERNAL).await.must(200).json();
    let expense = expenses[0]["expenseId"].as_str().unwrap().to_owned();
    let taxes = get(app.company(), AT_EXTERNAL, &expense).await.must(200).json();
    let authority = taxes["expenseTaxes"][0]["taxAuthorityId"].as_str().unwrap().to_owned();
    let body =
        json!({"reclaimCode": "V10", "reclaimTransactionAmount": 0.90, "taxCode": "V10", "taxTransactionAmount": 0.90});
    patch(app.company(), AT_EXTERNAL, &expense, &authority, &body).await.must(204);
    app.company().request(Method::PATCH, &format!("/expensereports/v4/reports/{AT_EXTERNAL}/approve")).await.must(204);
    assert_eq!(app.control().status(AT_EXTERNAL).await.0, "A_PEND");
    // From then on it is read only.
    unchanged_by(&app, patch(app.company(), AT_EXTERNAL, &expense, &authority, &body)).await.must(400);
    assert_eq!(tax(&app).await["taxCode"], "V10");
}

#[tokio::test]
async fn a_new_expense_has_the_tax_of_every_authority_of_its_country() {
    let app = TestApp::start().await;
    let report = json!({"name": "London", "policyId": policies::EXTERNAL, "countryCode": "GB"});
    let uri = app.traveler().create(&report).await.must(201).json()["uri"].clone();
    let report = uri.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    app.traveler().add_entry(&report).await.must(200);
    let expense = app.traveler().expenses(&report).await.must(200).json()[0]["expenseId"].clone();
    let expense = expense.as_str().unwrap();
    assert_eq!(get(app.company(), &report, expense).await.json()["expenseTaxes"][0]["taxAuthorityId"], VAT);
    app.traveler().submit(&report).await.must(204);
    patch(app.company(), &report, expense, VAT, &json!({"taxTransactionAmount": 1})).await.must(204);
    // In the United States nobody taxes.
    app.traveler().request(Method::POST, "/api/v3.0/expense/entries").json(&entry(DRAFT)).await.must(200);
    let taxi = get(app.company(), DRAFT, "F5EC52ED0108847512E1BC7656670B14").await.must(200).json();
    assert_eq!(taxi, json!({"expenseTaxes": []}));
}

#[tokio::test]
async fn a_tax_changes_only_at_external_validation() {
    let app = TestApp::start().await;
    let on_hold = "DA86F82B08EA79E15C25";
    for report in [DRAFT, SENT_BACK, AT_MANAGER, on_hold, AT_ACCOUNTING, AT_PREPAYMENT, PROCESSING, CONFIRMED, PAID] {
        let expenses = app.control().report(report).await;
        assert_eq!(expenses["reportId"], report);
        let request = patch(app.company(), report, NONE, VAT, &json!({"taxTransactionAmount": 1}));
        unchanged_by(&app, request).await.refused(400, "approvalStatusId");
    }
}

#[tokio::test]
async fn a_body_that_will_not_do_is_refused_and_its_field_named() {
    let app = TestApp::start().await;
    let long = "x".repeat(21);
    for (body, field) in [
        (json!({"taxTransactionAmount": "25"}), "taxTransactionAmount"),
        (json!({"taxTransactionAmount": 99_999_999_999_999_i64}), "taxTransactionAmount"),
        (json!({"reclaimTransactionAmount": 9_999_999_999_999_i64}), "reclaimTransactionAmount"),
        (json!({"taxCode": long}), "taxCode"),
        (json!({"reclaimCode": long}), "reclaimCode"),
        (json!({"customData": [{"id": "custom1", "value": "x".repeat(49)}]}), "customData.value"),
        (json!({"customData": {}}), "customData"),
        (json!({"customData": [{"value": "x"}]}), "customData[0]"),
    ] {
        unchanged_by(&app, patch(app.company(), AT_EXTERNAL, HOTEL, VAT, &body)).await.refused(400, field);
    }
    // Very many fields are refused as quickly as a few too many.
    let many: Vec<_> = (0..100_000).map(|n| json!({"id": n.to_string(), "value": "x"})).collect();
    let body = json!({"customData": many});
    let answer = patch(app.company(), AT_EXTERNAL, HOTEL, VAT, &body).await.refused(400, "customData");
    assert!(answer.body.len() < 2_000);
    assert_eq!(tax(&app).await["taxTransactionAmount"], Value::Null);
}

#[tokio::test]
async fn the_other_documented_refusals() {
    let app = TestApp::of(&["taxes.yaml"]).await;
    let body = json!({"taxTransactionAmount": 1});
    get(app.company(), UNKNOWN, HOTEL).await.refused(404, "reportId");
    get(app.company(), AT_EXTERNAL, NONE).await.refused(404, "expenseId");
    patch(app.company(), UNKNOWN, HOTEL, VAT, &body).await.refused(404, "reportId");
    patch(app.company(), AT_EXTERNAL, NONE, VAT, &body).await.refused(404, "expenseId");
    patch(app.company(), AT_EXTERNAL, HOTEL, NONE, &body).await.refused(404, "taxAuthorityId");
    get(app.holder("nobody-token", None), AT_EXTERNAL, HOTEL).await.must(401);
    patch(app.holder("nobody-token", None), AT_EXTERNAL, HOTEL, VAT, &body).await.must(401);
    for token in ["traveler-token", "admin-token", "app-token", "scopeless-token"] {
        get(app.holder(token, None), AT_EXTERNAL, HOTEL).await.must(403);
        unchanged_by(&app, patch(app.holder(token, None), AT_EXTERNAL, HOTEL, VAT, &body)).await.must(403);
    }
    // The scope that writes everywhere else only reads here, and the one that writes here reads, too.
    get(app.holder("report-token", None), AT_EXTERNAL, HOTEL).await.must(200);
    let refused = unchanged_by(&app, patch(app.holder("report-token", None), AT_EXTERNAL, HOTEL, VAT, &body)).await;
    assert!(refused.must(403).text().contains("expense.report.tax.readwrite"));
    get(app.holder("tax-token", None), AT_EXTERNAL, HOTEL).await.must(200);
    patch(app.holder("tax-token", None), AT_EXTERNAL, HOTEL, VAT, &body).await.must(204);
}
