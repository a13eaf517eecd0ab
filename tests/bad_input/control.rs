//! Control, given what it cannot make sense of: whoever writes a test is told what is wrong with it.

use reqwest::Method;

use crate::support::emulator::TestApp;
use crate::support::reports::AT_MANAGER;

#[tokio::test]
async fn bodies_that_control_cannot_read_are_refused_and_change_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let act = format!("reports/{AT_MANAGER}/actions");
    let absurd = format!("{{\"{}\": 1}}", "x".repeat(100_000));
    let deep = "[".repeat(100_000);
    for (method, path, bodies) in [
        (
            Method::POST,
            act.as_str(),
            [
                r#"{"action": 1}"#,
                r#"{"action": "hold", "as": []}"#,
                r#"{"action": "hold", "action": "hold"}"#,
                r#"["hold"]"#,
            ],
        ),
        (
            Method::PUT,
            "clock",
            [r#"{"now": "noon"}"#, r#"{"frozen": "yes"}"#, r#"{"frozen": true, "frozen": true}"#, r#"[null, true]"#],
        ),
        (
            Method::POST,
            "clock/advance",
            [r#"{"by": 5}"#, r#"{"by": "soon"}"#, r#"{"by": "PT1H", "by": "PT1H"}"#, r#"["PT1H"]"#],
        ),
    ] {
        let damaged = ["", "{", "nonsense", "null", "{} {}", r#"{"nobody": 1}"#, absurd.as_str(), deep.as_str()];
        for body in bodies.into_iter().chain(damaged) {
            let shown = &body[..body.len().min(100)];
            let answer = app.control().request(method.clone(), path).content("application/json", body).await;
            assert_eq!(answer.status, 400, "{path} {shown}: {}", answer.text());
            assert!(!answer.json()["error"]["message"].as_str().unwrap().is_empty());
            assert!(answer.body.len() < 2_000, "{path} {shown}: the answer repeats it");
        }
        let binary = app.control().request(method, path).content("application/json", b"{\"\xff\": 1}".to_vec()).await;
        binary.must(400);
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn parameters_that_control_does_not_know_are_refused_and_named() {
    let app = TestApp::start().await;
    for (path, parameter) in [
        ("reports?approvalStatus=A_NOPE", "approvalStatus"),
        ("reports?paymentStatus=", "paymentStatus"),
        ("reports?owner=nobody", "owner"),
        ("reports?limit=0", "limit"),
        ("reports?limit=many", "limit"),
        ("reports?nope=1", "nope"),
        ("events?after=nope", "after"),
        ("events?limit=-1", "limit"),
        ("requests?status=fine", "status"),
        ("requests?user=nobody", "user"),
    ] {
        let answer = app.control().request(Method::GET, path).await.must(400);
        assert!(answer.text().contains(parameter), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn what_control_does_not_find_is_404() {
    let app = TestApp::start().await;
    for path in
        ["reports/nope", "reports/%ff", "reports/%2F", "reports/00000000000000000000", "events/nope", "events/%00"]
    {
        let answer = app.control().request(Method::GET, path).await.must(404);
        assert!(!answer.json()["error"]["message"].as_str().unwrap().is_empty());
    }
}
