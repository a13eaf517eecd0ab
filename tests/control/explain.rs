//! Explanations: what a refusal says beyond Concur's words to whoever asks for it.

use reqwest::Method;
use serde_json::json;

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

const REPORT: &str = "764428DD6A664AF0BFCB";

/// The explanation of an answer, read back.
fn explained(answer: &Answer) -> String {
    let header = answer.header("x-emulator-explanation");
    assert!(!header.is_empty() && header.len() <= 2_000, "{}: {header:?}", answer.asked);
    percent_encoding::percent_decode_str(header).decode_utf8().unwrap().into_owned()
}

fn asking(request: Request<'_>) -> Request<'_> {
    request.header("X-Emulator-Explain", "true")
}

#[tokio::test]
async fn a_refusal_names_the_rule_the_state_and_what_would_have_been_legal() {
    let app = TestApp::start().await;
    app.traveler().submit(REPORT).await.must(204);
    let plain = app.traveler().submit(REPORT).await.must(409);
    assert_eq!(plain.header("x-emulator-explanation"), "");
    let refused = asking(app.traveler().submit(REPORT)).await.must(409);
    let mut bodies = [plain.json(), refused.json()];
    bodies.iter_mut().for_each(|body| body["errorId"] = json!(""));
    assert_eq!(bodies[0], bodies[1]);
    let text = explained(&refused);
    for part in [
        "rule=alreadySubmitted; ",
        "operation=v4.submitReport",
        "report=764428DD6A664AF0BFCB",
        "state=A_PEND/P_NOTP",
        "step=MANAGER waits for manager@example.com",
        "approve by manager@example.com",
        "/expensereports/v4/users/45afdc31-0593-4e95-ba75-b094e9326b6d/context/MANAGER/reports/764428DD6A664AF0BFCB/approve",
        "recall by traveler@example.com",
        "/context/TRAVELER/reports/764428DD6A664AF0BFCB/recall",
    ] {
        assert!(text.contains(part), "{part:?} in {text:?}");
    }
}

#[tokio::test]
async fn the_call_that_is_named_is_legal() {
    let app = TestApp::start().await;
    app.traveler().submit(REPORT).await.must(204);
    let text = explained(&asking(app.colleague().approve(REPORT)).await.must(403));
    assert!(text.starts_with("rule=notAnApprover; "), "{text}");
    let call = text.split("approve by manager@example.com").nth(1).unwrap().split(": PATCH ").nth(1).unwrap();
    let path = call.split(" | ").next().unwrap();
    app.manager().request(Method::PATCH, path).await.must(204);
    let text = explained(&asking(app.manager().approve(REPORT)).await.must(400));
    assert!(text.contains("state=A_ACCO/P_NOTP") && text.contains("approve by processor@example.com"), "{text}");
    assert!(text.contains(&format!("POST /_emulator/reports/{REPORT}/actions")), "{text}");
}

#[tokio::test]
async fn every_kind_of_refusal_is_explained() {
    let app = TestApp::start().await;
    let path = app.traveler().path("TRAVELER", REPORT);
    for (request, status, rule) in [
        (app.request(Method::GET, &path), 401, "rule=noToken"),
        (app.request(Method::GET, &path).bearer("nonsense"), 401, "rule=badToken"),
        (app.application().get(&path), 403, "rule=wrongToken"),
        (app.traveler().report("00000000000000000000"), 404, "rule=reportNotFound"),
        (app.manager().report_as("TRAVELER", REPORT), 403, "rule=not"),
        (
            app.request(Method::PATCH, "/expensereports/v4/reports/A/aprove"),
            404,
            "rule=noSuchOperation; nearest=PATCH /expensereports/v4/reports/{reportId}/approve",
        ),
        (app.traveler().update(REPORT, &json!({"name": 7})), 400, "rule=invalid"),
        (app.traveler().report_as("KING", REPORT), 400, "rule=content"),
        (app.company().integrate(REPORT), 200, "rule=illegalAtStatus"),
        (app.request(Method::POST, "/oauth2/v0/token"), 400, "rule=content"),
    ] {
        let answer = asking(request).await.must(status);
        let text = explained(&answer);
        assert!(text.starts_with(rule), "{}: {text}", answer.asked);
    }
    let answered = asking(app.traveler().report(REPORT)).await.must(200);
    assert_eq!(answered.header("x-emulator-explanation"), "");
    app.control().request(Method::POST, "faults").json(&json!({"status": 503})).await.must(201);
    let struck = asking(app.traveler().report(REPORT)).await.must(503);
    assert!(explained(&struck).starts_with("rule=fault; operation=v4.getReport"));
}
