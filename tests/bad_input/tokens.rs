//! Every operation without a token, with one that is none, and with one of the wrong kind.

use super::operations::{Sound, sound};
use crate::support::emulator::TestApp;
use crate::support::request::Request;

/// The call with whatever it carries but the token.
fn without_token<'a>(app: &'a TestApp, call: &Sound) -> Request<'a> {
    let request = app.request(call.method.clone(), &call.path).header("accept", "application/json");
    match &call.body {
        Some(body) => request.json(body),
        None => request,
    }
}

/// The calls that need a token.
fn guarded() -> Vec<Sound> {
    sound().into_iter().filter(|call| !call.token.is_empty()).collect()
}

#[tokio::test]
async fn without_a_token_nothing_is_open() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    for call in guarded() {
        let answer = without_token(&app, &call).await;
        assert_eq!(answer.status, 401, "{}: {}", call.operation, answer.text());
        for header in ["Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer\u{a0}x", ""] {
            without_token(&app, &call).header("authorization", header).await.must(401);
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_token_that_is_none_opens_nothing() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    let forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";
    for call in guarded() {
        for token in ["nobodys-token", forged, "traveler-tokenx", "null"] {
            let answer = without_token(&app, &call).bearer(token).await;
            // The older families answer 403, as their pages have it.
            assert!([401, 403].contains(&answer.status), "{} {token}: {}", call.operation, answer.text());
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_token_of_the_wrong_kind_is_forbidden() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    for call in guarded() {
        let other = if call.token == "app-token" { "traveler-token" } else { "app-token" };
        let answer = without_token(&app, &call).bearer(other).await;
        assert_eq!(answer.status, 403, "{}: {}", call.operation, answer.text());
    }
    assert_eq!(app.control().snapshot().await, before);
}
