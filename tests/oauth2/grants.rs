use chrono::{Duration, Months};
use concur_emulator::tenant::access::Principal;
use serde_json::json;

use super::stage::{CLIENT, COMPANY, SCOPES, STRANGER, Stage, start_of_time};
use crate::support::cast::TRAVELER;

const USER: [(&str, &str); 3] =
    [("grant_type", "password"), ("username", "traveler@example.com"), ("password", "100% p&ss wörd")];

fn company(company: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "password"),
        ("credtype", "authtoken"),
        ("username", company),
        ("password", "emulator-request-token"),
    ]
}

#[actix_web::test]
async fn an_application_gets_a_token_of_its_own_without_refresh_and_without_id() {
    let stage = Stage::start();
    for client in [CLIENT, STRANGER] {
        let answer = stage.ask_as(client, &[("grant_type", "client_credentials")]).await;
        assert_eq!(answer.status, 200);
        let expected = json!({
            "expires_in": 3600,
            "scope": SCOPES.join(" "),
            "token_type": "Bearer",
            "access_token": answer.text("access_token"),
            "geolocation": stage.url,
        });
        assert_eq!(answer.body, expected);
        let grant = stage.tenant.access.grant(answer.text("access_token"), start_of_time()).expect("a grant");
        assert_eq!((grant.principal, grant.client_id), (Principal::Application, client));
    }
}

#[actix_web::test]
async fn a_user_gets_a_token_by_login_or_uuid_with_a_refresh_token_for_six_months() {
    let stage = Stage::start();
    let uuid = TRAVELER.to_string();
    let names = ["traveler@example.com", "Traveler@Example.COM", &uuid, &uuid.to_uppercase()];
    for (name, credtype) in names.into_iter().zip(["password", "", "password", "password"]) {
        let fields = [USER[0], ("username", name), USER[2], ("credtype", credtype)];
        let answer = stage.ask_as(CLIENT, &fields).await;
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        let end = start_of_time() + Months::new(6);
        assert_eq!(answer.body["refresh_expires_in"], json!(end.timestamp()));
        assert!(!answer.text("refresh_token").is_empty());
        let grant = stage.tenant.access.grant(answer.text("access_token"), start_of_time()).expect("a grant");
        assert_eq!(grant.principal, Principal::User(TRAVELER));
    }
}

#[actix_web::test]
async fn a_company_gets_a_token_for_its_request_token_as_often_as_it_likes_for_a_day() {
    let stage = Stage::start();
    let id = COMPANY.to_string();
    let first = stage.ask_as(CLIENT, &company(&id)).await;
    assert_eq!(first.status, 200);
    stage.tenant.clock.advance_to(start_of_time() + Duration::hours(24) - Duration::milliseconds(1));
    let second = stage.ask_as(CLIENT, &company(&id.to_uppercase())).await;
    assert_eq!(second.status, 200);
    assert_ne!(first.text("refresh_token"), second.text("refresh_token"), "each exchange brings a new one");
    let grant = stage.tenant.access.grant(second.text("access_token"), stage.tenant.clock.now()).expect("a grant");
    assert_eq!(grant.principal, Principal::Company);
    stage.tenant.clock.advance_to(start_of_time() + Duration::hours(24));
    assert_eq!(stage.ask_as(CLIENT, &company(&id)).await.refusal(), (400, 5, "invalid_grant"));
}

#[actix_web::test]
async fn a_refresh_brings_a_new_access_token_and_the_same_refresh_token_until_that_expires() {
    let stage = Stage::start();
    let first = stage.ask_as(CLIENT, &USER).await;
    let fields = [("grant_type", "refresh_token"), ("refresh_token", first.text("refresh_token"))];
    stage.tenant.clock.advance_to(start_of_time() + Duration::hours(2));
    let now = stage.tenant.clock.now();
    assert!(stage.tenant.access.grant(first.text("access_token"), now).is_none());

    let second = stage.ask_as(CLIENT, &fields).await;
    assert_eq!(second.status, 200);
    for field in ["refresh_token", "refresh_expires_in", "scope", "geolocation"] {
        assert_eq!(first.body[field], second.body[field], "{field}");
    }
    assert_ne!(first.text("access_token"), second.text("access_token"));
    assert!(stage.tenant.access.grant(second.text("access_token"), now).is_some());

    stage.tenant.clock.advance_to(start_of_time() + Months::new(6));
    assert_eq!(stage.ask_as(CLIENT, &fields).await.refusal(), (400, 108, "invalid_grant"));
}

#[actix_web::test]
async fn a_scope_asked_for_narrows_what_is_granted_and_what_a_refresh_grants() {
    let stage = Stage::start();
    let narrow = stage.ask_as(CLIENT, &[&USER[..], &[("scope", "events.topic.read openid")]].concat()).await;
    assert_eq!(narrow.text("scope"), "openid events.topic.read");
    let grant = stage.tenant.access.grant(narrow.text("access_token"), start_of_time()).expect("a grant");
    assert!(grant.has_any(&["events.topic.read"]) && !grant.has_any(&["expense.report.read"]));

    let refresh = [("grant_type", "refresh_token"), ("refresh_token", narrow.text("refresh_token"))];
    let narrower = stage.ask_as(CLIENT, &[&refresh[..], &[("scope", "openid")]].concat()).await;
    assert_eq!(narrower.text("scope"), "openid");
    let as_before = stage.ask_as(CLIENT, &refresh).await;
    assert_eq!(as_before.text("scope"), "openid events.topic.read");
    let wider = stage.ask_as(CLIENT, &[&refresh[..], &[("scope", "expense.report.read")]].concat()).await;
    assert_eq!(wider.refusal(), (400, 54, "invalid_scope"));
}

#[actix_web::test]
async fn a_form_may_come_as_text_or_without_a_content_type() {
    let stage = Stage::start();
    let form = format!("client_id={CLIENT}&client_secret=emulator-secret&grant_type=client_credentials&foo=1&foo=2");
    let types = ["application/x-www-form-urlencoded; charset=UTF-8", "Text/Plain", "text/plain;charset=utf-8"];
    for content_type in types.into_iter().map(Some).chain([None]) {
        assert_eq!(stage.send(content_type, form.clone()).await.status, 200, "{content_type:?}");
    }
}
