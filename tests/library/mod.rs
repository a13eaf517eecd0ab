//! The emulator as a library: what a test in Rust does without a call over HTTP.

mod events;
mod reports;
mod strangers;
mod tenants;
mod time;

use concur_emulator::Emulator;
use reqwest::{Client, Method, StatusCode};

/// Where the clock of these tests stands.
const NOW: &str = "2026-03-01T08:00:00Z";

const TRAVELER: &str = "traveler@example.com";
const MANAGER: &str = "manager@example.com";
const PROCESSOR: &str = "processor@example.com";

async fn start() -> Emulator {
    Emulator::builder().clock(NOW.parse().unwrap()).seed(1).start().await.unwrap()
}

/// Calls as the client under test would; answers the status, or none where the connection was cut.
async fn call(emulator: &Emulator, method: Method, path: &str, token: &str) -> Option<StatusCode> {
    let client = Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, format!("{}{path}", emulator.base_url())).bearer_auth(token);
    let response = request.header("accept", "application/json").send().await.ok()?;
    let status = response.status();
    response.bytes().await.ok().map(|_| status)
}

/// Approves a report on the short path.
async fn approve(emulator: &Emulator, report: &str) -> Option<StatusCode> {
    let path = format!(
        "/expensereports/v4/users/{}/context/MANAGER/reports/{report}/approve",
        emulator.control().tenant().users[MANAGER]
    );
    let client = Client::builder().no_proxy().build().unwrap();
    let request = client.patch(format!("{}{path}", emulator.base_url())).bearer_auth("manager-token");
    let response = request.json(&serde_json::json!({"comment": "Approved"})).send().await.ok()?;
    Some(response.status())
}
