//! One table over all families: every operation with every kind of token that opens nothing, and with every scope but its own.
//!
//! The operations are the sound calls of `bad_input::operations`, which miss none. A kind of token is a row of [`worthless`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use concur_emulator::tenant::access::scopes::ALL;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::*;
use super::scopes::{NEED_NONE, POWERLESS, issued, kind_of, missed};
use crate::bad_input::operations::{Sound, sound};
use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

/// A kind of token that opens nothing.
struct Worthless {
    kind: &'static str,
    /// The `Authorization` header; none where it is left out.
    header: Option<String>,
    /// Whether it is a token at all, be it a bad one.
    is_token: bool,
}

fn header(kind: &'static str, header: &str) -> Worthless {
    Worthless { kind, header: Some(header.to_owned()), is_token: false }
}

fn bearer(kind: &'static str, token: &str) -> Worthless {
    Worthless { kind, header: Some(format!("Bearer {token}")), is_token: true }
}

/// The status with which an operation refuses it: the older families tell bad tokens from missing ones, as their pages have it.
fn expected(call: &Sound, token: &Worthless) -> u16 {
    if call.path.starts_with("/api/") && token.is_token { 403 } else { 401 }
}

/// Logs somebody in. Answers what he is answered.
async fn login(app: &TestApp, name: &str) -> Answer {
    token(app, EMULATOR, &[("grant_type", "password"), ("username", name), ("password", "password")]).await.must(200)
}

async fn of_user(app: &TestApp, user: &Value, patch: Option<Value>) {
    let path = format!("/profile/identity/v4/Users/{}", user["id"].as_str().expect("an ID"));
    match patch {
        Some(operation) => {
            let patch =
                json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]});
            app.company().request(Method::PATCH, &path).json(&patch).await.must(200);
        }
        None => drop(app.company().request(Method::DELETE, &path).await.must(204)),
    }
}

async fn newcomer(app: &TestApp, login: &str) -> Value {
    let user = json!({
        "userName": login,
        "active": true,
        "name": {"familyName": "Doe", "givenName": "John"},
        "emails": [{"value": login}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"companyId": "12fc85ee-6f43-4d85-ba0d-94e844849dc1"},
    });
    app.company().request(Method::POST, "/profile/identity/v4/Users").json(&user).await.must(200).json()
}

/// Tokens that were good once, or would be elsewhere.
async fn spoilt(app: &TestApp) -> Vec<Worthless> {
    let expired = text(&login(app, "traveler@example.com").await, "access_token");
    advance(app, "PT61M").await;
    let revoked = text(&login(app, "colleague@example.com").await, "access_token");
    let revoke = format!("/net2/oauth2/revoketoken.ashx?{}", encoded(&[("token", &revoked)]));
    app.request(Method::POST, &revoke).bearer("admin-token").await.must(200);
    let (idle, gone) = (newcomer(app, "idle@example.com").await, newcomer(app, "gone@example.com").await);
    let of_idle = text(&login(app, "idle@example.com").await, "access_token");
    let of_gone = text(&login(app, "gone@example.com").await, "access_token");
    of_user(app, &idle, Some(json!({"op": "replace", "path": "active", "value": false}))).await;
    of_user(app, &gone, None).await;
    // The same user and company at another installation, which signs with a key of its own.
    let elsewhere = TestApp::of(&["switched_on.yaml"]).await;
    let foreign = text(&login(&elsewhere, "traveler@example.com").await, "access_token");
    vec![
        bearer("expired", &expired),
        bearer("revoked", &revoked),
        bearer("of somebody deactivated", &of_idle),
        bearer("of somebody deleted", &of_gone),
        bearer("of another key", &foreign),
    ]
}

/// Tokens that nobody issued, made of one that is good.
async fn forged(app: &TestApp) -> Vec<Worthless> {
    let answer = login(app, "traveler@example.com").await;
    let good = text(&answer, "access_token");
    let [head, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts: {good}") };
    let said = verified(app, &good).await.expect("a good signature");
    let mut more = said.clone();
    more["concur.type"] = json!("company");
    let more = URL_SAFE_NO_PAD.encode(more.to_string());
    let unsigned = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"none"}"#);
    let keys = app.request(Method::GET, "/oauth2/v0/jwks").await.must(200).json();
    let public = EncodingKey::from_secret(keys["keys"][0]["n"].as_str().expect("n").as_bytes());
    let by_hmac = encode(&Header::new(Algorithm::HS256), &said, &public).expect("a token");
    vec![
        bearer("unknown", "nobodys-token"),
        bearer("more than a token", "traveler-tokenx"),
        bearer("tampered with", &format!("{head}.{more}.{signature}")),
        bearer("alg none", &format!("{unsigned}.{claims}.")),
        bearer("alg none, signed", &format!("{unsigned}.{claims}.{signature}")),
        bearer("HMAC by the public key", &by_hmac),
        bearer("cut off", &good[..good.len() - 1]),
        bearer("an ID token", &text(&answer, "id_token")),
        bearer("a refresh token", &text(&answer, "refresh_token")),
    ]
}

/// Every kind of token that opens nothing.
async fn worthless(app: &TestApp) -> Vec<Worthless> {
    let mut kinds = vec![
        Worthless { kind: "none", header: None, is_token: false },
        header("empty", ""),
        header("a scheme alone", "Bearer "),
        header("another scheme", "Basic dXNlcjpwYXNz"),
        header("no space", "Bearer\u{a0}x"),
    ];
    kinds.extend(spoilt(app).await);
    kinds.extend(forged(app).await);
    kinds
}

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
async fn no_operation_is_open_to_a_worthless_token() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let tokens = worthless(&app).await;
    let before = app.control().snapshot().await;
    for call in guarded() {
        for token in &tokens {
            let request = without_token(&app, &call);
            let answer = match &token.header {
                Some(header) => request.header("authorization", header).await,
                None => request.await,
            };
            let asked = format!("{} with a token that is {}", call.operation, token.kind);
            assert_eq!(answer.status, expected(&call, token), "{asked}: {}", answer.text());
            assert_eq!(answer.operation(), call.operation, "{asked}");
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn no_operation_is_open_to_a_token_of_the_wrong_kind() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    for call in guarded() {
        let other = if call.token == "app-token" { "traveler-token" } else { "app-token" };
        let answer = without_token(&app, &call).bearer(other).await;
        assert_eq!(answer.status, 403, "{}: {}", call.operation, answer.text());
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn no_operation_is_open_to_a_token_with_every_scope_but_its_own() {
    let app = TestApp::of(&["switched_on.yaml", "powerless.yaml"]).await;
    let before = app.control().snapshot().await;
    for call in guarded().into_iter().filter(|call| !NEED_NONE.contains(&call.operation)) {
        let kind = kind_of(call.token);
        let powerless = issued(&app, POWERLESS, kind, "").await;
        let own = missed(&without_token(&app, &call).bearer(&powerless).await.must(403));
        let others: Vec<_> = ALL.iter().copied().filter(|scope| !own.contains(*scope)).collect();
        let others = issued(&app, EMULATOR, kind, &others.join(" ")).await;
        let answer = without_token(&app, &call).bearer(&others).await;
        assert_eq!(answer.status, 403, "{}: {}", call.operation, answer.text());
        assert_eq!(missed(&answer), own, "{}", call.operation);
    }
    assert_eq!(app.control().snapshot().await, before);
}
