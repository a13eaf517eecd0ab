//! Of several things wrong, the first that applies is said: token, scope or kind of token, context, report, part, status, body.

use reqwest::Method;
use serde_json::json;

use super::unchanged_by;
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT, UNKNOWN};

#[tokio::test]
async fn refusals_come_in_their_order() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let colleague = app.colleague();
    let path = |context: &str, report: &str| format!("{}/approve", colleague.path(context, report));
    let approve = |path: &str| app.request(Method::PATCH, path).json(&json!({"comment": 1}));
    // Everything is wrong at first; each time the first thing is put right.
    let no_token = approve(&path("TRAVELER", UNKNOWN));
    unchanged_by(&app, no_token.clone()).await.must(401);
    unchanged_by(&app, no_token.bearer("forged")).await.must(401);
    let narrow = approve(&path("TRAVELER", UNKNOWN)).bearer("narrow-company-token");
    assert!(unchanged_by(&app, narrow).await.must(403).text().contains("expense.report.workflowstatus.write"));
    let company = approve(&path("TRAVELER", UNKNOWN)).bearer("company-token");
    assert!(unchanged_by(&app, company).await.must(403).text().contains("user's access token"));
    let as_colleague = |context, report| approve(&path(context, report)).bearer("colleague-token");
    unchanged_by(&app, as_colleague("TRAVELER", UNKNOWN)).await.refused(400, "contextType");
    unchanged_by(&app, as_colleague("MANAGER", UNKNOWN)).await.refused(404, "reportId");
    unchanged_by(&app, as_colleague("MANAGER", AT_MANAGER)).await.refused(403, "reportId");
    let manager = app.manager();
    app.manager().approve(AT_MANAGER).await.must(204);
    let stale = json!({"comment": 1, "expectedStepCode": "MANAGER"});
    unchanged_by(&app, manager.approve(AT_MANAGER).json(&stale)).await.refused(400, "approvalStatusId");
    app.traveler().submit(DRAFT).await.must(204);
    unchanged_by(&app, manager.approve(DRAFT).json(&stale)).await.refused(400, "comment");
    unchanged_by(&app, manager.approve(DRAFT).json(&json!({"expectedStepCode": "EXTVAL"})))
        .await
        .refused(400, "expectedStepCode");
    manager.approve(DRAFT).json(&json!({"expectedStepCode": "MANAGER"})).await.must(204);
}
