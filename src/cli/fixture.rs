//! `fixture`: scenarios, without serving them.

use concur_emulator::fixtures::{self, embedded};
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::ids::Ids;

use super::Failure;

/// What to do with scenarios.
#[derive(Debug, clap::Subcommand)]
pub enum Fixture {
    /// Say whether scenarios can be loaded; every fault is a line with file, line, column and field
    Check {
        /// Files, folders, or names of built-in scenarios
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
    },
    /// List the scenarios that are built in
    List,
    /// Print the JSON Schema of scenario files, for editors that complete and check by it
    Schema,
}

/// Does it.
pub fn run(fixture: &Fixture) -> Result<(), Failure> {
    match fixture {
        Fixture::Check { files } => check(files),
        Fixture::List => {
            let width = embedded().iter().map(|scenario| scenario.name.len()).max().unwrap_or_default();
            let line = |it: &fixtures::Embedded| format!("{:width$}  {}\n", it.name, it.description);
            super::print(embedded().iter().map(line).collect::<String>().as_bytes())
        }
        Fixture::Schema => super::print(fixtures::SCHEMA.text().as_bytes()),
    }
}

fn check(files: &[String]) -> Result<(), Failure> {
    let now = Clock::system().now();
    let mut faults = 0;
    for file in files {
        match fixtures::check(file, now, &mut Ids::new(None)) {
            Ok(()) => super::print(format!("{file}: can be loaded\n").as_bytes())?,
            Err(found) => {
                faults += found.len();
                super::print(found.iter().map(|fault| format!("{fault}\n")).collect::<String>().as_bytes())?;
            }
        }
    }
    if faults == 0 { Ok(()) } else { Err(Failure::Faults(faults)) }
}
