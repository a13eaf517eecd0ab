//! Every number of the tables in `authentication/apidoc` and `authentication/company-auth`, brought about.

use std::collections::BTreeSet;

use reqwest::Method;

use super::client::*;
use crate::support::emulator::TestApp;

/// The numbers of `/token`.
const OF_TOKEN: &[u64] = &[
    5, 10, 11, 12, 13, 14, 16, 19, 20, 21, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 80, 81, 83, 84,
    85, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 115, 117, 118, 119, 120, 121, 122, 123, 124, 134, 135, 136,
    139,
];

/// The numbers of `/otp`.
const OF_OTP: &[u64] = &[16, 57, 58, 60, 61, 62, 63, 80, 81, 82, 135];

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
const EMAIL: Fields<'static> = &[("channel_type", "email"), ("channel_handle", "traveler@example.com")];

const fn nobody() -> Client {
    Client("99999999-9999-4999-8999-999999999999", "secret")
}

/// A number, its name, and who sends which fields to be answered so.
type Row = (u64, &'static str, Client, Vec<(&'static str, &'static str)>);

/// What brings each number about at the token endpoint.
fn at_token() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |code, error, client, fields: &[(&'static str, &'static str)]| {
        rows.push((code, error, client, fields.to_vec()));
    };
    let (request, grant, client_error) = ("invalid_request", "invalid_grant", "invalid_client");
    let by = |login, password| vec![("grant_type", "password"), ("username", login), ("password", password)];
    let traveler = |more: &[(&'static str, &'static str)]| [TRAVELER, more].concat();
    let otp = |more: &[(&'static str, &'static str)]| [&[("grant_type", "otp")], more].concat();
    row(5, grant, EMULATOR, &by("traveler@example.com", "wrong"));
    for (code, login) in [
        (10, "refused10@example.com"),
        (11, "refused11@example.com"),
        (12, "refused12@example.com"),
        (13, "refused13@example.com"),
        (14, "refused14@example.com"),
        (19, "refused19@example.com"),
        (20, "refused20@example.com"),
    ] {
        row(code, grant, EMULATOR, &by(login, "password"));
    }
    for (code, login) in
        [(100, "refused100@example.com"), (123, "refused123@example.com"), (139, "refused139@example.com")]
    {
        row(code, request, EMULATOR, &by(login, "password"));
    }
    row(16, request, EMULATOR, &by("elsewhere@example.com", "whatever"));
    row(21, request, SSO_ONLY, TRAVELER);
    row(51, request, EMULATOR, &by("", "password"));
    row(52, request, EMULATOR, &by("traveler@example.com", ""));
    row(53, client_error, UNCONNECTED, TRAVELER);
    row(54, "invalid_scope", REGISTERED, &traveler(&[("scope", "openid LIST")]));
    let nobodys = [("channel_type", "email"), ("channel_handle", "nobody@example.com"), ("otp", "x")];
    row(55, request, EMULATOR, &otp(&nobodys));
    row(56, request, EMULATOR, &otp(EMAIL));
    row(57, request, EMULATOR, &otp(&EMAIL[1..]));
    row(58, request, EMULATOR, &otp(&EMAIL[..1]));
    row(59, "access_denied", DISABLED, &[("grant_type", "client_credentials")]);
    row(60, grant, EMULATOR, &[("grant_type", "implicit")]);
    row(60, grant, BY_ITSELF, TRAVELER);
    row(61, client_error, nobody(), TRAVELER);
    row(62, request, Client("", "secret"), TRAVELER);
    row(63, request, Client(EMULATOR.0, ""), TRAVELER);
    row(64, client_error, Client(EMULATOR.0, "wrong"), TRAVELER);
    row(65, request, EMULATOR, &[]);
    row(80, request, EMULATOR, &otp(&[("channel_type", "sms"), ("channel_handle", "x@example.com"), ("otp", "x")]));
    for handle in ["+491701234567", "@example.com", "x@", "a b@example.com"] {
        row(81, request, EMULATOR, &otp(&[("channel_type", "email"), ("channel_handle", handle), ("otp", "x")]));
    }
    row(83, request, EMULATOR, &otp(&[EMAIL, &[("otp", "x")]].concat()));
    let code = |more: &[(&'static str, &'static str)]| [&[("grant_type", "authorization_code")], more].concat();
    row(101, request, EMULATOR, &code(&[("redirect_uri", REDIRECT)]));
    row(102, request, EMULATOR, &code(&[("code", "x")]));
    row(103, request, EMULATOR, &code(&[("code", "x"), ("redirect_uri", REDIRECT)]));
    row(106, request, EMULATOR, &[("grant_type", "refresh_token")]);
    row(107, request, NO_REFRESH, &[("grant_type", "refresh_token"), ("refresh_token", "x")]);
    row(108, grant, EMULATOR, &[("grant_type", "refresh_token"), ("refresh_token", "x")]);
    row(109, request, EMULATOR, &traveler(&[("login_type", "loginid")]));
    row(120, request, EMULATOR, &traveler(&[("credtype", "sso")]));
    row(121, request, EMULATOR, &traveler(&[("login_type", "fingerprint")]));
    row(122, request, EMULATOR, &traveler(&[("proxies", "manager@example.com")]));
    row(122, request, EMULATOR, &traveler(&[("proxies", "nobody@example.com")]));
    row(124, request, EMULATOR, &traveler(&[("product", "cookies")]));
    let strangers = by(COMPANY, "request-token-of-stranger");
    row(136, request, EMULATOR, &[&strangers[..], &[("credtype", "authtoken")]].concat());
    rows
}

#[tokio::test]
async fn every_number_of_the_token_table_is_answered_to_what_deserves_it() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let mut seen = BTreeSet::new();
    for (code, error, client, fields) in at_token() {
        let answer = token(&app, client, &fields).await;
        let status = match code {
            53 | 59 => 403,
            61 | 64 => 401,
            _ => 400,
        };
        assert_eq!((refusal(&answer), text(&answer, "error").as_str()), ((status, code), error), "{fields:?}");
        let here = if code == 16 { "https://eu2.api.concursolutions.com" } else { app.base_url() };
        assert_eq!(text(&answer, "geolocation"), here, "{fields:?}");
        seen.insert(code);
    }
    let broken = app.request(Method::POST, "/oauth2/v0/token").content("application/json", "{}").await;
    assert_eq!(refusal(&broken), (400, 135));
    seen.insert(135);

    // 84 and 85: a password that waits, offered with other parameters, and another one.
    otp(&app, EMULATOR, &[EMAIL, &[("mine", "1")]].concat()).await.must(200);
    let mails = app.control().request(Method::GET, "mails").await.must(200).json();
    let password = mails["items"][0]["otp"].as_str().expect("a password").to_owned();
    for (offered, code) in [(password.as_str(), 84), ("another", 85)] {
        let answer = token(&app, EMULATOR, &[EMAIL, &[("grant_type", "otp"), ("otp", offered)]].concat()).await;
        assert_eq!(refusal(&answer), (400, code));
        seen.insert(code);
    }
    // 104 and 105: a code that was sent elsewhere, to someone else.
    let code = code(&app, EMULATOR, &[]).await;
    let elsewhere = exchange(&app, EMULATOR, &code, &[("redirect_uri", "http://127.0.0.1:9/")]).await;
    let another = exchange(&app, NO_REFRESH, &code, &[]).await;
    for (answer, code) in [(elsewhere, 104), (another, 105)] {
        assert_eq!(refusal(&answer), (400, code));
        seen.insert(code);
    }
    // These are about what a user is asked, so the redirect URI gets them.
    for (code, asked) in [
        (115, ("response_type", "token")),
        (117, ("response_type", "id_token")),
        (118, ("display", "x")),
        (119, ("prompt", "x")),
    ] {
        let back = app.request(Method::GET, &authorize(EMULATOR, &[asked])).await;
        assert_eq!(came_back(&back, "error_code"), Some(code.to_string()));
        seen.insert(code);
    }
    // 134 is about the company.
    let app = TestApp::of(&["maintenance.yaml"]).await;
    let fields = [
        ("grant_type", "password"),
        ("credtype", "authtoken"),
        ("username", COMPANY),
        ("password", "emulator-request-token"),
    ];
    assert_eq!(refusal(&token(&app, EMULATOR, &fields).await), (400, 134));
    token(&app, EMULATOR, TRAVELER).await.must(200);
    seen.insert(134);
    assert_eq!(seen, OF_TOKEN.iter().copied().collect());
}

#[tokio::test]
async fn every_number_of_the_otp_table_is_answered_to_what_deserves_it() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let mut seen = BTreeSet::new();
    let sms = [("channel_type", "sms"), ("channel_handle", "traveler@example.com")];
    let phone = [("channel_type", "email"), ("channel_handle", "+491701234567")];
    let elsewhere = [("channel_type", "email"), ("channel_handle", "elsewhere@example.com")];
    let link = [EMAIL, &[("link", "javascript:alert(1)")]].concat();
    let endless = "x".repeat(2_001);
    let long = [EMAIL, &[("mine", endless.as_str())]].concat();
    let many: Vec<_> = EMAIL.iter().copied().chain((0..51).map(|n| (format!("p{n}").leak() as &str, "x"))).collect();
    for (code, status, client, fields) in [
        (16, 400, EMULATOR, &elsewhere[..]),
        (57, 400, EMULATOR, &EMAIL[1..]),
        (58, 400, EMULATOR, &EMAIL[..1]),
        (60, 400, NO_REFRESH, EMAIL),
        (61, 401, nobody(), EMAIL),
        (62, 400, Client("", "x"), EMAIL),
        (63, 400, Client(EMULATOR.0, ""), EMAIL),
        (80, 400, EMULATOR, &sms),
        (81, 400, EMULATOR, &phone),
        (135, 400, EMULATOR, &link),
        (135, 400, EMULATOR, &long),
        (135, 400, EMULATOR, &many),
    ] {
        let answer = otp(&app, client, fields).await;
        assert_eq!(refusal(&answer), (status, code), "{}", answer.text());
        seen.insert(code);
    }
    assert_eq!(refusal(&otp(&app, Client(EMULATOR.0, "wrong"), EMAIL).await), (401, 64), "not on the page");
    assert_eq!(refusal(&otp(&app, DISABLED, EMAIL).await), (403, 59), "not on the page");
    for _ in 0..5 {
        otp(&app, EMULATOR, EMAIL).await.must(200);
    }
    assert_eq!(refusal(&otp(&app, EMULATOR, EMAIL).await), (400, 82));
    seen.insert(82);
    assert_eq!(seen, OF_OTP.iter().copied().collect());
}

#[tokio::test]
async fn whoever_may_act_for_someone_may_say_so_and_a_login_may_be_named_otherwise() {
    let app = TestApp::start().await;
    let delegate = [("grant_type", "password"), ("username", "delegate@example.com"), ("password", "password")];
    let proxies = [("proxies", "traveler@example.com,manager@example.com"), ("product", "EXPENSE")];
    token(&app, EMULATOR, &[&delegate[..], &proxies].concat()).await.must(200);
    let by_id = [("grant_type", "password"), ("login_type", "loginid"), ("loginid", "traveler@example.com")];
    token(&app, EMULATOR, &[&by_id[..], &[("password", "password")]].concat()).await.must(200);
}

#[tokio::test]
async fn an_application_has_its_own_scopes_and_may_go_without_refresh_tokens() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let narrow = token(&app, REGISTERED, TRAVELER).await.must(200);
    assert_eq!(text(&narrow, "scope"), "openid offline_access expense.report.read EXPRPT");
    assert!(!opens(&app, &text(&narrow, "access_token")).await, "a scope that it was not given");
    assert!(opens(&app, &text(&token(&app, EMULATOR, TRAVELER).await.must(200), "access_token")).await);
    let without = token(&app, NO_REFRESH, TRAVELER).await.must(200).json();
    assert!(without.get("refresh_token").is_none() && without.get("refresh_expires_in").is_none());
    assert!(without["id_token"].is_string());
}
