//! The default scenario through the whole server: a call by token, its operation, its journal entry, reset.

use concur_emulator::Emulator;
use reqwest::{Method, Response};

use super::{client, config, header, json, start};

const TRAVELER: &str = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";
const REPORT: &str = "764428DD6A664AF0BFCB";

async fn call(emulator: &Emulator, method: Method, path: &str) -> Response {
    let request = client().request(method, format!("{}{path}", emulator.base_url()));
    request.bearer_auth("traveler-token").send().await.unwrap()
}

async fn report(emulator: &Emulator) -> Response {
    let path = format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{REPORT}");
    call(emulator, Method::GET, &path).await
}

#[tokio::test]
async fn a_matched_call_names_its_operation_and_is_in_the_journal_under_its_user() {
    let emulator = start(config()).await;
    let response = report(&emulator).await;
    assert_eq!(response.status(), 200);
    let operation = header(&response, "X-Emulator-Operation").unwrap().to_owned();
    assert_ne!(operation, "none");
    let journal = json(call(&emulator, Method::GET, "/_emulator/requests?user=traveler@example.com").await).await;
    let item = &journal["items"][0];
    assert_eq!((item["operation"].as_str(), item["userId"].as_str()), (Some(&*operation), Some(TRAVELER)));
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn reset_brings_the_scenario_back() {
    let emulator = start(config()).await;
    let before = json(report(&emulator).await).await;
    let submit = format!("/expensereports/v4/users/{TRAVELER}/reports/{REPORT}/submit");
    assert_eq!(call(&emulator, Method::PATCH, &submit).await.status(), 204);
    assert_ne!(json(report(&emulator).await).await, before);
    assert_eq!(call(&emulator, Method::POST, "/_emulator/reset").await.status(), 204);
    let after = json(report(&emulator).await).await;
    assert_eq!(after, before);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn links_are_made_of_the_host_that_the_caller_used() {
    let emulator = start(config()).await;
    let path = format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{REPORT}");
    let url = format!("{}{path}", emulator.base_url());
    for host in ["concur.test:1234", "other.test"] {
        let request = client().get(&url).bearer_auth("traveler-token");
        let request =
            request.header("Host", host).header("Forwarded", "host=evil.test").header("X-Forwarded-Host", "evil.test");
        let text = request.send().await.unwrap().text().await.unwrap();
        assert!(text.contains(&format!("http://{host}/expensereports/v4/")) && !text.contains("evil.test"), "{text}");
    }
    emulator.stop().await.unwrap();
}
