//! OpenID Connect: discovery leads a client to everything, and what is forged is refused by it and by the emulator.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::*;
use crate::support::emulator::TestApp;

#[tokio::test]
async fn discovery_names_the_issuer_of_the_tokens_and_endpoints_that_are_there() {
    let app = TestApp::start().await;
    let found = app.request(Method::GET, "/.well-known/openid-configuration").await.must(200).json();
    let tokens = token(&app, EMULATOR, TRAVELER).await.must(200);
    let said = verified(&app, &text(&tokens, "id_token")).await.expect("a good signature");
    assert_eq!(found["issuer"], said["iss"]);
    let at = |field: &str| found[field].as_str().expect("a URL").to_owned();
    app.request(Method::GET, &at("jwks_uri")).await.must(200);
    app.request(Method::POST, &at("token_endpoint")).content(FORM, "x=1").await.must(400);
    app.request(Method::GET, &at("authorization_endpoint")).await.must(400);
    let has = |field: &str, value: &str| found[field].as_array().is_some_and(|all| all.contains(&json!(value)));
    assert!(has("code_challenge_methods_supported", "S256") && has("id_token_signing_alg_values_supported", "RS256"));
    assert!(has("grant_types_supported", "otp") && has("scopes_supported", "expense.report.read"));
}

/// Tokens that say what a good one says, and were not issued.
async fn forged(app: &TestApp, good: &str) -> Vec<(&'static str, String)> {
    let said = verified(app, good).await.expect("a good signature");
    let parts: Vec<_> = good.split('.').map(str::to_owned).collect();
    let mut more = said.clone();
    more["concur.type"] = json!("company");
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let none = part(&json!({"typ": "JWT", "alg": "none"}));
    let keys = app.request(Method::GET, "/oauth2/v0/jwks").await.must(200).json();
    let kid = keys["keys"][0]["kid"].as_str().map(str::to_owned);
    let header = |algorithm| Header { kid: kid.clone(), ..Header::new(algorithm) };
    let by_public_key = |key: &str| EncodingKey::from_secret(keys["keys"][0][key].as_str().expect("a key").as_bytes());
    let signed_by_another = {
        let other = KeyPair::generate(KeySize::Rsa2048).expect("a key");
        let mut signature = vec![0; other.public_modulus_len()];
        let message = format!("{}.{}", parts[0], parts[1]);
        other.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).expect("a signature");
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    };
    vec![
        ("tampered claims", format!("{}.{}.{}", parts[0], part(&more), parts[2])),
        ("alg none, no signature", format!("{none}.{}.", parts[1])),
        ("alg none, the signature", format!("{none}.{}.{}", parts[1], parts[2])),
        ("another key", signed_by_another),
        ("the public key as a secret", encode(&header(Algorithm::HS256), &said, &by_public_key("n")).expect("a token")),
        ("a cut signature", good[..good.len() - 4].to_owned()),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
    ]
}

#[tokio::test]
async fn what_is_forged_opens_nothing_and_does_not_verify() {
    let app = TestApp::start().await;
    let tokens = token(&app, EMULATOR, TRAVELER).await.must(200);
    let good = text(&tokens, "access_token");
    assert!(opens(&app, &good).await);
    for (how, forged) in forged(&app, &good).await {
        assert!(!opens(&app, &forged).await, "{how}");
        assert!(verified(&app, &forged).await.is_err(), "{how}");
    }
    for (what, token) in [("id", text(&tokens, "id_token")), ("refresh", text(&tokens, "refresh_token"))] {
        assert!(!opens(&app, &token).await, "an {what} token is no access token");
    }
    advance(&app, "PT1H").await;
    assert!(!opens(&app, &good).await, "expired");
}
