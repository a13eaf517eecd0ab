//! Receivers over HTTPS, and where webhooks go at all.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::log::{Attempt, DeliveryState};
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::events::reach::Reach;
use concur_emulator::events::seal::Seal;
use concur_emulator::events::trust::Trust;
use concur_emulator::tenant::authority::Names;
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::store::Listener;
use concur_emulator::{Config, Emulator, StartError};

use super::stage::{COMPANY, Stage, deleted, start, subscription};
use super::transport::{authority, certified, trust};
use crate::support::receiver::Receiver;

/// Posts one event to an endpoint, and answers what became of it.
async fn post(endpoint: &str, trust: Trust, reach: Reach) -> (DeliveryState, Attempt) {
    let courier = Arc::new(Courier::start(Setup { trust, reach, ..Setup::default() }).unwrap());
    let settings = Settings { seal: Seal::Absent, ..Settings::default() };
    let outbox = Outbox::new(courier, Arc::new(Clock::frozen(start())), COMPANY, settings);
    outbox.put(subscription("all", endpoint)).unwrap();
    outbox.committed(&[Stage::new().record(deleted()).into()]);
    outbox.drain().await;
    let delivery = outbox.events().remove(0).deliveries.remove(0);
    (delivery.state, delivery.attempts[0].clone())
}

fn error(attempt: &Attempt) -> &str {
    attempt.error.as_deref().unwrap_or_default()
}

#[tokio::test]
async fn a_webhook_over_mutual_tls_shows_a_certificate_of_concurs_name() {
    let (own, other) = (Arc::new(authority()), authority());
    let receiver = Receiver::secure(&certified(&other), Some(own.certificate().unwrap()));
    let (state, attempt) = post(&receiver.url(), trust(&own, Some(&other), false), Reach::default()).await;
    assert_eq!((state, attempt.status), (DeliveryState::Delivered, Some(200)), "{attempt:?}");
    let [received] = &receiver.requests()[..] else { panic!("one webhook") };
    assert!(received.body.starts_with(b"{\"id\""));

    let certificate = received.client.as_deref().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutual-tls-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (leaf, root) = (folder.join("leaf.der"), folder.join("root.pem"));
    fs::write(&leaf, certificate).unwrap();
    fs::write(&root, own.certificate_pem().unwrap()).unwrap();
    let mut openssl = Command::new("openssl");
    openssl
        .args(["x509", "-noout", "-subject", "-ext", "extendedKeyUsage,keyUsage", "-inform", "DER", "-in"])
        .arg(&leaf);
    if let Ok(said) = openssl.stdin(Stdio::null()).output() {
        let said = String::from_utf8(said.stdout).unwrap();
        assert!(said.contains("CN = webhook.api.concursolutions.com") || said.contains("CN=webhook.api"), "{said}");
        assert!(said.contains("TLS Web Client Authentication") && said.contains("Digital Signature"), "{said}");
        let mut verify = Command::new("openssl");
        verify.args(["verify", "-x509_strict", "-purpose", "sslclient", "-CAfile"]).args([&root, &leaf]);
        let verified = verify.output().unwrap();
        assert!(verified.status.success(), "{verified:?}");
    }
}

#[tokio::test]
async fn a_receiver_that_lets_in_other_clients_only_is_tried_again() {
    let (own, other) = (Arc::new(authority()), authority());
    let receiver = Receiver::secure(&certified(&other), Some(other.certificate().unwrap()));
    let (state, attempt) = post(&receiver.url(), trust(&own, Some(&other), false), Reach::default()).await;
    assert_eq!((state, attempt.status), (DeliveryState::Pending, None));
    assert!(!error(&attempt).is_empty());
    assert_eq!(receiver.requests(), []);
}

#[tokio::test]
async fn a_receiver_is_trusted_if_it_is_certified_or_if_everyone_is() {
    let (own, other, third) = (Arc::new(authority()), authority(), authority());
    let receiver = Receiver::secure(&certified(&other), None);
    for (host, trusted, anyone, expected) in [
        ("localhost", Some(&other), false, DeliveryState::Delivered),
        ("localhost", None, false, DeliveryState::Pending),
        ("localhost", Some(&third), false, DeliveryState::Pending),
        // The certificate is for the name, not for the address.
        ("127.0.0.1", Some(&other), false, DeliveryState::Pending),
        ("127.0.0.1", None, true, DeliveryState::Delivered),
    ] {
        let (state, attempt) = post(&receiver.url_at(host), trust(&own, trusted, anyone), Reach::default()).await;
        assert_eq!(state, expected, "{host} {anyone} {attempt:?}");
        assert_eq!(error(&attempt).contains("certificate"), expected == DeliveryState::Pending, "{attempt:?}");
    }
    assert_eq!(receiver.requests().len(), 2);
}

#[tokio::test]
async fn webhooks_go_to_no_link_local_address_and_only_to_hosts_that_are_allowed() {
    let receiver = Receiver::start();
    let only = |hosts: &[&str]| Reach::new(hosts.iter().map(|host| host.parse().unwrap()).collect());
    let by_name = receiver.url().replace("127.0.0.1", "localhost");
    for (endpoint, reach, said) in [
        ("http://169.254.169.254/latest/meta-data/".to_owned(), only(&[]), "link-local"),
        ("https://[fe80::1]/".to_owned(), only(&["fe80::1"]), "link-local"),
        (receiver.url(), only(&["localhost", "*.example.com"]), "--webhook-allow"),
        (receiver.url(), only(&["127.0.0.1"]), ""),
        (by_name, only(&["localhost"]), ""),
    ] {
        let (state, attempt) = post(&endpoint, Trust::default(), reach).await;
        let expected = if said.is_empty() { DeliveryState::Delivered } else { DeliveryState::Pending };
        assert_eq!(state, expected, "{endpoint}: {attempt:?}");
        assert!(error(&attempt).contains(said), "{endpoint}: {attempt:?}");
    }
    assert_eq!(receiver.requests().len(), 2);
}

#[tokio::test]
async fn the_settings_of_a_server_reach_its_webhooks() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("webhook-ca-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (other, file) = (authority(), folder.join("ca.pem"));
    fs::write(&file, other.certificate_pem().unwrap()).unwrap();
    let config = Config {
        port: 0,
        webhook_ca: Some(file.clone()),
        webhook_hosts: vec!["localhost".parse().unwrap()],
        data_dir: Some(folder.join("data")),
        ..Config::default()
    };
    let emulator = Emulator::start(config.clone()).await.unwrap();
    let own = reqwest::get(format!("{}/_emulator/ca", emulator.base_url())).await.unwrap().text().await.unwrap();
    let own = rustls::pki_types::pem::PemObject::from_pem_slice(own.as_bytes()).unwrap();
    let own: rustls::pki_types::CertificateDer<'_> = own;
    let receiver = Receiver::secure(&certified(&other), Some(&own));
    let subscription = serde_json::json!({"id": "all", "topic": "public.concur.expense.report", "filter": ".*",
        "webHookConfig": {"endpoint": receiver.url()}});
    let url = |path: &str| format!("{}{path}", emulator.base_url());
    let client = reqwest::Client::new();
    let put = client.put(url("/events/v4/subscriptions/webhook")).bearer_auth("app-token").json(&subscription);
    assert!(put.send().await.unwrap().status().is_success());
    let submit = "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/reports/764428DD6A664AF0BFCB/submit";
    assert_eq!(client.patch(url(submit)).bearer_auth("traveler-token").send().await.unwrap().status(), 204);
    emulator.drain().await;
    assert_eq!(receiver.requests().len(), 1);

    for (content, said) in [("no certificate", "no certificate is in it"), ("", "no certificate is in it")] {
        fs::write(&file, content).unwrap();
        let error = Emulator::start(config.clone()).await.unwrap_err();
        assert!(matches!(error, StartError::WebhookCa { .. }) && error.to_string().contains(said), "{error}");
    }
    fs::remove_file(&file).unwrap();
    let error = Emulator::start(config).await.unwrap_err();
    assert!(error.to_string().contains("--webhook-ca"), "{error}");
}

#[test]
fn an_authority_certifies_no_name_beyond_its_own() {
    let authority = authority();
    let wanted = Names::of_server(["example.com", "10.1.2.3", "evil-localhost", "us.api.concursolutions.com.example"]);
    let permitted = authority.permitted(&wanted);
    assert_eq!(permitted.dns, ["localhost", "*.concursolutions.com", "*.api.concursolutions.com"]);
    assert_eq!(permitted.ips, [IpAddr::from(Ipv4Addr::LOCALHOST)]);
}
