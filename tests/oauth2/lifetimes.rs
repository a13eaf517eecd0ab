//! How long things are good, how often, and until when someone takes them back.

use reqwest::Method;
use serde_json::Value;

use super::client::*;
use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";

fn company<'a>(app: &'a TestApp, request_token: &str) -> Request<'a> {
    let fields =
        [("grant_type", "password"), ("credtype", "authtoken"), ("username", COMPANY), ("password", request_token)];
    token(app, EMULATOR, &fields)
}

#[tokio::test]
async fn an_access_token_is_good_for_an_hour_and_a_refresh_token_for_six_months() {
    let app = TestApp::start().await;
    let first = token(&app, EMULATOR, TRAVELER).await.must(200);
    assert!(opens(&app, &text(&first, "access_token")).await);
    advance(&app, "PT59M59S").await;
    assert!(opens(&app, &text(&first, "access_token")).await);
    advance(&app, "PT1S").await;
    assert!(!opens(&app, &text(&first, "access_token")).await);
    let second = refresh(&app, EMULATOR, &text(&first, "refresh_token")).await.must(200);
    assert!(opens(&app, &text(&second, "access_token")).await);
    // From 2026-03-01T08:00 to 2026-09-01T08:00 it is 184 days.
    advance(&app, "P183DT22H59M59S").await;
    refresh(&app, EMULATOR, &text(&first, "refresh_token")).await.must(200);
    advance(&app, "PT1S").await;
    assert_eq!(refusal(&refresh(&app, EMULATOR, &text(&first, "refresh_token")).await), (400, 108));
}

#[tokio::test]
async fn where_refresh_tokens_rotate_the_old_one_is_worthless_and_the_new_one_has_its_own_six_months() {
    let app = TestApp::of(&["rotating.yaml"]).await;
    let first = token(&app, EMULATOR, TRAVELER).await.must(200);
    advance(&app, "P100D").await;
    let narrow =
        [("grant_type", "refresh_token"), ("refresh_token", &text(&first, "refresh_token")), ("scope", "openid")]
            .map(|(name, value)| (name, value.to_owned()));
    let narrow: Vec<_> = narrow.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let second = token(&app, EMULATOR, &narrow).await.must(200);
    assert_ne!(text(&first, "refresh_token"), text(&second, "refresh_token"));
    assert_eq!(refusal(&refresh(&app, EMULATOR, &text(&first, "refresh_token")).await), (400, 108));
    assert!(first.json()["refresh_expires_in"].as_i64() < second.json()["refresh_expires_in"].as_i64());
    advance(&app, "P100D").await;
    let third = refresh(&app, EMULATOR, &text(&second, "refresh_token")).await.must(200);
    assert_eq!(text(&third, "scope"), text(&first, "scope"), "who narrowed once is not narrowed for good");
}

#[tokio::test]
async fn of_many_who_rotate_one_refresh_token_at_once_one_gets_by() {
    let app = TestApp::of(&["rotating.yaml"]).await;
    let first = token(&app, EMULATOR, TRAVELER).await.must(200);
    let old = text(&first, "refresh_token");
    let answers = futures_util::future::join_all((0..8).map(|_| refresh(&app, EMULATOR, &old).into_future())).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(answers.iter().filter(|a| a.status != 200).all(|answer| refusal(answer) == (400, 108)));
}

#[tokio::test]
async fn a_user_takes_back_every_refresh_token_of_the_application_and_no_other() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let one = token(&app, EMULATOR, TRAVELER).await.must(200);
    let two = token(&app, EMULATOR, TRAVELER).await.must(200);
    let of_another = token(&app, REGISTERED, TRAVELER).await.must(200);
    let manager = [("grant_type", "password"), ("username", "manager@example.com"), ("password", "password")];
    let of_someone_else = token(&app, EMULATOR, &manager).await.must(200);
    let revoke = |token: String| app.request(Method::DELETE, "/app-mgmt/v0/connections").bearer(&token);
    let done = revoke(text(&one, "access_token")).await.must(200);
    assert!(done.body.is_empty());
    for (client, gone) in [(EMULATOR, &one), (EMULATOR, &two)] {
        assert_eq!(refusal(&refresh(&app, client, &text(gone, "refresh_token")).await), (400, 108));
    }
    for (client, left) in [(REGISTERED, &of_another), (EMULATOR, &of_someone_else)] {
        refresh(&app, client, &text(left, "refresh_token")).await.must(200);
    }
    assert!(opens(&app, &text(&one, "access_token")).await, "the access token is good until it ends");
    revoke("company-token".to_owned()).await.must(403);
    revoke("nobodys".to_owned()).await.must(401);
    app.request(Method::DELETE, "/app-mgmt/v0/connections").await.must(401);
}

#[tokio::test]
async fn a_request_token_is_had_for_a_company_and_good_for_a_day_from_then() {
    let app = TestApp::start().await;
    let ask = |company: &str, slash: &str| {
        app.request(Method::POST, &format!("/profile-service/v1/keys/principals/{company}/authtoken{slash}"))
    };
    advance(&app, "P3D").await;
    let first = ask(COMPANY, "").await.must(200).json();
    assert_eq!((&first["status"], &first["code"], &first["errormsg"]), (&"PASS".into(), &0.into(), &"".into()));
    let second = ask(&COMPANY.to_uppercase(), "/").await.must(200).json();
    assert_ne!(first["token"], second["token"]);
    let token = first["token"].as_str().expect("a token");
    company(&app, token).await.must(200);
    advance(&app, "PT23H59M59S").await;
    company(&app, token).await.must(200);
    advance(&app, "PT1S").await;
    assert_eq!(refusal(&company(&app, token).await), (400, 5));
    assert_eq!(refusal(&company(&app, "emulator-request-token").await), (400, 5), "that of the scenario is older");
    for unknown in ["nobody", "99999999-6f43-4d85-ba0d-94e844849dc1"] {
        assert_eq!(ask(unknown, "").await.must(404).json()["status"], "FAIL");
    }
}

#[tokio::test]
async fn a_request_token_may_be_good_once() {
    let app = TestApp::of(&["rotating.yaml"]).await;
    let wrong = [("grant_type", "password"), ("credtype", "authtoken"), ("username", COMPANY)];
    let wrong = [&wrong[..], &[("password", "emulator-request-token"), ("scope", "nope")]].concat();
    assert_eq!(refusal(&token(&app, EMULATOR, &wrong).await), (400, 54));
    let tokens = company(&app, "emulator-request-token").await.must(200);
    assert_eq!(refusal(&company(&app, "emulator-request-token").await), (400, 5));
    refresh(&app, EMULATOR, &text(&tokens, "refresh_token")).await.must(200);
    // As often as one likes, where the switch is off.
    let app = TestApp::start().await;
    company(&app, "emulator-request-token").await.must(200);
    company(&app, "emulator-request-token").await.must(200);
}

const HANDLE: Fields<'static> = &[("channel_type", "email"), ("channel_handle", "Traveler@example.com")];

fn log_in<'a>(app: &'a TestApp, client: Client, otp: &str, more: Fields<'_>) -> Request<'a> {
    token(app, client, &[HANDLE, &[("grant_type", "otp"), ("otp", otp)], more].concat())
}

async fn mails(app: &TestApp) -> Vec<Value> {
    let list = app.control().request(Method::GET, "mails").await.must(200).json();
    list["items"].as_array().expect("a list").clone()
}

fn written(mail: &Value) -> String {
    mail["otp"].as_str().expect("a password").to_owned()
}

#[tokio::test]
async fn a_one_time_password_comes_by_mail_and_is_good_once_for_a_quarter_of_an_hour() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let more = [("name", "Terry"), ("company", "ACME"), ("link", "https://app.example/in?x=1"), ("session", "7")];
    let sent = otp(&app, EMULATOR, &[HANDLE, &more].concat()).await.must(200);
    assert_eq!(sent.json(), serde_json::json!({"message": "otp sent"}));
    let mail = mails(&app).await.remove(0);
    let password = written(&mail);
    assert_eq!((&mail["to"], &mail["sequence"]), (&"traveler@example.com".into(), &1.into()));
    assert_eq!(mail["link"], format!("https://app.example/in?x=1&otp={password}"));
    for part in ["Terry", "ACME", &password, "https://app.example/in"] {
        assert!(mail["text"].as_str().is_some_and(|text| text.contains(part)), "{mail}");
    }
    let session = [("session", "7")];
    assert_eq!(refusal(&log_in(&app, EMULATOR, &password, &[]).await), (400, 84));
    assert_eq!(refusal(&log_in(&app, EMULATOR, &password, &[("session", "8")]).await), (400, 84));
    assert_eq!(refusal(&log_in(&app, EMULATOR, "nope", &session).await), (400, 85));
    assert_eq!(refusal(&log_in(&app, REGISTERED, &password, &session).await), (400, 83));
    let tokens = log_in(&app, EMULATOR, &password, &session).await.must(200);
    assert!(opens(&app, &text(&tokens, "access_token")).await);
    refresh(&app, EMULATOR, &text(&tokens, "refresh_token")).await.must(200);
    assert_eq!(refusal(&log_in(&app, EMULATOR, &password, &session).await), (400, 83), "used up");

    otp(&app, EMULATOR, HANDLE).await.must(200);
    let late = written(&mails(&app).await[1]);
    advance(&app, "PT15M").await;
    assert_eq!(refusal(&log_in(&app, EMULATOR, &late, &[]).await), (400, 83));
}

#[tokio::test]
async fn five_one_time_passwords_may_be_open_for_one_address() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        otp(&app, EMULATOR, HANDLE).await.must(200);
    }
    assert_eq!(refusal(&otp(&app, EMULATOR, HANDLE).await), (400, 82));
    let open = mails(&app).await;
    assert_eq!(open.len(), 5);
    // Each of them is good, and who uses one makes room.
    log_in(&app, EMULATOR, &written(&open[1]), &[]).await.must(200);
    otp(&app, EMULATOR, HANDLE).await.must(200);
    assert_eq!(refusal(&otp(&app, EMULATOR, HANDLE).await), (400, 82));
    advance(&app, "PT15M").await;
    otp(&app, EMULATOR, HANDLE).await.must(200);
}

#[tokio::test]
async fn mails_are_listed_by_address_and_in_pages_and_a_reset_forgets_them() {
    let app = TestApp::start().await;
    let to = |handle| [("channel_type", "email"), ("channel_handle", handle)];
    for handle in ["traveler@example.com", "manager@example.com", "nobody@example.com", "traveler@example.com"] {
        otp(&app, EMULATOR, &to(handle)).await.must(200);
    }
    let list = |query: &'static str| app.control().request(Method::GET, &format!("mails?{query}"));
    let count = |answer: Answer| answer.must(200).json()["items"].as_array().map(Vec::len);
    assert_eq!(count(list("to=TRAVELER@example.com").await), Some(2));
    let page = list("limit=2").await.must(200).json();
    assert_eq!(page["next"], "2", "nobody got none");
    assert_eq!(count(list("after=2").await), Some(1));
    for wrong in ["limit=0", "limit=1001", "limit=x", "nope=1"] {
        list(wrong).await.must(400);
    }
    app.control().request(Method::POST, "reset").await.must(204);
    assert_eq!(count(list("").await), Some(0));
}
