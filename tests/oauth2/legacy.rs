//! Tokens as they were had until 2017.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;

use super::client::*;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

fn native<'a>(app: &'a TestApp, key: &str, credentials: &str) -> Request<'a> {
    let request = app.request(Method::GET, "/net2/oauth2/accesstoken.ashx");
    request.header("x-consumerkey", key).header("authorization", &format!("Basic {}", STANDARD.encode(credentials)))
}

fn get<'a>(app: &'a TestApp, fields: Fields<'_>) -> Request<'a> {
    let credentials = [("client_id", EMULATOR.0), ("client_secret", EMULATOR.1)];
    let path = format!("/net2/oauth2/GetAccessToken.ashx?{}", encoded(&[&credentials[..], fields].concat()));
    app.request(Method::GET, &path).header("accept", "application/json")
}

fn revoke<'a>(app: &'a TestApp, fields: Fields<'_>) -> Request<'a> {
    app.request(Method::POST, &format!("/net2/oauth2/revoketoken.ashx?{}", encoded(fields)))
}

const TERRY: &str = "traveler@example.com:password";

#[tokio::test]
async fn a_user_gets_a_token_for_a_year_by_basic_authentication() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let xml = native(&app, EMULATOR.0, TERRY).await.must(200);
    assert_eq!(xml.header("deprecation"), "@1486166400");
    assert_eq!(xml.xml().name, "Access_Token");
    let answer = native(&app, EMULATOR.0, TERRY).header("accept", "application/json").await.must(200);
    assert_eq!(text(&answer, "Instance_URL"), app.base_url());
    assert_eq!(text(&answer, "Expiration_Date"), "3/1/2027 8:00:00 AM");
    let token = text(&answer, "Token");
    advance(&app, "P364DT23H59M59S").await;
    assert!(opens(&app, &token).await);
    advance(&app, "PT1S").await;
    assert!(!opens(&app, &token).await);
    let renewed = get(&app, &[("refresh_token", &text(&answer, "Refresh_Token"))]).await.must(200);
    assert!(opens(&app, &text(&renewed, "Token")).await);

    for (key, credentials, expected) in [
        ("", TERRY, (400, 62)),
        ("nobody", TERRY, (401, 61)),
        (DISABLED.0, TERRY, (403, 59)),
        (UNCONNECTED.0, TERRY, (403, 53)),
        (EMULATOR.0, "traveler@example.com:wrong", (400, 5)),
        (EMULATOR.0, "nonsense", (400, 51)),
        (EMULATOR.0, "refused14@example.com:password", (400, 14)),
    ] {
        let answer = native(&app, key, credentials).await;
        assert_eq!((refusal(&answer), answer.header("deprecation")), (expected, "@1486166400"), "{key} {credentials}");
    }
}

#[tokio::test]
async fn a_code_brings_a_token_once() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let code = code(&app, EMULATOR, &[("scope", "openid expense.config.paymenttypes.restricted.read")]).await;
    assert_eq!(refusal(&get(&app, &[]).await), (400, 101));
    assert_eq!(refusal(&get(&app, &[("code", "x")]).await), (400, 103));
    let of_another = super::client::code(&app, NO_REFRESH, &[]).await;
    assert_eq!(refusal(&get(&app, &[("code", &of_another)]).await), (400, 105));
    let answer = get(&app, &[("code", &code)]).await.must(200);
    assert!(!text(&answer, "Token").is_empty());
    assert_eq!(refusal(&get(&app, &[("code", &code)]).await), (400, 103));
    assert_eq!(refusal(&get(&app, &[("refresh_token", "x")]).await), (400, 108));
    let wrong = format!("/net2/oauth2/getaccesstoken.ashx?client_id={}&client_secret=wrong&code=x", EMULATOR.0);
    assert_eq!(refusal(&app.request(Method::GET, &wrong).await), (401, 64));
}

#[tokio::test]
async fn an_administrator_revokes_one_token_or_all_of_a_user() {
    let app = TestApp::start().await;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        let answer = native(&app, EMULATOR.0, TERRY).header("accept", "application/json").await.must(200);
        tokens.push((text(&answer, "Token"), text(&answer, "Refresh_Token")));
    }
    let one = [("token", tokens[0].0.as_str())];
    revoke(&app, &one).await.must(401);
    revoke(&app, &one).bearer("traveler-token").await.must(403);
    revoke(&app, &one).bearer("company-token").await.must(403);
    assert_eq!(refusal(&revoke(&app, &[]).bearer("admin-token").await), (400, 135));
    assert!(opens(&app, &tokens[0].0).await);
    revoke(&app, &one).bearer("admin-token").await.must(200);
    assert!(!opens(&app, &tokens[0].0).await && opens(&app, &tokens[1].0).await);
    let all = [("consumerKey", EMULATOR.0), ("user", "traveler@example.com")];
    revoke(&app, &all).bearer("admin-token").await.must(200);
    assert!(!opens(&app, &tokens[1].0).await && !opens(&app, &tokens[2].0).await);
    assert_eq!(refusal(&get(&app, &[("refresh_token", &tokens[1].1)]).await), (400, 108));
    assert!(!opens(&app, "traveler-token").await, "the fixed one is of the same application");
    app.control().request(Method::POST, "reset").await.must(204);
    assert!(opens(&app, "traveler-token").await);
}
