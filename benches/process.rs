//! The program itself: how long it takes to start, and how much memory it holds.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use concur_emulator::Emulator;

const STARTS: usize = 25;

pub fn run() {
    let (mut times, mut memory) = (Vec::new(), 0);
    for _ in 0..STARTS {
        let start = Instant::now();
        let mut child = spawn();
        times.push(start.elapsed());
        memory = resident_kilobytes(&child);
        child.kill().expect("our own process");
        child.wait().expect("our own process");
    }
    times.sort();
    let (median, slowest) = (times[STARTS / 2], times[STARTS - 1]);
    println!("start to ready, default scenario: median {median:.2?}, slowest {slowest:.2?} of {STARTS}");
    println!("memory when idle: {:.1} MB resident", f64::from(memory) / 1024.0);
}

/// Starts the program and waits until it says that it listens.
fn spawn() -> Child {
    served(Command::new(env!("CARGO_BIN_EXE_concur-emulator"))).0
}

/// The same with any command that starts the program, which answers where it listens, too.
pub fn served(mut command: Command) -> (Child, SocketAddr) {
    let mut child =
        command.args(["--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.as_mut().expect("piped");
    BufReader::new(stdout).read_line(&mut line).expect("one line");
    let address = line.trim().strip_prefix("listening on http://").expect("the line that says where");
    (child, address.parse().expect("an address"))
}

/// How much time of a processor a program has used since it started.
pub fn cpu_time(child: &Child) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", child.id())).expect("Linux");
    let used = tasks.flatten().map(|task| {
        let schedule = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        schedule.split(' ').next().and_then(|used| used.parse().ok()).unwrap_or(0)
    });
    Duration::from_nanos(used.sum())
}

fn resident_kilobytes(child: &Child) -> u32 {
    kilobytes(child.id())
}

/// How much memory this process holds.
pub fn own_kilobytes() -> u32 {
    kilobytes(std::process::id())
}

fn kilobytes(process: u32) -> u32 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("resident memory");
    line.trim().trim_end_matches(" kB").trim().parse().expect("kilobytes")
}

/// Where an emulator listens.
pub fn address_of(emulator: &Emulator) -> SocketAddr {
    emulator.listening_at().trim_start_matches("http://").parse().expect("an address")
}
