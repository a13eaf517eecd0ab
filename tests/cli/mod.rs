//! The command line, as a program of its own.

mod authority;
mod ends;
mod exports;
mod help;
mod serving;

use std::process::{Command, Output, Stdio};

/// The program with these arguments, and with nothing of the test's own environment that would change it.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_concur-emulator"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CONCUR_EMULATOR_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program to its end.
fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is text")
}
