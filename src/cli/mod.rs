//! Commands: what each one takes, and how each one ends.
//!
//! A usage error exits 2, any other failure 1, with one line on standard error that says what to do about it.

mod ask;
mod ca;
mod demo;
mod fixture;
mod healthcheck;
mod openapi;
mod serve;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Arg, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use concur_emulator::{Config, StartError, StopError};

/// A local server that stands in for the SAP Concur Expense APIs, webhooks included.
///
/// Without a command it serves: point a Concur client at http://127.0.0.1:7400, with the token `traveler-token`.
#[derive(Debug, Parser)]
#[command(name = "concur-emulator", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the emulated APIs until SIGTERM or Ctrl-C; the default
    ///
    /// Once connections are accepted, standard output gets one line, `listening on URL`, and a second one where HTTPS is on; logs go to standard error. How much
    /// they say is set by CONCUR_EMULATOR_LOG, such as `debug` or `warn,concur_emulator=trace`.
    Serve(Box<Config>),

    /// Tell the life of a report: every call, every change of status, every webhook; exits 0 only if all went well
    Demo,

    /// Check, list and describe scenarios
    #[command(subcommand)]
    Fixture(fixture::Fixture),

    /// Print the OpenAPI document of an API family; without a name, list the families
    Openapi(openapi::Args),

    /// Ask a running emulator whether it serves; exits 0 if so, 1 if not
    Healthcheck(healthcheck::Args),

    /// Print the certificate of the local authority, PEM: for clients of HTTPS and receivers of webhooks to trust
    Ca(ca::Args),

    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Why a command failed. The message says what to do about it.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Demo(concur_emulator::demo::DemoError),
    #[error("the server failed: {0}")]
    Serve(io::Error),
    #[error(transparent)]
    Stop(#[from] StopError),
    #[error("cannot write to standard output: {0}")]
    Print(io::Error),
    #[error("{} found; correct what the lines above name", faults(*.0))]
    Faults(usize),
    #[error(
        "{0} departures from Concur's pages were found; GET /_emulator/findings lists them while it runs, and the log has each kind once"
    )]
    Findings(u64),
    #[error("no API family is called `{asked}`; there are {known}")]
    UnknownFamily { asked: String, known: String },
    #[error(transparent)]
    Unanswered(#[from] ask::Unanswered),
    #[error(transparent)]
    Authority(#[from] concur_emulator::tenant::authority::AuthorityFileError),
}

fn faults(count: usize) -> String {
    if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") }
}

/// Runs the command that the arguments name, and says how it ended.
pub fn run() -> ExitCode {
    let matches = without_empty_variables(Cli::command()).get_matches();
    let Cli { command, config } = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let outcome = match command {
        None => serve::run(config),
        Some(Command::Serve(config)) => serve::run(*config),
        Some(Command::Demo) => demo::run(),
        Some(Command::Fixture(fixture)) => fixture::run(&fixture),
        Some(Command::Openapi(args)) => openapi::run(&args),
        Some(Command::Healthcheck(args)) => healthcheck::run(&args),
        Some(Command::Ca(args)) => ca::run(&args),
        Some(Command::Completions { shell }) => completions(shell),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
        Err(Failure::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            // Without standard error there is nobody left to tell.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The same, deaf to variables that are set to nothing, as compose files and CI set those that nobody gave a value.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |arg: &Arg| arg.get_env().and_then(env::var_os).is_some_and(|value| value.is_empty());
    let heard = command.mut_args(|arg| if is_empty(&arg) { arg.env(None::<&str>) } else { arg });
    heard.mut_subcommands(without_empty_variables)
}

fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "concur-emulator", &mut script);
    print(&script)
}

/// Writes to standard output, at once.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(Failure::Print)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
