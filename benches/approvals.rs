//! Approving reports with a webhook receiver attached.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use concur_emulator::{Config, Emulator};
use serde_json::Value;

use crate::client::{Connection, request};
use crate::sink::Sink;

const REPORTS: usize = 10_000;
/// Every report is approved by its manager and then by the next approver; both steps are announced.
const APPROVERS: [(&str, &str); 2] = [
    ("45afdc31-0593-4e95-ba75-b094e9326b6d", "manager-token"),
    ("4cecc318-ba1e-4a7d-871e-7cba3cc8e433", "approver2-token"),
];
const TRANSITIONS: usize = REPORTS * APPROVERS.len();
const CONNECTIONS: usize = 32;
/// Transitions a second at which the latency is measured.
const PACE: f64 = 5_000.0;
/// How long the last webhook may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// As fast as it goes, at 32 connections.
pub fn throughput() {
    actix_web::rt::System::new().block_on(async {
        for round in 1..=3 {
            let (emulator, sink, address) = stage().await;
            let requests = approvals(address);
            let start = Instant::now();
            let answered = drive(address, requests, None).await.len();
            let calls = start.elapsed();
            wait_for(&sink, TRANSITIONS).await;
            let all = start.elapsed();
            check(&sink);
            println!(
                "round {round}: {answered} approvals in {calls:.2?} = {:.0} transitions/s; all {TRANSITIONS} webhooks after {all:.2?} = {:.0}/s; none lost, none doubled, order kept",
                answered as f64 / calls.as_secs_f64(),
                TRANSITIONS as f64 / all.as_secs_f64(),
            );
            emulator.stop().await.expect("the emulator stops");
        }
    });
}

/// At a fixed pace, from the call to the receipt.
pub fn latency() {
    actix_web::rt::System::new().block_on(async {
        let (emulator, sink, address) = stage().await;
        let requests = approvals(address);
        let sent = drive(address, requests, Some(PACE)).await;
        wait_for(&sink, TRANSITIONS).await;
        let arrivals = sink.take();
        let mut took: Vec<Duration> = arrivals
            .iter()
            .map(|arrival| {
                let (report, step) = told(&arrival.body);
                arrival.at.saturating_duration_since(sent[report * APPROVERS.len() + step].1)
            })
            .collect();
        took.sort();
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
        println!(
            "{PACE:.0} approvals/s, from call to receipt: median {:.2?}, 90 % {:.2?}, 99 % {:.2?}, slowest {:.2?}",
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0)
        );
        emulator.stop().await.expect("the emulator stops");
    });
}

/// An emulator with reports that wait for the manager, and a receiver that is subscribed.
async fn stage() -> (Emulator, Sink, SocketAddr) {
    let file = std::env::temp_dir().join(format!("concur-emulator-bench-{}.json", std::process::id()));
    std::fs::write(&file, scenario()).expect("a scenario file");
    let fixtures = vec!["empty".to_owned(), file.display().to_string()];
    let emulator =
        Emulator::start(Config { port: 0, fixtures, ..Config::default() }).await.expect("the emulator starts");
    std::fs::remove_file(&file).expect("the scenario file");
    let address = crate::process::address_of(&emulator);
    let sink = Sink::start();
    let subscription = format!(
        r#"{{"id":"bench","topic":"public.concur.expense.report","filter":"statusChanged","webHookConfig":{{"endpoint":"http://{}/"}}}}"#,
        sink.address
    );
    let put = request("PUT", address, "/events/v4/subscriptions/webhook", "app-token", &subscription);
    let answer = Connection::open(address).await.call(&put).await;
    assert_eq!(answer.status, 200, "subscribed");
    (emulator, sink, address)
}

fn scenario() -> String {
    let mut reports = String::new();
    for number in 0..REPORTS {
        let comma = if number == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(
            reports,
            r#"{comma}{{"id":"{}","owner":"traveler@example.com","policy":"Two Approvers","name":"Trip {number}","approvalStatus":"A_PEND","stepCode":"FIRST","created":"2026-01-01T08:00:00Z","submitted":"2026-01-02T08:00:00Z","expenses":[{{"type":"TAXIX","paymentType":"CASH","date":"2026-01-01","amount":"12.50","currency":"USD"}}]}}"#,
            id(number)
        );
    }
    let policy = r#"{"id":"B0000000000000000000000000000001","name":"Two Approvers","processId":"B0000000000000000000000000000002","steps":[
        {"kind":"manager","code":"FIRST","notify":true},
        {"kind":"manager","code":"SECOND","notify":true,"assignee":"approver2@example.com"},
        {"kind":"processingPayment","code":"PROCPAY","notify":true}]}"#;
    // Signatures are measured by themselves.
    format!(r#"{{"switches":{{"signWebhooks":false}},"policies":[{policy}],"reports":[{reports}]}}"#)
}

fn id(number: usize) -> String {
    format!("BE4C{number:016X}")
}

/// Which report a webhook is about, and which of its approvals.
fn told(body: &[u8]) -> (usize, usize) {
    let event: Value = serde_json::from_slice(body).expect("an event is JSON");
    let fact = |name: &str| event["facts"][name].as_str().unwrap_or_default().to_owned();
    let report = usize::from_str_radix(&fact("reportId")[4..], 16).expect("a report of ours");
    (report, usize::from(fact("currentApprovalStatus") == "A_APPR"))
}

/// For each report the approvals in their order.
fn approvals(address: SocketAddr) -> Vec<Vec<Vec<u8>>> {
    let approval = |report, (user, token): (&str, &str)| {
        let path = format!("/expensereports/v4/users/{user}/context/MANAGER/reports/{}/approve", id(report));
        request("PATCH", address, &path, token, r#"{"comment":"Approved"}"#)
    };
    (0..REPORTS).map(|report| APPROVERS.iter().map(|approver| approval(report, *approver)).collect()).collect()
}

/// Sends the approvals of all reports over the connections, at a pace or as fast as it goes. Answers when each was sent.
async fn drive(address: SocketAddr, reports: Vec<Vec<Vec<u8>>>, pace: Option<f64>) -> Vec<(usize, Instant)> {
    let driven = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let tasks = tokio::task::LocalSet::new();
        tasks.block_on(&runtime, async move {
            let (reports, next) = (Arc::new(reports), Arc::new(AtomicUsize::new(0)));
            let mut connections = Vec::new();
            for _ in 0..CONNECTIONS {
                connections.push(Connection::open(address).await);
            }
            let start = Instant::now();
            let workers: Vec<_> = connections
                .into_iter()
                .map(|connection| {
                    tokio::task::spawn_local(work(connection, Arc::clone(&reports), Arc::clone(&next), start, pace))
                })
                .collect();
            let mut sent = Vec::new();
            for worker in workers {
                sent.extend(worker.await.expect("a worker"));
            }
            sent.sort_unstable_by_key(|(number, _)| *number);
            sent
        })
    });
    tokio::task::spawn_blocking(move || driven.join().expect("all approvals")).await.expect("all approvals")
}

/// Takes one report after the other and sends its approvals.
async fn work(
    mut connection: Connection,
    reports: Arc<Vec<Vec<Vec<u8>>>>,
    next: Arc<AtomicUsize>,
    start: Instant,
    pace: Option<f64>,
) -> Vec<(usize, Instant)> {
    let mut sent = Vec::new();
    loop {
        let report = next.fetch_add(1, Ordering::Relaxed);
        let Some(approvals) = reports.get(report) else { return sent };
        for (step, approval) in approvals.iter().enumerate() {
            let number = report * APPROVERS.len() + step;
            if let Some(pace) = pace {
                let at = start + Duration::from_secs_f64(number as f64 / pace);
                tokio::time::sleep_until(at.into()).await;
            }
            sent.push((number, Instant::now()));
            assert_eq!(connection.call(approval).await.status, 204);
        }
    }
}

async fn wait_for(sink: &Sink, count: usize) {
    let start = Instant::now();
    while sink.count() < count {
        assert!(start.elapsed() < PATIENCE, "{} of {count} webhooks arrived", sink.count());
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
}

/// None lost, none doubled, and of each report the first approval before the second.
fn check(sink: &Sink) {
    let mut steps = vec![0; REPORTS];
    for arrival in sink.take() {
        let (report, step) = told(&arrival.body);
        assert_eq!(step, steps[report], "report {report} is told in order, and of nothing twice");
        steps[report] += 1;
    }
    assert!(steps.iter().all(|told| *told == APPROVERS.len()), "every approval is told");
}
