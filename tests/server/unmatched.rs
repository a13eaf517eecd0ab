//! Requests that match no operation.

use std::io::{Read, Write};
use std::net::TcpStream;

use concur_emulator::Emulator;
use reqwest::Method;

use super::{client, config, get, header, json, start};

/// Sends bytes as they are, and reads the answer to its end.
fn send_raw(emulator: &Emulator, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(emulator.base_url().strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test]
async fn an_unknown_path_gets_404_in_the_v4_shape_and_the_nearest_route() {
    let emulator = start(config()).await;
    let response = client()
        .get(format!("{}/_emulators/health?x=y", emulator.base_url()))
        .header("Concur-Correlationid", "cid-1")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
    let body = json(response).await;
    assert_eq!(body["httpStatus"], "404 Not Found");
    assert_eq!(body["path"], "/_emulators/health");
    assert_eq!(body["errorId"], "cid-1");
    assert!(body["timestamp"].as_str().unwrap().ends_with('Z'));
    let message = body["errorMessage"].as_str().unwrap();
    assert!(message.contains("GET /_emulators/health") && message.contains("GET /_emulator/health"), "{message}");
    let journal = json(get(&emulator, "/_emulator/requests").await).await;
    assert_eq!(journal["items"][0]["nearest"], "GET /_emulator/health");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn an_unknown_path_of_a_family_is_refused_in_its_words() {
    let emulator = start(config()).await;
    for (path, pointer) in [
        ("/oauth2/v9/token", "/error_description"),
        ("/expensereports/v4/nothing", "/errorMessage"),
        ("/events/v4/nothing", "/errorMessage"),
        ("/api/v3.0/nothing", "/Error/Message"),
        ("/api/nothing", "/Error/Message"),
        ("/api/expense/expensereport/v2.0/nothing", "/Error/Message"),
        ("/somewhere/else", "/errorMessage"),
    ] {
        let url = format!("{}{path}", emulator.base_url());
        let response = client().get(url).header("Accept", "application/json").send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
        let body = json(response).await;
        let message = body.pointer(pointer).unwrap_or_else(|| panic!("{path}: {body}")).as_str().unwrap();
        assert!(message.contains("the nearest documented operation is "), "{path}: {message}");
    }
    let response = get(&emulator, "/_emulator/helth").await;
    assert_eq!(response.status(), 404);
    let message = json(response).await["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("GET /_emulator/health"), "{message}");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn control_is_near_to_those_only_whose_path_begins_like_its_own() {
    let emulator = start(config()).await;
    let nearest = async |path: &str| {
        get(&emulator, path).await;
        let journal = json(get(&emulator, "/_emulator/requests?limit=1000").await).await;
        let last = journal["items"].as_array().unwrap().last().unwrap().clone();
        last["nearest"].as_str().unwrap().to_owned()
    };
    for path in ["/nothing/here", "/reset", "/health", "/reports/764428DD6A664AF0BFCB", "/"] {
        let nearest = nearest(path).await;
        assert!(!nearest.contains("/_emulator"), "{path}: {nearest}");
    }
    assert_eq!(nearest("/emulator/health").await, "GET /_emulator/health");
    let refused = json(get(&emulator, "/_emulator/expensereports/v4/reports").await).await;
    assert!(refused["error"]["message"].as_str().unwrap().contains(" /_emulator/reports"), "{refused}");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn another_method_on_a_documented_path_gets_405_and_the_documented_ones() {
    let emulator = start(config()).await;
    for (method, path, allowed) in [
        (Method::DELETE, "/_emulator/clock", "GET, PUT"),
        (Method::GET, "/_emulator/reset", "POST"),
        (Method::HEAD, "/_emulator/health", "GET"),
        (Method::OPTIONS, "/_emulator/health", "GET"),
    ] {
        let response = client().request(method, format!("{}{path}", emulator.base_url())).send().await.unwrap();
        assert_eq!(response.status(), 405, "{path}");
        assert_eq!(header(&response, "Allow"), Some(allowed));
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn odd_paths_get_a_worded_refusal() {
    let emulator = start(config()).await;
    for path in ["/", "//", "/%", "/%zz", "/%ff%fe", "/%2F%00", "/a$b%c", "/..", "/ä", "/expensereports/v4/%"] {
        let response =
            send_raw(&emulator, format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes());
        let status = response.split(' ').nth(1).unwrap();
        let framework_refused = path.contains('ä');
        assert_eq!(status, if framework_refused { "400" } else { "404" }, "{path}: {response}");
        assert_eq!(response.contains("errorMessage"), !framework_refused, "{path}: {response}");
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_uri_that_is_too_long_gets_414_before_anything_reads_it() {
    let emulator = start(config()).await;
    for uri in [format!("/{}", "x".repeat(8_192)), format!("/?{}", "x".repeat(20_000))] {
        let response = get(&emulator, &uri).await;
        assert_eq!(response.status(), 414);
        assert_eq!(json(response).await["httpStatus"], "414 URI Too Long");
    }
    let longest = format!("/{}", "x".repeat(8_191));
    assert_eq!(get(&emulator, &longest).await.status(), 404);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn requests_that_are_not_http_are_refused_and_the_server_lives_on() {
    let emulator = start(config()).await;
    for request in
        ["NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost a\r\n\r\n", "G\0T / HTTP/1.1\r\n\r\n"]
    {
        let answer = send_raw(&emulator, request.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 400 "), "{request:?}: {answer:?}");
    }
    assert_eq!(get(&emulator, "/_emulator/health").await.status(), 200);
    emulator.stop().await.unwrap();
}
