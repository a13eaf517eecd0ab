//! That the harness would notice: answers that differ from the documents by one thing each.

use std::panic::{AssertUnwindSafe, catch_unwind};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;
use crate::support::request::Answer;

/// A true answer with another body, status or header is held against the documents.
async fn held(change: impl FnOnce(&mut Answer)) {
    let app = TestApp::start().await;
    let mut answer = app.traveler().report(DRAFT).await.must(200);
    change(&mut answer);
    documents::check(&Method::GET, &app.traveler().path("TRAVELER", DRAFT), &answer);
}

fn body(answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    let mut body = answer.json();
    change(&mut body);
    answer.body = body.to_string().into();
}

#[tokio::test]
async fn an_answer_as_it_is_keeps_to_the_documents() {
    held(|answer| body(answer, |_| {})).await;
}

#[tokio::test]
#[should_panic(expected = "'surprise' was unexpected")]
async fn a_field_that_no_document_has_is_noticed() {
    held(|answer| body(answer, |report| report["surprise"] = json!(1))).await;
}

#[tokio::test]
#[should_panic(expected = "'surprise' was unexpected")]
async fn a_field_that_no_document_has_is_noticed_deep_inside() {
    held(|answer| body(answer, |report| report["reportTotal"]["surprise"] = json!(1))).await;
}

#[tokio::test]
#[should_panic(expected = "\"reportId\" is a required property")]
async fn a_missing_field_is_noticed() {
    held(|answer| body(answer, |report| drop(report.as_object_mut().unwrap().remove("reportId")))).await;
}

#[tokio::test]
#[should_panic(expected = "/canRecall: \"no\" is not of type \"boolean\"")]
async fn a_value_of_another_type_is_noticed() {
    held(|answer| body(answer, |report| report["canRecall"] = json!("no"))).await;
}

#[tokio::test]
#[should_panic(expected = "the document knows only")]
async fn an_undocumented_status_is_noticed() {
    held(|answer| answer.status = 202).await;
}

#[tokio::test]
#[should_panic(expected = "\"text/html\", not one of")]
async fn an_undocumented_content_type_is_noticed() {
    held(|answer| drop(answer.headers.insert("content-type", "text/html".parse().unwrap()))).await;
}

#[tokio::test]
#[should_panic(expected = "concur-correlationid")]
async fn a_missing_correlation_id_is_noticed() {
    held(|answer| drop(answer.headers.remove("concur-correlationid"))).await;
}

#[tokio::test]
#[should_panic(expected = "openapi/ has no operation")]
async fn an_operation_that_is_nowhere_is_noticed() {
    held(|answer| drop(answer.headers.insert("x-emulator-operation", "v9.dance".parse().unwrap()))).await;
}

#[tokio::test]
async fn a_success_that_the_contract_does_not_know_is_noticed_where_the_contract_is_at_hand() {
    let app = TestApp::start().await;
    let mut answer = app.traveler().report(DRAFT).await.must(200);
    answer.status = 206;
    let path = app.traveler().path("TRAVELER", DRAFT);
    let held = catch_unwind(AssertUnwindSafe(|| documents::check_contract(&Method::GET, &path, &answer)));
    assert_eq!(held.is_err(), documents::contracts().is_some());
}
