//! Forms that the token endpoint cannot make sense of.

use reqwest::Method;

use crate::support::emulator::TestApp;
use crate::support::request::Request;

const FORM: &str = "application/x-www-form-urlencoded";
const CREDENTIALS: &str = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret";

fn token<'a>(app: &'a TestApp, content_type: &str, body: impl Into<Vec<u8>>) -> Request<'a> {
    app.request(Method::POST, "/oauth2/v0/token").content(content_type, body)
}

#[tokio::test]
async fn a_form_is_taken_under_the_types_that_clients_send() {
    let app = TestApp::start().await;
    for content_type in [FORM, "text/plain", "application/x-www-form-urlencoded; charset=utf-8", ""] {
        token(&app, content_type, format!("{CREDENTIALS}&grant_type=client_credentials")).await.must(200);
    }
}

#[tokio::test]
async fn a_form_that_makes_no_sense_is_refused_in_the_words_of_oauth() {
    let app = TestApp::start().await;
    let whole = format!("{CREDENTIALS}&grant_type=client_credentials");
    let mut forms: Vec<Vec<u8>> = [
        String::new(),
        "=".to_owned(),
        "&&&".to_owned(),
        "%".to_owned(),
        "nonsense".to_owned(),
        CREDENTIALS.to_owned(),
        format!("{CREDENTIALS}&grant_type="),
        format!("{CREDENTIALS}&grant_type=nope"),
        format!("{CREDENTIALS}&grant_type=PASSWORD%00"),
        format!("{CREDENTIALS}&grant_type=password"),
        format!("{CREDENTIALS}&grant_type=password&username=traveler@example.com"),
        format!("{CREDENTIALS}&grant_type=password&username=traveler@example.com&password=wrong"),
        format!("{CREDENTIALS}&grant_type=password&username=%ff&password=%ff"),
        format!("{CREDENTIALS}&grant_type=password&username=%zz&password=password"),
        format!("{CREDENTIALS}&grant_type=password&username=nobody@example.com&password=password&credtype=nope"),
        format!("{CREDENTIALS}&grant_type=refresh_token"),
        format!("{CREDENTIALS}&grant_type=refresh_token&refresh_token={}", "x".repeat(100_000)),
        format!("{whole}&grant_type=client_credentials"),
        format!("{whole}&client_id=x"),
        whole.replace("emulator-secret", "wrong"),
        whole.replace("dabd27f0", "DABD27F1"),
        whole.replace("dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d", "nobody"),
        format!("{whole}&pad={}", "x".repeat(5 * 1024 * 1024)),
        "{\"grant_type\": \"client_credentials\"}".to_owned(),
        "<grant/>".to_owned(),
    ]
    .map(String::into_bytes)
    .to_vec();
    forms.push(b"\xff\xfe=\xff".to_vec());
    for form in forms {
        let shown = String::from_utf8_lossy(&form[..form.len().min(200)]).into_owned();
        let answer = token(&app, FORM, form).await;
        assert!(matches!(answer.status, 400 | 401 | 403), "{shown}: {} {}", answer.status, answer.text());
        let error = answer.json();
        assert!(error["code"].is_number() && error["error"].is_string(), "{shown}: {error}");
        assert!(
            !error["error_description"].as_str().unwrap().is_empty() && error["geolocation"].is_string(),
            "{shown}: {error}"
        );
        assert!(answer.body.len() < 2_000, "{shown}: the answer repeats it");
    }
}

#[tokio::test]
async fn a_form_under_another_type_is_refused() {
    let app = TestApp::start().await;
    for content_type in ["application/json", "application/xml", "multipart/form-data; boundary=x", "nonsense", "/"] {
        let answer = token(&app, content_type, format!("{CREDENTIALS}&grant_type=client_credentials")).await.must(400);
        assert!(answer.text().contains("Content-Type"), "{content_type}: {}", answer.text());
    }
}
