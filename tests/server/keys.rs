//! The signing key: where it comes from, where it is kept, how receivers learn of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use concur_emulator::{Config, Emulator, StartError};
use reqwest::Method;
use serde_json::json;

use super::{client, config, get, header, start};
use crate::support::receiver::{Received, Receiver};
use crate::support::verify::verifies;

/// A folder of this test's own that is not there yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("keys-{name}-{}", std::process::id()));
    // Of an earlier run.
    let _ = fs::remove_dir_all(&folder);
    folder
}

async fn public_key(emulator: &Emulator) -> String {
    let answer = get(emulator, "/_emulator/signing-key").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "content-type")), (200, Some("application/x-pem-file")));
    answer.text().await.unwrap()
}

/// Subscribes a receiver, submits a report, and answers what comes of it.
async fn webhook(emulator: &Emulator) -> Received {
    let receiver = Receiver::start();
    let subscription = json!({"id": "all", "topic": "public.concur.expense.report", "filter": ".*",
        "webHookConfig": {"endpoint": receiver.url()}});
    let call = |method: Method, path: &str, token: &str| {
        client().request(method, format!("{}{path}", emulator.base_url())).bearer_auth(token)
    };
    let put = call(Method::PUT, "/events/v4/subscriptions/webhook", "app-token").json(&subscription);
    assert!(put.send().await.unwrap().status().is_success());
    let submit = "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/reports/764428DD6A664AF0BFCB/submit";
    assert_eq!(call(Method::PATCH, submit, "traveler-token").send().await.unwrap().status(), 204);
    emulator.drain().await;
    receiver.requests().remove(0)
}

#[tokio::test]
async fn webhooks_verify_with_the_key_that_control_shows() {
    let emulator = start(config()).await;
    let (key, request) = (public_key(&emulator).await, webhook(&emulator).await);
    assert!(key.starts_with("-----BEGIN PUBLIC KEY-----\n") && key.ends_with("-----END PUBLIC KEY-----\n"), "{key}");
    assert!(verifies(&key, &request.body, request.header("concur-signature").unwrap()));
    assert_eq!(public_key(&emulator).await, key);
}

#[tokio::test]
async fn a_scenario_can_leave_signatures_out() {
    let file = folder("unsigned").with_extension("yaml");
    fs::write(&file, "switches:\n  signWebhooks: false\n").unwrap();
    let fixtures = vec!["default".into(), file.to_str().unwrap().into()];
    let emulator = start(Config { fixtures, ..config() }).await;
    assert_eq!(webhook(&emulator).await.header("concur-signature"), None);
}

#[tokio::test]
async fn in_a_data_folder_the_key_outlives_the_process_and_is_its_owners_alone() {
    let data = folder("kept").join("deeper");
    let kept = Config { data_dir: Some(data.clone()), ..config() };
    let first = public_key(&start(kept.clone()).await).await;
    let file = data.join("signing-key.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    }
    assert!(fs::read_to_string(&file).unwrap().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    assert_eq!(public_key(&start(kept).await).await, first);
    assert_ne!(public_key(&start(config()).await).await, first);
    let given = Config { signing_key: Some(file), ..config() };
    assert_eq!(public_key(&start(given).await).await, first);
}

#[tokio::test]
async fn several_processes_that_share_a_folder_share_the_key() {
    let data = folder("shared");
    let kept = Config { data_dir: Some(data.clone()), ..config() };
    let (one, two) = (start(kept.clone()).await, start(kept).await);
    let (first, second) = tokio::join!(public_key(&one), public_key(&two));
    assert_eq!(first, second);
    let names: Vec<_> = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.iter().filter(|name| name.to_string_lossy().starts_with("signing-key")).count(), 1, "{names:?}");
}

#[tokio::test]
async fn where_the_folder_cannot_be_written_the_key_lives_in_memory() {
    let file = folder("no-folder");
    fs::write(&file, "").unwrap();
    let emulator = start(Config { data_dir: Some(file.join("below")), ..config() }).await;
    assert!(public_key(&emulator).await.contains("PUBLIC KEY"));
}

#[tokio::test]
async fn a_key_made_by_openssl_in_either_form_is_taken() {
    let folder = folder("openssl");
    fs::create_dir_all(&folder).unwrap();
    for (name, form) in [("pkcs8", None), ("pkcs1", Some("-traditional"))] {
        let file = folder.join(name);
        let made = Command::new("openssl").arg("genrsa").args(form).arg("-out").arg(&file).arg("2048").output();
        if !made.is_ok_and(|made| made.status.success()) {
            return;
        }
        let public = Command::new("openssl").args(["rsa", "-pubout", "-in"]).arg(&file).output().unwrap().stdout;
        let emulator = start(Config { signing_key: Some(file), ..config() }).await;
        assert_eq!(public_key(&emulator).await.as_bytes(), public, "{name}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_key_is_refused_with_what_to_do() {
    let folder = folder("refused");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("signing-key.pem"), "no key").unwrap();
    let wrong = |signing_key: Option<&str>, data_dir: Option<&PathBuf>| Config {
        signing_key: signing_key.map(|name| folder.join(name)),
        data_dir: data_dir.cloned(),
        ..config()
    };
    for (config, said) in [
        (wrong(None, Some(&folder)), "openssl genrsa"),
        (wrong(Some("signing-key.pem"), None), "openssl genrsa"),
        (wrong(Some("missing.pem"), None), "missing.pem"),
    ] {
        let error = Emulator::start(config).await.unwrap_err();
        assert!(matches!(error, StartError::Key(_)) && error.to_string().contains(said), "{error}");
    }
    assert_eq!(fs::read_to_string(folder.join("signing-key.pem")).unwrap(), "no key");
}
