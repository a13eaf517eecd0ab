//! Tenants: how long founding and resetting one takes, what a thousand hold, and what a token check costs.
//!
//! `token` counts instructions where Valgrind is installed, for which the program runs itself; else it compares times.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use concur_emulator::tenants::Wish;
use concur_emulator::{Config, Emulator};

use crate::client::{Connection, request};
use crate::process::{address_of, own_kilobytes};

const ROUNDS: usize = 1_000;
const REPORT: &str =
    "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/764428DD6A664AF0BFCB";
const SUBMIT: &str =
    "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/reports/764428DD6A664AF0BFCB/submit";
/// What the program is to do when it runs itself, and how often.
const LOOP: &str = "CONCUR_BENCH_LOOP";

async fn start() -> Emulator {
    Emulator::start(Config { port: 0, ..Config::default() }).await.expect("the emulator starts")
}

/// Resets of the default scenario, after a change each.
pub fn reset() {
    actix_web::rt::System::new().block_on(async {
        let emulator = start().await;
        let address = address_of(&emulator);
        let mut connection = Connection::open(address).await;
        let submit = request("PATCH", address, SUBMIT, "traveler-token", "");
        let (mut direct, mut by_control) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            assert_eq!(connection.call(&submit).await.status, 204);
            let begun = Instant::now();
            emulator.reset().expect("a reset");
            direct.push(begun.elapsed());
        }
        let reset = request("POST", address, "/_emulator/reset", "", "");
        for _ in 0..ROUNDS {
            assert_eq!(connection.call(&submit).await.status, 204);
            let begun = Instant::now();
            assert_eq!(connection.call(&reset).await.status, 204);
            by_control.push(begun.elapsed());
        }
        print("reset of the default scenario", direct, "aim 200 µs");
        print("the same through control", by_control, "with the request");
        emulator.stop().await.expect("the emulator stops");
    });
}

/// A thousand tenants of the default scenario.
pub fn founding() {
    actix_web::rt::System::new().block_on(async {
        let emulator = start().await;
        let address = address_of(&emulator);
        let tenants = emulator.tenants();
        let before = own_kilobytes();
        let mut direct = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            black_box(tenants.found(&Wish::default()).expect("a tenant"));
            direct.push(begun.elapsed());
        }
        print("a tenant of the default scenario", direct, "aim 200 µs");
        let held = own_kilobytes().saturating_sub(before);
        let megabytes = f64::from(held) / 1024.0;
        println!("{ROUNDS} tenants hold {megabytes:.1} MB (aim 64 MB), {:.1} KB each", f64::from(held) / ROUNDS as f64);
        let companies: Vec<_> = tenants.all().iter().skip(1).map(|realm| realm.company).collect();
        let begun = Instant::now();
        companies.into_iter().for_each(|company| tenants.delete(company).expect("a tenant to delete"));
        println!(
            "all of them deleted in {:.2?}; {:.1} MB are held now",
            begun.elapsed(),
            f64::from(own_kilobytes()) / 1024.0
        );

        let mut connection = Connection::open(address).await;
        let found = request("POST", address, "/_emulator/tenants", "", "{\"fixture\":\"default\"}");
        let mut by_control = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            assert_eq!(connection.call(&found).await.status, 201);
            by_control.push(begun.elapsed());
        }
        print("the same through control", by_control, "aim 1 ms, with the request");
        emulator.stop().await.expect("the emulator stops");
    });
}

fn print(what: &str, mut times: Vec<Duration>, aim: &str) {
    times.sort();
    let (median, slowest) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{what}: median {median:.1?}, 99 % {slowest:.1?} ({aim})");
}

/// What finding the grant of a token costs beside a whole GET of a report.
pub fn token() {
    let (check, get) = match (counted("token", 100_000), counted("get", 2_000)) {
        (Some(check), Some(get)) => {
            println!("instructions, counted by Valgrind: a token check {check:.0}, a GET of a report {get:.0}");
            (check, get)
        }
        _ => {
            let (check, get) = (timed("token", 1_000_000), timed("get", 20_000));
            println!("no Valgrind here; a token check {check:.0} ns, a GET of a report {get:.0} ns");
            (check, get)
        }
    };
    println!("a token check is {:.2} % of a GET of a report (aim: under 5 %)", check / get * 100.0);
}

/// Instructions of one turn of a loop: the difference between many turns and twice as many, so that the start does not count.
fn counted(what: &str, turns: usize) -> Option<f64> {
    let run = |turns: usize| {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().ok()?)
            .env(LOOP, format!("{what}:{turns}"))
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = said.lines().find(|line| line.contains("Collected :"))?;
        line.rsplit(':').next()?.trim().parse::<f64>().ok()
    };
    Some((run(turns * 2)? - run(turns)?) / turns as f64)
}

/// Nanoseconds of one turn of a loop.
fn timed(what: &str, turns: usize) -> f64 {
    let begun = Instant::now();
    turn(what, turns);
    begun.elapsed().as_secs_f64() * 1e9 / turns as f64
}

/// Does what it was run for by itself, if it was. Answers whether it was.
pub fn child() -> bool {
    let Ok(asked) = std::env::var(LOOP) else { return false };
    let (what, turns) = asked.split_once(':').expect("what, and how often");
    turn(what, turns.parse().expect("a number"));
    true
}

fn turn(what: &str, turns: usize) {
    actix_web::rt::System::new().block_on(async {
        let emulator = start().await;
        if what == "token" {
            for _ in 0..turns {
                black_box(emulator.tenants().of_token(black_box("traveler-token")));
            }
        } else {
            let address = address_of(&emulator);
            let report = request("GET", address, REPORT, "traveler-token", "");
            let mut connection = Connection::open(address).await;
            for _ in 0..turns {
                assert_eq!(connection.call(&report).await.status, 200);
            }
        }
        emulator.stop().await.expect("the emulator stops");
    });
}
