//! The same over HTTPS, with a certificate of the installation's own authority.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use concur_emulator::tenant::authority::{Authority, Names};
use concur_emulator::tenant::data_dir::DataDir;
use concur_emulator::{Config, Emulator, StartError};
use rcgen::{CertificateParams, Issuer, KeyPair};
use reqwest::{Certificate, Client, StatusCode, Version};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use serde_json::Value;
use tokio::net::TcpStream;

use super::{config, get, header, start};
use crate::support::tls::{provider, roots};

const REPORT: &str =
    "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/764428DD6A664AF0BFCB";

/// A folder of this test's own that is not there yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("https-{name}-{}", std::process::id()));
    // Of an earlier run.
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn secure() -> Config {
    Config { https_port: Some(0), ..config() }
}

/// A client that trusts the emulator's authority and nobody else, and finds the emulator under these names.
fn client(emulator: &Emulator, names: &[&str]) -> Client {
    let authority = Certificate::from_pem(emulator.authority().unwrap().as_bytes()).unwrap();
    let mut builder = Client::builder().no_proxy().tls_certs_only([authority]);
    for name in names {
        builder = builder.resolve(name, emulator.https_address().unwrap());
    }
    builder.build().unwrap()
}

fn url(emulator: &Emulator, host: &str, path: &str) -> String {
    format!("https://{host}:{}{path}", emulator.https_address().unwrap().port())
}

#[tokio::test]
async fn a_client_with_a_hard_coded_host_works_once_it_trusts_the_authority() {
    let emulator = start(secure()).await;
    let host = "us.api.concursolutions.com";
    let answer =
        client(&emulator, &[host]).get(url(&emulator, host, REPORT)).bearer_auth("traveler-token").send().await;
    let answer = answer.unwrap();
    assert_eq!((answer.status(), answer.version()), (StatusCode::OK, Version::HTTP_2));
    assert!(header(&answer, "concur-correlationid").is_some());
    let report: Value = answer.json().await.unwrap();
    let links = report.to_string();
    assert!(!links.contains("http://"), "{links}");

    let form = [
        ("client_id", "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d"),
        ("client_secret", "emulator-secret"),
        ("grant_type", "client_credentials"),
    ];
    let token = client(&emulator, &[host]).post(url(&emulator, host, "/oauth2/v0/token")).form(&form).send().await;
    let token: Value = token.unwrap().json().await.unwrap();
    assert_eq!(token["geolocation"], url(&emulator, host, ""));

    let stranger = Client::builder().no_proxy().resolve(host, emulator.https_address().unwrap()).build().unwrap();
    assert!(
        stranger.get(url(&emulator, host, REPORT)).send().await.is_err(),
        "without the authority there is no trust"
    );
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn every_name_of_the_certificate_works_and_no_other() {
    let emulator = start(Config { allowed_hosts: vec!["Emulator.Example.org".into()], ..secure() }).await;
    for (host, expected) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("www.concursolutions.com", true),
        ("implementation.api.concursolutions.com", true),
        ("emulator.example.org", true),
        ("host.docker.internal", true),
        ("concursolutions.com", false),
        ("a.us.api.concursolutions.com", false),
        ("www.concursolutions.com.example", false),
        ("other.example.org", false),
    ] {
        let answer = client(&emulator, &[host]).get(url(&emulator, host, "/_emulator/clock")).send().await;
        assert_eq!(answer.as_ref().is_ok_and(|answer| answer.status() == 200), expected, "{host}: {answer:?}");
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn connections_that_say_nothing_keep_nobody_out() {
    let emulator = start(secure()).await;
    let mut flood = Vec::new();
    for _ in 0..500 {
        flood.push(TcpStream::connect(emulator.https_address().unwrap()).await.unwrap());
    }
    let answer = client(&emulator, &[]).get(url(&emulator, "localhost", REPORT)).bearer_auth("traveler-token");
    assert_eq!(answer.send().await.unwrap().status(), 200);
    assert_eq!(flood.len(), 500);
    drop(flood);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn control_answers_to_the_names_of_the_certificate_only_where_there_is_one() {
    for (config, expected) in [(secure(), 200), (config(), 403)] {
        let emulator = start(config).await;
        let request = super::client().get(format!("{}/_emulator/clock", emulator.base_url()));
        let answer = request.header("Host", "us.api.concursolutions.com").send().await.unwrap();
        assert_eq!(answer.status(), expected);
        emulator.stop().await.unwrap();
    }
}

#[tokio::test]
async fn http_1_is_served_over_tls_too_and_both_ports_show_one_company() {
    let emulator = start(secure()).await;
    let authority = Certificate::from_pem(emulator.authority().unwrap().as_bytes()).unwrap();
    let client = Client::builder().no_proxy().http1_only().tls_certs_only([authority]).build().unwrap();
    let submit = "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/reports/764428DD6A664AF0BFCB/submit";
    let submitted =
        client.patch(url(&emulator, "localhost", submit)).bearer_auth("traveler-token").send().await.unwrap();
    assert_eq!((submitted.status(), submitted.version()), (StatusCode::NO_CONTENT, Version::HTTP_11));
    let plain = super::client().get(format!("{}{REPORT}", emulator.base_url())).bearer_auth("traveler-token");
    let report: Value = plain.send().await.unwrap().json().await.unwrap();
    assert_ne!(report["approvalStatusId"], "A_NOTF");
    assert!(!report.to_string().contains("https://"), "{report}");
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn the_authority_is_shown_by_control_and_kept_in_the_data_folder() {
    let data = folder("kept");
    let kept = Config { data_dir: Some(data.clone()), ..secure() };
    let emulator = start(kept.clone()).await;
    let shown = get(&emulator, "/_emulator/ca").await;
    assert_eq!((shown.status().as_u16(), header(&shown, "content-type")), (200, Some("application/x-pem-file")));
    let shown = shown.text().await.unwrap();
    assert!(shown.starts_with("-----BEGIN CERTIFICATE-----\n") && !shown.contains("PRIVATE"), "{shown}");
    assert_eq!(shown, emulator.authority().unwrap());
    let before = client(&emulator, &[]);
    emulator.stop().await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(data.join("authority.pem")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = start(Config { allowed_hosts: vec!["late.example.org".into()], ..kept.clone() }).await;
    assert_eq!(again.authority().unwrap(), shown);
    let answer = before.get(url(&again, "localhost", "/_emulator/health")).send().await.unwrap();
    assert_eq!(answer.status(), 200, "who trusted it before the restart trusts it after");
    let late = client(&again, &["late.example.org"]).get(url(&again, "late.example.org", "/_emulator/health"));
    assert!(late.send().await.is_err(), "it was made for other names");
    again.stop().await.unwrap();

    fs::write(data.join("authority.pem"), "nothing").unwrap();
    let error = Emulator::start(kept).await.unwrap_err();
    assert!(matches!(error, StartError::Authority(_)) && error.to_string().contains("remove it"), "{error}");
}

#[tokio::test]
async fn a_port_for_https_that_is_in_use_is_named_with_its_flag() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let https_port = Some(taken.local_addr().unwrap().port());
    let error = Emulator::start(Config { https_port, ..config() }).await.unwrap_err();
    assert!(error.to_string().contains("--https-port"), "{error}");
}

/// What a lost key of the authority is good for.
#[test]
fn clients_believe_the_authority_under_no_name_beyond_its_own() {
    let data = folder("constrained");
    let names = Names::of_server([]);
    let authority = Authority::open(Some(&DataDir::new(data.clone())), &names).unwrap();
    let file = fs::read(data.join("authority.pem")).unwrap();
    let key = KeyPair::try_from(&PrivateKeyDer::from_pem_slice(&file).unwrap()).unwrap();
    let issuer_name = |certificate: &[u8]| {
        let text = String::from_utf8_lossy(certificate).into_owned();
        let at = text.find("concur-emulator local authority ").unwrap();
        text[at..at + "concur-emulator local authority ".len() + 8].to_owned()
    };
    let mut issuer = CertificateParams::default();
    issuer.distinguished_name = rcgen::DistinguishedName::new();
    issuer.distinguished_name.push(rcgen::DnType::OrganizationName, "concur-emulator");
    issuer.distinguished_name.push(rcgen::DnType::CommonName, issuer_name(authority.certificate().unwrap()));
    let issuer = Issuer::new(issuer, key);
    let verifier = WebPkiServerVerifier::builder_with_provider(roots([authority.certificate().unwrap()]), provider());
    let verifier: Arc<WebPkiServerVerifier> = verifier.build().unwrap();
    for (name, expected) in [("us.api.concursolutions.com", true), ("localhost", true), ("www.example.com", false)] {
        let own = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&own, &issuer).unwrap();
        let leaf = CertificateDer::from(leaf.der().to_vec());
        let host = ServerName::try_from(name).unwrap();
        let verdict = verifier.verify_server_cert(&leaf, &[], &host, &[], UnixTime::now());
        assert_eq!(verdict.is_ok(), expected, "{name}: {verdict:?}");
        assert!(expected || format!("{verdict:?}").contains("NameConstraint"), "{verdict:?}");
    }
}

/// Python checks certificates as strictly as RFC 5280 asks, with OpenSSL.
#[tokio::test]
async fn a_strict_client_accepts_the_certificate() {
    const SCRIPT: &str = r"
import socket, ssl, sys
port, ca = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context(cafile=ca)
context.verify_flags |= ssl.VERIFY_X509_STRICT
for host in ['us.api.concursolutions.com', 'localhost', '127.0.0.1']:
    with socket.create_connection(('127.0.0.1', port)) as plain, context.wrap_socket(plain, server_hostname=host) as tls:
        leaf = tls.getpeercert()
        days = (ssl.cert_time_to_seconds(leaf['notAfter']) - ssl.cert_time_to_seconds(leaf['notBefore'])) / 86400
        assert days <= 91, days
";
    let emulator = start(secure()).await;
    let folder = folder("strict");
    fs::create_dir_all(&folder).unwrap();
    let authority = folder.join("ca.pem");
    fs::write(&authority, emulator.authority().unwrap()).unwrap();
    let port = emulator.https_address().unwrap().port().to_string();
    let mut python = Command::new("python3");
    python.args(["-c", SCRIPT, &port]).arg(&authority).stdin(Stdio::null());
    if let Ok(ended) = python.output() {
        assert!(ended.status.success(), "{ended:?}");
    }
    emulator.stop().await.unwrap();
}
