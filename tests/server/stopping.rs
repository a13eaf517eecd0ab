//! Stopping: who is late on purpose holds up nobody, who is slow not for long, and what was answered is in the export.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use concur_emulator::{Config, Emulator};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{client, config, get, start};

const REPORT: &str = "764428DD6A664AF0BFCB";
const TRAVELER: &str = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";

/// By when a container is killed that was told to stop, with time to spare.
const IN_TIME: Duration = Duration::from_secs(9);

/// The file that the emulator of a test writes at its end.
struct Export(PathBuf);

impl Export {
    fn new(test: &str) -> Self {
        Self(std::env::temp_dir().join(format!("concur-emulator-{test}-{}.json", std::process::id())))
    }

    fn config(&self) -> Config {
        let clock = "2026-03-01T08:00:00Z".parse().unwrap();
        Config { clock, export_on_exit: Some(self.0.clone()), ..config() }
    }

    /// The name of the report in it.
    fn name(&self) -> String {
        let export: Value = serde_json::from_slice(&std::fs::read(&self.0).unwrap()).unwrap();
        find(&export).unwrap_or_else(|| panic!("there is no such report in the export"))
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The name of the report, wherever it is.
fn find(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) if fields.get("id") == Some(&json!(REPORT)) => {
            let name = fields.get("name").or_else(|| value.pointer("/header/name"));
            name.and_then(Value::as_str).map(str::to_owned)
        }
        Value::Object(fields) => fields.values().find_map(find),
        Value::Array(items) => items.iter().find_map(find),
        _ => None,
    }
}

fn path() -> String {
    format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{REPORT}")
}

/// Gives the report another name; answers whether that was acknowledged.
async fn rename(client: &Client, base_url: &str, name: &str) -> bool {
    let request = client.patch(format!("{base_url}{}", path())).bearer_auth("traveler-token");
    let answer = request.json(&json!({"name": name, "reportSource": "OTHER"})).send().await;
    answer.is_ok_and(|answer| answer.status() == 204)
}

async fn stop(emulator: Emulator) {
    timeout(IN_TIME, emulator.stop()).await.expect("it stops in time").unwrap();
}

#[tokio::test]
async fn who_is_late_on_purpose_is_answered_at_once_and_is_in_the_export() {
    let export = Export::new("late");
    let emulator = start(export.config()).await;
    let base_url = emulator.base_url().to_owned();
    for when in ["before", "after"] {
        let fault = json!({"match": {"method": "PATCH"}, "delay": "PT10M", "when": when, "times": 1});
        client().post(format!("{base_url}/_emulator/faults")).json(&fault).send().await.unwrap();
    }
    let late = tokio::spawn({
        let base_url = base_url.clone();
        async move {
            let client = client();
            tokio::join!(rename(&client, &base_url, "Late"), rename(&client, &base_url, "Late"))
        }
    });
    loop {
        let faults: Value = get(&emulator, "/_emulator/faults").await.json().await.unwrap();
        if faults["items"].as_array().unwrap().iter().all(|fault| fault["hits"] == 1) {
            break;
        }
    }
    stop(emulator).await;
    assert_eq!(late.await.unwrap(), (true, true));
    assert_eq!(export.name(), "Late");
}

#[tokio::test]
async fn who_is_slow_is_cut_off_and_the_export_is_written() {
    let export = Export::new("slow");
    let emulator = start(export.config()).await;
    assert!(rename(&client(), emulator.base_url(), "In time").await);
    let mut slow = TcpStream::connect(emulator.base_url().strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "PATCH {} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer traveler-token\r\nContent-Type: application/json\r\n\
         Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
        path()
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    slow.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100", "the request is in flight");
    stop(emulator).await;
    assert_eq!(export.name(), "In time");
}

#[tokio::test]
async fn whatever_was_acknowledged_before_the_end_is_in_the_export() {
    let export = Export::new("acknowledged");
    let emulator = start(export.config()).await;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let busy = tokio::spawn({
        let (base_url, acknowledged) = (emulator.base_url().to_owned(), Arc::clone(&acknowledged));
        async move {
            let client = client();
            for number in 1.. {
                if !rename(&client, &base_url, &number.to_string()).await {
                    break;
                }
                acknowledged.store(number, Ordering::Relaxed);
            }
        }
    });
    while acknowledged.load(Ordering::Relaxed) < 50 {
        tokio::task::yield_now().await;
    }
    stop(emulator).await;
    busy.await.unwrap();
    let (written, acknowledged) = (export.name().parse::<u64>().unwrap(), acknowledged.load(Ordering::Relaxed));
    // The last one may have been carried out, and its answer lost with the connection.
    assert!([acknowledged, acknowledged + 1].contains(&written), "{written} written, {acknowledged} acknowledged");
}
