//! HTTP/1.1 and HTTP/2 with prior knowledge, side by side on the plain port.

use crate::support::emulator::{Protocol, TestApp};
use crate::support::reports::{AT_MANAGER, DRAFT};

#[tokio::test]
async fn a_client_with_prior_knowledge_of_http_2_is_served_as_any_other() {
    for protocol in [Protocol::Http1, Protocol::Http2] {
        let app = TestApp::over(protocol, &["default"]).await;
        let report = app.traveler().report(DRAFT).await.must(200).json();
        let link = report["links"][0]["href"].as_str().unwrap();
        assert!(link.starts_with(app.base_url()), "{link}");
        app.traveler().submit(DRAFT).await.must(204);
        app.manager().approve(DRAFT).await.must(204);
        app.manager().approve(AT_MANAGER).await.must(204);
        app.manager().approve(AT_MANAGER).await.refused(400, "approvalStatusId");
    }
}

#[tokio::test]
async fn a_correlation_id_goes_with_a_request_into_its_answer_and_its_errors() {
    let app = TestApp::start().await;
    let answer = app.traveler().report(DRAFT).header("Concur-Correlationid", "order-66").await.must(200);
    assert_eq!(answer.header("concur-correlationid"), "order-66");
    let refused = app.colleague().report(DRAFT).header("Concur-Correlationid", "order-67").await.must(403);
    assert_eq!(refused.json()["errorId"], "order-67");
    let refused = app.traveler().integrate(DRAFT).header("Concur-Correlationid", "order-68").await.must(403);
    assert_eq!(refused.json()["Error"]["Id"], "order-68");
}
