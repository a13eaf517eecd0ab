//! GET of a report, beside a bare handler that returns a body of the same size.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use concur_emulator::{Config, Emulator};

use crate::client::{Connection, request};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
const REPORT: &str =
    "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/764428DD6A664AF0BFCB";

pub fn run() {
    actix_web::rt::System::new().block_on(async {
        let emulator = Emulator::start(Config { port: 0, ..Config::default() }).await.expect("the emulator starts");
        let address = crate::process::address_of(&emulator);
        let report = request("GET", address, REPORT, "traveler-token", "");
        let first = Connection::open(address).await.call(&report).await;
        assert_eq!(first.status, 200);
        let bare = bare(first.length).await;
        let nothing = request("GET", bare, "/", "traveler-token", "");

        let (mut of_emulator, mut of_bare) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let (emulated, plain) = (rate(address, report.clone()).await, rate(bare, nothing.clone()).await);
            // The first round warms up.
            if round > 0 {
                of_emulator.push(emulated);
                of_bare.push(plain);
            }
        }
        let (emulated, plain) = (median(of_emulator), median(of_bare));
        println!("body of {} bytes, {CONNECTIONS} connections, medians of {ROUNDS} rounds of {ROUND:?}", first.length);
        println!("bare actix-web handler  {plain:>10.0} requests/s");
        println!(
            "GET of a report         {emulated:>10.0} requests/s, {:.0} % of the bare handler",
            emulated / plain * 100.0
        );
        emulator.stop().await.expect("the emulator stops");
    });
}

/// A server whose one handler returns so many bytes.
async fn bare(length: usize) -> SocketAddr {
    let body = web::Bytes::from(vec![b'x'; length]);
    let server = HttpServer::new(move || {
        let body = body.clone();
        let answer = move || {
            let body = body.clone();
            async move { HttpResponse::Ok().content_type("application/json").body(body) }
        };
        App::new().route("/", web::get().to(answer))
    })
    .disable_signals()
    .bind_auto_h2c(("127.0.0.1", 0))
    .expect("a free port");
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

/// Requests a second over one round, from a thread of its own.
async fn rate(address: SocketAddr, request: Vec<u8>) -> f64 {
    let measured = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let tasks = tokio::task::LocalSet::new();
        tasks.block_on(&runtime, async move {
            let request = Arc::new(request);
            let start = Instant::now();
            let workers: Vec<_> = (0..CONNECTIONS)
                .map(|_| {
                    let request = Arc::clone(&request);
                    tokio::task::spawn_local(async move {
                        let mut connection = Connection::open(address).await;
                        let answer = connection.call(&request).await;
                        assert_eq!(answer.status, 200);
                        let mut calls = 1_u64;
                        while start.elapsed() < ROUND {
                            connection.repeat(&request, answer.whole).await;
                            calls += 1;
                        }
                        calls
                    })
                })
                .collect();
            let mut calls = 0;
            for worker in workers {
                calls += worker.await.expect("a worker");
            }
            calls as f64 / start.elapsed().as_secs_f64()
        })
    });
    tokio::task::spawn_blocking(move || measured.join().expect("a round")).await.expect("a round")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
