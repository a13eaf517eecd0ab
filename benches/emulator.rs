//! Speed and size of the emulator, printed beside what a bare actix-web handler does in the same run.
//!
//! `cargo bench` runs everything; `cargo bench -- get` runs the parts whose name begins so. Everything goes over loopback, and
//! clients, receiver and servers share the machine's cores, so that the numbers are those of a test suite on a laptop.

#![allow(clippy::disallowed_methods, reason = "a benchmark measures real time")]

mod approvals;
mod client;
mod deliveries;
mod pages;
mod process;
mod reads;
mod sink;
mod size;
mod tenants;

use std::process::ExitCode;

fn main() -> ExitCode {
    if tenants::child() {
        return ExitCode::SUCCESS;
    }
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|prefix| name.starts_with(prefix.as_str()));
    let parts: [(&str, fn()); 12] = [
        ("get", reads::run),
        ("approve", approvals::throughput),
        ("latency", approvals::latency),
        ("deliver", deliveries::throughput),
        ("memory", deliveries::memory),
        ("retries", deliveries::retries),
        ("waiting", deliveries::waiting),
        ("process", process::run),
        ("size", size::run),
        ("reset", tenants::reset),
        ("tenants", tenants::founding),
        ("token", tenants::token),
    ];
    for (name, part) in parts {
        if wanted(name) {
            println!("## {name}");
            part();
            println!();
        }
    }
    ExitCode::SUCCESS
}
