//! A sound call for each operation of the emulated APIs, to be damaged by the other tests. A file for each dialect.

mod events;
mod expense_config;
mod oauth2;
mod remarks;
mod v1;
mod v2;
mod v3;
mod v3_company;
mod v3_receipt_images;
mod v4;
mod v4_parts;

use concur_emulator::core::command::ReportKey;
use concur_emulator::core::report::workflow_step_key;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

/// An expense of the draft.
const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";
/// An attendee of the company.
const GUEST: &str = "695E66E2A472074D8895057311C6A158";
/// An itemized entry.
const ENTRY: &str = "gWi17E300000000000000000000000000E1";
/// The company, and its expense group.
const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const GROUP: &str = "D7A2095E4B8C4F169E3C60B17F82D4A5";
/// The login of the owner of most reports.
const OWNER: &str = "traveler@example.com";
/// Stands in a path before the ID of the report whose step belongs there.
const STEP_OF: &str = "step-of-";

/// A call that would succeed.
pub struct Sound {
    /// The operation that it is.
    pub operation: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path.
    pub path: String,
    /// Whose token it carries.
    pub token: &'static str,
    /// Its body, where the operation reads one.
    pub body: Option<Value>,
}

impl Sound {
    /// The call, without a body.
    pub fn request<'a>(&self, app: &'a TestApp, path: &str) -> Request<'a> {
        let path = with_step(app, path);
        let request = app.request(self.method.clone(), &path).header("accept", "application/json");
        let request = if self.operation == "v1.submitReport" { request.header("X-UserID", OWNER) } else { request };
        if self.token.is_empty() { request } else { request.bearer(self.token) }
    }

    /// The call with these bytes for a body.
    pub fn with<'a>(&self, app: &'a TestApp, content_type: &str, body: impl Into<Vec<u8>>) -> Request<'a> {
        self.request(app, &self.path).content(content_type, body)
    }
}

/// The path, with the key of the step that a report is at where the path asks for it.
fn with_step(app: &TestApp, path: &str) -> String {
    let Some((before, (report, after))) = path.split_once(STEP_OF).and_then(|(b, a)| Some((b, a.split_once('/')?)))
    else {
        return path.to_owned();
    };
    let world = app.world();
    let step = world.find_report(&ReportKey::from(report)).and_then(|report| workflow_step_key(report));
    format!("{before}{}/{after}", step.expect("a report at a step"))
}

/// A path of v4 in the context of a user.
fn in_context(user: &str, context: &str, rest: &str) -> String {
    format!("/expensereports/v4/users/{user}/context/{context}/{rest}")
}

/// One for each operation.
pub fn sound() -> Vec<Sound> {
    let dialects = [
        v4::sound,
        v4_parts::sound,
        remarks::sound,
        v3::sound,
        v3_company::sound,
        v3_receipt_images::sound,
        v2::sound,
        v1::sound,
        expense_config::sound,
        events::sound,
        oauth2::sound,
        super::identity::sound,
    ];
    dialects.into_iter().flat_map(|sound| sound()).collect()
}

/// Every field of an expense that a body of v4 can have.
pub fn whole_expense() -> Value {
    json!({
        "approverAdjustedAmount": {"value": 38.5, "currencyCode": "USD"},
        "authorizationRequestExpenseId": "REQUEST1",
        "budgetAccrualDate": "2026-02-28",
        "businessPurpose": "Sale",
        "comment": "Late",
        "customData": [{"id": "custom1", "value": "x"}],
        "exchangeRate": {"value": 1.0, "operation": "MULTIPLY"},
        "expenseSource": "OTHER",
        "expenseType": {"id": "TAXIX", "name": "Taxi", "code": "OTHER"},
        "fuelTypeListItem": {"id": "fuelType", "value": "x"},
        "governmentInvoiceId": "x",
        "hasMissingReceiptDeclaration": true,
        "invoiceId": "x",
        "isExcludedFromCashAdvanceByUser": true,
        "isExpenseBillable": true,
        "isExpenseRejected": false,
        "isPaperReceiptReceived": true,
        "isPersonalExpense": false,
        "jptRouteId": "x",
        "location": {"city": "Seattle", "countryCode": "US", "countrySubDivisionCode": "US-WA"},
        "merchantTaxId": "x",
        "mileage": {"vehicleId": "CAR1", "totalDistance": 12},
        "paymentType": {"id": "CASH"},
        "receiptImageId": "x",
        "receiptType": {"id": "T"},
        "taxRateLocation": "OUT_OF_PROVINCE",
        "transactionAmount": {"value": 38.5, "currencyCode": "USD"},
        "transactionDate": "2026-02-27",
        "travel": {"startLocation": "Airport", "endLocation": "Office"},
        "travelAllowance": {"dailyLimitAmount": 45.5, "isExpensePartOfTravelAllowance": true},
        "vendor": {"id": null, "name": null, "description": "Yellow Cab"},
    })
}

/// The fields of both.
pub fn merged(one: &Value, other: &Value) -> Value {
    let mut both = one.as_object().unwrap().clone();
    both.extend(other.as_object().unwrap().clone());
    Value::Object(both)
}

/// Every way to put another value at a place in a body: the bodies, each with the name of the field that differs.
pub fn with_each_field(body: &Value, value: &Value) -> Vec<(String, Value)> {
    let names: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    let replaced = |name: String| (name.clone(), merged(body, &json!({name: value})));
    names.into_iter().map(replaced).collect()
}

#[test]
fn there_is_a_sound_call_for_each_operation() {
    let documented: Vec<String> = documents::operations();
    let mut sound: Vec<String> = sound().iter().map(|call| call.operation.to_owned()).collect();
    sound.sort();
    assert_eq!(sound, documented);
}

/// Operations that read a form, or credentials from elsewhere: their own tests send what is sound.
const WITHOUT_CREDENTIALS: &[&str] =
    &["oauth2.token", "oauth2.consent", "oauth2.otp", "oauth2.legacyNativeToken", "oauth2.legacyToken"];

#[tokio::test]
async fn every_sound_call_is_one() {
    for call in sound().iter().filter(|call| !WITHOUT_CREDENTIALS.contains(&call.operation)) {
        let app = TestApp::of(&["switched_on.yaml"]).await;
        if call.operation.ends_with("etSubscription") || call.operation.ends_with("deleteSubscription") {
            app.application().subscribe("mine", "public.concur.expense.report", "http://127.0.0.1:9/").await.must(200);
        }
        let uploaded = app
            .traveler()
            .request(Method::POST, "/api/v3.0/expense/receiptimages")
            .content("image/png", v3_receipt_images::PNG);
        let image = uploaded.header("accept", "application/json").await.must(200).json()["ID"].clone();
        let path = call.path.replace("{image}", image.as_str().unwrap());
        let answer = match &call.body {
            None if v3_receipt_images::UPLOADS.contains(&call.operation) => {
                call.request(&app, &path).content("image/png", v3_receipt_images::PNG).await
            }
            Some(body) => call.with(&app, "application/json", body.to_string()).await,
            None => call.request(&app, &path).await,
        };
        assert!((200..300).contains(&answer.status), "{}: {} {}", call.operation, answer.status, answer.text());
        assert_eq!(answer.operation(), call.operation);
    }
}
