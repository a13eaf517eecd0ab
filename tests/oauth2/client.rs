//! A client of the OAuth 2.0 endpoints of a whole emulator.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

pub const FORM: &str = "application/x-www-form-urlencoded";
pub const REDIRECT: &str = "http://127.0.0.1:9/back";

/// An application.
#[derive(Clone, Copy)]
pub struct Client(pub &'static str, pub &'static str);

/// The one of `default`.
pub const EMULATOR: Client = Client("dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d", "emulator-secret");
/// Those of `oauth.yaml`.
pub const REGISTERED: Client = Client("11111111-1111-4111-8111-111111111111", "secret");
pub const NO_REFRESH: Client = Client("22222222-2222-4222-8222-222222222222", "secret");
pub const DISABLED: Client = Client("33333333-3333-4333-8333-333333333333", "secret");
pub const SSO_ONLY: Client = Client("44444444-4444-4444-8444-444444444444", "secret");
pub const UNCONNECTED: Client = Client("55555555-5555-4555-8555-555555555555", "secret");
pub const AUTOMATIC: Client = Client("66666666-6666-4666-8666-666666666666", "secret");
pub const BY_ITSELF: Client = Client("77777777-7777-4777-8777-777777777777", "secret");

pub type Fields<'a> = &'a [(&'a str, &'a str)];

pub const TRAVELER: Fields<'static> =
    &[("grant_type", "password"), ("username", "traveler@example.com"), ("password", "password")];

/// A form, or a query.
pub fn encoded(fields: Fields<'_>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn post<'a>(app: &'a TestApp, path: &str, client: Client, fields: Fields<'_>) -> Request<'a> {
    let credentials = [("client_id", client.0), ("client_secret", client.1)];
    let form = encoded(&[&credentials[..], fields].concat());
    app.request(Method::POST, path).content(FORM, form)
}

/// Asks for a token.
pub fn token<'a>(app: &'a TestApp, client: Client, fields: Fields<'_>) -> Request<'a> {
    post(app, "/oauth2/v0/token", client, fields)
}

/// Asks for a token by refresh token.
pub fn refresh<'a>(app: &'a TestApp, client: Client, token: &str) -> Request<'a> {
    self::token(app, client, &[("grant_type", "refresh_token"), ("refresh_token", token)])
}

/// Asks for a one-time password.
pub fn otp<'a>(app: &'a TestApp, client: Client, fields: Fields<'_>) -> Request<'a> {
    post(app, "/oauth2/v0/otp", client, fields)
}

/// The request for consent with these parameters besides the usual ones, which they replace.
pub fn authorize(client: Client, fields: Fields<'_>) -> String {
    let usual = [("client_id", client.0), ("redirect_uri", REDIRECT), ("response_type", "code"), ("state", "a b&c")];
    let kept = usual.into_iter().filter(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    let all: Vec<_> = kept.chain(fields.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
    format!("/oauth2/v0/authorize?{}", encoded(&all))
}

/// Sends the form of the page.
pub fn consent<'a>(app: &'a TestApp, page: &str, fields: Fields<'_>) -> Request<'a> {
    app.request(Method::POST, page).content(FORM, encoded(fields))
}

/// The traveler allows it.
pub const ALLOWED: Fields<'static> =
    &[("username", "traveler@example.com"), ("password", "password"), ("decision", "allow")];

/// A parameter with which the user was sent back.
#[track_caller]
pub fn came_back(answer: &Answer, parameter: &str) -> Option<String> {
    assert_eq!(answer.status, 302, "{}: {}", answer.asked, answer.text());
    let to = Url::parse(answer.header("location")).expect("a URL");
    to.query_pairs().find(|(name, _)| name == parameter).map(|(_, value)| value.into_owned())
}

/// The code with which the traveler was sent back.
pub async fn code(app: &TestApp, client: Client, fields: Fields<'_>) -> String {
    came_back(&consent(app, &authorize(client, fields), ALLOWED).await, "code").expect("a code")
}

/// Exchanges a code.
pub fn exchange<'a>(app: &'a TestApp, client: Client, code: &str, more: Fields<'_>) -> Request<'a> {
    let fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)];
    let kept = fields.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    token(app, client, &kept.chain(more.iter().copied()).collect::<Vec<_>>())
}

/// Status and number of an error.
#[track_caller]
pub fn refusal(answer: &Answer) -> (u16, u64) {
    let body = answer.json();
    (answer.status, body["code"].as_u64().unwrap_or_else(|| panic!("{}: {body}", answer.asked)))
}

/// A field of text.
#[track_caller]
pub fn text(answer: &Answer, field: &str) -> String {
    let body = answer.json();
    body[field].as_str().unwrap_or_else(|| panic!("{}: no {field}: {body}", answer.asked)).to_owned()
}

/// Whether a user's token opens a call that needs one.
pub async fn opens(app: &TestApp, token: &str) -> bool {
    let path = "/expenseconfig/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/paymenttypes";
    app.request(Method::GET, path).bearer(token).await.status == 200
}

/// Moves the clock on.
pub async fn advance(app: &TestApp, by: &str) {
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": by})).await.must(200);
}

/// What a token says, if the served key verifies it, by a library that is not the emulator's.
pub async fn verified(app: &TestApp, token: &str) -> Result<Value, jsonwebtoken::errors::Error> {
    let keys = app.request(Method::GET, "/oauth2/v0/jwks").await.must(200).json();
    let header = decode_header(token)?;
    let key = keys["keys"].as_array().into_iter().flatten().find(|key| key["kid"].as_str() == header.kid.as_deref());
    let key = key.unwrap_or(&keys["keys"][0]);
    let key = DecodingKey::from_rsa_components(key["n"].as_str().expect("n"), key["e"].as_str().expect("e"))?;
    let mut validation = Validation::new(Algorithm::RS256);
    // The clock of a test stands in the past.
    (validation.validate_exp, validation.validate_aud) = (false, false);
    Ok(decode::<Value>(token, &key, &validation)?.claims)
}
