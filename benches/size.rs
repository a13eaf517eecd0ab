//! What a call costs in a large company, and on a large report: it has to grow with the page, not with the company.
//!
//! `CONCUR_BENCH_REPORTS` (`1000,10000,100000`) and `CONCUR_BENCH_CALLS` (2000) set other sizes.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::{Duration, Instant};

use concur_emulator::{Config, Emulator};

use crate::client::{Connection, request};
use crate::pages::{self, LISTS};

const OWNER: &str = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";
const MANAGER: &str = "45afdc31-0593-4e95-ba75-b094e9326b6d";
/// Reports that wait for the manager, however many there are altogether: a page of them.
const WAITING: usize = 25;
/// The expenses of the large report.
const EXPENSES: usize = 1_000;
/// The large report, of which the others have no number.
const LARGE: usize = 0xFFFF_FFFF;

/// A call that is measured.
struct Row {
    name: &'static str,
    request: Vec<u8>,
    status: u16,
}

pub fn run() {
    actix_web::rt::System::new().block_on(async {
        println!("median of {} calls over one connection, one after the other\n", calls());
        println!("| Reports | Call | Median | Body |\n|---:|---|---:|---:|");
        for reports in sizes() {
            let file = std::env::temp_dir().join(format!("concur-emulator-size-{}.json", std::process::id()));
            std::fs::write(&file, scenario(reports)).expect("a scenario file");
            let fixtures = vec!["empty".to_owned(), file.display().to_string()];
            let emulator =
                Emulator::start(Config { port: 0, fixtures, ..Config::default() }).await.expect("the emulator starts");
            std::fs::remove_file(&file).expect("the scenario file");
            let address = crate::process::address_of(&emulator);
            for row in rows(address, reports) {
                print(reports, row.name, measure(address, &row).await);
            }
            for list in LISTS {
                print(reports, list.name, pages::measure(address, list, calls()).await);
            }
            emulator.stop().await.expect("the emulator stops");
        }
    });
}

fn print(reports: usize, name: &str, measured: Option<(Duration, usize)>) {
    let (median, body) = measured.map_or_else(
        || ("not emulated".to_owned(), String::new()),
        |(median, body)| (format!("{median:.1?}"), format!("{body} B")),
    );
    println!("| {reports} | {name} | {median} | {body} |");
}

fn sizes() -> Vec<usize> {
    let asked = std::env::var("CONCUR_BENCH_REPORTS").unwrap_or_else(|_| "1000,10000,100000".to_owned());
    asked.split(',').map(number).collect()
}

fn calls() -> usize {
    std::env::var("CONCUR_BENCH_CALLS").map_or(2_000, |calls| number(&calls))
}

fn number(text: &str) -> usize {
    usize::from_str(text.trim()).expect("a number")
}

/// The calls, on a report in the middle of so many and on the large one.
fn rows(address: SocketAddr, reports: usize) -> Vec<Row> {
    let user = format!("/expensereports/v4/users/{OWNER}/context/TRAVELER/reports");
    let (report, large) = (format!("{user}/{}", id(reports / 2)), format!("{user}/{}", id(LARGE)));
    let waiting = format!("/expensereports/v4/users/{MANAGER}/context/MANAGER/reportsToApprove");
    let patch = r#"{"businessPurpose":"Measuring"}"#;
    let owner = |name, method: &str, path: &str, body: &str, status| Row {
        name,
        request: request(method, address, path, "traveler-token", body),
        status,
    };
    vec![
        owner("list of a user's reports, a page", "GET", &user, "", 200),
        Row {
            name: "list of 25 reports to approve",
            request: request("GET", address, &waiting, "manager-token", ""),
            status: 200,
        },
        owner("get of a report", "GET", &report, "", 200),
        owner("patch of a report", "PATCH", &report, patch, 204),
        owner("list of the expenses of a report, 1 expense", "GET", &format!("{report}/expenses"), "", 200),
        owner("get of a report, 1,000 expenses", "GET", &large, "", 200),
        owner("patch of a report, 1,000 expenses", "PATCH", &large, patch, 204),
        owner("list of the expenses of a report, 1,000 expenses", "GET", &format!("{large}/expenses"), "", 200),
        owner("get of an expense of 1,000", "GET", &format!("{large}/expenses/{}", expense(EXPENSES / 2)), "", 200),
    ]
}

/// The median of all calls and the length of the body; none where nobody answers there.
async fn measure(address: SocketAddr, row: &Row) -> Option<(Duration, usize)> {
    let mut connection = Connection::open(address).await;
    let first = connection.call(&row.request).await;
    if [404, 405].contains(&first.status) {
        return None;
    }
    assert_eq!(first.status, row.status, "{}", row.name);
    let mut took = Vec::with_capacity(calls());
    for _ in 0..calls() {
        let start = Instant::now();
        let answer = connection.call(&row.request).await;
        took.push(start.elapsed());
        assert_eq!(answer.status, row.status, "{}", row.name);
    }
    took.sort();
    Some((took[took.len() / 2], first.length))
}

/// So many reports of one owner, the first of them waiting for the manager, and the large one.
pub fn scenario(reports: usize) -> String {
    let mut text = r#"{"reports":["#.to_owned();
    for number in 0..reports {
        let status =
            if number < WAITING { r#""approvalStatus":"A_PEND","submitted":"2026-02-02T08:00:00Z","# } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{},", report(number, status, &spending("")));
    }
    let spent: Vec<String> = (0..EXPENSES).map(|number| spending(&format!(r#""id":"{}","#, expense(number)))).collect();
    text += &report(LARGE, "", &spent.join(","));
    text + "]}"
}

fn report(number: usize, status: &str, expenses: &str) -> String {
    format!(
        r#"{{"id":"{}","owner":"traveler@example.com","name":"Trip {number}",{status}"created":"2026-01-{:02}T{:02}:00:00Z","expenses":[{expenses}]}}"#,
        id(number),
        1 + number % 28,
        number % 24
    )
}

fn spending(id: &str) -> String {
    format!(r#"{{{id}"type":"TAXIX","paymentType":"CASH","date":"2026-01-01","amount":"12.50","currency":"USD"}}"#)
}

fn id(number: usize) -> String {
    format!("51CE{number:016X}")
}

fn expense(number: usize) -> String {
    format!("51CE{number:028X}")
}
