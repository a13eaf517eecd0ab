//! What calls cost while events wait for a receiver that is down, beside what they cost where nobody has subscribed.
//!
//! Two processes have had the same calls, and differ in the subscription alone. They are measured in turns, so that whatever else the
//! machine does is done to both. Where there is valgrind, instructions are counted, too, which nothing else on the machine changes.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::client::{Connection, request};
use crate::process::{cpu_time, served};
use crate::scale::scaled;

const EVENTS: usize = 100_000;
const CALLS: usize = 2_000;
const ROUNDS: usize = 15;
/// How many events wait, and how many calls are made, while instructions are counted: that takes fifty times as long.
const COUNTED_EVENTS: usize = 10_000;
const COUNTED_CALLS: usize = 500;
const PATH: &str =
    "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/764428DD6A664AF0BFCB";
const CHANGE: &str = r#"{"name":"Trip","reportSource":"OTHER"}"#;

/// A process that serves.
struct Side {
    child: Child,
    address: SocketAddr,
    connection: Connection,
}

impl Drop for Side {
    fn drop(&mut self) {
        // It is our own, and nobody needs it any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What one call costs.
#[derive(Clone, Copy)]
struct Cost {
    /// Half of them were answered within this.
    latency: Duration,
    /// What the process computed for each.
    cpu: Duration,
}

/// The calls that are measured, with the status of their answers.
const MEASURED: [(&str, &str, u16); 2] = [("GET", "", 200), ("PATCH", CHANGE, 204)];

pub fn run() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        time().await;
        let found = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
        if found.is_ok_and(|status| status.success()) {
            count().await;
        } else {
            println!("instructions: not counted, for want of valgrind");
        }
    });
}

async fn time() {
    let (_down, receiver) = crate::deliveries::down();
    let (mut idle, mut busy) = (Side::start(program()).await, Side::start(program()).await);
    busy.subscribe(receiver).await;
    let events = scaled(EVENTS);
    for side in [&mut idle, &mut busy] {
        side.cost(MEASURED[1], events).await;
    }
    for call in MEASURED {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let mut sides = [(&mut idle, &mut without), (&mut busy, &mut with)];
            // Neither is always the one that comes after the other.
            sides.rotate_left(round % 2);
            for (side, costs) in sides {
                let cost = side.cost(call, scaled(CALLS)).await;
                // The first round warms up.
                if round > 0 {
                    costs.push(cost);
                }
            }
        }
        let of: [fn(&Cost) -> Duration; 2] = [|cost| cost.latency, |cost| cost.cpu];
        let [latency, cpu] = of.map(|of| {
            let (without, with) = (median(&without, of), median(&with, of));
            let more = percent(without.as_secs_f64(), with.as_secs_f64());
            format!("{without:.1?}, {with:.1?} with {events} events waiting ({more:+.1} %)")
        });
        println!("{} of a report: latency {latency}; processor {cpu}; aim: within 10 %", call.0);
    }
}

/// Counts the instructions of a call, one process after the other.
async fn count() {
    let (_down, receiver) = crate::deliveries::down();
    let (events, calls) = (scaled(COUNTED_EVENTS), scaled(COUNTED_CALLS));
    let folder = env::temp_dir().join(format!("concur-emulator-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for what valgrind writes");
    let mut counted = [Vec::new(), Vec::new()];
    for (is_busy, counted) in [false, true].into_iter().zip(&mut counted) {
        let mut side = Side::start(under_valgrind(&folder)).await;
        if is_busy {
            side.subscribe(receiver).await;
        }
        side.cost(MEASURED[1], events).await;
        for call in MEASURED {
            side.cost(call, 20).await;
            side.instructions(&folder);
            side.cost(call, calls).await;
            counted.push(side.instructions(&folder) as f64 / calls as f64);
        }
    }
    for (place, (method, ..)) in MEASURED.iter().enumerate() {
        let (without, with) = (counted[0][place], counted[1][place]);
        let more = percent(without, with);
        println!(
            "{method} of a report: {without:.0} instructions, {with:.0} with {events} events waiting ({more:+.1} %); aim: within 10 %"
        );
    }
    fs::remove_dir_all(&folder).expect("our own folder");
}

fn percent(without: f64, with: f64) -> f64 {
    (with / without - 1.0) * 100.0
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_concur-emulator"))
}

fn under_valgrind(folder: &Path) -> Command {
    let mut command = Command::new("valgrind");
    let out = folder.join("%p").display().to_string();
    command.args(["--tool=callgrind", &format!("--callgrind-out-file={out}")]).arg(program().get_program());
    command
}

impl Side {
    async fn start(program: Command) -> Self {
        let (child, address) = served(program);
        Self { child, address, connection: Connection::open(address).await }
    }

    async fn subscribe(&mut self, receiver: SocketAddr) {
        let body = format!(
            r#"{{"id":"down","topic":"public.concur.expense.report","webHookConfig":{{"endpoint":"http://{receiver}/"}}}}"#
        );
        let put = request("PUT", self.address, "/events/v4/subscriptions/webhook", "app-token", &body);
        assert_eq!(self.connection.call(&put).await.status, 200);
    }

    /// Makes so many calls, one after the other.
    async fn cost(&mut self, (method, body, status): (&str, &str, u16), calls: usize) -> Cost {
        let request = request(method, self.address, PATH, "traveler-token", body);
        let mut times = Vec::with_capacity(calls);
        let before = cpu_time(&self.child);
        for _ in 0..calls {
            let start = Instant::now();
            assert_eq!(self.connection.call(&request).await.status, status);
            times.push(start.elapsed());
        }
        let used = cpu_time(&self.child).saturating_sub(before);
        times.sort();
        Cost { latency: times[calls / 2], cpu: used / u32::try_from(calls).expect("few calls") }
    }

    /// The instructions that all threads have executed since this was last asked.
    fn instructions(&self, folder: &Path) -> u64 {
        let dump = Command::new("callgrind_control").args(["--dump", &self.child.id().to_string()]).output();
        assert!(dump.expect("it comes with valgrind").status.success(), "a dump");
        let files = fs::read_dir(folder).expect("our own folder").flatten();
        let counts = files.map(|file| {
            let dump = fs::read_to_string(file.path()).expect("a dump is text");
            fs::remove_file(file.path()).expect("our own file");
            let line = dump.lines().find_map(|line| line.strip_prefix("totals:").or(line.strip_prefix("summary:")));
            line.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
        });
        counts.max().unwrap_or(0)
    }
}

fn median(costs: &[Cost], of: impl Fn(&Cost) -> Duration) -> Duration {
    let mut costs: Vec<_> = costs.iter().map(of).collect();
    costs.sort();
    costs[costs.len() / 2]
}
