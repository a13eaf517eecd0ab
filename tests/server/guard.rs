//! Who may use control.

use concur_emulator::{Config, Emulator};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, StatusCode};

use super::{client, config, json, start};

async fn call(emulator: &Emulator, method: Method, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
    let mut request = client().request(method, format!("{}{path}", emulator.base_url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn status(emulator: &Emulator, method: Method, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    call(emulator, method, path, headers).await.status()
}

#[tokio::test]
async fn control_answers_only_to_hosts_that_no_stranger_can_own() {
    let emulator = start(Config { allowed_hosts: vec!["Emulator.Example.com".into()], ..config() }).await;
    for (host, expected) in [
        ("127.0.0.1", 200),
        ("127.0.0.1:7400", 200),
        ("192.168.1.20:80", 200),
        ("[::1]:7400", 200),
        ("[::1]", 200),
        ("localhost", 200),
        ("LOCALHOST:7400", 200),
        ("emulator", 200),
        ("concur_emulator-1:7400", 200),
        ("host.docker.internal:7400", 200),
        ("emulator.example.com", 200),
        ("emulator.example.com:7400", 200),
        ("example.com", 403),
        ("evil.example.com", 403),
        ("localhost.example.com:7400", 403),
        ("127.0.0.1.example.com", 403),
        ("emulator.example.com.", 403),
        ("localhost.", 403),
        (":7400", 403),
        ("a/b", 403),
        ("user@localhost", 403),
    ] {
        for (method, path, success) in [
            (Method::GET, "/_emulator/health", 200),
            (Method::GET, "/_emulator/clock", 200),
            (Method::POST, "/_emulator/reset", 204),
        ] {
            let expected = if expected == 200 { success } else { expected };
            assert_eq!(status(&emulator, method, path, &[("Host", host)]).await, expected, "{host} {path}");
        }
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_emulated_apis_answer_to_any_host() {
    let emulator = start(config()).await;
    assert_eq!(status(&emulator, Method::GET, "/nothing", &[("Host", "us.api.concursolutions.com")]).await, 404);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn an_encoded_path_does_not_lead_around_the_guard() {
    let emulator = start(Config { control_token: Some("secret".into()), ..config() }).await;
    for path in [
        "/%5Femulator/clock",
        "/_emulator/%63lock",
        "/_emulator/./clock",
        "/_emulator/health/../clock",
        "/_emulator//clock",
    ] {
        let answer = status(&emulator, Method::GET, path, &[]).await;
        assert!([401, 404].contains(&answer.as_u16()), "{path}: {answer}");
    }
    assert_eq!(status(&emulator, Method::GET, "/_emulator/nothing", &[]).await, 401);
    assert_eq!(status(&emulator, Method::GET, "/_emulator", &[]).await, 401);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn control_answers_to_no_page_from_elsewhere_and_grants_no_page_access() {
    let emulator = start(config()).await;
    let own = emulator.base_url();
    let other_port = "http://127.0.0.1:1";
    for (origin, expected) in [
        (own, 204),
        (other_port, 403),
        ("https://example.com", 403),
        ("null", 403),
        ("", 403),
        ("http://localhost", 403),
    ] {
        let answer = call(&emulator, Method::POST, "/_emulator/reset", &[("Origin", origin)]).await;
        assert_eq!(answer.status(), expected, "{origin}");
        assert!(!has_cors(answer.headers()), "{origin}");
    }
    let asked = [("Origin", "https://example.com"), ("Access-Control-Request-Method", "POST")];
    let preflight = call(&emulator, Method::OPTIONS, "/_emulator/reset", &asked).await;
    assert_eq!(preflight.status(), 403);
    assert!(!has_cors(preflight.headers()));
    emulator.stop().await.unwrap();
}

fn has_cors(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name.as_str().starts_with("access-control-"))
}

#[tokio::test]
async fn with_a_token_set_control_asks_for_it_and_health_stays_open() {
    let emulator = start(Config { control_token: Some("secret".into()), ..config() }).await;
    for (sent, expected) in [
        (None, 401),
        (Some("Bearer wrong"), 401),
        (Some("Bearer secretive"), 401),
        (Some("Bearer "), 401),
        (Some("Basic secret"), 401),
        (Some("secret"), 401),
        (Some("Bearer secret"), 200),
        (Some("bearer secret"), 200),
    ] {
        let headers: Vec<_> = sent.map(|sent| ("Authorization", sent)).into_iter().collect();
        let answer = call(&emulator, Method::GET, "/_emulator/clock", &headers).await;
        assert_eq!(answer.status(), expected, "{sent:?}");
        assert_eq!(answer.headers().contains_key("WWW-Authenticate"), expected == 401);
    }
    assert_eq!(status(&emulator, Method::GET, "/_emulator/health", &[]).await, 200);
    assert_eq!(status(&emulator, Method::GET, "/_emulator/clock?token=secret", &[]).await, 401);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_refusal_says_what_was_wrong_and_how_to_allow_it() {
    let emulator = start(config()).await;
    let body = json(call(&emulator, Method::GET, "/_emulator/clock", &[("Host", "a.test")]).await).await;
    assert_eq!(body["error"]["field"], "Host");
    let message = body["error"]["message"].as_str().unwrap();
    assert!(message.contains("a.test") && message.contains("--allow-host"), "{message}");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_guard_judges_http_2_by_its_authority() {
    let emulator = start(config()).await;
    let port = emulator.base_url().rsplit(':').next().unwrap();
    let loopback = std::net::SocketAddr::from(([127, 0, 0, 1], port.parse().unwrap()));
    let client = Client::builder().no_proxy().http2_prior_knowledge().resolve("a.test", loopback).build().unwrap();
    let foreign = client.get(format!("http://a.test:{port}/_emulator/health")).send().await.unwrap();
    assert_eq!(foreign.status(), 403);
    let own = client.get(format!("{}/_emulator/health", emulator.base_url())).send().await.unwrap();
    assert_eq!(own.status(), 200);
    emulator.stop().await.unwrap();
}
