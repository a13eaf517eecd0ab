//! The server around the APIs.

mod control;
mod deprecations;
mod documents;
mod exchange;
mod guard;
mod https;
mod keys;
mod lifetime;
mod spine;
mod stopping;
mod timekeeping;
mod unmatched;

use concur_emulator::{Config, Emulator};
use reqwest::{Client, Response};
use serde_json::Value;

/// Settings for a test: a free port.
fn config() -> Config {
    Config { port: 0, ..Config::default() }
}

async fn start(config: Config) -> Emulator {
    Emulator::start(config).await.expect("it starts")
}

/// A client that goes straight to the emulator, whatever the environment says.
fn client() -> Client {
    Client::builder().no_proxy().build().expect("a client can be built")
}

async fn get(emulator: &Emulator, path: &str) -> Response {
    client().get(format!("{}{path}", emulator.base_url())).send().await.expect("it answers")
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().expect("the header is text"))
}

async fn json(response: Response) -> Value {
    let kind = header(&response, "content-type").map(str::to_owned);
    assert_eq!(kind.as_deref(), Some("application/json"));
    response.json().await.expect("the body is JSON")
}
