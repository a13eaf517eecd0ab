//! The command line of the emulator.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
