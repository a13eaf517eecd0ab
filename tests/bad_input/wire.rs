//! Requests that are damaged below the level of APIs: what no client library would send.

use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

const TOKEN: &str = "Authorization: Bearer traveler-token";
const JSON: &str = "Content-Type: application/json";

fn line(app: &TestApp, method: &str) -> String {
    format!("{method} {}", app.traveler().path("TRAVELER", DRAFT))
}

#[tokio::test]
async fn a_body_that_ends_early_changes_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (headers, body) in [
        ("content-length: 100", r#"{"name": "Half"#),
        ("content-length: 100", r#"{"name": "Whole"}"#),
        ("transfer-encoding: chunked", "11\r\n{\"name\": \"Whole\"}\r\n"),
        ("transfer-encoding: chunked", "zz\r\n{\"name\": \"Whole\"}\r\n0\r\n\r\n"),
        ("transfer-encoding: chunked", "ffffffffffffffffffff\r\n"),
        ("transfer-encoding: chunked\r\ncontent-length: 3", "11\r\n{\"name\": \"Whole\"}\r\n"),
        ("content-length: -1", r#"{"name": "Whole"}"#),
        ("content-length: 17\r\ncontent-length: 18", r#"{"name": "Whole"}"#),
    ] {
        let request = format!(
            "{} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{TOKEN}\r\n{JSON}\r\n{headers}\r\n\r\n{body}",
            line(&app, "PATCH")
        );
        if let Some(answer) = app.raw().send(request.as_bytes()).await {
            assert!((400..500).contains(&answer.status), "{headers}: {} {}", answer.status, answer.body);
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn what_is_no_http_is_turned_away_and_the_next_request_is_served() {
    let app = TestApp::start().await;
    for bytes in [
        &b"\r\n\r\n"[..],
        b"nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nname: \x01\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense nonsense nonsense",
    ] {
        if let Some(answer) = app.raw().send(bytes).await {
            assert!((400..500).contains(&answer.status), "{bytes:?}: {}", answer.status);
        }
        app.traveler().report(DRAFT).await.must(200);
    }
}

#[tokio::test]
async fn odd_headers_are_no_reason_to_break_down() {
    let app = TestApp::start().await;
    let absurd = format!("X-Absurd: {}", "x".repeat(60_000));
    for header in [
        "Authorization: Bearer \u{fc}\u{f6}",
        "Authorization: Bearer a b c",
        "Accept: ,;,;q=,;q=9999999999999999999",
        "Accept: application/json;q=nan",
        "Accept-Language: \u{1F600}",
        "Content-Type: \u{ff}",
        "If-Modified-Since: never",
        "Range: bytes=0-18446744073709551616",
        "X-UserID: \u{0}",
        "Concur-Correlationid: \u{e4}",
        "Expect: the unexpected",
        "Forwarded: host=\"evil\";proto=gopher",
        "X-Forwarded-Host: evil.example",
        absurd.as_str(),
    ] {
        if let Some(answer) = app.raw().request(&line(&app, "GET"), &[header], b"").await {
            assert!((400..500).contains(&answer.status), "{header}: {} {}", answer.status, answer.body);
        }
        let with_token = app.raw().request(&line(&app, "GET"), &[TOKEN, header], b"").await;
        assert!(with_token.is_none_or(|answer| answer.status < 500), "{header}");
    }
}

#[tokio::test]
async fn an_endless_uri_is_414_in_the_words_of_its_family() {
    let app = TestApp::start().await;
    for path in [
        format!("/expensereports/v4/{}", "x".repeat(20_000)),
        format!("/expensereports/v4/reports?{}", "a=b&".repeat(5_000)),
    ] {
        let answer = app.raw().request(&format!("GET {path}"), &[TOKEN], b"").await.expect("an answer");
        assert_eq!(answer.status, 414);
        assert!(answer.head.contains("concur-correlationid"), "{}", answer.head);
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert!(body["errorMessage"].as_str().unwrap().contains("URI"));
    }
}
