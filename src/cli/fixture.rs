//! `fixture check|list|schema`: scenarios without a server.

use std::fmt::Write as _;

use concur_emulator::fixtures::{self, FixtureError};
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::ids::Ids;

use super::{Failure, print};

/// What to do with scenarios.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Load scenarios and say what is wrong with them, with file, line, column and field; exits 1 if anything is
    Check {
        /// Names of built-in scenarios, files, or folders
        #[arg(required = true, value_name = "NAME|FILE|DIR")]
        scenarios: Vec<String>,
    },
    /// List the built-in scenarios
    List,
    /// Print the JSON Schema of scenario documents, for editors
    Schema,
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { scenarios } => check(scenarios),
        Command::List => list(),
        Command::Schema => {
            let schema = serde_json::to_string_pretty(&fixtures::schema())?;
            print(format!("{schema}\n").as_bytes())
        }
    }
}

/// Each scenario is loaded by itself. All that is wrong is said, whatever comes first.
fn check(scenarios: &[String]) -> Result<(), Failure> {
    let now = Clock::system().now();
    let mut errors: Vec<FixtureError> = Vec::new();
    let mut report = String::new();
    for name in scenarios {
        match fixtures::check(name, now, &mut Ids::new(None)) {
            // Writing to a string cannot fail.
            Ok(()) => _ = writeln!(report, "{name}: ok"),
            Err(found) => errors.extend(found),
        }
    }
    print(report.as_bytes())?;
    if errors.is_empty() { Ok(()) } else { Err(Failure::Scenario(errors)) }
}

fn list() -> Result<(), Failure> {
    let mut text = String::new();
    for embedded in fixtures::embedded() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:<24} {}", embedded.name, embedded.description);
    }
    print(text.as_bytes())
}
