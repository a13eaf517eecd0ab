//! Bodies of JSON that are not what they have to be.

use serde_json::{Value, json};

use super::operations::{Sound, sound, with_each_field};
use crate::support::emulator::TestApp;
use crate::support::request::Answer;

/// Five megabytes, the most that is read.
const LARGEST: usize = 5 * 1024 * 1024;

/// The operations that read a body of JSON, each with it.
fn with_bodies() -> Vec<(Sound, Value)> {
    sound().into_iter().filter_map(|mut call| call.body.take().map(|body| (call, body))).collect()
}

/// Sends these bodies to every operation that reads one; each is refused with 400, and nothing changes.
async fn refuse(app: &TestApp, content_type: &str, damage: impl Fn(&Value) -> Vec<Vec<u8>>) -> Vec<Answer> {
    let before = app.control().snapshot().await;
    let mut answers = Vec::new();
    for (call, body) in with_bodies() {
        for bytes in damage(&body) {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
            let answer = call.with(app, content_type, bytes).await;
            assert_eq!(answer.status, 400, "{} {shown}: {}", call.operation, answer.text());
            assert_eq!(answer.operation(), call.operation);
            answers.push(answer);
        }
    }
    assert_eq!(app.control().snapshot().await, before);
    answers
}

#[tokio::test]
async fn what_is_no_json_or_not_all_of_it_is_refused() {
    let app = TestApp::start().await;
    refuse(&app, "application/json", |body| {
        let whole = body.to_string();
        let mut damaged: Vec<Vec<u8>> = [
            "{",
            "}",
            "nonsense",
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\" 1}",
            "{\"a\": 01}",
            "{\"a\": NaN}",
            "\u{feff}{}",
            "{} {}",
            "{\"a\": \"\t\"}",
            "{\"a\": \"\\x\"}",
            "{\"a\": \"\\ud800\"}",
            "<a/>",
            "a=b",
        ]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
        damaged
            .extend((1..whole.len()).step_by(7).map(|end| whole.as_bytes()[..end].to_vec()).filter(|_| whole != "{}"));
        damaged.push(format!("{whole}x").into_bytes());
        damaged.push(b"{\"a\": \"\xff\xfe\"}".to_vec());
        damaged.push(b"\xff\xfe{\0}\0".to_vec());
        damaged.push(b"\0".to_vec());
        damaged.push("[".repeat(100_000).into_bytes());
        damaged.push("{\"a\":".repeat(100_000).into_bytes());
        damaged
    })
    .await;
}

#[tokio::test]
async fn json_that_is_no_object_is_refused() {
    let app = TestApp::start().await;
    refuse(&app, "application/json", |_| {
        ["[]", "[{}]", "null", "true", "1", "1e400", "\"{}\""].map(|text| text.as_bytes().to_vec()).to_vec()
    })
    .await;
}

#[tokio::test]
async fn a_field_that_is_there_twice_is_refused_and_named() {
    let app = TestApp::start().await;
    let answers = refuse(&app, "application/json", |body| {
        let mut doubled = Vec::new();
        for (name, value) in body.as_object().unwrap() {
            let rest = body.to_string();
            doubled.push(format!("{{\"{name}\":{value},{}", &rest[1..]).into_bytes());
        }
        doubled.push(br#"{"nobody": {"knows": 1, "knows": 2}}"#.to_vec());
        doubled
    })
    .await;
    assert!(answers.iter().all(|answer| answer.text().contains("twice")));
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_refused_and_its_field_named() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (call, body) in with_bodies() {
        for wrong in [json!({"x": [1]}), json!([[]]), json!(1.5), json!(true)] {
            for (field, damaged) in with_each_field(&body, &wrong) {
                if fits(&body[&field], &wrong) {
                    continue;
                }
                let answer = call.with(&app, "application/json", damaged.to_string()).await.must(400);
                assert!(answer.text().contains(&field), "{}, {field} {wrong}: {}", call.operation, answer.text());
            }
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

/// Whether a value is of the type that a field has; v3 reads flags and numbers from text, too.
fn fits(sound: &Value, wrong: &Value) -> bool {
    (sound.is_boolean() && wrong.is_boolean())
        || (sound.is_number() && wrong.is_number())
        || (sound.is_object() && wrong.is_object())
}

#[tokio::test]
async fn a_list_of_values_is_no_object_however_deep() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (operation, field, list) in [
        ("v4.createReport", "customData", json!([["custom1", "x"]])),
        ("v4.updateReport", "customData", json!([["custom1", "x"]])),
        ("v4.updateSubmittedReport", "customData", json!([["custom1", "x"]])),
        ("v4.updateExpenseTax", "customData", json!([["custom1", "x"]])),
        ("events.putSubscription", "webHookConfig", json!(["http://127.0.0.1:9/"])),
    ] {
        let (call, mut body) = with_bodies().into_iter().find(|(call, _)| call.operation == operation).unwrap();
        body[field] = list;
        let answer = call.with(&app, "application/json", body.to_string()).await.must(400);
        assert!(answer.text().contains(field) && answer.text().contains("an object"), "{}", answer.text());
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_text_of_absurd_length_is_refused_and_its_field_named() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let absurd: Value = "x".repeat(100_000).into();
    for (call, body) in with_bodies() {
        for (field, damaged) in with_each_field(&body, &absurd) {
            let answer = call.with(&app, "application/json", damaged.to_string()).await;
            assert!(answer.status == 400 || answer.status == 403, "{}, {field}: {}", call.operation, answer.status);
            assert!(answer.body.len() < 2_000, "{}, {field}: the answer repeats it", call.operation);
            assert!(answer.text().contains(&field), "{}, {field}: {}", call.operation, answer.text());
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_value_that_no_enumeration_catalogue_or_calendar_has_is_refused_and_its_field_named() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (operation, field, values) in [
        ("v4.createReport", "policyId", vec!["NOPE", "", "00000000000000000000000000000000"]),
        ("v4.createReport", "countryCode", vec!["U", "USA", "1!", "ÜÖ"]),
        ("v4.createReport", "countrySubDivisionCode", vec!["WA", "US_WA", "US-", "US-WASH"]),
        ("v4.createReport", "reportDate", vec!["", "2026-02-30", "20.02.2026", "yesterday", "+12345-01-01"]),
        ("v4.createReport", "endDate", vec!["2026-02-19", "9999-99-99"]),
        ("v4.createReport", "name", vec!["", "   "]),
        ("v4.updateReport", "reportSource", vec!["NOPE", "ui", ""]),
        ("v4.updateReport", "name", vec!["", " "]),
        ("v4.updateReport", "policyId", vec!["NOPE"]),
        ("v4.approveReport", "statusId", vec!["NOPE", "a_appr", "P_PAID"]),
        ("v4.approveReport", "expectedStepCode", vec!["NOPE", "manager"]),
        ("v4.approveReport", "expectedStepSequence", vec!["0", "one", "99999999999999999999"]),
        ("v4.sendBackReport", "comment", vec!["", "\n"]),
        ("v4.setAttendees", "noShowAttendeeCount", vec!["", "none"]),
        ("v4.addReportComment", "comment", vec!["", "\n"]),
        ("v4.changeExpenseCommentAsSystem", "comment", vec!["", " "]),
        ("v4.putReportExceptionAsSystem", "exceptionCode", vec!["", "NOPE", "missreqfld", "ITEMDIFF"]),
        ("v4.putAllocationExceptionAsSystem", "exceptionVisibility", vec!["", "NOPE", "all"]),
        ("v3.createEntry", "ExpenseTypeCode", vec!["NOPE", "", "taxix"]),
        ("v3.createEntry", "PaymentTypeID", vec!["NOPE", ""]),
        ("v3.createEntry", "TransactionCurrencyCode", vec!["US", "USDD", "$$$", ""]),
        ("v3.createEntry", "TransactionDate", vec!["2026-02-30", "now", ""]),
        (
            "v3.createEntry",
            "TransactionAmount",
            vec!["ten", "1,5", "--1", "1e999", "NaN", "99999999999999999999999999999"],
        ),
        ("v3.createEntry", "ExchangeRate", vec!["x", "1/2"]),
        ("v3.createEntry", "IsPersonal", vec!["perhaps"]),
        ("v4.associateCashAdvances", "cashAdvanceIds", vec!["", "nonsense"]),
        ("v4.updateExpenseTax", "taxTransactionAmount", vec!["", "4.5", "ten"]),
        ("events.putSubscription", "id", vec!["", "Upper", "with space", "ümlaut", "a/b"]),
        ("events.putSubscription", "topic", vec!["", "public.nope"]),
        ("events.putSubscription", "filter", vec!["(", "[z-a]", "(?P<a"]),
        ("events.putSubscription", "webHookConfig", vec!["http://127.0.0.1/"]),
    ] {
        let (call, body) = with_bodies().into_iter().find(|(call, _)| call.operation == operation).unwrap();
        for value in values {
            let mut damaged = body.clone();
            damaged[field] = value.into();
            let answer = call.with(&app, "application/json", damaged.to_string()).await;
            assert_eq!(answer.status, 400, "{operation}, {field} {value:?}: {}", answer.text());
            assert!(answer.text().contains(field), "{operation}, {field} {value:?}: {}", answer.text());
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn an_endpoint_that_is_no_url_to_post_to_is_refused() {
    let app = TestApp::start().await;
    for endpoint in
        ["", "nowhere", "ftp://127.0.0.1/", "http://", "file:///etc/hostname", "http://[::1", "javascript:0"]
    {
        let answer = app.application().subscribe("mine", "public.concur.expense.report", endpoint).await.must(400);
        assert!(answer.text().contains("endpoint"), "{endpoint}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_body_of_more_than_five_megabytes_is_refused_and_one_of_just_so_many_is_read() {
    let app = TestApp::start().await;
    let too_large = refuse(&app, "application/json", |body| {
        let mut text = body.to_string().into_bytes();
        text.resize(LARGEST + 1, b' ');
        vec![text]
    })
    .await;
    assert!(too_large.iter().all(|answer| answer.text().contains(&LARGEST.to_string())));
    for (call, body) in with_bodies().into_iter().filter(|(call, _)| call.operation == "v4.updateReport") {
        let mut text = body.to_string().into_bytes();
        text.resize(LARGEST, b' ');
        call.with(&app, "application/json", text).await.must(204);
    }
}

#[tokio::test]
async fn a_body_without_its_type_or_with_another_is_refused_and_the_header_named() {
    let app = TestApp::start().await;
    for content_type in [
        "",
        "text/plain",
        "text/html",
        "application/octet-stream",
        "multipart/form-data; boundary=x",
        "json",
        "/",
        ";",
        "application",
        "application/jsonx",
        "image/png; charset=utf-8",
    ] {
        let answers = refuse(&app, content_type, |body| {
            // An empty object says no more than no body at all.
            let body = if body == &json!({}) { json!({"comment": "x"}) } else { body.clone() };
            vec![body.to_string().into_bytes()]
        })
        .await;
        assert!(answers.iter().all(|answer| answer.text().contains("Content-Type")), "{content_type}");
    }
}

#[tokio::test]
async fn every_spelling_of_the_type_of_json_is_read() {
    let app = TestApp::start().await;
    for content_type in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/merge-patch+json",
        "application/json;charset=utf-8",
        "application/json ; q=1",
    ] {
        let call = with_bodies().into_iter().find(|(call, _)| call.operation == "v4.updateReport").unwrap();
        call.0.with(&app, content_type, call.1.to_string()).await.must(204);
    }
}
