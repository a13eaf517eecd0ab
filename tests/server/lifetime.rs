//! Starting, serving both protocols, stopping.

use std::net::{SocketAddr, TcpStream};

use chrono::{Duration, TimeZone, Utc};
use concur_emulator::config::ClockSetting;
use concur_emulator::{Config, StartError};
use reqwest::{Client, Version};

use super::{config, get, start};

fn address(base_url: &str) -> SocketAddr {
    base_url.strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn port_0_takes_a_free_port_and_base_url_names_it() {
    let (one, other) = (start(config()).await, start(config()).await);
    assert_ne!(address(one.base_url()).port(), 0);
    assert_ne!(one.base_url(), other.base_url());
    for emulator in [one, other] {
        assert_eq!(get(&emulator, "/_emulator/health").await.status(), 200);
        emulator.stop().await.unwrap();
    }
}

#[tokio::test]
async fn the_public_url_is_the_base_url_where_it_is_set() {
    let config = Config { public_url: Some("https://concur.test/".parse().unwrap()), ..config() };
    let emulator = start(config).await;
    assert_eq!(emulator.base_url(), "https://concur.test");
    assert!(emulator.listening_at().starts_with("http://127.0.0.1:"));
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn an_emulator_that_listens_everywhere_is_reached_on_loopback() {
    let emulator = start(Config { host: "0.0.0.0".into(), ..config() }).await;
    assert!(emulator.listening_at().starts_with("http://0.0.0.0:"));
    assert!(emulator.base_url().starts_with("http://127.0.0.1:"));
    assert_eq!(get(&emulator, "/_emulator/health").await.status(), 200);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_stopped_emulator_has_let_go_of_its_port() {
    let emulator = start(config()).await;
    let address = address(emulator.base_url());
    assert!(TcpStream::connect(address).is_ok());
    emulator.stop().await.unwrap();
    assert!(TcpStream::connect(address).is_err());
    let again = start(Config { port: address.port(), ..Config::default() }).await;
    again.stop().await.unwrap();
}

#[tokio::test]
async fn http_1_and_http_2_with_prior_knowledge_are_both_served_on_the_plain_port() {
    let emulator = start(config()).await;
    let builder = || Client::builder().no_proxy();
    for (client, version) in
        [(builder().http1_only(), Version::HTTP_11), (builder().http2_prior_knowledge(), Version::HTTP_2)]
    {
        let url = format!("{}/_emulator/health", emulator.base_url());
        let response = client.build().unwrap().get(url).send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.version()), (200, version));
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_port_in_use_is_refused_with_a_remedy() {
    let emulator = start(config()).await;
    let port = address(emulator.base_url()).port();
    let error = concur_emulator::Emulator::start(Config { port, ..Config::default() }).await.unwrap_err();
    assert!(matches!(error, StartError::PortInUse { .. }), "{error:?}");
    assert!(error.to_string().contains("--port"), "{error}");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_host_that_is_not_this_machines_is_refused_with_a_remedy() {
    for host in ["192.0.2.1", "no such host"] {
        let config = Config { host: host.into(), ..config() };
        let error = concur_emulator::Emulator::start(config).await.unwrap_err();
        assert!(matches!(error, StartError::NoSuchHost { .. }), "{error:?}");
        assert!(error.to_string().contains("--host"), "{error}");
    }
}

#[tokio::test]
async fn a_frozen_clock_moves_only_when_it_is_told_to_and_reset_brings_it_back() {
    let at = Utc.with_ymd_and_hms(2026, 3, 1, 8, 0, 0).unwrap();
    let emulator = start(Config { clock: ClockSetting::Frozen(at), ..config() }).await;
    assert_eq!(emulator.advance(Duration::hours(72)).await, at + Duration::hours(72));
    assert_eq!(emulator.advance(Duration::zero()).await, at + Duration::hours(72));
    emulator.reset().unwrap();
    emulator.drain().await;
    assert_eq!(emulator.advance(Duration::zero()).await, at);
    emulator.stop().await.unwrap();
}
