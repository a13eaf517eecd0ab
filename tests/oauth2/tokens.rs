use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde_json::{Value, json};

use super::stage::{Answer, CLIENT, COMPANY, SCOPES, Stage, start_of_time};
use crate::support::cast::TRAVELER;

/// What a token says, if the served key verifies it. The clock stands still in the past, so that expiry is not looked at here.
fn verified(keys: &Value, token: &str) -> Value {
    let header = decode_header(token).expect("a header");
    assert_eq!(header.alg, Algorithm::RS256);
    let key = &keys["keys"][0];
    assert_eq!(header.kid.as_deref(), key["kid"].as_str());
    assert_eq!(
        (&key["kty"], &key["use"], &key["alg"], &key["e"]),
        (&json!("RSA"), &json!("sig"), &json!("RS256"), &json!("AQAB"))
    );
    let key = DecodingKey::from_rsa_components(key["n"].as_str().expect("n"), key["e"].as_str().expect("e"));
    let mut validation = Validation::new(Algorithm::RS256);
    (validation.validate_exp, validation.validate_aud) = (false, false);
    decode(token, &key.expect("a key"), &validation).expect("a good signature").claims
}

async fn user(stage: &Stage) -> Answer {
    let name = TRAVELER.to_string();
    let fields = [("grant_type", "password"), ("username", name.as_str()), ("password", "100% p&ss wörd")];
    stage.ask_as(CLIENT, &fields).await
}

#[actix_web::test]
async fn access_tokens_say_whom_they_stand_for_and_verify_with_the_served_key() {
    let stage = Stage::start();
    let company = COMPANY.to_string();
    let by_request_token = [
        ("grant_type", "password"),
        ("credtype", "authtoken"),
        ("username", company.as_str()),
        ("password", "emulator-request-token"),
    ];
    let answers = [
        ("user", TRAVELER.0, "principals", user(&stage).await),
        ("company", COMPANY, "principals", stage.ask_as(CLIENT, &by_request_token).await),
        ("app", CLIENT, "apps", stage.ask_as(CLIENT, &[("grant_type", "client_credentials")]).await),
    ];
    let keys = stage.keys().await;
    let (url, iat) = (&stage.url, start_of_time().timestamp());
    for (kind, id, collection, answer) in answers {
        let expected = json!({
            "concur.scopes": SCOPES,
            "aud": "*",
            "concur.appId": CLIENT,
            "concur.app": format!("{url}/profile/v1/apps/{CLIENT}"),
            "concur.version": 3,
            "concur.type": kind,
            "concur.profile": format!("{url}/profile/v1/{collection}/{id}"),
            "sub": id,
            "iss": url,
            "nbf": iat - 10,
            "iat": iat,
            "exp": iat + 3600,
        });
        assert_eq!(verified(&keys, answer.text("access_token")), expected);
        assert_eq!(answer.body.get("id_token").is_some(), kind != "app");
    }
}

#[actix_web::test]
async fn an_id_token_is_an_open_id_connect_token_for_the_access_token_beside_it() {
    let stage = Stage::start();
    let answer = user(&stage).await;
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, answer.text("access_token").as_bytes());
    let (url, iat) = (&stage.url, start_of_time().timestamp());
    let expected = json!({
        "aud": CLIENT,
        "concur.version": 2,
        "concur.type": "user",
        "concur.profile": format!("{url}/profile/v1/principals/{TRAVELER}"),
        "sub": TRAVELER.0,
        "iss": url,
        "at_hash": URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]),
        "nbf": iat,
        "iat": iat,
        "exp": iat + 3600,
    });
    assert_eq!(verified(&stage.keys().await, answer.text("id_token")), expected);
}

#[actix_web::test]
async fn a_token_that_was_not_issued_is_not_good_whatever_it_says() {
    let stage = Stage::start();
    let answer = user(&stage).await;
    let token = answer.text("access_token");
    let [header, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let keys = stage.keys().await;
    let said = verified(&keys, token);
    let mut more = said.clone();
    more["concur.type"] = json!("company");
    let more = URL_SAFE_NO_PAD.encode(more.to_string());
    let none = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"none"}"#);
    let public = EncodingKey::from_secret(keys["keys"][0]["n"].as_str().expect("n").as_bytes());
    let forged = [
        format!("{header}.{more}.{signature}"),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        encode(&Header::new(Algorithm::HS256), &said, &public).expect("a token"),
        format!("{token}="),
        token[..token.len() - 1].to_owned(),
        token[token.len() - 32..].to_owned(),
        answer.text("id_token").to_owned(),
        answer.text("refresh_token").to_owned(),
        String::new(),
    ];
    for forged in forged {
        assert!(stage.tenant.access.grant(&forged, start_of_time()).is_none(), "{forged}");
    }
    assert!(stage.tenant.access.grant(token, start_of_time()).is_some());
}

#[actix_web::test]
async fn an_access_token_is_good_for_an_hour_of_the_tenants_time() {
    let stage = Stage::start();
    let answer = user(&stage).await;
    let grant = |at| stage.tenant.access.grant(answer.text("access_token"), at);
    assert!(grant(start_of_time() + Duration::minutes(60) - Duration::milliseconds(1)).is_some());
    assert!(grant(start_of_time() + Duration::minutes(60)).is_none());
}

#[actix_web::test]
async fn callers_who_come_at_once_get_tokens_of_one_key() {
    let stage = Stage::start();
    let ask = || stage.ask_as(CLIENT, &[("grant_type", "client_credentials")]);
    let (a, b, c, keys) = tokio::join!(ask(), ask(), ask(), stage.keys());
    for answer in [a, b, c] {
        verified(&keys, answer.text("access_token"));
    }
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(1));
}
