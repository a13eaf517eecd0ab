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
        /// Check them laid over each other, the first at the bottom, as --fixture lays them, and not each by itself
        #[arg(long)]
        together: bool,

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
        Fixture::Check { together: true, files } => check(&[&files[..]]),
        Fixture::Check { together: false, files } => check(&files.chunks(1).collect::<Vec<_>>()),
        Fixture::List => {
            let width = embedded().iter().map(|scenario| scenario.name.len()).max().unwrap_or_default();
            let line = |it: &fixtures::Embedded| format!("{:width$}  {}\n", it.name, it.description);
            super::print(embedded().iter().map(line).collect::<String>().as_bytes())
        }
        Fixture::Schema => super::print(fixtures::SCHEMA.text().as_bytes()),
    }
}

/// Checks scenarios, each of which is made of some files.
fn check(scenarios: &[&[String]]) -> Result<(), Failure> {
    let now = Clock::system().now();
    let mut faults = 0;
    for files in scenarios {
        match fixtures::check(files, now, &mut Ids::new(None)) {
            Ok(()) => super::print(format!("{}: can be loaded\n", files.join(", ")).as_bytes())?,
            Err(found) => {
                faults += found.len();
                super::print(found.iter().map(|fault| format!("{fault}\n")).collect::<String>().as_bytes())?;
            }
        }
    }
    if faults == 0 { Ok(()) } else { Err(Failure::Faults(faults)) }
}
