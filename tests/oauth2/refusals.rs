use std::fmt::Display;

use uuid::Uuid;

use super::stage::{CLIENT, COMPANY, SECRET, STRANGER, Stage};

const FORM: &str = "application/x-www-form-urlencoded";

const CREDENTIALS: &str = "Incorrect credentials. Please Retry";
const USER: &str = "grant_type=password&username=traveler%40example.com&password=100%25+p%26ss+w%C3%B6rd";
const APPLICATION: &str = "grant_type=client_credentials";

/// A form of a client that proves to be it.
fn by(client: Uuid, rest: impl Display) -> String {
    format!("client_id={client}&client_secret={SECRET}&{rest}")
}

fn company(company: Uuid, request_token: &str) -> String {
    format!("grant_type=password&credtype=authtoken&username={company}&password={request_token}")
}

/// Asserts what a form is answered with: number, status, name and sentence.
async fn refused(stage: &Stage, form: String, (code, status, error): (u64, u16, &str), description: &str) {
    let answer = stage.send(Some(FORM), form.clone()).await;
    assert_eq!(answer.refusal(), (status, code, error), "{form}");
    assert_eq!((answer.text("error_description"), answer.text("geolocation")), (description, &*stage.url), "{form}");
}

#[actix_web::test]
async fn an_application_has_to_say_who_it_is_and_prove_it() {
    let stage = Stage::start();
    let missing = |field: &str| format!("{field} was not supplied");
    let (no_id, no_secret) = ((62, 400, "invalid_request"), (63, 400, "invalid_request"));
    refused(&stage, String::new(), no_id, &missing("client_id")).await;
    refused(&stage, format!("client_id=&client_secret={SECRET}&{APPLICATION}"), no_id, &missing("client_id")).await;
    refused(&stage, format!("client_id={CLIENT}&{APPLICATION}"), no_secret, &missing("client_secret")).await;
    for unknown in ["5555ae5a-426f-4d6f-8af4-08648c4b696b", "not+a+uuid%00"] {
        let form = format!("client_id={unknown}&client_secret={SECRET}&{APPLICATION}");
        refused(&stage, form, (61, 401, "invalid_client"), "client not found").await;
    }
    let form = format!("client_id={CLIENT}&client_secret=wrong&{APPLICATION}");
    refused(&stage, form, (64, 401, "invalid_client"), CREDENTIALS).await;
}

#[actix_web::test]
async fn a_grant_has_to_be_one_that_is_served_and_its_fields_have_to_be_there() {
    let stage = Stage::start();
    let invalid = |code| (code, 400, "invalid_request");
    refused(&stage, by(CLIENT, ""), invalid(65), "grant_type was not supplied").await;
    for unknown in ["implicit", "authorization-code", "Password"] {
        let form = by(CLIENT, format_args!("grant_type={unknown}"));
        refused(&stage, form, (60, 400, "invalid_grant"), "these are not the grants you are looking for").await;
    }
    refused(&stage, by(CLIENT, USER.replace("username", "user")), invalid(51), "username was not supplied").await;
    refused(&stage, by(CLIENT, USER.replace("&password", "&pass")), invalid(52), "password was not supplied").await;
    refused(&stage, by(CLIENT, format_args!("{USER}&credtype=sso")), invalid(120), "credtype is invalid").await;
    refused(&stage, by(CLIENT, "grant_type=refresh_token"), invalid(106), "refresh_token was not supplied").await;
    let form = by(CLIENT, format_args!("{APPLICATION}&scope=openid+EXPRPT"));
    refused(&stage, form, (54, 400, "invalid_scope"), "requested scope exceeds granted scope").await;
}

#[actix_web::test]
async fn credentials_have_to_be_right_and_the_applications_own() {
    let stage = Stage::start();
    let wrong = [
        USER.replace("traveler", "nobody"),
        USER.replace("100", "99"),
        // A user without a password cannot log in.
        USER.replace("traveler", "manager"),
        company(COMPANY, "unknown"),
        company(STRANGER, "emulator-request-token"),
    ];
    for wrong in wrong {
        refused(&stage, by(CLIENT, wrong), (5, 400, "invalid_grant"), CREDENTIALS).await;
    }
    let form = by(CLIENT, company(COMPANY, "request-token-of-stranger"));
    refused(&stage, form, (136, 400, "invalid_request"), "Authtoken was not issued for you").await;
    let form = by(CLIENT, "grant_type=refresh_token&refresh_token=made-up");
    refused(&stage, form, (108, 400, "invalid_grant"), "bad or expired refresh token").await;

    let good = stage.send(Some(FORM), by(CLIENT, USER)).await;
    let refresh = format!("grant_type=refresh_token&refresh_token={}", good.text("refresh_token"));
    refused(&stage, by(STRANGER, refresh), (105, 400, "invalid_grant"), "this grant was not issued to you!").await;
}

#[actix_web::test]
async fn an_application_that_the_company_has_not_connected_gets_no_token_for_it_or_its_users() {
    let stage = Stage::start();
    for form in [USER.to_owned(), company(COMPANY, "request-token-of-stranger")] {
        let refusal = (53, 403, "invalid_client");
        refused(&stage, by(STRANGER, form), refusal, "company is not enabled for this client").await;
    }
}

#[actix_web::test]
async fn a_body_that_is_no_form_or_a_broken_one_is_an_unsupported_format() {
    let stage = Stage::start();
    let good = format!("client_id={CLIENT}&client_secret={SECRET}&grant_type=client_credentials");
    let bytes = |tail: &[u8]| [good.as_bytes(), tail].concat();
    let cases = [
        ("application/json", br#"{"grant_type":"client_credentials"}"#.to_vec(), "Content-Type has to be"),
        ("multipart/form-data; boundary=x", good.clone().into_bytes(), "Content-Type has to be"),
        ("", good.clone().into_bytes(), "Content-Type has to be"),
        (FORM, bytes(b"&grant_type=password"), "duplicate field `grant_type`"),
        (FORM, bytes(b"&grant%5Ftype=password"), "duplicate field `grant_type`"),
        (FORM, bytes(b"&username=50%"), "is not followed by two hexadecimal digits"),
        (FORM, bytes(b"&username=%zz"), "is not followed by two hexadecimal digits"),
        (FORM, bytes(b"&username=%f"), "is not followed by two hexadecimal digits"),
        (FORM, bytes(b"&username=%FF"), "not UTF-8"),
        (FORM, bytes(b"&username=\xFF\xFE"), "not UTF-8"),
        (FORM, vec![b'a'; 5 * 1024 * 1024 + 1], "larger than 5242880 bytes"),
    ];
    for (content_type, body, fault) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
        let answer = stage.send(Some(content_type), body).await;
        assert_eq!(answer.refusal(), (400, 135, "invalid_request"), "{content_type}: {shown}");
        let description = answer.text("error_description");
        assert!(
            description.starts_with("unsupported request format: ") && description.contains(fault),
            "{description}"
        );
    }
    // None of it did any harm.
    assert_eq!(stage.send(Some(FORM), good).await.status, 200);
}
